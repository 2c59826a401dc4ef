"""Columns of numbers, days and moments ▸ intervals, counted as the evaluator counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import lcm

import numpy as np
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Declared, Unfit
from doudi.runtime.population.arrays import is_text, nulls, parts
from doudi.runtime.population.distinct import Word, Words
from doudi.runtime.population.layout import Column
from doudi.runtime.population.misfit import refuse
from doudi.runtime.population.planes import LARGEST, OPEN_HIGH, OPEN_LOW, Integers, Mask, Numbers
from doudi.runtime.population.scale import CENTS, MOST_DECIMALS, Scale, counted, run_time, scale_of
from doudi.runtime.population.suits import ends_of
from doudi.runtime.strict_json import exact_number


@dataclass(frozen=True, slots=True)
class Counted:
    """Run-time numbers times `per`; where one is `missing`, there stands anything.

    `bound`: none that is there is larger, either way.
    """

    values: Integers
    missing: Mask | None
    per: int
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """How a column is counted, or one end of its ranges: that in their field `end`, if any is."""

    column: Column
    scale: Scale
    words: Words[np.int64]
    end: str | None = None

    def counted(self, arrays: Sequence[pa.Array]) -> Counted:
        found = [self._piece(array, at) for at, array in parts(arrays)]
        if len(found) == 1:
            return found[0]
        missing: Mask | None = None
        if any(it.missing is not None for it in found):
            missing = np.concatenate(
                [
                    np.zeros(len(it.values), np.bool_) if it.missing is None else it.missing
                    for it in found
                ]
            )
        values = np.concatenate([it.values for it in found])
        return Counted(values, missing, self.scale.per, max(it.bound for it in found))

    def _piece(self, array: pa.Array, at: int) -> Counted:
        none = nulls(array)
        if pa.types.is_null(array.type) or len(array) == 0:
            return Counted(np.zeros(len(array), np.int64), none, self.scale.per, 0)
        if is_text(array.type):
            values = self.words(array, at)
            bound = int(np.abs(values).max())
        else:
            values, bound = _stored(array, none, at, self.scale, self.column)
        return Counted(values, none, self.scale.per, bound)


def numbers(column: Column, type_: pa.DataType) -> Callable[[Sequence[pa.Array]], Numbers]:
    """How such a column is read; where a number is missing, it is all that its range allows.

    What comes back raises Misfit.
    """
    if not pa.types.is_struct(type_):
        return partial(_single, _side(column, type_))
    ends = ends_of(type_) or {}
    return partial(_ranges, _end(column, ends.get("min")), _end(column, ends.get("max")))


def _side(column: Column, type_: pa.DataType, end: str | None = None) -> _Side:
    words = Words(partial(_of_word, column=column), 0, np.int64)
    return _Side(column, scale_of(type_, column), words, end)


def _end(column: Column, field: pa.Field | None) -> _Side:
    if field is None:
        return _side(column, pa.null())
    return _side(column, field.type, field.name)


def _single(side: _Side, arrays: Sequence[pa.Array]) -> Numbers:
    found = side.counted(arrays)
    if found.missing is None:
        return Numbers(found.values, found.values, found.per, bound=found.bound)
    return _between(found, found, side.column.declared)


def _ranges(least: _Side, most: _Side, arrays: Sequence[pa.Array]) -> Numbers:
    """Of structs of `min` and `max`."""
    per = lcm(least.scale.per, most.scale.per)
    below, above = (_divided(it.counted(_there(arrays, it.end)), per) for it in (least, most))
    found = _between(below, above, least.column.declared)
    refuse(found.low > found.high, 0, lambda _: Unfit("`min` 大于 `max`", "`min` is above `max`"))
    return found


def _there(arrays: Sequence[pa.Array], end: str | None) -> list[pa.Array]:
    if end is None:
        return [pa.nulls(len(it)) for it in arrays]
    # flattened, a struct that is null has nothing in it, whatever its children hold
    return [it.flatten()[it.type.get_field_index(end)] for it in arrays]


def _divided(it: Counted, per: int) -> Counted:
    """The same numbers, for a divisor that is a multiple of theirs."""
    times = per // it.per
    if times == 1:
        return it
    return Counted(it.values * times, it.missing, per, it.bound * times)


def _between(below: Counted, above: Counted, declared: Declared) -> Numbers:
    """From the one to the other; an end that is missing is that of the declared range."""
    per = below.per
    low, high = (None if it is None else int(it * per) for it in (declared.low, declared.high))
    lows, highs = below.values, above.values
    if below.missing is not None:
        lows = np.where(below.missing, OPEN_LOW if low is None else low, lows)
    if above.missing is not None:
        highs = np.where(above.missing, OPEN_HIGH if high is None else high, highs)
    bound = max(below.bound, above.bound, abs(low or 0), abs(high or 0))
    return Numbers(lows, highs, per, bound=bound)


def _of_word(word: Word, column: Column) -> int:
    return int(convert.number_of(word, column.declared))


def _stored(
    array: pa.Array, none: Mask | None, at: int, scale: Scale, column: Column
) -> tuple[Integers, int]:
    """The run-time numbers, and the size of the largest. Raises Misfit."""
    found, wrong = counted(array, scale, column.declared.type)
    low, high = int(found.min()), int(found.max())
    if wrong is not None or low < scale.least or high > scale.most:
        bad = (found < scale.least) | (found > scale.most)
        bad = bad if wrong is None else bad | wrong
        refuse(bad if none is None else bad & ~none, at, lambda row: _why(array, row, column))
        low, high = max(low, scale.least), min(high, scale.most)
    return run_time(found, scale), max(abs(it * scale.times + scale.plus) for it in (low, high))


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
    return exact_number(str(Decimal(number).scaleb(-CENTS) if column.fen else number))
