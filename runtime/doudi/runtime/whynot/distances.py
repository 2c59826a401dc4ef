"""How far a value lies from what the case says. See docs/language/whynot.md."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from doudi.runtime.facts.convert import counted, scale
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.stretches import Number
from doudi.runtime.program import types
from doudi.runtime.values import Interval, Value

_A_YEAR: Final = 365  # days
_MINUTES_A_DAY: Final = 24 * 60
_ANOTHER: Final = Fraction(1)


def distance(before: Given | None, after: Value, type_: types.Type) -> Fraction:
    if before is None or before.status in ("unknown", "not_asked"):
        return Fraction(0)
    if counted(type_) and isinstance(before.value, Interval) and isinstance(after, Interval):
        return _between(before.value, after.low or 0, type_)
    return _ANOTHER


def _between(known: Interval, to: Number, type_: types.Type) -> Fraction:
    if known.low is not None and to < known.low:
        return Fraction(known.low - to) / _measure(known.low, type_)
    if known.high is not None and to > known.high:
        return Fraction(to - known.high) / _measure(known.high, type_)
    return Fraction(0)


def _measure(it: Number, type_: types.Type) -> Fraction:
    """What counts as far as another option: the number itself, or a unit; of days a year."""
    match type_:
        case types.Date():
            return Fraction(_A_YEAR)
        case types.Moment():
            return Fraction(_A_YEAR * _MINUTES_A_DAY)
        case types.Quantity(yuan=0, person=0, month=0, year=0, integer=False):
            unit = Fraction(1, 100)
        case types.Quantity(yuan=yuan):
            unit = scale(yuan)
        case _:
            unit = Fraction(1)
    return max(abs(Fraction(it)), unit)
