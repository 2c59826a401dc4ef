"""Interval arithmetic on exact numbers. An end that is None is open.

See docs/language/meaning.md, Numbers and dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from doudi.runtime.operators.truths import F, T, U
from doudi.runtime.values import UNKNOWN_NUMBER, Interval, Truth

End: TypeAlias = Fraction | int | None


def add(left: Interval, right: Interval) -> Interval:
    return Interval(_plus(left.low, right.low), _plus(left.high, right.high))


def negative(value: Interval) -> Interval:
    return Interval(
        None if value.high is None else -value.high, None if value.low is None else -value.low
    )


def sub(left: Interval, right: Interval) -> Interval:
    return add(left, negative(right))


def mul(left: Interval, right: Interval) -> Interval:
    if left.exact and right.exact:
        product = left.low * right.low  # type: ignore[operator]
        return Interval(product, product)
    # An open end is an infinity of its side; 0 times it is 0.
    corners = [
        _times(a, b)
        for a in ((left.low, -1), (left.high, 1))
        for b in ((right.low, -1), (right.high, 1))
    ]
    low = None if any(it == (None, -1) for it in corners) else min(_finite(corners))
    high = None if any(it == (None, 1) for it in corners) else max(_finite(corners))
    return Interval(low, high)


def div(left: Interval, right: Interval) -> Interval:
    below = right.low is None or right.low <= 0
    above = right.high is None or right.high >= 0
    if below and above:
        return UNKNOWN_NUMBER
    # The reciprocal of an interval on one side of 0; an open end comes to 0.
    low = Fraction(0) if right.high is None else Fraction(1) / right.high
    high = Fraction(0) if right.low is None else Fraction(1) / right.low
    return mul(left, Interval(low, high))


def maximum(values: Sequence[Interval]) -> Interval:
    lows = [it.low for it in values if it.low is not None]
    highs = [it.high for it in values]
    return Interval(
        max(lows) if lows else None,
        None if any(it is None for it in highs) else max(it for it in highs if it is not None),
    )


def minimum(values: Sequence[Interval]) -> Interval:
    return negative(maximum([negative(it) for it in values]))


def shortfall(left: Interval, right: Interval) -> Interval:
    return maximum((sub(left, right), Interval(0, 0)))


def hull(values: Sequence[Interval]) -> Interval:
    """The smallest interval that holds all of at least one."""
    lows, highs = [it.low for it in values], [it.high for it in values]
    return Interval(
        None if any(it is None for it in lows) else min(it for it in lows if it is not None),
        None if any(it is None for it in highs) else max(it for it in highs if it is not None),
    )


def equal(left: Interval, right: Interval) -> Truth:
    if left.exact and right.exact:
        return T if left.low == right.low else F
    return F if T in (less(left, right), less(right, left)) else U


def less(left: Interval, right: Interval) -> Truth:
    if left.high is not None and right.low is not None and left.high < right.low:
        return T
    if left.low is not None and right.high is not None and left.low >= right.high:
        return F
    return U


def less_or_equal(left: Interval, right: Interval) -> Truth:
    if left.high is not None and right.low is not None and left.high <= right.low:
        return T
    if left.low is not None and right.high is not None and left.low > right.high:
        return F
    return U


def _plus(left: End, right: End) -> End:
    return None if left is None or right is None else left + right


_Corner: TypeAlias = tuple[Fraction | int | None, int]


def _times(left: _Corner, right: _Corner) -> _Corner:
    """The product of two ends: a number, or (None, side) for an infinity of that side."""
    (a, a_side), (b, b_side) = left, right
    if a is not None and b is not None:
        return a * b, 0
    a_sign = a_side if a is None else (a > 0) - (a < 0)
    b_sign = b_side if b is None else (b > 0) - (b < 0)
    sign = a_sign * b_sign
    return (Fraction(0), 0) if sign == 0 else (None, sign)


def _finite(corners: Sequence[_Corner]) -> list[Fraction | int]:
    return [it for it, _ in corners if it is not None]
