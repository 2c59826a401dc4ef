"""Days and calendar dates, exactly: an ordinal is taken apart into year, month and day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from doudi.compiler.proof.encoding.ground import Civil, Ground
from doudi.compiler.proof.encoding.terms import (
    Amount,
    Condition,
    amount_if,
    at_most,
    both,
    either,
    equal,
    less,
    less_by,
    negated,
    plus,
    smaller,
)

LAST: Final = date.max.toordinal()
_MONTHS: Final = 12
_BEFORE: Final = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before a month
_FEBRUARY: Final = 2
_SHORT: Final = (4, 6, 9, 11)


def civil(at: Amount, ground: Ground) -> Civil:
    """The calendar date of an ordinal; of what is none of the years 1 to 9999, any."""
    if isinstance(at, int | Fraction):
        day = date.fromordinal(min(max(int(at), 1), LAST))
        return Civil(day.year, day.month, day.day)
    found = ground.civil.get(at.get_id())
    if found is None:
        found = (at, _taken_apart(at, ground))
        ground.civil[at.get_id()] = found
    return found[1]


def there(at: Amount, ground: Ground) -> Condition:
    """Whether an ordinal is a day of the years 1 to 9999."""
    its = ground.bounds.of(at)
    if its is not None and its[0] >= 1 and its[1] <= LAST:
        return True
    return both(at_most(1, at), at_most(at, LAST))


def ordinal(day: Civil, ground: Ground) -> Amount:
    """The ordinal of a calendar date that there is."""
    if (
        isinstance(day.year, int | Fraction)
        and isinstance(day.month, int | Fraction)
        and isinstance(day.day, int | Fraction)
    ):
        return date(int(day.year), int(day.month), int(day.day)).toordinal()
    found = plus(plus(_before_year(day.year, ground), _before_month(day, ground)), day.day)
    if not isinstance(found, int | Fraction):
        its = ground.bounds.of(day.year) or (1, 9999)
        low, high = max(int(its[0]), 1), min(int(its[1]), 9999)
        ground.bounds.set(
            found, date(low, 1, 1).toordinal(), date(max(low, high), 12, 31).toordinal()
        )
        ground.civil[found.get_id()] = (found, day)
    return found


def length_of_month(year: Amount, month: Amount, ground: Ground) -> Amount:
    if isinstance(month, int | Fraction) and month != _FEBRUARY:
        return 30 if month in _SHORT else 31
    leap = amount_if(_leap(year, ground), 29, 28)
    short = either(*(equal(month, it) for it in _SHORT))
    return amount_if(equal(month, _FEBRUARY), leap, amount_if(short, 30, 31))


def end_of_month(day: Civil, ground: Ground) -> Amount:
    last = length_of_month(day.year, day.month, ground)
    return ordinal(Civil(day.year, day.month, last), ground)


def months_on(day: Civil, count: int, ground: Ground) -> Civil:
    """The same day so many months on, or that month's last day."""
    years, months = divmod(count, _MONTHS)
    over = less(_MONTHS, plus(day.month, months))
    year = plus(day.year, amount_if(over, years + 1, years))
    month = plus(day.month, amount_if(over, months - _MONTHS, months))
    return Civil(year, month, smaller(day.day, length_of_month(year, month, ground)))


def full_years(birth: Civil, day: Civil) -> Amount:
    early = either(
        less(day.month, birth.month), both(equal(day.month, birth.month), less(day.day, birth.day))
    )
    return _counted(less_by(day.year, birth.year), early)


def full_months(start: Civil, end: Civil, ground: Ground) -> Amount:
    years = less_by(end.year, start.year)
    months = plus(
        years * _MONTHS,
        less_by(end.month, start.month),
    )
    # Where the day is not in that month, the month's last day is enough.
    early = both(
        less(end.day, start.day), less(end.day, length_of_month(end.year, end.month, ground))
    )
    return _counted(months, early)


def _counted(full: Amount, early: Condition) -> Amount:
    less_one = plus(full, amount_if(early, -1, 0))
    return amount_if(less(less_one, 0), 0, less_one)


def _taken_apart(at: Amount, ground: Ground) -> Civil:
    its = ground.bounds.of(at) or (1, LAST)
    low, high = (date.fromordinal(min(max(int(it), 1), LAST)) for it in its)
    day = Civil(
        ground.whole("year", low.year, high.year),
        ground.whole("month", 1, _MONTHS),
        ground.whole("day", 1, 31),
    )
    total = plus(plus(_before_year(day.year, ground), _before_month(day, ground)), day.day)
    last = length_of_month(day.year, day.month, ground)
    is_day = both(equal(at, total), at_most(day.day, last))
    ground.fact(either(negated(there(at, ground)), is_day))
    return day


def _before_year(year: Amount, ground: Ground) -> Amount:
    """Days before the first of January."""
    if isinstance(year, int | Fraction):
        return date(int(year), 1, 1).toordinal() - 1
    before = year - 1
    skipped: Amount = 0
    for it in _skipped(year, ground):
        skipped = plus(skipped, amount_if(less(it, year), -1, 0))
    # Leap years that were left out before the first year that there can be.
    first = _years(year, ground)[0]
    left_out = sum(1 for it in range(100, first, 100) if it % 400)
    return plus(plus(before * 365 + before / 4, skipped), -left_out)


def _before_month(day: Civil, ground: Ground) -> Amount:
    if isinstance(day.month, int | Fraction):
        found: Amount = _BEFORE[int(day.month) - 1]
    else:
        found = _BEFORE[-1]
        for month in range(_MONTHS - 1, 0, -1):
            found = amount_if(equal(day.month, month), _BEFORE[month - 1], found)
    late = both(less(_FEBRUARY, day.month), _leap(day.year, ground))
    return plus(found, amount_if(late, 1, 0))


def _leap(year: Amount, ground: Ground) -> Condition:
    if isinstance(year, int | Fraction):
        return bool(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    skipped = (negated(equal(year, it)) for it in _skipped(year, ground))
    return both(year % 4 == 0, *skipped)


def _skipped(year: Amount, ground: Ground) -> list[int]:
    """Years that are no leap years although four divides them, among those there can be."""
    low, high = _years(year, ground)
    return [it for it in range(-(-low // 100) * 100, high + 1, 100) if it % 400]


def _years(year: Amount, ground: Ground) -> tuple[int, int]:
    its = ground.bounds.of(year) or (1, 9999)
    return max(int(its[0]), 1), min(int(its[1]), 9999)
