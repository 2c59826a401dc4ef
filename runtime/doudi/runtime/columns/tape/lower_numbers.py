"""Numbers on a tape: known beforehand, looked up by an option, or worked out; always exact.

A number that is not known is the interval of what it may be. An open end is read as FAR and
reckoned with like any number: what it comes to stays farther out than any that is known, or the
tape is not written. So at the end, and wherever two are compared, it is told by its size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from doudi.runtime.columns.tape import ends
from doudi.runtime.columns.tape.code import FAR, Op, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_truths import Plain, not_, plain_and, plain_or
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.operators import Tables, apply
from doudi.runtime.values import Interval

_ZERO = Interval(0, 0)
_MINUS = Interval(-1, -1)


@dataclass(frozen=True, slots=True)
class Tabled:
    """A number for each option: `values` at the byte."""

    at: Register
    values: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """Worked out for each: from `low` to `high`, one end where it is exact, divided by `scale`.

    Of what stands above: no end that is known is beyond `bound`, either way; those that are open
    are all beyond `far`, which is None where none is; nothing is beyond `reach`. `most`: nor what
    they are divided by beyond that. `natural`: never below 0. `there`: where it is applicable.
    """

    low: End
    high: End
    bound: int
    scale: int = 1
    most: int = 1
    far: int | None = None
    reach: int = 0
    natural: bool = False
    there: Plain = True

    @property
    def exact(self) -> bool:
        return self.low == self.high


Amount: TypeAlias = Interval | Tabled | Worked


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Where numbers are written, and what operators on those known beforehand look up."""

    tape: Writing
    tables: Tables


def arithmetic(op: str, one: Amount, other: Amount, its: Numbers) -> Amount:
    """add, sub, mul, div, max, min or shortfall."""
    match one, other:
        case Interval(), Interval():
            return _known(op, one, other, its)
        case Tabled(), Interval():
            return replace(one, values=tuple(_known(op, it, other, its) for it in one.values))
        case Interval(), Tabled():
            return replace(other, values=tuple(_known(op, one, it, its) for it in other.values))
        case Tabled(), Tabled() if one.at == other.at:
            pairs = zip(one.values, other.values, strict=True)
            return replace(one, values=tuple(_known(op, a, b, its) for a, b in pairs))
        case _:
            return _worked_out(op, one, other, its)


def worked(it: Tabled | Worked, tape: Writing) -> Worked:
    if isinstance(it, Worked):
        return it
    scale = lcm(*(end.denominator for value in it.values for end in _closed(value)))
    bound = max((abs(int(end * scale)) for value in it.values for end in _closed(value)), default=0)
    open_ = any(len(_closed(value)) < len((value.low, value.high)) for value in it.values)

    def looked_up(of: Callable[[Interval], int]) -> End:
        return End(tape.step(Op.NUMBER_OF, it.at, t=tape.table(tuple(map(of, it.values)))))

    return roomy(
        Worked(
            looked_up(lambda value: -FAR if value.low is None else int(value.low * scale)),
            looked_up(lambda value: FAR if value.high is None else int(value.high * scale)),
            bound,
            scale,
            far=FAR if open_ else None,
            reach=FAR if open_ else bound,
            natural=all(_is_natural(value) for value in it.values),
        )
    )


def aligned(one: Amount, other: Amount, tape: Writing) -> tuple[Worked, Worked]:
    """Both worked out, to one scale, with ends that can be divided by the same."""
    if isinstance(one, Interval) and isinstance(other, Interval):
        raise NoTapeError
    if isinstance(one, Interval):
        right, left = aligned(other, one, tape)
        return left, right
    left = worked(one, tape)
    if isinstance(other, Interval):
        scale = lcm(left.scale, *(end.denominator for end in _closed(other)))
        left = _finer(left, scale, tape)
        return left, _over(_same_for_all(other, scale, left, tape), left.most)
    right = worked(other, tape)
    scale = lcm(left.scale, right.scale)
    left, right = _finer(left, scale, tape), _finer(right, scale, tape)
    most = max(left.most, right.most)
    return _over(left, most), _over(right, most)


def at_least_0(it: Worked, tape: Writing) -> Worked:
    if it.natural:
        return it
    return replace(_each(it, lambda end: tape.step(Op.HIGHER, end, k=0)), natural=True)


def roomy(it: Worked) -> Worked:
    """Raises NoTapeError where 64 bits could be too few, or an open end not be told from others."""
    if max(it.reach, it.bound, it.most * it.scale) >= ends.ROOM:
        raise NoTapeError
    if it.far is not None and it.far <= it.bound:
        raise NoTapeError
    return it


def _known(op: str, one: Interval, other: Interval, its: Numbers) -> Interval:
    found = apply(op, (one, other), its.tables)
    if not isinstance(found, Interval):
        raise NoTapeError
    return found


def _worked_out(op: str, one: Amount, other: Amount, its: Numbers) -> Amount:
    tape = its.tape
    match op:
        case "shortfall":
            found = arithmetic("sub", one, other, its)
            if isinstance(found, Worked):
                return at_least_0(found, tape)
            return arithmetic("max", found, _ZERO, its)
        case "mul":
            return _product(one, other, its)
        case "div":
            return _divided(one, other, its)
    return _with_one_number(op, one, other, tape) or _of_two(op, one, other, its)


def _with_one_number(op: str, one: Amount, other: Amount, tape: Writing) -> Worked | None:
    """What is worked out with an exact number that is the same for all, in one step; else None."""
    match one, other:
        case Worked(there=True), Interval() if other.exact:
            it, number, turned = one, Fraction(other.low or 0), False
        case Interval(), Worked(there=True) if one.exact:
            it, number, turned = other, Fraction(one.low or 0), True
        case _:
            return None
    if it.low.by is not None or it.high.by is not None:
        return None
    it = _finer(it, lcm(it.scale, number.denominator), tape)
    k = int(number * it.scale)
    natural = k >= 0 and (op == "max" or it.natural)
    code, k, swapped = {
        "add": (Op.ADD_ALL, k, False),
        "sub": (Op.FROM, k, True) if turned else (Op.ADD_ALL, -k, False),
        "max": (Op.HIGHER, k, False),
        "min": (Op.LOWER, k, False),
    }[op]
    found = _each(it, lambda end: tape.step(code, end, k=k))
    if swapped:
        found = replace(found, low=found.high, high=found.low)
    alone = op in ("max", "min")
    return roomy(
        replace(
            found,
            bound=max(it.bound, abs(k)) if alone else it.bound + abs(k),
            far=it.far if alone else _less(it.far, abs(k)),
            reach=max(it.reach, abs(k)) if alone else it.reach + abs(k),
            natural=natural and op != "sub",
        )
    )


def _of_two(op: str, one: Amount, other: Amount, its: Numbers) -> Amount:
    tape = its.tape
    match op:
        case "max":
            return _highest(one, other, tape)
        case "min":
            left, right = (arithmetic("mul", it, _MINUS, its) for it in (one, other))
            return arithmetic("mul", _highest(left, right, tape), _MINUS, its)
    of, by = aligned(one, other, tape)
    turned = replace(by, low=by.high, high=by.low)
    found = _pair(Op.ADD, of, by, tape) if op == "add" else _pair(Op.SUBTRACT, of, turned, tape)
    return roomy(
        replace(
            found,
            bound=of.bound + by.bound,
            far=_nearest(_less(of.far, by.bound), _less(by.far, of.bound)),
            reach=of.reach + by.reach,
            natural=op == "add" and of.natural and by.natural,
        )
    )


def _highest(one: Amount, other: Amount, tape: Writing) -> Worked:
    """What is not applicable is passed over."""
    of, by = aligned(one, other, tape)
    there = plain_or(of.there, by.there, tape)
    found = _pair(Op.HIGHEST, _out_of_the_way(of, tape), _out_of_the_way(by, tape), tape)
    return roomy(
        replace(
            found,
            bound=max(of.bound, by.bound),
            far=_nearest(of.far, by.far),
            reach=max(of.reach, by.reach),
            natural=any(it.natural and it.there is True for it in (of, by)),
            there=there,
        )
    )


def _out_of_the_way(it: Worked, tape: Writing) -> Worked:
    """Where it is not applicable, below all others."""
    there = it.there
    if not isinstance(there, Register):
        return it
    if it.low.by is not None or it.high.by is not None:
        raise NoTapeError
    return _each(it, lambda end: tape.step(Op.CHOOSE, end, there, k=-ends.ROOM))


def _pair(op: Op, one: Worked, other: Worked, tape: Writing) -> Worked:
    low = ends.joined(op, one.low, other.low, tape)
    exact = one.exact and other.exact
    high = low if exact else ends.joined(op, one.high, other.high, tape)
    return replace(one, low=low, high=high, there=plain_and(one.there, other.there, tape))


def _each(it: Worked, change: Callable[[Register], Register]) -> Worked:
    low = ends.changed(it.low, change)
    return replace(it, low=low, high=low if it.exact else ends.changed(it.high, change))


def _product(one: Amount, other: Amount, its: Numbers) -> Amount:
    if isinstance(one, Interval):
        one, other = other, one
    if isinstance(one, Interval):
        raise NoTapeError
    left = worked(one, its.tape)
    if isinstance(other, Interval):
        return _multiple(left, other, its.tape)
    right = worked(other, its.tape)
    exact = left.exact and right.exact
    if not (exact or (left.natural and right.natural)):
        raise NoTapeError
    low = ends.product(left.low, right.low, its.tape)
    high = low if exact else ends.product(left.high, right.high, its.tape)
    for it, factor in ((left, right), (right, left)):
        if ends.cancel(it.low, factor.low) and ends.cancel(it.high, factor.high):
            both_there = plain_and(it.there, factor.there, its.tape)
            return replace(it, low=low, high=high, scale=it.scale * factor.scale, there=both_there)
    return roomy(
        Worked(
            low,
            high,
            left.bound * right.bound,
            left.scale * right.scale,
            left.most * right.most,
            _nearest(left.far, right.far),
            max(left.reach, left.bound, 1) * max(right.reach, right.bound, 1),
            natural=left.natural and right.natural,
            there=plain_and(left.there, right.there, its.tape),
        )
    )


def _multiple(it: Worked, by: Interval, tape: Writing) -> Amount:
    if not by.exact or by.low is None:
        raise NoTapeError
    factor = Fraction(by.low)
    if not factor:
        return _ZERO
    times = factor.numerator
    found = _each(it, lambda end: ends.times(end, times, tape))
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


def _divided(one: Amount, other: Amount, its: Numbers) -> Amount:
    tape = its.tape
    if isinstance(other, Interval):
        if not other.exact or not other.low:
            raise NoTapeError
        inverse = 1 / Fraction(other.low)
        return arithmetic("mul", one, Interval(inverse, inverse), its)
    by = worked(other, tape)
    if isinstance(one, Interval) or by.low.by is not None or by.high.by is not None:
        raise NoTapeError
    it = worked(one, tape)
    if it.low.by is not None or it.high.by is not None:
        raise NoTapeError
    there = by.there
    if isinstance(there, Register):  # where nothing is divided, by 1
        by = _each(by, lambda end: tape.step(Op.CHOOSE, end, there, k=1))
    tape.positive[by.low.above] = None
    above = _each(it, lambda end: ends.times(end, by.scale, tape))
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


def _same_for_all(number: Interval, scale: int, beside: Worked, tape: Writing) -> Worked:
    zero = tape.step(Op.TIMES, beside.low.above, k=0)
    low = -FAR if number.low is None else int(number.low * scale)
    high = FAR if number.high is None else int(number.high * scale)
    bound = max((abs(int(end * scale)) for end in _closed(number)), default=0)
    open_ = number.low is None or number.high is None
    return roomy(
        Worked(
            End(ends.plus(zero, low, tape)),
            End(ends.plus(zero, high, tape)),
            bound,
            scale,
            far=FAR if open_ else None,
            reach=FAR if open_ else bound,
            natural=low >= 0,
        )
    )


def _finer(it: Worked, scale: int, tape: Writing) -> Worked:
    factor = scale // it.scale
    if factor == 1:
        return it
    return roomy(
        replace(
            _each(it, lambda end: ends.times(end, factor, tape)),
            scale=scale,
            bound=it.bound * factor,
            far=None if it.far is None else it.far * factor,
            reach=it.reach * factor,
        )
    )


def _over(it: Worked, most: int) -> Worked:
    """With room for its ends to be divided by what others are; what is open is so still."""
    times = most // it.most if it.most > 1 else most
    return roomy(replace(it, most=most, bound=it.bound * times, reach=it.reach * times))


def _nearest(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _less(far: int | None, bound: int) -> int | None:
    return None if far is None else far - bound


def _closed(it: Interval) -> Sequence[Fraction]:
    return [Fraction(end) for end in (it.low, it.high) if end is not None]


def _is_natural(it: Interval) -> bool:
    return it.low is not None and it.low >= 0
