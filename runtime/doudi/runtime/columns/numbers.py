"""The interval arithmetic of `operators.numbers`, for many subjects at once, in whole numbers.

Every result is exact. What would leave the range of 64 bits is refused with `TooLargeError`, and is
then worked out one value at a time (see `lifted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from math import lcm, prod
from typing import Final, cast

import numpy as np

from doudi.runtime.columns.truths import of_mask, of_two
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Integers, Mask, Numbers, Truths
from doudi.runtime.values import Interval

ROOM: Final = 1 << 60  # beyond it lie open ends alone


class TooLargeError(ArithmeticError):
    """The numbers of a chunk do not fit; another way has to be taken."""


def constant(it: Interval) -> Numbers:
    ends = [end for end in (it.low, it.high) if end is not None]
    per = lcm(*(Fraction(end).denominator for end in ends)) if ends else 1
    bound = max((abs(int(end * per)) for end in ends), default=0)
    if bound >= ROOM:
        raise TooLargeError
    low = np.array(OPEN_LOW if it.low is None else int(it.low * per))
    if it.exact:
        return Numbers(low, low, per, bound=bound)
    high = np.array(OPEN_HIGH if it.high is None else int(it.high * per))
    return Numbers(low, high, per, bound=bound)


def is_exact(it: Numbers) -> bool:
    """Whether all are exact, by construction."""
    return it.high is it.low


def add(one: Numbers, other: Numbers) -> Numbers:
    one, other = all_aligned((one, other))
    bound = one.bound + other.bound
    if bound >= ROOM:
        one, other = measured(one), measured(other)
        bound = _roomy(one.bound + other.bound)
    low = one.low + other.low
    if is_exact(one) and is_exact(other):
        return Numbers(low, low, one.per, bound=bound)
    low = np.where((one.low == OPEN_LOW) | (other.low == OPEN_LOW), OPEN_LOW, low)
    open_ = (one.high == OPEN_HIGH) | (other.high == OPEN_HIGH)
    high = np.where(open_, OPEN_HIGH, one.high + other.high)
    return Numbers(low, high, one.per, bound=bound)


def negative(it: Numbers) -> Numbers:
    low = -it.high
    return Numbers(low, low if is_exact(it) else -it.low, it.per, bound=it.bound)


def sub(one: Numbers, other: Numbers) -> Numbers:
    return add(one, negative(other))


def shortfall(one: Numbers, other: Numbers) -> Numbers:
    return maximum((sub(one, other), constant(Interval(0, 0))))


def times(it: Numbers, factor: Fraction) -> Numbers:
    """By a number that is the same for all."""
    if factor == 0:
        zero = np.zeros_like(it.low)
        return Numbers(zero, zero, bound=0)
    if factor < 0:
        return times(negative(it), -factor)
    return replace(_finer(it, factor.numerator), per=_per_times(it.per, factor.denominator))


def product(one: Numbers, other: Numbers) -> Numbers:
    """Of exact numbers."""
    if not (is_exact(one) and is_exact(other)):
        raise TooLargeError
    bound = one.bound * other.bound
    if bound >= ROOM:
        one, other = measured(one), measured(other)
        bound = _roomy(one.bound * other.bound)
    low = one.low * other.low
    return Numbers(low, low, _per_times(one.per, other.per), bound=bound)


def quotient(one: Numbers, by: Numbers) -> Numbers:
    """By what is exact or never below 1; by 0 it is unknown."""
    if not is_exact(by):
        return _over_interval(one, by)
    never = by.low == 0
    sign = np.where(by.low < 0, -1, 1)
    size = np.where(never, 1, by.low * sign)
    per = _per_times(one.per, size)
    found = _divided(_finer(one, by.per), per)
    if by.low.size and int(np.min(by.low)) > 0:
        return found
    swapped = negative(found)
    low = np.where(never, OPEN_LOW, np.where(sign > 0, found.low, swapped.low))
    high = np.where(never, OPEN_HIGH, np.where(sign > 0, found.high, swapped.high))
    return Numbers(low, high, per, bound=found.bound)


def _over_interval(one: Numbers, by: Numbers) -> Numbers:
    """Over the product of the divisor's ends, so that each end is divided by the one it needs."""
    if by.low.size and int(np.min(by.low)) < 1:
        raise TooLargeError
    endless = by.high == OPEN_HIGH
    most = np.where(endless, 1, by.high)
    per = _per_times(one.per, by.low * most)
    bound = _roomy(one.bound * by.bound)
    over_most = np.where(endless, 0, by.low)  # over what is endless it is 0

    def end(of: Integers, open_: int, is_over_most: Mask) -> Integers:
        closed = np.where(of == open_, 0, of)
        return np.where(of == open_, open_, closed * np.where(is_over_most, over_most, most))

    low = end(one.low, OPEN_LOW, np.asarray(one.low >= 0))
    high = end(one.high, OPEN_HIGH, np.asarray(one.high < 0))
    return _finer(Numbers(low, high, per, bound=bound), by.per)


def maximum(parts: Sequence[Numbers]) -> Numbers:
    """An open low end gives way to any other; an open high end to none."""
    return _picked(np.maximum, np.maximum, parts)


def minimum(parts: Sequence[Numbers]) -> Numbers:
    return _picked(np.minimum, np.minimum, parts)


def hull(parts: Sequence[Numbers]) -> Numbers:
    return parts[0] if len(parts) == 1 else _picked(np.minimum, np.maximum, parts, exact=False)


def less(one: Numbers, other: Numbers) -> Truths:
    one, other = all_aligned((one, other))
    if is_exact(one) and is_exact(other):
        return of_mask(np.asarray(one.low < other.low))
    return of_two(np.asarray(one.high < other.low), np.asarray(one.low >= other.high))


def less_or_equal(one: Numbers, other: Numbers) -> Truths:
    one, other = all_aligned((one, other))
    if is_exact(one) and is_exact(other):
        return of_mask(np.asarray(one.low <= other.low))
    return of_two(np.asarray(one.high <= other.low), np.asarray(one.low > other.high))


def equal(one: Numbers, other: Numbers) -> Truths:
    one, other = all_aligned((one, other))
    if is_exact(one) and is_exact(other):
        return of_mask(np.asarray(one.low == other.low))
    apart = (one.high < other.low) | (other.high < one.low)
    alike = (one.low == one.high) & (other.low == other.high) & (one.low == other.low)
    return of_two(np.asarray(alike), np.asarray(apart))


def all_aligned(parts: Sequence[Numbers]) -> list[Numbers]:
    """The same numbers, all divided by the same."""
    pers = [it.per for it in parts]
    if all(isinstance(it, int) for it in pers):
        per: int | Integers = lcm(*cast("list[int]", pers))
    else:
        _roomy(prod(_largest(it) for it in pers))
        per = reduce(np.lcm, pers)
    return [
        it
        if it.per is per or (isinstance(per, int) and it.per == per)
        else replace(_finer(it, per // it.per), per=per)
        for it in parts
    ]


def one_per(it: Numbers) -> Numbers:
    """All divided by one number, where there is one that is not too large."""
    if isinstance(it.per, int):
        return it
    per = lcm(*(int(one) for one in np.unique(it.per)))
    return replace(_finer(it, _roomy(per) // it.per), per=per)


def measured(it: Numbers) -> Numbers:
    """With the closest bound that the numbers themselves allow."""
    bound = 0
    for ends in {id(it.low): it.low, id(it.high): it.high}.values():
        closed = np.where((ends == OPEN_LOW) | (ends == OPEN_HIGH), 0, ends)
        if closed.size:
            bound = max(bound, int(closed.max()), -int(closed.min()))
    return replace(it, bound=bound)


def _picked(
    of_low: np.ufunc, of_high: np.ufunc, parts: Sequence[Numbers], *, exact: bool = True
) -> Numbers:
    same = all_aligned(parts)
    bound = max(it.bound for it in same)
    low = reduce(of_low, (it.low for it in same))
    if exact and all(is_exact(it) for it in same):
        return Numbers(low, low, same[0].per, bound=bound)
    return Numbers(low, reduce(of_high, (it.high for it in same)), same[0].per, bound=bound)


def _finer(it: Numbers, factor: int | Integers) -> Numbers:
    """Every end so many times as large; open ones stay open."""
    most = _largest(factor)
    if most == 1:
        return it
    if it.bound * most >= ROOM:
        it = measured(it)
    bound = _roomy(it.bound * most)
    if is_exact(it):
        low = it.low * factor
        return replace(it, low=low, high=low, bound=bound)

    def times(ends: Integers) -> Integers:
        open_ = (ends == OPEN_LOW) | (ends == OPEN_HIGH)
        return np.where(open_, ends, np.where(open_, 0, ends) * factor)

    return replace(it, low=times(it.low), high=times(it.high), bound=bound)


def _divided(it: Numbers, per: int | Integers) -> Numbers:
    """One number for all becomes one for each where it is divided by one for each."""
    if np.ndim(per) <= it.low.ndim:
        return replace(it, per=per)
    low = np.broadcast_to(it.low, np.shape(per))
    high = low if is_exact(it) else np.broadcast_to(it.high, np.shape(per))
    return replace(it, low=low, high=high, per=per)


def _per_times(one: int | Integers, other: int | Integers) -> int | Integers:
    _roomy(_largest(one) * _largest(other))
    found = one * other
    return found if np.ndim(found) else int(found)  # a divisor that is the same for all is a number


def _largest(factor: int | Integers) -> int:
    return factor if isinstance(factor, int) else int(np.max(factor, initial=1))


def _roomy(bound: int) -> int:
    if bound >= ROOM:
        raise TooLargeError
    return bound
