"""Operators on intervals say what every number in them would say, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.runtime.areas import AreaTree
from doudi.runtime.calendar import WorkingCalendar, working_calendar
from doudi.runtime.operators import OPERATORS, Tables, apply
from doudi.runtime.operators.truths import F, J, T, U, conjunction, disjunction, negation
from doudi.runtime.program.declarations import Calendar
from doudi.runtime.program.types import DurationUnit
from doudi.runtime.values import NOT_APPLICABLE, Interval, Length, Truth

NOWHERE = Tables(WorkingCalendar(1, 0, (), {}), AreaTree({}))
SMALL = st.integers(-4, 4)
TRUTHS = st.sampled_from(list(Truth))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(SMALL), draw(SMALL)))
    return Interval(
        draw(st.sampled_from([low, low, None])), draw(st.sampled_from([high, high, None]))
    )


def inside(interval: Interval) -> list[int]:
    """Numbers of the interval; an open end is stood for by one far away."""
    low = -9 if interval.low is None else int(interval.low)
    high = 9 if interval.high is None else int(interval.high)
    return sorted({low, high, *(it for it in range(-4, 5) if low <= it <= high)})


def holds(interval: Interval, number: Fraction | int) -> bool:
    return (interval.low is None or interval.low <= number) and (
        interval.high is None or number <= interval.high
    )


POINTWISE: dict[str, Callable[[int, int], Fraction | int]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "max": max,
    "min": min,
    "shortfall": lambda a, b: max(a - b, 0),
}


@pytest.mark.parametrize("op", POINTWISE)
@given(left=intervals(), right=intervals())
def test_arithmetic_holds_every_result_and_its_ends_are_reached(
    op: str, left: Interval, right: Interval
) -> None:
    found = apply(op, (left, right), NOWHERE)
    assert isinstance(found, Interval)
    results = [POINTWISE[op](a, b) for a, b in product(inside(left), inside(right))]
    assert all(holds(found, it) for it in results)
    if found.low is not None:
        assert found.low == min(results)
    if found.high is not None:
        assert found.high == max(results)


@given(left=intervals(), right=intervals())
def test_division_holds_every_quotient(left: Interval, right: Interval) -> None:
    found = apply("div", (left, right), NOWHERE)
    assert isinstance(found, Interval)
    quotients = [Fraction(a, b) for a, b in product(inside(left), inside(right)) if b != 0]
    assert all(holds(found, it) for it in quotients)
    if holds(right, 0):
        assert found == Interval(None, None)


COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
}


@pytest.mark.parametrize("op", COMPARISONS)
@given(left=intervals(), right=intervals())
def test_a_comparison_is_known_exactly_when_every_pair_agrees(
    op: str, left: Interval, right: Interval
) -> None:
    results = {COMPARISONS[op](a, b) for a, b in product(inside(left), inside(right))}
    expected = U if len(results) > 1 else (T if results.pop() else F)
    assert apply(op, (left, right), NOWHERE) is expected


@given(TRUTHS, TRUTHS, TRUTHS)
def test_and_and_or_are_associative_and_mirror_each_other(a: Truth, b: Truth, c: Truth) -> None:
    assert conjunction((a, conjunction((b, c)))) is conjunction((conjunction((a, b)), c))
    assert disjunction((a, disjunction((b, c)))) is disjunction((disjunction((a, b)), c))
    assert negation(conjunction((a, b))) is disjunction((negation(a), negation(b)))


@given(st.lists(TRUTHS, max_size=4))
def test_knowing_more_never_turns_a_known_truth_around(truths: list[Truth]) -> None:
    """What is said while facts are unknown stays true whatever they turn out to be."""
    for op in ("and", "or", "any_open"):
        before = apply(op, truths, NOWHERE)
        for learnt in product(*([T, F, J] if it is U else [it] for it in truths)):
            after = apply(op, learnt, NOWHERE)
            assert before in (U, after)


@pytest.mark.parametrize("op", ["eq", "lt", "le", "gt", "ge", "in"])
def test_a_comparison_with_what_does_not_apply_is_false(op: str) -> None:
    assert apply(op, (NOT_APPLICABLE, Interval(1, 1)), NOWHERE) is F


def test_what_does_not_apply_is_different_from_everything() -> None:
    assert apply("ne", (NOT_APPLICABLE, Interval(1, 1)), NOWHERE) is T


def test_a_condition_that_does_not_apply_is_false_and_its_denial_true() -> None:
    assert apply("and", (NOT_APPLICABLE, T), NOWHERE) is F
    assert apply("not", (NOT_APPLICABLE,), NOWHERE) is T


def test_an_open_list_leaves_the_unlisted_to_judgement() -> None:
    assert apply("any_open", (F, F), NOWHERE) is J
    assert apply("any_open", (F, T), NOWHERE) is T
    assert apply("any_open", (F, U), NOWHERE) is U


FEBRUARY_2021 = working_calendar(
    Calendar(
        years=(2021,),
        off=(date(2021, 2, 11), date(2021, 2, 12), date(2021, 2, 15), date(2021, 2, 16),
             date(2021, 2, 17)),
        work=(date(2021, 2, 7), date(2021, 2, 20)),
        spring_festivals=(date(2021, 2, 12),),
        source="国务院办公厅关于2021年部分节假日安排的通知",
    )
)  # fmt: skip


def shifted(day: date, count: int, unit: DurationUnit) -> date | None:
    at = Interval(day.toordinal(), day.toordinal())
    found = apply("shift", (at, Length(count, unit)), Tables(FEBRUARY_2021, AreaTree({})))
    assert isinstance(found, Interval)
    return date.fromordinal(int(found.low)) if found.exact and found.low else None


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2021, 2, 5), 1, date(2021, 2, 7)),  # the Sunday worked for the holiday
        (date(2021, 2, 10), 1, date(2021, 2, 18)),  # over the whole festival
        (date(2021, 2, 10), 3, date(2021, 2, 20)),  # the Saturday worked
        (date(2021, 2, 10), 20, date(2021, 3, 16)),
        (date(2021, 2, 18), -1, date(2021, 2, 10)),
        (date(2021, 12, 31), 1, None),  # outside the table nobody knows
        (date(2020, 12, 31), 1, date(2021, 1, 1)),  # from its eve on, the table is enough
        (date(2020, 12, 30), 1, None),
    ],
)
def test_working_days_follow_the_worked_and_the_free_days(
    day: date, count: int, expected: date | None
) -> None:
    assert shifted(day, count, DurationUnit.WORKING_DAYS) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 3, 31), -1, date(2021, 2, 28)),
        (date(2021, 11, 30), 3, date(2022, 2, 28)),
    ],
)
def test_months_clip_to_the_end_of_the_month(day: date, months: int, expected: date) -> None:
    assert shifted(day, months, DurationUnit.MONTHS) == expected


def test_every_operator_names_itself_in_both_languages() -> None:
    assert all(it.zh and it.en for it in OPERATORS.values())
