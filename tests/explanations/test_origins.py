"""Every number that a letter gives shows where it came from: a text, a table's row, a fact, a step.

The analysts' cases under the real rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from doudi.runtime.decision import AmountResult, Decision, SchemeOutcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation import figures
from doudi.runtime.explanation.calculation import calculations
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.standards import titled
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.tree import Block, Heading, Node, Tree, texts
from doudi.runtime.explanation.wording import say
from doudi.runtime.facts.read import case_from_python
from tests.support.real_rules import RULES, Rules, real_rules

_CASES: Final = sorted(RULES.glob("**/cases.yaml"))
_SOME: Final = 12  # of a file's cases every twelfth: a letter about everything takes its time
# A fact that the case gives or lacks, a row with its notice, a text, a rounding, a date.
_ORIGIN: Final = re.compile("由案情|写明$|^缺：|起）：.|，为 ")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return real_rules()


@pytest.mark.parametrize("cases", _CASES, ids=lambda it: it.parent.name)
def test_every_sum_is_reckoned_or_stated_down_to_what_was_given_or_looked_up(
    cases: Path, rules: Rules
) -> None:
    names = lexicon(rules.program, "zh")
    for name, decision in _decided(cases, rules, every=2):
        for outcome in decision.outcomes:
            calculated = calculations(Matter(outcome, decision.trace, names))
            said = "\n".join(texts(Tree(calculated)))
            for it in _amounts(outcome):
                if it.status == "exact" and it.low is not None:
                    assert figures.money(it.low, "zh") in said, name
            for leaf in _leaves(calculated):
                assert _ORIGIN.search(leaf.text), (name, leaf)


@pytest.mark.parametrize("cases", _CASES, ids=lambda it: it.parent.name)
def test_every_standard_that_is_named_stands_in_the_list_with_its_notice(
    cases: Path, rules: Rules
) -> None:
    notices = {
        (it.name.zh, str(row.start)): titled(row.document) or row.source
        for it in rules.program.standards
        for row in it.rows
        if row.amount is not None
    }
    for name, decision in _decided(cases, rules, every=_SOME):
        letter = explain(decision, rules.program, "argument").blocks
        listed = dict(it.split("：", 1) for it in _listed(letter))
        said = "\n".join(text for it in letter for text in texts(it))
        for (standard, since), notice in notices.items():
            for figure in re.findall(f"{standard}（[^（）]*，{since}起）", said):
                assert notice in listed[figure], name


def _amounts(outcome: SchemeOutcome) -> Iterator[AmountResult]:
    yield outcome.amount
    if outcome.schedule is not None:
        yield from (it.amount for it in outcome.schedule.instalments)


def _listed(letter: tuple[Block, ...]) -> list[str]:
    """What stands under the heading of the standards."""
    head = Heading(2, say("tables", "zh"))
    at = letter.index(head) + 1 if head in letter else len(letter)
    return [text for it in letter[at : at + 1] for text in texts(it)]


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        if node.children:
            yield from _leaves(node.children)
        else:
            yield node


def _decided(cases: Path, rules: Rules, every: int = 1) -> Iterator[tuple[str, Decision]]:
    found: list[dict[str, Any]] = yaml.safe_load(cases.read_text("utf-8")) or []
    for it in [it for it in found if "facts" in it][::every]:
        day = it.get("as_of")
        on = None if day is None else date.fromisoformat(str(day))
        yield it["name"], decide(rules.index, case_from_python(it["facts"], rules.program), on)
