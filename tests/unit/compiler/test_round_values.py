"""Round numbers: what a person would write down, and never outside the ends."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.compiler.proof.round_values import preference, round_numbers, whole
from doudi.runtime.program.types import MONEY, NUMBER, WHOLE, Date, Moment, Quantity, Type

NEAR = date(2021, 7, 2)
PER_MONTH = Quantity(yuan=1, person=-1, month=-1)


def first(type_: Type, low: Fraction | int | None, high: Fraction | int | None) -> Fraction:
    start, end = (None if it is None else Fraction(it) for it in (low, high))
    return next(round_numbers(type_, start, end, NEAR))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def minute(text: str) -> int:
    at = datetime.fromisoformat(text)
    return (at.toordinal() - 1) * 24 * 60 + at.hour * 60 + at.minute


@pytest.mark.parametrize(
    ("low", "high", "yuan"),
    [
        (0, None, 0),
        (1, None, 1000),
        (62_000, None, 1000),
        (62_000, 90_000, 700),
        (62_000, 62_990, 620),
        (62_001, 62_990, 621),
        (62_001, 62_050, Fraction(62_001, 100)),
        (None, 62_000, 0),
        (None, -1, -1000),
        (-90_000, -62_000, -700),
    ],
)
@pytest.mark.parametrize("type_", [MONEY, PER_MONTH])
def test_money_is_in_thousands_of_yuan_if_it_can_be(
    low: int | None, high: int | None, yuan: Fraction | int, type_: Type
) -> None:
    assert first(type_, low, high) == yuan * 100


@pytest.mark.parametrize(
    ("low", "high", "number"),
    [
        (None, None, 0),
        (1, None, 1),
        (18, 59, 20),
        (65, None, 70),
        (61, 64, 61),
        (95, 200, 100),
        (None, -3, -3),
        (-5, 5, 0),
    ],
)
def test_a_count_has_few_digits_and_is_small(
    low: int | None, high: int | None, number: int
) -> None:
    assert first(WHOLE, low, high) == number


@pytest.mark.parametrize(
    ("low", "high", "number"),
    [
        (Fraction(1, 4), Fraction(3, 4), "0.3"),
        (Fraction(1, 3), 2, "1"),
        (Fraction(33, 100), Fraction(34, 100), "0.33"),
        (Fraction(1, 3), Fraction(1, 3), "1/3"),
        (Fraction(-3, 4), Fraction(-1, 4), "-0.3"),
    ],
)
def test_a_share_has_few_decimals(low: Fraction, high: Fraction, number: str) -> None:
    assert first(NUMBER, low, high) == Fraction(number)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("1900-01-01", "2200-12-31", "2021-01-01"),
        ("2021-01-02", "2021-12-31", "2021-07-01"),
        ("2021-07-02", "2021-07-31", "2021-07-02"),
        ("2021-07-03", "2021-07-31", "2021-07-03"),
        ("2021-07-03", "2021-09-30", "2021-08-01"),
        ("1950-03-05", "1950-05-09", "1950-05-01"),
        ("1931-05-05", "1950-05-09", "1950-01-01"),
    ],
)
def test_a_day_begins_a_year_or_a_month_and_is_near(low: str, high: str, found: str) -> None:
    assert first(Date(), day(low), day(high)) == day(found)


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        ("2021-01-01T01:00", "2021-12-31T00:00", "2021-07-01T00:00"),
        ("2021-07-02T01:15", "2021-07-02T05:00", "2021-07-02T02:00"),
        ("2021-07-02T01:15", "2021-07-02T01:20", "2021-07-02T01:15"),
        ("2021-07-02T23:30", "2021-07-03T00:30", "2021-07-03T00:00"),
    ],
)
def test_a_moment_is_midnight_or_a_whole_hour(low: str, high: str, found: str) -> None:
    assert first(Moment(), minute(low), minute(high)) == minute(found)


MIDDLES: tuple[tuple[Type, int], ...] = (
    (MONEY, 0),
    (WHOLE, 0),
    (Date(), day("2021-01-01")),
    (Moment(), minute("2021-01-01T00:00")),
)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Type, int, int]:
    type_, middle = draw(st.sampled_from(MIDDLES))
    low = middle + draw(st.integers(-2_000, 2_000))
    return type_, low, low + draw(st.integers(0, 1_500))


@settings(deadline=None)
@given(stretches())
def test_the_first_is_the_roundest_of_all_in_between(stretch: tuple[Type, int, int]) -> None:
    type_, low, high = stretch

    best = min(range(low, high + 1), key=lambda it: preference(type_, it, NEAR))

    assert first(type_, low, high) == best


@settings(deadline=None)
@given(stretches())
def test_all_lie_between_the_ends_and_none_comes_twice(stretch: tuple[Type, int, int]) -> None:
    type_, low, high = stretch

    found = list(round_numbers(type_, Fraction(low), Fraction(high), NEAR))

    assert [it for it in found if not low <= it <= high or it.denominator != 1] == []
    assert len(set(found)) == len(found)
    assert {low, high} <= set(found)


@settings(deadline=None)
@given(st.lists(st.fractions(-3, 3, max_denominator=50), min_size=2, max_size=2, unique=True))
def test_between_two_different_ends_there_is_a_share(ends: list[Fraction]) -> None:
    low, high = sorted(ends)

    assert any(low < it < high for it in round_numbers(NUMBER, low, high, NEAR))
    assert any(it < high for it in round_numbers(NUMBER, None, high, NEAR))
    assert any(low < it for it in round_numbers(NUMBER, low, None, NEAR))


def test_where_no_number_of_the_type_is_nothing_is_found() -> None:
    half = Fraction(1, 2)

    assert list(round_numbers(WHOLE, half, half, NEAR)) == []
    assert list(round_numbers(WHOLE, Fraction(2), Fraction(1), NEAR)) == []
    assert list(round_numbers(NUMBER, half, half, NEAR)) == [half]


def test_money_days_and_counts_are_whole_and_shares_are_not() -> None:
    types = (MONEY, PER_MONTH, WHOLE, Date(), Moment(), NUMBER)

    assert [whole(it) for it in types] == [True, True, True, True, True, False]


def test_what_is_offered_to_a_search_gets_less_round_as_it_goes() -> None:
    offered = list(round_numbers(MONEY, Fraction(30_001), None, NEAR))

    assert offered[:4] == [100_000, 200_000, 300_000, 40_000]
    ranks = [preference(MONEY, it, NEAR)[0] for it in offered]
    assert [(a, b) for a, b in pairwise(ranks) if b < a] == []
