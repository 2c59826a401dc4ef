"""How a column's stored numbers become run-time ones: yuan fen, days ordinals, moments minutes.

Whole numbers all the way; a share keeps its decimals as a divisor for the whole column.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final, TypeAlias, assert_never

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR
from doudi.runtime.population.arrays import decimals, mask, stored, whole_numbers
from doudi.runtime.population.layout import Column
from doudi.runtime.population.planes import LARGEST, Integers, Mask
from doudi.runtime.program import types

Native: TypeAlias = npt.NDArray[np.integer[Any]]

CENTS: Final = 2  # decimals of yuan
MOST_DECIMALS: Final = 6  # of a share; what stands behind must be zero

_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 24 * 60
_BEIJING: Final = 8 * 60  # minutes ahead of UTC
_A_MINUTE: Final = {"s": 60, "ms": 60 * 10**3, "us": 60 * 10**6, "ns": 60 * 10**9}
_MOST_DIGITS: Final = 38  # of decimal128


@dataclass(frozen=True, slots=True)
class Scale:
    """A stored number times `times`, plus `plus`, is a run-time number times `per`.

    `places`: to which decimals are cut before. `least` and `most`: of stored numbers that may be.
    """

    places: int
    times: int
    plus: int
    per: int
    least: int
    most: int


def scale_of(arrow: pa.DataType, column: Column) -> Scale:
    match column.declared.type:
        case types.Date():
            return _limited(column, (0, 1, _EPOCH, 1), _FIRST_DAY, _LAST_DAY)
        case types.Moment():
            # what has a zone is stored as UTC; what has none is Beijing time itself
            ahead = _BEIJING if pa.types.is_timestamp(arrow) and arrow.tz is not None else 0
            before = (_EPOCH - 1) * _DAY + ahead
            first, last = (_FIRST_DAY - 1) * _DAY, _LAST_DAY * _DAY - 1
            return _limited(column, (0, 1, before, 1), first, last)
        case types.Quantity() as quantity:
            return _limited(column, _ratio(arrow, quantity, column), -LARGEST, LARGEST)
        case types.Duration():
            return _limited(column, (0, 1, 0, 1), -LARGEST, LARGEST)
        case types.Boolean() | types.Choice() | types.Area():
            raise AssertionError(column)
        case _:
            assert_never(column.declared.type)


def counted(array: pa.Array, scale: Scale, type_: types.Type) -> tuple[Native, Mask | None]:
    """What is stored as whole numbers, and where it cannot be."""
    if pa.types.is_decimal(array.type):
        return _decimals(array, scale.places)
    if pa.types.is_timestamp(array.type) or pa.types.is_date64(array.type):
        unit = "ms" if pa.types.is_date64(array.type) else array.type.unit
        one = _A_MINUTE[unit] * (_DAY if isinstance(type_, types.Date) else 1)
        found, rest = np.divmod(whole_numbers(array), one)
        return found, rest != 0
    return stored(array), None


def run_time(found: Native, scale: Scale) -> Integers:
    """Where nothing has to be counted otherwise, what is stored itself: nobody may write to it."""
    if scale.times != 1:
        found = np.multiply(found, scale.times, dtype=np.int64, casting="unsafe")
    if scale.plus:
        found = np.add(found, scale.plus, dtype=np.int64, casting="unsafe")
    return np.ascontiguousarray(found, np.int64)


def _limited(column: Column, made: tuple[int, int, int, int], least: int, most: int) -> Scale:
    """`made`: the first four of a scale; `least` and `most`: of run-time numbers of the type."""
    places, times, plus, per = made
    low, high = column.declared.low, column.declared.high
    least = least if low is None else max(least, int(low * per))
    most = most if high is None else min(most, int(high * per))
    return Scale(places, times, plus, per, -((plus - least) // times), (most - plus) // times)


def _ratio(
    arrow: pa.DataType, quantity: types.Quantity, column: Column
) -> tuple[int, int, int, int]:
    """So that the ends of the declared range are whole as well."""
    places = 0
    if column.fen:
        places = CENTS
    elif pa.types.is_decimal(arrow):
        most = 0 if quantity.integer else CENTS if quantity.yuan == 1 else MOST_DECIMALS
        places = min(arrow.scale, most)
    ratio = convert.scale(quantity.yuan) / Fraction(10) ** places
    ends = [it for it in (column.declared.low, column.declared.high) if it is not None]
    per = lcm(ratio.denominator, *(it.denominator for it in ends))
    return places, int(ratio * per), 0, per


def _decimals(array: pa.Array, places: int) -> tuple[Native, Mask | None]:
    """With so many places; wrong where more are needed, or more digits than a number has."""
    scale = array.type.scale
    of_128 = pa.types.is_decimal128(array.type)
    kept = array if of_128 else array.cast(pa.decimal128(_MOST_DIGITS, scale))
    if scale <= places:
        found, long = decimals(kept)
        return found, long if long.any() else None
    import pyarrow.compute as pc  # noqa: PLC0415 - few have more places than are counted

    cut = kept.cast(pa.decimal128(_MOST_DIGITS, places), safe=False)
    found, long = decimals(cut)
    return found, long | mask(pc.not_equal(cut.cast(kept.type, safe=False), kept))
