"""The search for conflicts: each pair once, whatever the order, the route or the memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from doudi.compiler.conflicts.defects.find import survey
from doudi.compiler.conflicts.memory import ANSWERS, InFolder
from doudi.compiler.conflicts.model import Class, Conflict, ConflictLedger, Kind
from doudi.compiler.conflicts.runs import InProcess
from doudi.compiler.conflicts.search import find_conflicts
from doudi.compiler.proof.limits import Limits
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Facets, Period, Program, Provision
from tests.support.two_voices import two_voices


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return two_voices(tmp_path_factory.mktemp("two_voices") / "rules")


@pytest.fixture(scope="module")
def ledger(rules: Index) -> ConflictLedger:
    return find_conflicts(rules.program)


EXPECTED = [
    (Kind.OUTCOME, "C2021/1", "P2021/1", Class.EXCEPTION),
    (Kind.OUTCOME, "P2021/2", "Q2021/2", Class.OPEN),
    (Kind.AMOUNT, "P2021/3", "Q2021/3", Class.OPEN),
    (Kind.AMOUNT, "C2021/3", "P2021/3", Class.HIGHER),
    (Kind.PERIOD, "P2021/6", "Q2021/6", Class.OPEN),
    (Kind.FUND, "P2021/7", "Q2021/7", Class.OPEN),
    (Kind.DEADLINE, "P2021/8", "Q2021/8", Class.STRONGER),
    (Kind.PLACE, "P2021/9", "Q2021/9", Class.DECLARED),
    (Kind.PLACE, "P2021/12", "Q2021/12", Class.UNION),
    (Kind.FORCE, "P2021/13", "Q2021/13", Class.STRONGER),
    (Kind.DEADLINE, "P2021/20", "Q2021/20", Class.STRONGER),
    (Kind.HOLDER, "P2021/20", "Q2021/20", Class.OPEN),
    (Kind.PROCEDURE, "P2021/21", "Q2021/21", Class.OPEN),
    (Kind.PROCEDURE, "P2021/21", "Q2021/25", Class.STRONGER),
    (Kind.STATUS, "P2021/22", "Q2021/22", Class.OPEN),
    (Kind.MEANING, "P2021/23", "Q2021/23", Class.OPEN),
]


@pytest.mark.parametrize(("kind", "one", "other", "class_"), EXPECTED)
def test_what_two_texts_say_of_one_matter_is_told_with_its_class(
    ledger: ConflictLedger, kind: Kind, one: str, other: str, class_: Class
) -> None:
    found = [it.class_ for it in ledger.conflicts if _about(it) == (kind, one, other)]
    assert found == [class_]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.AMOUNT, "P2021/4", "Q2021/4"),  # two permissions unite
        (Kind.AMOUNT, "P2021/5", "Q2021/5"),  # the higher is taken
        (Kind.DEADLINE, "P2021/20", "Q2021/24"),  # nobody is bound by an encouragement
    ],
)
def test_what_goes_together_is_not_listed(
    ledger: ConflictLedger, kind: Kind, one: str, other: str
) -> None:
    assert (kind, one, other) not in [_about(it) for it in ledger.conflicts]


def test_one_wording_in_two_texts_differs_by_their_own_dates(rules: Index) -> None:
    """From the day of issue on: of the 1st of December in the one, of the 15th in the other."""
    monthly = Facets(period=Period("month", start=ir.Special("issue_date")))
    edited = rules.program
    for id_ in ("C2021/3", "P2021/3", "Q2021/3"):
        edited = _with(edited, id_, lambda it: replace(it, facets=monthly))
    found = [(*_about(it), it.class_) for it in find_conflicts(edited).conflicts]
    assert (Kind.PERIOD, "C2021/3", "P2021/3", Class.HIGHER) in found
    assert (Kind.PERIOD, "P2021/3", "Q2021/3") not in [it[:3] for it in found]


def test_both_routes_find_the_same(rules: Index, ledger: ConflictLedger) -> None:
    alone = find_conflicts(rules.program, routes=("solver",))
    assert [(*_about(it), it.class_) for it in alone.conflicts] == [
        (*_about(it), it.class_) for it in ledger.conflicts
    ]
    assert alone.counts.by_boxes == 0
    assert ledger.counts.by_boxes > 0


def test_one_process_and_two_find_the_same(rules: Index, ledger: ConflictLedger) -> None:
    assert replace(find_conflicts(rules.program, jobs=2), counts=ledger.counts) == ledger


def test_what_is_remembered_is_not_asked_again(
    rules: Index, ledger: ConflictLedger, tmp_path: Path
) -> None:
    memory = InFolder(tmp_path)
    first = find_conflicts(rules.program, memory=memory)
    again = find_conflicts(rules.program, memory=memory)
    assert first.conflicts == again.conflicts == ledger.conflicts
    assert first.counts.remembered == 0
    assert again.counts.remembered == again.counts.meeting
    assert again.counts.by_boxes + again.counts.by_solver == 0


def test_an_edit_asks_its_own_pairs_again_and_no_others(rules: Index) -> None:
    memory = InProcess()
    find_conflicts(rules.program, memory=memory)
    edited = _without_due(rules.program, "P2021/20")
    found = find_conflicts(edited, memory=memory)
    assert found.conflicts == find_conflicts(edited).conflicts
    assert 0 < found.counts.meeting - found.counts.remembered < found.counts.meeting / 4
    assert (Kind.DEADLINE, "P2021/20", "Q2021/20") not in [_about(it) for it in found.conflicts]


@pytest.mark.parametrize(
    "id_",
    ["P2021/1", "P2021/3", "P2021/30", "Q2021/9", "Q2021/13", "Q2021/20", "Q2021/22", "C2021/23"],
)
def test_after_an_edit_what_it_does_not_touch_is_as_if_asked_anew(rules: Index, id_: str) -> None:
    """A grant, an amount, a bar, a place, a word, a duty; a status and a term touch everything."""
    memory = InProcess()
    find_conflicts(rules.program, memory=memory)
    for edited in (_encouraged(rules.program, id_), _removed(rules.program, id_), rules.program):
        again, anew = find_conflicts(edited, memory=memory), find_conflicts(edited)
        assert again.conflicts == anew.conflicts
        assert again.not_decided == anew.not_decided
        assert (again.counts.pairs, again.counts.meeting) == (
            anew.counts.pairs,
            anew.counts.meeting,
        )


def test_a_memory_that_lies_shows_nothing_the_runtime_does_not(rules: Index) -> None:
    memory = InProcess()
    truth = find_conflicts(rules.program, memory=memory)
    memory.last = None
    for mark, text in list(memory.kept.items()):
        memory.kept[mark] = text.replace('"true"', '"false"') if "cells" in text else "y nonsense"
    assert find_conflicts(rules.program, memory=memory).conflicts == truth.conflicts


def test_where_there_is_no_time_left_each_pair_is_named(rules: Index) -> None:
    found = find_conflicts(rules.program, limits=Limits(run_s=0))
    assert found.conflicts == ()
    assert {it.why for it in found.not_decided} == {"run_time"}
    assert len(found.not_decided) == found.counts.meeting


def test_findings_beside_conflicts_are_remembered_by_their_questions(
    rules: Index, tmp_path: Path
) -> None:
    memory = InFolder(tmp_path, ANSWERS)
    first = survey(rules.program, memory=memory)
    kept = memory.recall()
    assert kept
    assert survey(rules.program, memory=memory) == first == survey(rules.program)
    assert memory.recall() == kept


def _about(it: Conflict) -> tuple[Kind, str, str]:
    first, second = it.provisions
    return it.matter.kind, first, second


def _without_due(program: Program, id_: str) -> Program:
    return _with(program, id_, lambda it: replace(it, facets=Facets(holders=it.facets.holders)))


def _encouraged(program: Program, id_: str) -> Program:
    return _with(program, id_, lambda it: replace(it, norm="encouragement"))


def _removed(program: Program, id_: str) -> Program:
    return replace(program, provisions=tuple(it for it in program.provisions if it.id != id_))


def _with(program: Program, id_: str, edit: Callable[[Provision], Provision]) -> Program:
    return replace(
        program, provisions=tuple(edit(it) if it.id == id_ else it for it in program.provisions)
    )
