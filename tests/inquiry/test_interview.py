"""An interview is a value: answers go in, one may go back, and it says what is to be asked next."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.canonical import Json
from doudi.runtime.decision import Outcome
from doudi.runtime.explanation.selection import Selection
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.inquiry.interview import (
    Interview,
    answered,
    back,
    case_now,
    current,
    decision_now,
    standing,
)
from doudi.runtime.inquiry.interview_line import Wish, heard
from doudi.runtime.probing.cells import Cell, given_in, type_of
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import Interval
from tests.inquiry.drawn import RULES, fresh, lines_of

_AGE: Final = Cell(EntityId("member"), "p1", "age")
_OUT: Final = Cell(EntityId("member"), "p1", "discharge_date")
_INCOME: Final = Cell(EntityId("household"), "household", "household_monthly_income")


def _history(seed: int) -> list[Interview]:
    """The interview before the first answer, after each, and at the end."""
    steps = [fresh()]
    for line in lines_of(fresh(), seed):
        question = current(steps[-1])
        assert question is not None
        said = heard(line, question.type, RULES)
        assert not isinstance(said, Wish)
        steps.append(answered(steps[-1], question.cell, said))
    return steps


@pytest.mark.parametrize("seed", range(3))
def test_one_may_go_back_over_every_answer_to_the_beginning(seed: int) -> None:
    steps = _history(seed)
    here = steps[-1]
    for before in reversed(steps[:-1]):
        here = back(here)
        assert here.answers == before.answers
        assert current(here) == current(before)
        assert case_now(here) == case_now(before)
    assert back(here).answers == ()
    assert case_now(here) == fresh().case


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_asked_twice_and_an_interview_ends(seed: int) -> None:
    steps = _history(seed)
    asked = [it.cell for it in steps[-1].answers]
    assert len(set(asked)) == len(asked)
    assert current(steps[-1]) is None
    assert {it.cell for it in standing(steps[-1]).unanswered} <= set(asked)


@pytest.mark.parametrize("seed", range(4))
def test_no_more_is_asked_than_was_announced(seed: int) -> None:
    """Each answer takes at least its own question away; none but `not applicable` adds one."""
    for before, after in pairwise(_history(seed)):
        left = {it.cell for it in standing(before).waiting[1:]}
        if after.answers[-1].given.status != "not_applicable":
            assert {it.cell for it in standing(after).waiting} <= left


def test_what_nobody_knows_by_the_facts_is_not_asked_but_named() -> None:
    unknown = answered(fresh(), _AGE, "unknown")
    begun = Interview(RULES, case_now(unknown), unknown.as_of)
    now = standing(begun)
    assert _AGE not in {it.cell for it in now.waiting}
    assert _AGE in {it.cell for it in now.unanswered}


def test_what_was_not_asked_by_the_facts_is_asked() -> None:
    skipped = answered(fresh(), _AGE, "not_asked")
    assert _AGE not in {it.cell for it in standing(skipped).waiting}
    begun = Interview(RULES, case_now(skipped), skipped.as_of)
    assert _AGE in {it.cell for it in standing(begun).waiting}


@pytest.mark.parametrize(
    ("cell", "said", "low", "high"),
    [
        (_AGE, 40, 40, 40),
        (_AGE, {"min": 30, "max": 50}, 30, 50),
        (_INCOME, Decimal("1200.50"), 120050, 120050),
        (_INCOME, {"max": 900}, None, 90000),
    ],
)
def test_an_answer_stands_in_the_case_as_a_facts_file_would_put_it(
    cell: Cell, said: Json, low: int | None, high: int | None
) -> None:
    found = given_in(case_now(answered(fresh(), cell, said)), cell)
    assert found is not None
    assert (found.status, found.value) == ("given", Interval(low, high))


@pytest.mark.parametrize("said", ["old", None, True, Decimal("1.5"), {"min": 50, "max": 30}, {}])
def test_an_answer_that_does_not_fit_is_refused(said: Json) -> None:
    with pytest.raises(FactsError):
        answered(fresh(), _AGE, said)


def test_not_applicable_is_an_answer_and_not_a_gap() -> None:
    gone = case_now(answered(fresh(), _OUT, "not_applicable"))
    found = given_in(gone, _OUT)
    assert found is not None
    assert found.status == "not_applicable"


def test_the_decision_is_on_what_was_asked_about_alone() -> None:
    narrow = Interview(RULES, fresh().case, fresh().as_of, Selection(subjects=("p1",)))
    decision = decision_now(narrow, standing(narrow).inquiry, "sha256:0")
    assert {it.subject.id for it in decision.outcomes} == {"p1"}
    assert decision.duties == ()
    assert decision.bundle_hash == "sha256:0"
    assert Outcome.UNDETERMINED in {it.outcome for it in decision.outcomes}


@given(line=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_is_an_answer_a_wish_or_refused_in_words(line: str) -> None:
    for cell in (_AGE, _OUT, _INCOME, Cell(EntityId("household"), "household", "hukou")):
        assert _refusal(line, cell) != ""


def _refusal(line: str, cell: Cell) -> str | None:
    try:
        said = heard(line, type_of(cell, RULES), RULES)
        if not isinstance(said, Wish):
            answered(fresh(), cell, said)
    except FactsError as error:
        return error.in_("zh") and error.in_("en")
    return None
