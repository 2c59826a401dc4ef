"""Arithmetic for the solver. See docs/language/meaning.md, Numbers and dates.

What is not applicable passes through arithmetic and is skipped by the larger, the smaller and
the hull. A product with something of which only one end is known counts as not known at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from doudi.compiler.proof.encoding import terms
from doudi.compiler.proof.encoding.terms import (
    Amount,
    Bounds,
    Condition,
    amount_if,
    both,
    either,
    less,
    minus,
    negated,
    plus,
    same,
)
from doudi.compiler.proof.encoding.values import Number, exactly, number_if, opened


def add(left: Number, right: Number) -> Number:
    return _ends(
        plus(left.low, right.low),
        lambda: plus(left.high, right.high),
        left,
        right,
        low_open=either(left.low_open, right.low_open),
        high_open=either(left.high_open, right.high_open),
    )


def negative(it: Number) -> Number:
    low = minus(it.high)
    high = low if it.point else minus(it.low)
    return Number(low, high, it.absent, it.high_open, it.low_open)


def sub(left: Number, right: Number) -> Number:
    return add(left, negative(right))


def mul(left: Number, right: Number, bounds: Bounds) -> Number:
    if left.point and right.point:
        return exactly(terms.times(left.low, right.low, bounds), either(left.absent, right.absent))
    corners = [
        terms.times(one, other, bounds) for one in _corners(left) for other in _corners(right)
    ]
    low, high = corners[0], corners[0]
    for it in corners[1:]:
        low, high = terms.smaller(low, it), terms.larger(high, it)
    product = Number(low, high, either(left.absent, right.absent))
    return opened(product, either(*_open(left), *_open(right)))


def div(left: Number, right: Number, bounds: Bounds) -> Number:
    if left.point and right.point:
        quotient = terms.divided(left.low, right.low, bounds)
        found = exactly(quotient, either(left.absent, right.absent))
        return opened(found, terms.equal(right.low, 0))
    one, other = (terms.divided(1, it, bounds) for it in (right.high, right.low))
    one_side = either(less(0, right.low), less(right.high, 0))
    found = mul(left, Number(one, other, right.absent), bounds)
    return opened(found, either(negated(one_side), *_open(right)))


def shortfall(left: Number, right: Number) -> Number:
    missing = sub(left, right)
    return replace(_larger(replace(missing, absent=False), exactly(0)), absent=missing.absent)


def per_month(it: Number, bounds: Bounds) -> Number:
    return mul(it, exactly(Fraction(1, 12)), bounds)


def maximum(parts: Sequence[Number]) -> Number:
    return _folded(parts, _larger)


def minimum(parts: Sequence[Number]) -> Number:
    return negative(maximum([negative(it) for it in parts]))


def hull(parts: Sequence[Number]) -> Number:
    return _folded(parts, _wider)


def _larger(left: Number, right: Number) -> Number:
    if left.point and right.point:
        return exactly(terms.larger(left.low, right.low))
    return Number(
        # An end that is open says nothing of how large the larger is at least.
        amount_if(
            left.low_open,
            right.low,
            amount_if(right.low_open, left.low, terms.larger(left.low, right.low)),
        ),
        terms.larger(left.high, right.high),
        low_open=both(left.low_open, right.low_open),
        high_open=either(left.high_open, right.high_open),
    )


def _wider(left: Number, right: Number) -> Number:
    return Number(
        terms.smaller(left.low, right.low),
        terms.larger(left.high, right.high),
        low_open=either(left.low_open, right.low_open),
        high_open=either(left.high_open, right.high_open),
    )


def _folded(parts: Sequence[Number], join: Callable[[Number, Number], Number]) -> Number:
    found = parts[0]
    for it in parts[1:]:
        joined = replace(join(found, it), absent=both(found.absent, it.absent))
        alone = number_if(found.absent, it, replace(found, absent=False))
        found = _skipping(found.absent, it.absent, joined, alone)
    return found


def _skipping(one: Condition, other: Condition, joined: Number, alone: Number) -> Number:
    """`joined` where both apply, else what applies."""
    skipped = either(one, other)
    return joined if skipped is False else number_if(skipped, alone, joined)


def _ends(
    low: Amount,
    high: Callable[[], Amount],
    left: Number,
    right: Number,
    low_open: Condition,
    high_open: Condition,
) -> Number:
    points = same(left.low, left.high) and same(right.low, right.high)
    return Number(
        low, low if points else high(), either(left.absent, right.absent), low_open, high_open
    )


def _corners(it: Number) -> tuple[Amount, ...]:
    return (it.low,) if same(it.low, it.high) else (it.low, it.high)


def _open(it: Number) -> tuple[Condition, Condition]:
    return it.low_open, it.high_open
