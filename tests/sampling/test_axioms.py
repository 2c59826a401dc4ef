"""No household that is drawn breaks an axiom, whatever the rules and the seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import FactId, OptionId
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.sampling.axioms import AxiomError
from doudi.runtime.values import Interval
from tests.sampling.drawn import cases, contradicting
from tests.support.sample_vocabulary import CHONGQING, HOUSEHOLD, MEMBER, number, op
from tests.support.worlds import PROGRAM

_DAY: Final = (Epoch(CHONGQING, date(2021, 3, 1)),)
_INCOME: Final = ir.Fact(FactId("personal_monthly_income"))
_ILL, _OLD, _POOR, _AGE, _BORN, _SHARE, _COLOUR = (
    ir.Fact(FactId(it)) for it in ("ill", "old", "poor", "age", "born", "share", "colour")
)


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**63 - 1))
def test_no_household_of_these_rules_contradicts_itself(rules: Index, seed: int) -> None:
    for case in cases(rules, 30, seed):
        assert contradicting(case, rules) == ()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(5))
def test_no_household_of_thousands_contradicts_itself(rules: Index, seed: int) -> None:
    for case in cases(rules, 2000, seed):
        assert contradicting(case, rules) == ()


def test_two_hundred_households_are_decided_and_none_contradicts_itself(rules: Index) -> None:
    outcomes = set()
    for case in cases(rules, 200, seed=6):
        decision = decide(rules, case, detail="none")
        assert decision.contradictions == ()
        outcomes |= {it.outcome for it in decision.outcomes}
    assert outcomes >= {
        Outcome.GRANTED,
        Outcome.CASE_BY_CASE,
        Outcome.NOT_MET,
        Outcome.NOT_COVERED,
        Outcome.UNDETERMINED,
    }


def _asserting(*axioms: Axiom, disjoint: tuple[FactId, ...] = ()) -> Index:
    disjoints = (Disjoint(disjoint, ()),) if disjoint else ()
    return index(replace(PROGRAM, axioms=axioms, disjoints=disjoints))


def _of_members(then: ir.Expr, when: ir.Expr | None = None) -> Axiom:
    return Axiom("what is asserted", MEMBER, when, then, ())


def _some(when: ir.Expr) -> ir.Expr:
    return ir.Aggregate("exists", MEMBER, None, when)


@pytest.mark.parametrize(
    "rules",
    [
        _asserting(_of_members(op("ge", _AGE, number(3)), when=_OLD)),
        _asserting(_of_members(op("not", op("gt", _BORN, ir.Number(Fraction(737848), "date"))))),
        _asserting(_of_members(op("le", _SHARE, ir.Number(Fraction(1, 2))), when=_POOR)),
        _asserting(_of_members(op("in", _COLOUR, ir.Option(OptionId("red"))), when=_ILL)),
        _asserting(disjoint=(FactId("ill"), FactId("old"), FactId("poor"))),
        _asserting(Axiom("the sick have company", HOUSEHOLD, _some(_ILL), _some(_OLD), ())),
        _asserting(_of_members(_OLD, when=_ILL), _of_members(_POOR, when=_OLD)),
    ],
    ids=["number", "date", "share", "choice", "disjoint", "of those inside", "chain"],
)
def test_rules_of_which_nothing_is_assumed_have_their_axioms_kept_as_well(rules: Index) -> None:
    free = index(replace(PROGRAM, axioms=(), disjoints=()))
    unkept = [contradicting(it, rules) for it in cases(free, 100, 1, _DAY)]
    assert any(unkept)  # or there would be nothing to see
    for case in cases(rules, 100, 1, _DAY):
        assert contradicting(case, rules) == ()
        assert _said(case) == _said_of_all(case)


def test_of_what_would_break_an_axiom_however_it_is_drawn_nothing_is_said() -> None:
    rules = _asserting(_of_members(op("and", _ILL, op("not", _ILL))))
    for case in cases(rules, 30, 1, _DAY):
        assert contradicting(case, rules) == ()
        assert all(FactId("ill") not in it.facts for it in _members(case))


def test_a_household_adds_up_whatever_was_drawn_again(rules: Index) -> None:
    """Where nothing is said of somebody's income, nothing is said of the household's."""
    little = op("not", op("gt", _INCOME, ir.Number(Fraction(1000_00), "money")))
    axioms = (Axiom("nobody earns much", MEMBER, None, little, ()),)
    modest = index(replace(rules.program, axioms=axioms))
    said = []
    for case in cases(modest, 100, 1):
        (home,) = case.roots
        incomes = [_number(it.facts.get(_INCOME.id)) for it in home.children[MEMBER]]
        known = [it for it in incomes if it is not None]
        total = _number(home.facts.get(FactId("household_monthly_income")))
        assert total == (sum(known) if len(known) == len(incomes) else None)
        assert all(it <= 1000_00 for it in known)
        said.append(total is not None)
    assert set(said) == {True, False}


def test_an_axiom_that_no_household_can_keep_is_named() -> None:
    old_enough = _of_members(op("gt", _AGE, number(10)))  # ages are declared to end at 4
    with pytest.raises(AxiomError, match="what is asserted"):
        list(cases(_asserting(old_enough), 10, 1, _DAY))


def _number(given: Given | None) -> Fraction | int | None:
    if given is None:
        return None
    assert isinstance(given.value, Interval)
    return given.value.low


def _members(case: Case) -> Iterator[Instance]:
    for household in case.roots:
        yield from household.children[MEMBER]


def _said(case: Case) -> int:
    return sum(len(it.facts) for it in _members(case))


def _said_of_all(case: Case) -> int:
    return sum(len(PROGRAM.facts) for _ in _members(case))
