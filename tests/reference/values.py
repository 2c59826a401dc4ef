"""What an expression can come to, and what every operator makes of it.

Written from docs/language/meaning.md (Truth; Numbers and dates) alone, one function for each
row of its tables. A number is the pair of its ends, an open end is infinite; a day is its
ordinal, a moment its minute.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from math import inf
from typing import NamedTuple, TypeAlias

End: TypeAlias = Fraction | float  # a float only where it is infinite
MINUTES_A_DAY = 24 * 60


class Truth(Enum):
    FALSE = "false"
    UNKNOWN = "unknown"
    JUDGEMENT = "judgement"
    TRUE = "true"


class Range(NamedTuple):
    low: End
    high: End


class Symbol(NamedTuple):
    """An option's or an area's name; None where it is not known."""

    name: str | None


class Length(NamedTuple):
    number: Fraction
    unit: str


class NotApplicable(Enum):
    NA = "not applicable"


Value: TypeAlias = Truth | Range | Symbol | Length | NotApplicable

FALSE, UNKNOWN, JUDGEMENT, TRUE = Truth
NA = NotApplicable.NA
ANYTHING = Range(-inf, inf)
FOR_AND = (FALSE, UNKNOWN, JUDGEMENT, TRUE)
FOR_OR = (FALSE, JUDGEMENT, UNKNOWN, TRUE)


def exactly(number: Fraction | int) -> Range:
    it = Fraction(number)
    return Range(it, it)


def known(it: Range) -> bool:
    return it.low == it.high


def hull(ranges: Iterable[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return Range(min(lows), max(highs))


# Truths


def holds(value: Value) -> Truth:
    """A value standing as a condition: what is not applicable counts as false."""
    if value is NA:
        return FALSE
    assert isinstance(value, Truth)
    return value


def all_of(truths: Iterable[Truth]) -> Truth:
    return min(truths, key=FOR_AND.index, default=TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    return max(truths, key=FOR_OR.index, default=FALSE)


def negated(it: Truth) -> Truth:
    return {TRUE: FALSE, FALSE: TRUE}.get(it, it)


def truth(it: bool) -> Truth:  # noqa: FBT001 - one truth for the other
    return TRUE if it else FALSE


# Arithmetic


def times(a: End, b: End) -> End:
    return Fraction(0) if 0 in (a, b) else a * b


def add(a: Range, b: Range) -> Range:
    return Range(a.low + b.low, a.high + b.high)


def negative(a: Range) -> Range:
    return Range(-a.high, -a.low)


def subtract(a: Range, b: Range) -> Range:
    return add(a, negative(b))


def multiply(a: Range, b: Range) -> Range:
    products = [times(x, y) for x in a for y in b]
    return Range(min(products), max(products))


def divide(a: Range, b: Range) -> Range:
    if b.low <= 0 <= b.high:
        return ANYTHING
    inverse = [Fraction(0) if isinstance(it, float) else 1 / it for it in b]
    return multiply(a, Range(min(inverse), max(inverse)))


def greatest(ranges: Iterable[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return Range(max(lows), max(highs))


def least(ranges: Iterable[Range]) -> Range:
    lows, highs = zip(*ranges, strict=True)
    return Range(min(lows), min(highs))


# Comparisons


def equal(a: Value, b: Value) -> Truth:
    match a, b:
        case (NotApplicable(), _) | (_, NotApplicable()):
            return FALSE
        case Range(), Range():
            if known(a) and known(b):
                return truth(a == b)
            return FALSE if a.high < b.low or b.high < a.low else UNKNOWN
        case Symbol(), Symbol():
            return UNKNOWN if None in (a.name, b.name) else truth(a == b)
        case Truth(), Truth():
            for open_ in (UNKNOWN, JUDGEMENT):
                if open_ in (a, b):
                    return open_
            return truth(a is b)
    raise AssertionError(a, b)


def less(a: Value, b: Value) -> Truth:
    if NA in (a, b):
        return FALSE
    assert isinstance(a, Range)
    assert isinstance(b, Range)
    if a.high < b.low:
        return TRUE
    return FALSE if a.low >= b.high else UNKNOWN


def at_most(a: Value, b: Value) -> Truth:
    return FALSE if NA in (a, b) else negated(less(b, a))


def either(a: Value, b: Value) -> Value:
    if NA in (a, b):
        return b if a is NA else a
    if isinstance(a, Range) and isinstance(b, Range):
        return hull((a, b))
    if a == b:
        return a
    return JUDGEMENT if isinstance(a, Truth) else Symbol(None)


# Days


class Year(NamedTuple):
    """One year of the calendar: its days off and its worked weekend days."""

    spring_festival: date
    off: frozenset[date]
    work: frozenset[date]


Calendar: TypeAlias = dict[int, Year]


def day(ordinal: End) -> date | None:
    whole = isinstance(ordinal, Fraction) and ordinal.denominator == 1
    if not whole or not 1 <= ordinal <= date.max.toordinal():
        return None
    return date.fromordinal(int(ordinal))


def first_of(it: date) -> date:
    return it.replace(day=1)


def last_of(it: date) -> date:
    return it.replace(day=calendar.monthrange(it.year, it.month)[1])


def months_later(it: date, months: int) -> date:
    year, month = divmod(it.year * 12 + it.month - 1 + months, 12)
    return date(year, month + 1, min(it.day, calendar.monthrange(year, month + 1)[1]))


def is_worked(it: date, years: Calendar) -> bool:
    of = years[it.year]
    return it in of.work or (it.weekday() < 5 and it not in of.off)


def working_days_later(it: date, count: int, years: Calendar) -> date | None:
    step = timedelta(days=1 if count > 0 else -1)
    while count:
        it += step
        if it.year not in years:
            return None
        if is_worked(it, years):
            count -= step.days
    return it if it.year in years else None


def shifted(it: date, length: Length, years: Calendar) -> date | None:
    count = int(length.number)
    match length.unit:
        case "DAYS":
            return it + timedelta(days=count)
        case "WEEKS":
            return it + timedelta(weeks=count)
        case "MONTHS":
            return months_later(it, count)
        case "YEAR":
            return months_later(it, int(12 * length.number))
        case _:
            return working_days_later(it, count, years)


def shift(of: Range, length: Length, years: Calendar) -> Range:
    """A date or, for hours, a moment, plus a length of time."""
    if length.unit == "HOURS":
        return add(of, exactly(60 * length.number))
    low, high = (
        it if isinstance(it, float) else ordinal(shifted(day_of(it), length, years)) for it in of
    )
    return Range(-inf if low is None else low, inf if high is None else high)


def day_of(it: End) -> date:
    found = day(it)
    assert found is not None
    return found


def ordinal(it: date | None) -> Fraction | None:
    return None if it is None else Fraction(it.toordinal())


def monotone(of: Range, function: Callable[[date], int]) -> Range:
    low, high = (it if isinstance(it, float) else Fraction(function(day_of(it))) for it in of)
    return Range(low, high)


def month_of(of: Range) -> Range:
    low, high = day(of.low), day(of.high)
    if low is None or high is None or first_of(low) != first_of(high):
        return Range(Fraction(1), Fraction(12))
    return exactly(low.month)


def date_of(year: Range, month: Range, of_month: Range) -> Range:
    if not (known(year) and known(month) and known(of_month)):
        return ANYTHING
    parts = [it.low for it in (year, month, of_month)]
    if any(it != int(it) for it in parts):
        return ANYTHING
    try:
        return exactly(date(*(int(it) for it in parts)).toordinal())
    except ValueError:
        return ANYTHING


def quarter_end(it: date) -> date:
    return last_of(it.replace(day=1, month=(it.month + 2) // 3 * 3))


def spring_festival(year: Range, years: Calendar) -> Range:
    if not known(year) or year.low not in years:
        return ANYTHING
    return exactly(years[int(year.low)].spring_festival.toordinal())


def birthdays(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def full_months(start: date, end: date) -> int:
    """The most months after which the end is not yet passed."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months_later(start, months) <= end else months - 1


def between(start: Range, end: Range, passed: Callable[[date, date], int]) -> Range:
    """How many: the fewest from the latest start, the most from the earliest; at least 0."""
    low = (
        Fraction(0)
        if inf in (start.high, -end.low)
        else Fraction(passed(day_of(start.high), day_of(end.low)))
    )
    high = (
        inf
        if inf in (-start.low, end.high)
        else Fraction(passed(day_of(start.low), day_of(end.high)))
    )
    return Range(max(low, Fraction(0)), max(high, Fraction(0)))
