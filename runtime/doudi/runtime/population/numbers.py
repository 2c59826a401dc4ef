"""Columns of numbers, days and moments ▸ intervals, counted as the evaluator counts them.

Whole numbers all the way: yuan become fen, days their ordinals, moments their minutes; a share
keeps its decimals as a divisor for the whole column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Declared, Unfit
from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR
from doudi.runtime.population.arrays import bits, decimals, is_text, nulls, parts, whole_numbers
from doudi.runtime.population.distinct import read_once, refuse
from doudi.runtime.population.layout import Column
from doudi.runtime.population.planes import LARGEST, OPEN_HIGH, OPEN_LOW, Integers, Mask, Numbers
from doudi.runtime.population.suits import ends_of
from doudi.runtime.program import types
from doudi.runtime.strict_json import exact_number

MOST_DECIMALS: Final = 6  # of a share; what stands behind must be zero

_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 24 * 60
_CENTS: Final = 2  # decimals of yuan
_MOST_DIGITS: Final = 38  # of decimal128
_BEIJING: Final = 8 * 60  # ahead of UTC, in minutes
_A_MINUTE: Final = {"s": 60, "ms": 60 * 10**3, "us": 60 * 10**6, "ns": 60 * 10**9}


@dataclass(frozen=True, slots=True)
class Scale:
    """A stored number, cut to `places` decimals, times `times` is a run-time one times `per`."""

    places: int
    times: int
    per: int


@dataclass(frozen=True, slots=True)
class Stored:
    """Run-time numbers times `per`; where one is `missing`, there stands anything."""

    values: Integers
    missing: Mask | None
    per: int


def numbers(arrays: Sequence[pa.Array], column: Column) -> Numbers:
    """Where a number is missing, all that its declared range allows. Raises Misfit."""
    if pa.types.is_struct(arrays[0].type):
        return _ranges(arrays, column)
    stored = _stored(arrays, column)
    if stored.missing is None:
        return Numbers(stored.values, stored.values, stored.per, bound=_most(stored.values))
    low, high = _low(stored, column.declared), _high(stored, column.declared)
    return Numbers(low, high, stored.per, bound=_most(low, high))


def _ranges(arrays: Sequence[pa.Array], column: Column) -> Numbers:
    """Of structs of `min` and `max`; an end that is left out is that of the declared range."""
    ends = ends_of(arrays[0].type) or {}
    nothing = [pa.nulls(len(it), arrays[0].type.field(0).type) for it in arrays]
    # flattened, a struct that is null has nothing in it, whatever its children hold
    sides = [
        _stored(
            [it.flatten()[it.type.get_field_index(ends[name].name)] for it in arrays]
            if name in ends
            else nothing,
            column,
        )
        for name in ("min", "max")
    ]
    per = lcm(*(it.per for it in sides))
    below, above = (Stored(it.values * (per // it.per), it.missing, per) for it in sides)
    low, high = _low(below, column.declared), _high(above, column.declared)
    refuse(low > high, 0, lambda _: Unfit("`min` 大于 `max`", "`min` is above `max`"))
    return Numbers(low, high, per, bound=_most(low, high))


def _low(stored: Stored, declared: Declared) -> Integers:
    end = OPEN_LOW if declared.low is None else int(declared.low * stored.per)
    return _or(stored, end)


def _high(stored: Stored, declared: Declared) -> Integers:
    end = OPEN_HIGH if declared.high is None else int(declared.high * stored.per)
    return _or(stored, end)


def _or(stored: Stored, end: int) -> Integers:
    return stored.values if stored.missing is None else np.where(stored.missing, end, stored.values)


def _most(*ends: Integers) -> int:
    """The largest of all that are not open, either way."""
    sizes = [np.where(it > OPEN_LOW, np.where(it < OPEN_HIGH, np.abs(it), 0), 0) for it in ends]
    return max(int(it.max(initial=0)) for it in sizes)


def _stored(arrays: Sequence[pa.Array], column: Column) -> Stored:
    scale = _scale(arrays[0].type, column)
    values = np.empty(sum(map(len, arrays)), np.int64)
    missing = np.zeros(len(values), np.bool_)
    for at, array in parts(arrays):
        none = nulls(array)
        values[at : at + len(array)] = _values(array, none, at, scale, column)
        if none is not None:
            missing[at : at + len(array)] = none
    return Stored(values, missing if missing.any() else None, scale.per)


def _scale(arrow: pa.DataType, column: Column) -> Scale:
    type_ = column.declared.type
    if not isinstance(type_, types.Quantity):
        return Scale(0, 1, 1)
    if column.fen:
        places = _CENTS
    elif pa.types.is_decimal(arrow):
        kept = 0 if type_.integer else _CENTS if type_.yuan == 1 else MOST_DECIMALS
        places = min(arrow.scale, kept)
    else:
        places = 0
    ratio = convert.scale(type_.yuan) / Fraction(10) ** places
    ends = [it for it in (column.declared.low, column.declared.high) if it is not None]
    per = lcm(ratio.denominator, *(it.denominator for it in ends))
    return Scale(places, int(ratio * per), per)


def _values(
    array: pa.Array,
    none: Mask | None,
    at: int,
    scale: Scale,
    column: Column,
) -> Integers:
    """Raises Misfit for what is no number of its type, too large, or out of the declared range."""
    declared = column.declared
    if pa.types.is_null(array.type):
        return np.zeros(len(array), np.int64)
    if is_text(array.type):
        return read_once(array, at, lambda word: int(convert.number_of(word, declared)), 0)

    def check(wrong: Mask) -> None:
        known = wrong if none is None else wrong & ~none
        refuse(known, at, lambda row: _why(array, row, column))

    stored, wrong = _whole(array, scale, declared)
    most = LARGEST // scale.times
    check(wrong | (stored > most) | (stored < -most))
    values = stored if scale.times == 1 else stored * scale.times
    if declared.low is not None:
        check(values < int(declared.low * scale.per))
    if declared.high is not None:
        check(values > int(declared.high * scale.per))
    return values


def _whole(array: pa.Array, scale: Scale, declared: Declared) -> tuple[Integers, Mask]:
    """What is stored as whole numbers, and where it cannot be."""
    if pa.types.is_decimal(array.type):
        return _decimals(array, scale.places)
    match declared.type:
        case types.Date():
            days, wrong = _days(array)
            return days, wrong | (days < _FIRST_DAY) | (days > _LAST_DAY)
        case types.Moment():
            minutes, wrong = _minutes(array, _ahead(array.type))
            return minutes, wrong | (minutes < _FIRST_DAY * _DAY) | (minutes >= _LAST_DAY * _DAY)
        case _:
            found = whole_numbers(array)
            if pa.types.is_uint64(array.type):  # beyond the signed ones they came out negative
                return found, found < 0
            return found, np.zeros(len(found), np.bool_)


def _decimals(array: pa.Array, places: int) -> tuple[Integers, Mask]:
    """With so many places; wrong where more are needed, or more digits than a number has."""
    kept = array.cast(pa.decimal128(_MOST_DIGITS, array.type.scale))
    if array.type.scale <= places:
        return decimals(kept)
    cut = kept.cast(pa.decimal128(_MOST_DIGITS, places), safe=False)
    found, long = decimals(cut)
    differ = pc.not_equal(cut.cast(kept.type, safe=False), kept)
    return found, long | bits(differ.buffers()[1], differ.offset, len(differ)).view(np.bool_)


def _days(array: pa.Array) -> tuple[Integers, Mask]:
    if pa.types.is_date32(array.type):
        return whole_numbers(array) + _EPOCH, np.zeros(len(array), np.bool_)
    unit = "ms" if pa.types.is_date64(array.type) else array.type.unit
    days, rest = np.divmod(whole_numbers(array), _A_MINUTE[unit] * _DAY)
    return days + _EPOCH, rest != 0


def _minutes(array: pa.Array, ahead: int) -> tuple[Integers, Mask]:
    """`ahead`: by how many minutes Beijing time is ahead of what is stored."""
    minutes, rest = np.divmod(whole_numbers(array), _A_MINUTE[array.type.unit])
    return minutes + ((_EPOCH - 1) * _DAY + ahead), rest != 0


def _ahead(type_: pa.TimestampType) -> int:
    """What has a zone is stored as UTC; what has none is Beijing time itself."""
    return 0 if type_.tz is None else _BEIJING


def _why(array: pa.Array, row: int, column: Column) -> Unfit:
    """What a facts file would be told of the same value."""
    raw = _raw(array.slice(row, 1), column)
    try:
        convert.number_of(raw, column.declared)
    except Unfit as unfit:
        return unfit
    said = convert.shown(raw)
    if isinstance(raw, Decimal) and -LARGEST < raw < LARGEST:
        return Unfit(
            f"`{said}` 的小数多于 {MOST_DECIMALS} 位",
            f"`{said}` has more than {MOST_DECIMALS} decimals",
        )
    return Unfit(f"`{said}` 过大，无法计算", f"`{said}` is too large to be counted")


def _raw(one: pa.Array, column: Column) -> object:
    """As a facts file would write it."""
    if pa.types.is_temporal(one.type):
        text: str = one.cast(pa.string())[0].as_py()
        return text.removesuffix(" 00:00:00") if pa.types.is_timestamp(one.type) else text
    number = one[0].as_py()
    return exact_number(str(Decimal(number).scaleb(-_CENTS) if column.fen else number))
