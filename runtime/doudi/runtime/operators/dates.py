"""Operators on dates (proleptic ordinals) and moments (minutes), interval-wise.

All of them are monotone in each argument, so the ends of the result come from
ends of the arguments. See docs/language/meaning.md, Numbers and dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from doudi.runtime.calendar import WorkingCalendar
from doudi.runtime.operators.numbers import End
from doudi.runtime.program.types import DurationUnit
from doudi.runtime.values import UNKNOWN_NUMBER, Interval, Length

_LAST = date.max.toordinal()
_MONTHS = 12
_DAYS_PER_WEEK = 7
_MINUTES_PER_HOUR = 60


def shift(value: Interval, length: Length, calendar: WorkingCalendar) -> Interval:
    count = length.count
    match length.unit:
        case DurationUnit.HOURS:
            return _each(value, lambda it: it + count * _MINUTES_PER_HOUR)
        case DurationUnit.DAYS:
            return _each(value, lambda it: _day(it + count))
        case DurationUnit.WEEKS:
            return _each(value, lambda it: _day(it + count * _DAYS_PER_WEEK))
        case DurationUnit.MONTHS:
            return _each(value, lambda it: add_months(it, count))
        case DurationUnit.YEARS:
            return _each(value, lambda it: add_months(it, count * _MONTHS))
        case DurationUnit.WORKING_DAYS:
            return _each(value, lambda it: calendar.shift(it, count))


def add_months(day: int, count: int) -> int | None:
    """The same day `count` months on, or that month's last day; None outside years 1 to 9999."""
    if not 1 <= day <= _LAST:
        return None
    start = date.fromordinal(day)
    month = start.year * _MONTHS + start.month - 1 + count
    year, month = month // _MONTHS, month % _MONTHS + 1
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month, min(start.day, monthrange(year, month)[1])).toordinal()


def year_of(value: Interval) -> Interval:
    return _each(value, lambda it: date.fromordinal(it).year)


def month_of(value: Interval) -> Interval:
    if value.low is None or value.high is None:
        return Interval(1, _MONTHS)
    low, high = _date(value.low), _date(value.high)
    if (low.year, low.month) == (high.year, high.month):
        return Interval(low.month, low.month)
    return Interval(1, _MONTHS)


def date_of(year: Interval, month: Interval, day: Interval) -> Interval:
    if not (year.exact and month.exact and day.exact):
        return UNKNOWN_NUMBER
    if any(it.low is None or int(it.low) != it.low for it in (year, month, day)):
        return UNKNOWN_NUMBER
    try:
        ordinal = date(int(year.low or 0), int(month.low or 0), int(day.low or 0)).toordinal()
    except (ValueError, OverflowError):
        return UNKNOWN_NUMBER
    return Interval(ordinal, ordinal)


def month_start(value: Interval) -> Interval:
    return _each(value, lambda it: date.fromordinal(it).replace(day=1).toordinal())


def month_end(value: Interval) -> Interval:
    return _each(value, lambda it: _end_of(date.fromordinal(it), 1))


def quarter_end(value: Interval) -> Interval:
    return _each(value, lambda it: _end_of(date.fromordinal(it), 3))


def year_end(value: Interval) -> Interval:
    return _each(value, lambda it: _end_of(date.fromordinal(it), _MONTHS))


def spring_festival(year: Interval, calendar: WorkingCalendar) -> Interval:
    if not year.exact or year.low is None or int(year.low) != year.low:
        return UNKNOWN_NUMBER
    day = calendar.spring_festival(int(year.low))
    return UNKNOWN_NUMBER if day is None else Interval(day, day)


def age_on(birth: Interval, day: Interval) -> Interval:
    return Interval(_pair(_age, birth.high, day.low) or 0, _pair(_age, birth.low, day.high))


def months_between(start: Interval, end: Interval) -> Interval:
    return Interval(
        _pair(_full_months, start.high, end.low) or 0, _pair(_full_months, start.low, end.high)
    )


def _age(birth: date, day: date) -> int:
    # (month, day) order puts a birthday on 29 February on 1 March in common years.
    return max(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)), 0)


def _full_months(start: date, end: date) -> int:
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    reached = add_months(start.toordinal(), months)
    return max(months - (reached is None or reached > end.toordinal()), 0)


def _end_of(day: date, months: int) -> int:
    month = (day.month - 1) // months * months + months
    return date(day.year, month, monthrange(day.year, month)[1]).toordinal()


def _each(value: Interval, move: Callable[[int], int | None]) -> Interval:
    def end(it: End) -> End:
        if it is None:
            return None
        try:
            return move(int(it))
        except (ValueError, OverflowError):
            return None  # outside years 1 to 9999

    low = end(value.low)
    return Interval(low, low if value.low == value.high else end(value.high))


def _day(ordinal: int) -> int | None:
    return ordinal if 1 <= ordinal <= _LAST else None


def _date(end: End) -> date:
    return date.fromordinal(min(max(int(end or 0), 1), _LAST))


def _pair(measure: Callable[[date, date], int], left: End, right: End) -> int | None:
    return None if left is None or right is None else measure(_date(left), _date(right))
