"""Columns of numbers, days and moments ▸ intervals, counted as the evaluator counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from math import lcm

import numpy as np
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Declared, Unfit
from doudi.runtime.population.arrays import is_text, nulls, parts
from doudi.runtime.population.distinct import Word, read_once
from doudi.runtime.population.layout import Column
from doudi.runtime.population.misfit import refuse
from doudi.runtime.population.planes import LARGEST, OPEN_HIGH, OPEN_LOW, Integers, Mask, Numbers
from doudi.runtime.population.scale import CENTS, MOST_DECIMALS, Scale, counted, scale_of
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


def numbers(arrays: Sequence[pa.Array], column: Column) -> Numbers:
    """Where a number is missing, all that its declared range allows. Raises Misfit."""
    if pa.types.is_struct(arrays[0].type):
        return _ranges(arrays, column)
    found = _counted(arrays, column)
    if found.missing is None:
        return Numbers(found.values, found.values, found.per, bound=found.bound)
    return _between(found, found, column.declared)


def _ranges(arrays: Sequence[pa.Array], column: Column) -> Numbers:
    """Of structs of `min` and `max`."""
    ends = ends_of(arrays[0].type) or {}
    nothing = [pa.nulls(len(it)) for it in arrays]
    # flattened, a struct that is null has nothing in it, whatever its children hold
    sides = [
        _counted(
            [it.flatten()[it.type.get_field_index(ends[name].name)] for it in arrays]
            if name in ends
            else nothing,
            column,
        )
        for name in ("min", "max")
    ]
    per = lcm(*(it.per for it in sides))
    below, above = (
        Counted(it.values * (per // it.per), it.missing, per, it.bound * (per // it.per))
        for it in sides
    )
    found = _between(below, above, column.declared)
    refuse(found.low > found.high, 0, lambda _: Unfit("`min` 大于 `max`", "`min` is above `max`"))
    return found


def _between(below: Counted, above: Counted, declared: Declared) -> Numbers:
    """From the one to the other; an end that is missing is that of the declared range."""
    per = below.per
    low, high = (None if it is None else int(it * per) for it in (declared.low, declared.high))
    lows, highs = below.values, above.values.copy() if above is below else above.values
    if above.missing is not None:
        np.copyto(highs, OPEN_HIGH if high is None else high, where=above.missing)
    if below.missing is not None:
        np.copyto(lows, OPEN_LOW if low is None else low, where=below.missing)
    bound = max(below.bound, above.bound, abs(low or 0), abs(high or 0))
    return Numbers(lows, highs, per, bound=bound)


def _counted(arrays: Sequence[pa.Array], column: Column) -> Counted:
    scale = scale_of(arrays[0].type, column)
    values = np.empty(sum(map(len, arrays)), np.int64)
    missing: Mask | None = None
    bound = 0
    for at, array in parts(arrays):
        none, here = nulls(array), values[at : at + len(array)]
        if none is not None:
            missing = np.zeros(len(values), np.bool_) if missing is None else missing
            missing[at : at + len(array)] = none
        if pa.types.is_null(array.type):
            here[:] = 0
        elif is_text(array.type):
            here[:] = read_once(array, at, partial(_of_word, column=column), 0)
            bound = max(bound, int(np.abs(here).max(initial=0)))
        elif len(array):
            bound = max(bound, _fill(here, array, none, at, scale, column))
    return Counted(values, missing, scale.per, bound)


def _of_word(word: Word, column: Column) -> int:
    return int(convert.number_of(word, column.declared))


def _fill(
    here: Integers, array: pa.Array, none: Mask | None, at: int, scale: Scale, column: Column
) -> int:
    """Puts the run-time numbers there; gives the size of the largest. Raises Misfit."""
    found, wrong = counted(array, scale, column.declared.type)
    low, high = int(found.min()), int(found.max())
    if wrong is not None or low < scale.least or high > scale.most:
        bad = (found < scale.least) | (found > scale.most)
        bad = bad if wrong is None else bad | wrong
        refuse(bad if none is None else bad & ~none, at, lambda row: _why(array, row, column))
        low, high = max(low, scale.least), min(high, scale.most)
    np.multiply(found, scale.times, out=here, dtype=np.int64, casting="unsafe")
    if scale.plus:
        here += scale.plus
    return max(abs(it * scale.times + scale.plus) for it in (low, high))


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
