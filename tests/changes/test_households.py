"""The rules with and without the Ministry's notice of 2022, for a folder of households.

Each file of `households/` says in its head, by hand and from the notice, what changes for it and by
which clause:

    # 变：临时救助 张家 地点 ← MCA2022/三-1a

The scheme or duty, whom, which aspect (none: whether it is given at all), and the clauses: 或 where
each is enough, 与 where they do it together.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from doudi.compiler.changes.answers import Aspect, Difference
from doudi.compiler.changes.case_files import cases_in
from doudi.compiler.changes.report import Changed, Report, report
from doudi.compiler.changes.without import without
from doudi.compiler.proof.limits import Limits
from doudi.runtime import embedding
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.decision import Decision, Subject
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.decision_json import decision_json
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import DocumentId, EntityId
from tests.support.real_rules import real_rules
from tests.support.two_versions import loaded

_HOUSEHOLDS: Final = Path(__file__).parent / "households"
_FILES: Final = sorted(_HOUSEHOLDS.glob("*.yaml"))
_LINE: Final = re.compile(r"# 变：(?P<what>\S+) (?P<whom>\S+)(?: (?P<aspect>\S+))? ← (?P<by>.+)")
_ASPECTS: Final = {"place": "地点", "procedure": "程序", "outcome": None, "status": None}
# What of a decision's JSON is an answer; the rest is why.
_SAID: Final = ("scheme", "provision", "subject", "outcome", "amount", "schedule", "place", "fund")
_ANSWER: Final = (*_SAID, "due", "procedures", "status", "holder", "norm")


@pytest.fixture(scope="module")
def bundles() -> tuple[Loaded, Loaded]:
    program = real_rules().program
    return loaded(program), loaded(without(program, DocumentId("MCA2022")).program)


@pytest.fixture(scope="module")
def found(bundles: tuple[Loaded, Loaded]) -> Report:
    return report(*bundles, cases_in([_HOUSEHOLDS]), Limits())


def test_the_households_named_are_those_that_two_plain_decisions_tell_apart(
    found: Report, bundles: tuple[Loaded, Loaded]
) -> None:
    apart = {
        str(path) for path in _FILES if _answers(path, bundles[0]) != _answers(path, bundles[1])
    }
    assert found.cases is not None
    assert {it.name for it in found.cases.changed} == apart
    assert set(found.cases.unchanged) == {str(it) for it in _FILES} - apart
    assert found.cases.unread == ()
    assert 0 < len(apart) < len(_FILES)


@pytest.mark.parametrize("path", _FILES, ids=lambda it: it.stem)
def test_each_household_is_changed_by_the_clauses_that_its_file_names(
    path: Path, found: Report
) -> None:
    assert found.cases is not None
    changed = [it for it in found.cases.changed if it.name == str(path)]
    assert {line for it in changed for line in _told(it)} == set(_by_hand(path))


def test_put_back_by_hand_the_clauses_give_the_old_answer_back(
    found: Report, bundles: tuple[Loaded, Loaded]
) -> None:
    """The rules without the notice, and just these clauses of it again: put together here."""
    old, new = (it.program for it in bundles)
    assert found.cases is not None
    checked = 0
    for changed in found.cases.changed:
        for difference, explained in zip(changed.differences, changed.explained, strict=True):
            for each in explained:
                for cause in each.causes:
                    again = _with_provisions(new, old, {key.id for key in cause.changes})
                    told = _told_of(difference, decide(again, changed.household.old), each.aspects)
                    assert told == _told_of(
                        difference, decide(old, changed.household.old), each.aspects
                    )
                    checked += 1
    assert checked > 40


def _with_provisions(to: Program, of: Program, ids: set[str]) -> Program:
    own = tuple(it for it in of.provisions if it.id in ids)
    documents = {it.document for it in own}
    return replace(
        to,
        provisions=tuple(sorted((*to.provisions, *own), key=lambda it: it.id)),
        documents=(*to.documents, *(it for it in of.documents if it.id in documents)),
    )


def _told_of(difference: Difference, decision: Decision, aspects: tuple[Aspect, ...]) -> object:
    """By field names alone: nothing here is asked of what finds the causes."""
    entity, who = difference.about.subject
    subject = Subject(EntityId(entity), who)
    for it in decision.outcomes:
        if (it.scheme, it.subject) == (difference.about.id, subject):
            places = {(place.option, place.mode) for place in it.places}
            said = {"outcome": it.outcome, "place": places, "procedure": set(it.procedures)}
            return [said[aspect.value] for aspect in aspects]
    return [
        (it.status, it.due)
        for it in decision.duties
        if (it.provision, it.subject) == (difference.about.id, subject)
    ]


def test_the_other_way_round_the_same_households_change_and_by_the_same_clauses(
    found: Report, bundles: tuple[Loaded, Loaded]
) -> None:
    back = report(bundles[1], bundles[0], cases_in([_HOUSEHOLDS]), Limits())
    assert found.cases is not None
    assert back.cases is not None
    assert {it.name: set(_told(it)) for it in back.cases.changed} == {
        it.name: set(_told(it)) for it in found.cases.changed
    }


def test_where_nothing_is_given_either_way_it_is_set_apart(found: Report) -> None:
    assert found.cases is not None
    only = [Path(it.name).stem for it in found.cases.changed if it.only_reasons]
    assert only == ["22-nothing-to-give"]


def test_one_document_is_gone_with_its_provisions_and_nothing_else(found: Report) -> None:
    gone = {it.change.key.id.partition("/")[0] for it in found.changes}
    assert gone == {"MCA2022"}
    assert all(it.change.new is None for it in found.changes)


def _answers(path: Path, bundle: Loaded) -> Any:
    """Decided the plain way, as anybody who embeds doudi does; no word of why."""
    decision = embedding.decide(bundle, path.read_bytes())
    whole = json.loads(json.dumps(decision_json(decision, bundle.program)))
    return [
        {key: _bare(it[key]) for key in _ANSWER if key in it}
        for it in (*whole["outcomes"], *whole["duties"])
    ]


def _bare(value: Any) -> Any:
    """Without the clauses and assumptions that stand in it; lists of places in any order."""
    match value:
        case dict():
            return {
                key: _bare(it)
                for key, it in value.items()
                if key not in ("provision", "provisions", "assumptions")
            }
        case list():
            return sorted((_bare(it) for it in value), key=str)
        case _:
            return value


def _by_hand(path: Path) -> list[tuple[str, str, str | None, frozenset[frozenset[str]]]]:
    lines = path.read_text("utf-8").splitlines()
    given = [_LINE.fullmatch(it) for it in lines if it.startswith("# 变")]
    assert None not in given
    assert bool(given) != any(it.startswith("# 不变：") for it in lines)
    return [
        (it["what"], it["whom"], it["aspect"], _either(it["by"])) for it in given if it is not None
    ]


def _either(by: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(it.split(" 与 ")) for it in by.split(" 或 "))


def _told(changed: Changed) -> list[tuple[str, str, str | None, frozenset[frozenset[str]]]]:
    schemes = {str(it.id): it.name.zh for it in changed.comparison.old.schemes}
    return [
        (
            schemes.get(difference.about.id, difference.about.id),
            difference.about.subject[1],
            _ASPECTS[each.aspects[0].value],
            frozenset(frozenset(key.id for key in cause.changes) for cause in each.causes),
        )
        for difference, explained in zip(changed.differences, changed.explained, strict=True)
        for each in explained
    ]
