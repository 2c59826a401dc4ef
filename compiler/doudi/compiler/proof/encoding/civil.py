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
_LAST_YEAR: Final = 9999
# The ordinal before the first of March of a year 0, were there one.
_MARCH: Final = date(1, 3, 1).toordinal() - 365 - 1
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
    early = at_most(day.month, _FEBRUARY)
    march_year = plus(day.year, amount_if(early, -1, 0))
    months = plus(day.month, amount_if(early, 9, -3))
    years = _years(day.year, ground)
    return _remembered(plus(_first_of(march_year, months, years, ground), day.day), day, ground)


def in_month(at: Amount, day: Civil, other: Amount, ground: Ground) -> Amount:
    """The ordinal of another day of the same month."""
    moved = plus(less_by(at, day.day), other)
    return _remembered(moved, Civil(day.year, day.month, other), ground)


def length_of_month(year: Amount, month: Amount, ground: Ground) -> Amount:
    if isinstance(month, int | Fraction) and month != _FEBRUARY:
        return 30 if month in _SHORT else 31
    leap = amount_if(_leap(year, ground), 29, 28)
    short = either(*(equal(month, it) for it in _SHORT))
    return amount_if(equal(month, _FEBRUARY), leap, amount_if(short, 30, 31))


def end_of_month(day: Civil, ground: Ground) -> Amount:
    """The ordinal of the last day of that month."""
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


def _remembered(at: Amount, day: Civil, ground: Ground) -> Amount:
    """So that it need not be taken apart again."""
    if not isinstance(at, int | Fraction):
        low, high = _years(day.year, ground)
        ground.bounds.set(at, date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal())
        ground.civil[at.get_id()] = (at, day)
    return at


def _taken_apart(at: Amount, ground: Ground) -> Civil:
    """By years that begin in March, so that a leap day is the last of its year."""
    its = ground.bounds.of(at) or (1, LAST)
    first, last = (date.fromordinal(min(max(int(it), 1), LAST)).year for it in its)
    day = Civil(
        ground.whole("year", first, last), ground.whole("month", 1, 12), ground.whole("day", 1, 31)
    )
    march_year = ground.whole("march", first - 1, last)
    months = ground.whole("months", 0, 11)
    early = at_most(10, months)
    skipped = len(_skipped(first - 1, last)) + 1
    start = _first_of(march_year, months, (first - 1, last), ground)
    is_day = both(
        equal(at, plus(start, day.day)),
        at_most(day.day, length_of_month(day.year, day.month, ground)),
        equal(day.year, plus(march_year, amount_if(early, 1, 0))),
        equal(day.month, plus(months, amount_if(early, -9, 3))),
        # What follows from the first, said without divisions: it spares the solver a search.
        at_most(_quarters(march_year, first - 1) - 4 * skipped, at * 4),
        at_most(at * 4, _quarters(march_year, first - 1) + 4 * 370),
    )
    ground.fact(either(negated(there(at, ground)), is_day))
    return day


def _first_of(march_year: Amount, months: Amount, years: tuple[int, int], ground: Ground) -> Amount:
    """The day before a month's first: months after March of a year that begins there."""
    before = ground.quotient(plus(_times(months, 153), 2), 5)
    quarters = ground.quotient(march_year, 4)
    found = plus(plus(_times(march_year, 365), quarters), plus(before, _left_out(years[0])))
    for it in _skipped(years[0], years[1]):
        found = plus(found, amount_if(at_most(it, march_year), -1, 0))
    return plus(found, _MARCH)


def _quarters(march_year: Amount, first: int) -> Amount:
    """Four times the day before a year's first of March, but for leap years left out since."""
    return plus(_times(march_year, 4 * 365 + 1), 4 * (_MARCH + _left_out(first)))


def _times(it: Amount, number: int) -> Amount:
    return it * number


def _left_out(year: int) -> int:
    """Leap years that were left out before a year, each a day less."""
    return -sum(1 for it in range(100, year, 100) if it % 400)


def _leap(year: Amount, ground: Ground) -> Condition:
    if isinstance(year, int | Fraction):
        return bool(year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    skipped = (negated(equal(year, it)) for it in _skipped(*_years(year, ground)))
    return both(equal(_times(ground.quotient(year, 4), 4), year), *skipped)


def _skipped(first: int, last: int) -> list[int]:
    """Years that are no leap years although four divides them."""
    return [it for it in range(-(-max(first, 1) // 100) * 100, last + 1, 100) if it % 400]


def _years(year: Amount, ground: Ground) -> tuple[int, int]:
    """Between which years of the calendar a year lies."""
    low, high = ground.bounds.of(year) or (1, _LAST_YEAR)
    return min(max(int(low), 1), _LAST_YEAR), max(min(int(high), _LAST_YEAR), 1)
