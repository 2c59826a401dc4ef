"""Numbers a person would choose: 1,000 yuan and not 993.47, the first of January and not the ninth.

Takes a type and the ends of a stretch of run-time numbers; gives numbers of that type in it,
the roundest first. What is round depends on nothing but the arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import chain, count, islice
from typing import Final, TypeAlias

from doudi.runtime.program.types import Date, Moment, Quantity, Type

Number: TypeAlias = Fraction | int
Rank: TypeAlias = tuple[int, ...]

_YUAN: Final = 100
_MONEY: Final = (*(Fraction(it * _YUAN) for it in (1_000, 100, 10, 1)), Fraction(1))
_AN_HOUR: Final = 60
_MINUTES: Final = 24 * _AN_HOUR
_EACH: Final = 3  # so many of one roundness, and on to the less round
_AROUND: Final = range(-_EACH, _EACH + 1)
_MONTHS_A_YEAR: Final = 12
_NO_DECIMAL: Final = 99


def whole(type_: Type) -> bool:
    """Whether a fact of the type takes whole run-time numbers only: people, fen, days, minutes."""
    return not isinstance(type_, Quantity) or type_.integer or type_.yuan == 1


def round_numbers(
    type_: Type, low: Fraction | None, high: Fraction | None, near: date
) -> Iterator[Fraction]:
    """Some numbers from `low` to `high`, both included, the roundest first, the ends last.

    Money: whole thousands of yuan before hundreds, tens, yuan, fen. Other numbers: few digits.
    Both from 0 upward, and below 0 only where nothing else is. Days and moments: the first of a
    year, of a month, any, whichever is nearest to `near`. Where numbers need not be whole there
    are always some strictly between two ends that differ. Finite; nothing twice; nothing where
    the stretch holds no number of the type.
    """
    if low is not None and high is not None and low > high:
        return
    seen: set[Fraction] = set()
    ends = [it for it in (low, high) if it is not None and _fits(type_, it)]
    for it in chain(_by_kind(type_, low, high, near), ends):
        if it not in seen:
            seen.add(it)
            yield it


def rank(type_: Type, number: Number) -> Rank:
    """How round a number of the type is; less is rounder."""
    match type_:
        case Date():
            return _rank_of_day(int(number))
        case Moment():
            return _rank_of_moment(*divmod(int(number), _MINUTES))
        case Quantity(yuan=1):
            return (next((i for i, it in enumerate(_MONEY) if number % it == 0), len(_MONEY)),)
        case _:
            return _digits(Fraction(number))


def preference(type_: Type, number: Number, near: date) -> tuple[Rank, bool, Number, Number]:
    """By this key the number to show is the least: round, not below 0, not far away."""
    away = abs(Fraction(number) - _anchor(type_, near))
    return (rank(type_, number), number < 0, away, number)


def _by_kind(
    type_: Type, low: Fraction | None, high: Fraction | None, near: date
) -> Iterable[Fraction]:
    match type_:
        case Date():
            return map(Fraction, _days(low, high, near.toordinal()))
        case Moment():
            return map(Fraction, _moments(low, high, near))
        case Quantity(yuan=1):
            return _from_zero(_MONEY, low, high)
        case _:
            return _few_digits(low, high, only_whole=whole(type_))


def _fits(type_: Type, number: Fraction) -> bool:
    return not whole(type_) or number.denominator == 1


def _anchor(type_: Type, near: date) -> int:
    match type_:
        case Date():
            return near.toordinal()
        case Moment():
            return (near.toordinal() - 1) * _MINUTES
        case _:
            return 0


# Numbers that begin at 0.


def _from_zero(
    steps: Iterable[Fraction], low: Fraction | None, high: Fraction | None
) -> Iterator[Fraction]:
    """Multiples of each step in turn, from 0 upward; mirrored where nothing is above 0."""
    if high is not None and high <= 0 and (low is None or low < 0):
        yield from (-it for it in _from_zero(steps, -high, None if low is None else -low))
        return
    start = max(low or Fraction(0), Fraction(0))
    for step in steps:
        first = -(-start // step)
        for times in range(first, first + _EACH):
            if high is None or times * step <= high:
                yield times * step


def _few_digits(
    low: Fraction | None, high: Fraction | None, *, only_whole: bool
) -> Iterator[Fraction]:
    below = high is not None and high <= 0
    start = -high if high is not None and below else max(low or Fraction(0), Fraction(0))
    power = len(str(int(start))) - 1
    steps = (Fraction(10**it) for it in range(power, -1, -1))
    if only_whole:
        return _from_zero(steps, low, high)
    decimals = _decimals(high, low) if below else _decimals(start, high)
    return _from_zero(chain(steps, decimals), low, high)


def _decimals(one: Fraction | None, other: Fraction | None) -> Iterator[Fraction]:
    """Tenths, hundredths … until three of them lie between the ends."""
    apart = None if one is None or other is None else abs(one - other)
    for places in count(1):
        step = Fraction(1, 10**places)
        yield step
        if not apart or (places > 1 and step * _EACH <= apart):
            return


def _digits(number: Fraction) -> Rank:
    """Decimals, then digits that count: 300 has one, 0.25 two of each."""
    places = next((it for it in range(_NO_DECIMAL) if (number * 10**it).denominator == 1), None)
    if places is None:
        return (_NO_DECIMAL, _NO_DECIMAL)
    return (places, len(str(abs(int(number * 10**places))).rstrip("0")) or 1)


# Days and moments, around one.


def _days(low: Fraction | None, high: Fraction | None, near: int) -> Iterator[int]:
    """Ordinals: firsts of years, of months, any; each nearest first."""
    first = date.min.toordinal() if low is None else max(-(-low // 1), date.min.toordinal())
    last = date.max.toordinal() if high is None else min(high // 1, date.max.toordinal())
    if first > last:
        return
    at = min(max(near, first), last)
    day = date.fromordinal(at)
    month = day.year * _MONTHS_A_YEAR + day.month - 1
    years = [_first_of(it * _MONTHS_A_YEAR) for it in (day.year + away for away in _AROUND)]
    months = [_first_of(month + away) for away in _AROUND]
    for found in (years, months, [at + away for away in _AROUND]):
        inside = (it for it in found if it is not None and first <= it <= last)
        yield from islice(sorted(inside, key=lambda it: (abs(it - near), it)), _EACH)


def _first_of(month: int) -> int | None:
    year, place = divmod(month, _MONTHS_A_YEAR)
    inside = date.min.year <= year <= date.max.year
    return date(year, place + 1, 1).toordinal() if inside else None


def _moments(low: Fraction | None, high: Fraction | None, near: date) -> Iterator[int]:
    """Midnights of round days, then whole hours, then minutes."""
    from_day = None if low is None else -(-low // _MINUTES) + Fraction(1)
    to_day = None if high is None else high // _MINUTES + Fraction(1)
    for day in _days(from_day, to_day, near.toordinal()):
        yield (day - 1) * _MINUTES
    anchor = (near.toordinal() - 1) * _MINUTES
    at = anchor if low is None else max(anchor, -(-low // 1))
    at = at if high is None else min(at, high // 1)
    for step in (_AN_HOUR, 1):
        found = [(at // step + away) * step for away in _AROUND]
        inside = (it for it in found if (low is None or low <= it) and (high is None or it <= high))
        yield from islice(sorted(inside, key=lambda it: (abs(it - anchor), it)), _EACH)


def _rank_of_day(ordinal: int) -> Rank:
    day = date.fromordinal(ordinal)
    return (0,) if (day.month, day.day) == (1, 1) else (1,) if day.day == 1 else (2,)


def _rank_of_moment(days: int, minutes: int) -> Rank:
    if minutes == 0:
        return _rank_of_day(days + 1)
    return (3,) if minutes % _AN_HOUR == 0 else (4,)
