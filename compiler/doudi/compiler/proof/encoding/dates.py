"""Operators on dates and moments for the solver; working days by stretches of their table.

As in the runtime they are monotone, so an end of the result comes from an end of the argument.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final

import z3

from doudi.compiler.proof.encoding import civil as days
from doudi.compiler.proof.encoding.civil import civil, ordinal, there
from doudi.compiler.proof.encoding.ground import Civil, Ground, Step, Stretch
from doudi.compiler.proof.encoding.terms import (
    Amount,
    Condition,
    amount_if,
    at_most,
    both,
    either,
    equal,
    negated,
    plus,
)
from doudi.compiler.proof.encoding.values import Number, exactly, opened
from doudi.runtime.calendar import WorkingCalendar
from doudi.runtime.program.types import DurationUnit
from doudi.runtime.values import Length

_MONTHS: Final = 12
_MINUTES_PER_HOUR: Final = 60
_DAYS_PER_WEEK: Final = 7
_LAST_YEAR: Final = 9999


def shift(it: Number, length: Length, ground: Ground) -> Number:
    count = length.count
    match length.unit:
        case DurationUnit.HOURS:
            return _each(it, lambda end: (plus(end, count * _MINUTES_PER_HOUR), True))
        case DurationUnit.DAYS:
            return _each(it, lambda end: _day(plus(end, count), ground))
        case DurationUnit.WEEKS:
            return _each(it, lambda end: _day(plus(end, count * _DAYS_PER_WEEK), ground))
        case DurationUnit.MONTHS:
            return _each(it, lambda end: _months_on(end, count, ground))
        case DurationUnit.YEARS:
            return _each(it, lambda end: _months_on(end, count * _MONTHS, ground))
        case DurationUnit.WORKING_DAYS:
            return _each(it, lambda end: _working_days_on(end, count, ground))


def year_of(it: Number, ground: Ground) -> Number:
    return _each(it, lambda end: (civil(end, ground).year, there(end, ground)))


def month_of(it: Number, ground: Ground) -> Number:
    """Of what lies in more than one month, any month."""
    low = civil(it.low, ground)
    if it.point:
        return exactly(low.month, it.absent)
    high = civil(it.high, ground)
    one = both(
        negated(it.low_open),
        negated(it.high_open),
        equal(low.year, high.year),
        equal(low.month, high.month),
    )
    return Number(amount_if(one, low.month, 1), amount_if(one, low.month, _MONTHS), it.absent)


def date_of(year: Number, month: Number, day: Number, ground: Ground) -> Number:
    absent = either(year.absent, month.absent, day.absent)
    parts = [_whole(it.low) for it in (year, month, day)]
    (years, _), (months, _), (of_month, _) = parts
    at = Civil(years, months, of_month)
    is_day = both(
        *(whole for _, whole in parts),
        *(negated(it) for part in (year, month, day) for it in (part.low_open, part.high_open)),
        *(equal(it.low, it.high) for it in (year, month, day)),
        at_most(1, at.year),
        at_most(at.year, _LAST_YEAR),
        at_most(1, at.month),
        at_most(at.month, _MONTHS),
        at_most(1, at.day),
    )
    if is_day is False:
        return Number(0, 0, absent, low_open=True, high_open=True)
    is_day = both(is_day, at_most(at.day, days.length_of_month(at.year, at.month, ground)))
    if is_day is False:
        return Number(0, 0, absent, low_open=True, high_open=True)
    return opened(exactly(ordinal(at, ground), absent), negated(is_day))


def month_start(it: Number, ground: Ground) -> Number:
    def first(end: Amount) -> Amount:
        return days.in_month(end, civil(end, ground), 1, ground)

    return _each(it, lambda end: (first(end), there(end, ground)))


def month_end(it: Number, ground: Ground) -> Number:
    def last(end: Amount) -> Amount:
        day = civil(end, ground)
        length = days.length_of_month(day.year, day.month, ground)
        return days.in_month(end, day, length, ground)

    return _each(it, lambda end: (last(end), there(end, ground)))


def quarter_end(it: Number, ground: Ground) -> Number:
    def last(day: Civil) -> Amount:
        month: Amount = _MONTHS
        for end in (9, 6, 3):
            month = amount_if(at_most(day.month, end), end, month)
        return days.end_of_month(Civil(day.year, month, 1), ground)

    return _each(it, lambda end: (last(civil(end, ground)), there(end, ground)))


def year_end(it: Number, ground: Ground) -> Number:
    def last(day: Civil) -> Amount:
        return ordinal(Civil(day.year, _MONTHS, 31), ground)

    return _each(it, lambda end: (last(civil(end, ground)), there(end, ground)))


def spring_festival(year: Number, ground: Ground) -> Number:
    table = ground.tables.calendar.festivals
    if not table:
        return Number(0, 0, year.absent, low_open=True, high_open=True)
    found: Amount = table[max(table)]
    for it in sorted(table)[:-1]:
        found = amount_if(equal(year.low, it), table[it], found)
    told = both(
        negated(year.low_open),
        negated(year.high_open),
        equal(year.low, year.high),
        either(*(equal(year.low, it) for it in sorted(table))),
    )
    return opened(exactly(found, year.absent), negated(told))


def age_on(birth: Number, day: Number, ground: Ground) -> Number:
    return _measured(birth, day, days.full_years, ground)


def months_between(start: Number, end: Number, ground: Ground) -> Number:
    return _measured(start, end, lambda one, two: days.full_months(one, two, ground), ground)


def _measured(
    start: Number, end: Number, full: Callable[[Civil, Civil], Amount], ground: Ground
) -> Number:
    """Falling in the first and rising in the second; never below 0, which is known at least."""
    absent = either(start.absent, end.absent)
    least = full(civil(start.high, ground), civil(end.low, ground))
    if start.point and end.point:
        return exactly(least, absent)
    return Number(
        amount_if(either(start.high_open, end.low_open), 0, least),
        full(civil(start.low, ground), civil(end.high, ground)),
        absent,
        high_open=either(start.low_open, end.high_open),
    )


def _each(it: Number, move: Callable[[Amount], tuple[Amount, Condition]]) -> Number:
    """`move` gives an end's result, and whether there is one."""
    if it.low_open is True and it.high_open is True:
        return Number(0, 0, it.absent, low_open=True, high_open=True)
    low, is_low = move(it.low)
    high, is_high = (low, is_low) if it.point else move(it.high)
    return Number(
        low,
        high,
        it.absent,
        either(it.low_open, negated(is_low)),
        either(it.high_open, negated(is_high)),
    )


def _day(at: Amount, ground: Ground) -> tuple[Amount, Condition]:
    return at, there(at, ground)


def _months_on(at: Amount, count: int, ground: Ground) -> tuple[Amount, Condition]:
    day = days.months_on(civil(at, ground), count, ground)
    is_year = both(at_most(1, day.year), at_most(day.year, _LAST_YEAR))
    its = ground.bounds.of(day.year)
    if its is not None and its[0] >= 1 and its[1] <= _LAST_YEAR:
        is_year = True
    is_there = both(there(at, ground), is_year)
    return (0, False) if is_there is False else (ordinal(day, ground), is_there)


def _working_days_on(at: Amount, count: int, ground: Ground) -> tuple[Amount, Condition]:
    calendar = ground.tables.calendar
    if isinstance(at, int | Fraction):
        day = calendar.shift(int(at), count)
        return (0, False) if day is None else (day, True)
    if count == 0:
        return at, both(at_most(calendar.first, at), at_most(at, calendar.last))
    stretches = _stretches(calendar.first, calendar.last, calendar.days, count)
    if not stretches:
        return 0, False
    first, last = stretches[0].start, stretches[-1].end
    covered = both(at_most(first, at), at_most(at, last))
    its = ground.bounds.of(at)
    if its is not None and (its[1] < first or last < its[0]):
        return 0, False
    found = ground.shifted.get((at.get_id(), count))
    if found is None:
        more = [it.more for it in stretches]
        result = z3.Int(f"shifted!{len(ground.facts)}", ground.context)
        low, high = first + stretches[0].more, last + stretches[-1].more
        ground.bounds.set(result, low, high)
        ground.fact(both(at_most(low, result), at_most(result, high)))
        near = both(at_most(plus(at, min(more)), result), at_most(result, plus(at, max(more))))
        ground.fact(either(negated(covered), near))
        ground.steps.append(Step(at, result, stretches))
        found = (at, result)
        ground.shifted[at.get_id(), count] = found
    return found[1], covered


@lru_cache(maxsize=64)
def _stretches(first: int, last: int, days: tuple[int, ...], count: int) -> tuple[Stretch, ...]:
    """Days over which so many working days come to equally many days, in order and gapless."""
    calendar = WorkingCalendar(first, last, days, {})
    found: list[Stretch] = []
    for day in range(first - 1, last + 2):
        end = calendar.shift(day, count)
        if end is None:
            continue
        if found and found[-1].end == day - 1 and found[-1].more == end - day:
            found[-1] = Stretch(found[-1].start, day, end - day)
        else:
            found.append(Stretch(day, day, end - day))
    return tuple(found)


def _whole(it: Amount) -> tuple[Amount, Condition]:
    """The whole number that it is, and whether it is one."""
    if isinstance(it, int | Fraction):
        return int(it), it == int(it)
    if z3.is_int(it):
        return it, True
    return z3.ToInt(it), z3.IsInt(it)
