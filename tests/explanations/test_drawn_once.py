"""What a letter draws in several places is drawn once, and reads as if it were drawn each time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation import remembered
from doudi.runtime.explanation.conditions import Argued, Drawn, tree
from doudi.runtime.explanation.contents import content
from doudi.runtime.explanation.documents import named_once
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.remembered import ByIdentity
from doudi.runtime.explanation.tree import Depth, Lang, texts
from doudi.runtime.facts.read import read_case
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import EntityId, FactId
from doudi.runtime.trace import FactUse, Step, SubjectKey, Trace
from doudi.runtime.values import Interval, Truth
from tests.support import sample_program
from tests.support.real_rules import real_rules

_HOUSEHOLDS: Final = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@pytest.fixture(params=_HOUSEHOLDS, ids=lambda it: it.stem)
def trace(request: pytest.FixtureRequest) -> Trace:
    rules = real_rules()
    return decide(rules.index, read_case(request.param.read_bytes(), rules.program)).trace


@pytest.mark.parametrize("everything", [False, True])
def test_what_was_drawn_before_changes_no_argument(trace: Trace, everything: bool) -> None:  # noqa: FBT001
    """One after another, as sections do, each twice; and each for itself, as the inventory does."""
    names, drawn = lexicon(real_rules().program, "zh"), Drawn()
    ours, theirs = set[Argued](), set[Argued]()
    for step in _conditions(trace) * 2:
        ours_too, theirs_too = set[Argued](), set[Argued]()
        for seen, fresh in ((ours, theirs), (ours_too, theirs_too)):
            again = tree(step, trace, names, everything=everything, shown=seen, drawn=drawn)
            assert again == tree(step, trace, names, everything=everything, shown=fresh)
            assert seen == fresh


def test_what_is_drawn_twice_is_one_node(trace: Trace) -> None:
    names, drawn = lexicon(real_rules().program, "zh"), Drawn()
    for step in _conditions(trace):
        both = (tree(step, trace, names, everything=True, drawn=drawn) for _ in range(2))
        assert all(one is other for one, other in pairwise(both))


def test_all_that_a_letter_says_is_gathered_once_and_in_order() -> None:
    rules = real_rules()
    case = read_case(_HOUSEHOLDS[0].read_bytes(), rules.program)
    blocks = explain(decide(rules.index, case), rules.program, "full", "zh").blocks
    named = named_once(blocks, lexicon(rules.program, "zh"))
    said = [text for block in named.blocks for text in texts(block)]
    assert named.text == "\n".join(dict.fromkeys(said))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("depth", ["verdict", "argument", "full"])
def test_a_letter_is_the_same_whatever_was_written_before_it(depth: Depth, lang: Lang) -> None:
    rules = real_rules()
    cases = [read_case(it.read_bytes(), rules.program) for it in _HOUSEHOLDS]
    fresh = replace(rules.program)  # equal, but nobody has written with it
    alone = [explain(decide(fresh, it), replace(fresh), depth, lang) for it in cases]
    decided = [decide(rules.index, it) for it in cases]
    for order in (decided, decided[::-1], decided):
        written = [explain(it, rules.program, depth, lang) for it in order]
        assert written == (alone if order[0] is decided[0] else alone[::-1])


def test_letters_written_at_once_are_what_they_are_one_after_another() -> None:
    rules = real_rules()
    cases = [read_case(it.read_bytes(), rules.program) for it in _HOUSEHOLDS]
    decided = [decide(rules.index, it) for it in cases]
    alone = [explain(it, rules.program, "full", "zh") for it in decided]
    fresh = replace(rules.program)
    with ThreadPoolExecutor(4) as threads:
        at_once = threads.map(lambda it: explain(it, fresh, "full", "zh"), decided * 4)
        assert [*at_once] == alone * 4


@pytest.mark.parametrize("depth", ["verdict", "argument", "full"])
def test_what_is_forgotten_in_the_midst_of_a_letter_is_said_again(
    depth: Depth, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = real_rules()
    decided = decide(rules.index, read_case(_HOUSEHOLDS[0].read_bytes(), rules.program))
    remembering = explain(decided, rules.program, depth, "zh")
    monkeypatch.setattr(remembered, "MOST", 3)
    assert explain(decided, replace(rules.program), depth, "zh") == remembering


def test_steps_that_differ_in_nothing_but_whom_they_are_about_have_one_content() -> None:
    names, age = lexicon(sample_program.PROGRAM, "zh"), ex.Fact(FactId("age"))
    one, other = (_age(age, 40, who) for who in ("p1", "p2"))
    assert content(one, names) is content(other, names)
    for differing in (
        _age(age, 41, "p1"),
        _age(age, 40, "p1", source="户口簿"),
        _age(ex.Fact(FactId("age")), 40, "p1"),
    ):
        assert content(differing, names) is not content(one, names)


def test_where_people_are_looked_through_it_matters_who_they_are() -> None:
    names, age = lexicon(sample_program.PROGRAM, "zh"), ex.Fact(FactId("age"))
    older = ex.Op("ge", (age, ex.Number(Fraction(60))))
    there_is = ex.Aggregate("exists", EntityId("member"), None, older)
    one, other = (
        Step(there_is, Truth.FALSE, (Step(older, Truth.FALSE, (it,), subject=it.subject),))
        for it in (_age(age, 40, "p1"), _age(age, 40, "p2"))
    )
    assert content(one, names) is not content(other, names)
    assert content(one.parts[0], names) is content(other.parts[0], names)


def test_a_fact_or_a_term_of_somebody_is_one_step_wherever_it_is_looked_at(trace: Trace) -> None:
    found: dict[tuple[ex.Expr, SubjectKey | None], Step] = {}
    for step in (part for it in _conditions(trace) for part in _looked_at(it)):
        assert found.setdefault((step.expr, step.subject), step) is step
    assert found


def test_a_program_has_one_lexicon_for_a_language() -> None:
    real, other = real_rules().program, sample_program.PROGRAM
    names = [lexicon(it, "zh") for it in (real, other, real)]
    assert names[0] is names[2]
    assert names[0] is not names[1]
    assert lexicon(real, "en") is not names[0]


def test_an_equal_expression_is_another_and_none_is_taken_for_one_that_is_gone() -> None:
    known: ByIdentity[ex.Fact, int] = ByIdentity()
    one = ex.Fact(FactId("age"))
    known.keep(one, 1)
    assert (known.get(one), known.get(ex.Fact(FactId("age")))) == (1, None)
    for number in range(100):
        made = ex.Fact(FactId(f"fact {number}"))
        assert known.get(made) is None
        known.keep(made, number)


def test_no_more_expressions_are_kept_than_rules_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 2)
    known: ByIdentity[ex.Fact, int] = ByIdentity()
    made = [ex.Fact(FactId(f"fact {number}")) for number in range(3)]
    for number, it in enumerate(made):
        known.keep(it, number)
    assert [known.get(it) for it in made] == [None, None, 2]


def _age(expr: ex.Fact, years: int, who: str, source: str = "") -> Step:
    key, value = ("member", who), Interval(years, years)
    return Step(expr, value, (), FactUse(expr.id, key, "given", value, source), key)


def _looked_at(step: Step) -> Iterator[Step]:
    """Facts and terms; but for lists of people, where each step says of whom it is."""
    if isinstance(step.expr, ex.Fact | ex.Term):
        yield step
    if not isinstance(step.expr, ex.Aggregate):
        for part in step.parts:
            yield from _looked_at(part)


def _conditions(trace: Trace) -> list[Step]:
    return [it.condition for it in trace.provisions if it.condition is not None]
