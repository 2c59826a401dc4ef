"""Products and quotients of numbers on a tape."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from doudi.runtime.columns.tape import ends
from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_truths import Plain, not_, plain_and, plain_or
from doudi.runtime.columns.tape.numbers import Amount, Worked, each, roomy, worked
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.values import Interval


def product(one: Amount, other: Amount, tape: Writing) -> Amount:
    if isinstance(one, Interval):
        one, other = other, one
    if isinstance(one, Interval):
        raise NoTapeError
    left = worked(one, tape)
    if isinstance(other, Interval):
        return _multiple(left, other, tape)
    right = worked(other, tape)
    exact = left.exact and right.exact
    if not (exact or (left.natural and right.natural)):
        raise NoTapeError
    low = ends.product(left.low, right.low, tape)
    high = low if exact else ends.product(left.high, right.high, tape)
    for it, factor in ((left, right), (right, left)):
        if ends.cancel(it.low, factor.low) and ends.cancel(it.high, factor.high):
            both_there = plain_and(it.there, factor.there, tape)
            return replace(it, low=low, high=high, scale=it.scale * factor.scale, there=both_there)
    return roomy(
        Worked(
            low,
            high,
            left.bound * right.bound,
            left.scale * right.scale,
            left.most * right.most,
            ends.nearest(left.far, right.far),
            max(left.reach, left.bound, 1) * max(right.reach, right.bound, 1),
            natural=left.natural and right.natural,
            there=plain_and(left.there, right.there, tape),
        )
    )


def _multiple(it: Worked, by: Interval, tape: Writing) -> Amount:
    if not by.exact or by.low is None:
        raise NoTapeError
    factor = Fraction(by.low)
    if not factor and it.there is not True:
        raise NoTapeError  # it is not 0 where it is not applicable
    if not factor:
        return Interval(0, 0)
    times = factor.numerator
    found = each(it, lambda end: ends.times(end, times, tape))
    if factor < 0:
        found = replace(found, low=found.high, high=found.low, natural=False)
    size = abs(times)
    return roomy(
        replace(
            found,
            bound=it.bound * size,
            far=None if it.far is None else it.far * size,
            reach=it.reach * size,
            scale=it.scale * factor.denominator,
        )
    )


def quotient(one: Amount, other: Amount, tape: Writing) -> Amount:
    if isinstance(other, Interval):
        if not other.exact or not other.low:
            raise NoTapeError
        inverse = 1 / Fraction(other.low)
        return product(one, Interval(inverse, inverse), tape)
    by = worked(other, tape)
    if isinstance(one, Interval) or by.low.by is not None or by.high.by is not None:
        raise NoTapeError
    it = worked(one, tape)
    if it.low.by is not None or it.high.by is not None:
        raise NoTapeError
    there = by.there
    if isinstance(there, Register):  # where nothing is divided, by 1
        by = each(by, lambda end: tape.step(Op.CHOOSE, end, there, k=1))
    tape.positive[by.low.above] = None
    above = each(it, lambda end: ends.times(end, by.scale, tape))
    low, high = above.low.above, above.high.above
    to_low = _not_negative(low, tape) if not it.natural else True
    to_high = _negative(high, tape) if not it.natural else False
    return roomy(
        replace(
            above,
            low=_nearer(low, by, to_low, tape),
            high=_nearer(high, by, to_high, tape),
            bound=it.bound * by.scale,
            far=None if it.far is None else it.far * by.scale,
            reach=it.reach * by.scale,
            most=by.bound,
            there=plain_and(it.there, by.there, tape),
        )
    )


def _nearer(above: Register, by: Worked, where: Plain, tape: Writing) -> End:
    """An end divided by the larger end of a divisor there, elsewhere by the smaller one."""
    least, most = by.low.above, by.high.above
    if by.exact or where is False:
        return End(above, least)
    if by.far is not None:  # what is divided by something without end comes to 0
        known = tape.step(Op.BELOW, most, k=by.far)
        closed = plain_or(known, not_(where, tape), tape)
        if isinstance(closed, Register):
            above = tape.step(Op.CHOOSE, above, closed, k=0)
        most = tape.step(Op.CHOOSE, most, known, k=1)
    if isinstance(where, Register):
        more = tape.step(Op.CHOOSE, tape.step(Op.SUBTRACT, most, least), where, k=0)
        most = tape.step(Op.ADD, least, more)
    return End(above, most)


def _negative(of: Register, tape: Writing) -> Plain:
    return tape.step(Op.BELOW, of, k=0)


def _not_negative(of: Register, tape: Writing) -> Plain:
    return not_(_negative(of, tape), tape)
