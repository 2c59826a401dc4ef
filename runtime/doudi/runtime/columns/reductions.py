"""From those who lie in a subject to the subject: how many, whether any, whether all, how much.

`ends`: the i-th outer subject holds those from `ends[i]` up to `ends[i + 1]`.
"""

from __future__ import annotations

import numpy as np

from doudi.runtime.columns.columnar import Columnar, is_plane, truth_plane
from doudi.runtime.columns.numbers import ROOM, TooLargeError, is_exact, one_per
from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    OPEN_HIGH,
    OPEN_LOW,
    TRUE,
    UNKNOWN,
    Codes,
    Integers,
    Mask,
    Numbers,
    Truths,
)


def some(when: Columnar, ends: Integers) -> Truths:
    """Whether it holds of any: the disjunction over them."""
    return _over(_each(when, ends), ends, TRUE, FALSE)


def every(when: Columnar, ends: Integers) -> Truths:
    """Whether it holds of all: the conjunction over them."""
    return _over(_each(when, ends), ends, FALSE, TRUE)


def count(when: Columnar, ends: Integers) -> Numbers:
    """How many it holds of, and of how many it may."""
    of = _each(when, ends)
    low = _how_many(of.code == TRUE, ends)
    bound = _most(ends)
    if not (of.open or of.judged):
        return Numbers(low, low, bound=bound)
    return Numbers(low, np.diff(ends) - _how_many(of.code == FALSE, ends), bound=bound)


def total(when: Columnar, value: Numbers, ends: Integers) -> Numbers:
    """The sum of the values of those it holds of; where it may hold, with 0 or the value."""
    of = _each(when, ends)
    there = of.code != FALSE
    if value.absent is not None:
        there = there & ~value.absent
    certain = of.code == TRUE
    exact = is_exact(value) and not (of.open or of.judged)
    value = one_per(value)
    if value.bound * max(int(ends[-1]), 1) >= ROOM:  # one sum runs over all of them
        raise TooLargeError
    bound = value.bound * _most(ends)
    low = _sums(np.where(there, value.low, 0), ends)
    if exact:
        return Numbers(low, low, value.per, bound=bound)
    lows = np.where(certain, value.low, np.minimum(value.low, 0))
    highs = np.where(certain, value.high, np.maximum(value.high, 0))
    return Numbers(
        _sums_with_open(np.where(there, lows, 0), OPEN_LOW, ends),
        _sums_with_open(np.where(there, highs, 0), OPEN_HIGH, ends),
        value.per,
        bound=bound,
    )


def _most(ends: Integers) -> int:
    """How many the largest holds."""
    return int(np.diff(ends).max(initial=1))


def _each(when: Columnar, ends: Integers) -> Truths:
    """The truth for each of them, also where it is the same for all."""
    of = truth_plane(when)
    if is_plane(when) and of.code.ndim:
        return of
    code = np.full(int(ends[-1]), of.code, np.uint8)
    return Truths(code, open=of.open, judged=of.judged)


def _over(of: Truths, ends: Integers, settles: int, other: int) -> Truths:
    settled = _how_many(of.code == settles, ends) > 0
    code: Codes = np.where(settled, settles, other).astype(np.uint8)
    for its, there in ((JUDGEMENT, of.judged), (UNKNOWN, of.open)):
        if there:  # unknown comes last: it prevails over judgement either way
            held = ~settled & (_how_many(of.code == its, ends) > 0)
            code = np.where(held, its, code).astype(np.uint8)
    return Truths(code, open=of.open, judged=of.judged)


def _how_many(where: Mask, ends: Integers) -> Integers:
    running = np.zeros(len(where) + 1, np.int32)
    np.cumsum(where, dtype=np.int32, out=running[1:])
    found: Integers = (running[ends[1:]] - running[ends[:-1]]).astype(np.int64)
    return found


def _sums(values: Integers, ends: Integers) -> Integers:
    running = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=running[1:])
    found: Integers = running[ends[1:]] - running[ends[:-1]]
    return found


def _sums_with_open(values: Integers, open_end: int, ends: Integers) -> Integers:
    open_ = values == open_end
    sums = _sums(np.where(open_, 0, values), ends)
    found: Integers = np.where(_how_many(open_, ends) > 0, open_end, sums)
    return found
