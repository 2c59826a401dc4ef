"""Comparing numbers on a tape: truths, which are unknown where intervals meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import cast

from doudi.runtime.columns.tape import ends
from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Plain,
    both,
    known_between,
    not_,
    of_truth,
    plain_and,
)
from doudi.runtime.columns.tape.numbers import Amount, Numbers, Tabled, Worked, aligned
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.operators import apply
from doudi.runtime.values import Interval, Truth


def less(one: Amount, other: Amount, its: Numbers, *, or_equal: bool) -> Bits:
    """Whether the one is less than the other; false where one of them is not applicable."""
    found = _less(one, other, its, or_equal=or_equal)
    return both([found, _there(one), _there(other)], its.tape)


def equal(one: Amount, other: Amount, its: Numbers) -> Bits:
    """False where one of them is not applicable."""
    return both([_equal(one, other, its), _there(one), _there(other)], its.tape)


def _there(it: Amount) -> Plain:
    return it.there if isinstance(it, Worked) else True


def _less(one: Amount, other: Amount, its: Numbers, *, or_equal: bool) -> Bits:
    tape = its.tape
    known = _beforehand("le" if or_equal else "lt", one, other, its)
    if known is not None:
        return known
    match one, other:
        case Worked(low=End(by=None), high=End(by=None)), Interval() if other.exact:
            limit = _limit(one, other, floor if or_equal else ceil) + int(or_equal)
            return _surely(one.high, one.low, lambda it: tape.step(Op.BELOW, it, k=limit))
        case Interval(), Worked(low=End(by=None), high=End(by=None)) if one.exact:
            limit = _limit(other, one, ceil if or_equal else floor) + int(not or_equal)
            return _surely(other.low, other.high, lambda it: _not_below(it, limit, tape))
    left, right = _comparable(one, other, tape)
    op = Op.AT_MOST if or_equal else Op.LESS
    return known_between(
        ends.joined(op, left.high, right.low, tape).above,
        ends.joined(op, left.low, right.high, tape).above,
    )


def _equal(one: Amount, other: Amount, its: Numbers) -> Bits:
    tape = its.tape
    known = _beforehand("eq", one, other, its)
    if known is not None:
        return known
    match one, other:
        case Interval(), Worked():
            return _equal(other, one, its)
        case Worked(low=End(above=above, by=None)), Interval() if one.exact and other.exact:
            if _scaled(other, one).denominator == 1:
                return tape.step(Op.EXACTLY, above, k=_limit(one, other, floor))
            # No known number is; it is read all the same, for whether it is known.
            return tape.step(Op.BELOW, above, k=-ends.ROOM)
    left, right = _comparable(one, other, tape)

    def told(op: Op, a: End, b: End) -> Plain:
        return ends.joined(op, a, b, tape).above

    if left.exact and right.exact:
        return told(Op.EQUAL, left.low, right.low)
    return known_between(
        plain_and(told(Op.EQUAL, left.low, right.high), told(Op.EQUAL, left.high, right.low), tape),
        plain_and(
            told(Op.AT_MOST, left.low, right.high), told(Op.AT_MOST, right.low, left.high), tape
        ),
    )


def _beforehand(op: str, one: Amount, other: Amount, its: Numbers) -> Bits | None:
    """None where one of them is worked out, or both are looked up by different options."""

    def told(a: Interval, b: Interval) -> Truth:
        return cast("Truth", apply(op, (a, b), its.tables))

    match one, other:
        case Interval(), Interval():
            return of_truth(told(one, other))
        case Tabled(), Interval():
            return _chosen(one.at, [told(it, other) for it in one.values], its.tape)
        case Interval(), Tabled():
            return _chosen(other.at, [told(one, it) for it in other.values], its.tape)
        case _:
            return None


def _chosen(at: Register, truths: Sequence[Truth], tape: Writing) -> Bits:
    def plain(*those: Truth) -> Plain:
        bits = tuple(int(it in those) for it in truths)
        # What holds of no option may hold of an unknown one: that is read for whether it is known.
        alike = len(set(bits)) == 1 and (bits[0] or tape.open)
        return bool(bits[0]) if alike else tape.step(Op.BYTE_OF, at, t=tape.table(bits))

    return known_between(plain(Truth.TRUE), plain(Truth.TRUE, Truth.UNKNOWN))


def _surely(certain: End, possible: End, holds: Callable[[Register], Plain]) -> Bits:
    return known_between(holds(certain.above), holds(possible.above))


def _not_below(it: Register, limit: int, tape: Writing) -> Plain:
    return not_(tape.step(Op.BELOW, it, k=limit), tape)


def _scaled(number: Interval, beside: Worked) -> Fraction:
    return Fraction(number.low or 0) * beside.scale


def _limit(it: Worked, number: Interval, whole: Callable[[Fraction], int]) -> int:
    """A number that is the same for all, as what is compared with it is counted."""
    found = whole(_scaled(number, it))
    _apart(it, abs(found) + 1)
    return found


def _comparable(one: Amount, other: Amount, tape: Writing) -> tuple[Worked, Worked]:
    left, right = aligned(one, other, tape)
    _apart(left, right.bound)
    _apart(right, left.bound)
    return left, right


def _apart(it: Worked, bound: int) -> None:
    """What is open is to be farther out than what it is compared with."""
    if it.far is not None and it.far <= bound:
        raise NoTapeError
