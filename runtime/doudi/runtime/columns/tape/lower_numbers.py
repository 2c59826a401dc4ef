"""Numbers on a tape: known beforehand, looked up by an option, or worked out; always exact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm
from typing import TypeAlias

from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.lower_truths import Plain
from doudi.runtime.columns.tape.writing import NoTapeError, Writing

_ROOM = 1 << 62


@dataclass(frozen=True, slots=True)
class Tabled:
    """A number for each option: `values` at the byte."""

    at: Register
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """`above` divided by `scale`, and by the register `by`, which is 1 or more; all exact.

    `bound`: no `above` is beyond it, either way; `most`: nor `by` beyond this.
    """

    above: Register
    bound: int
    scale: int = 1
    by: Register | None = None
    most: int = 1


Amount: TypeAlias = Fraction | Tabled | Quotient


def arithmetic(op: str, one: Amount, other: Amount, tape: Writing) -> Amount:
    """add, sub, mul, div, max, min or shortfall."""
    if op == "shortfall":
        return arithmetic("max", arithmetic("sub", one, other, tape), Fraction(0), tape)
    match one, other:
        case Fraction(), Fraction():
            return _exact(op, one, other)
        case Tabled(), Fraction():
            return replace(one, values=tuple(_exact(op, it, other) for it in one.values))
        case Fraction(), Tabled():
            return replace(other, values=tuple(_exact(op, one, it) for it in other.values))
        case Tabled(), Tabled() if one.at == other.at:
            pairs = zip(one.values, other.values, strict=True)
            return replace(one, values=tuple(_exact(op, a, b) for a, b in pairs))
        case _:
            return _worked_out(op, one, other, tape)


def less(one: Amount, other: Amount, tape: Writing, *, or_equal: bool) -> Plain:
    """Whether the one is less than the other."""
    match one, other:
        case Fraction(), Fraction():
            return one <= other if or_equal else one < other
        case Tabled(), Fraction():
            return _chosen(one, lambda it: it <= other if or_equal else it < other, tape)
        case Fraction(), Tabled():
            return _chosen(other, lambda it: one <= it if or_equal else one < it, tape)
        case Quotient(by=None), Fraction():
            most = other * one.scale
            limit = floor(most) + 1 if or_equal else ceil(most)
            return tape.step(Op.BELOW, one.above, k=limit)
        case Fraction(), Quotient(by=None):
            least = one * other.scale
            limit = ceil(least) if or_equal else floor(least) + 1
            return tape.step(Op.NOT, tape.step(Op.BELOW, other.above, k=limit))
        case _:
            left, right = _alike(one, other, tape)
            return tape.step(Op.AT_MOST if or_equal else Op.LESS, left.above, right.above)


def equal(one: Amount, other: Amount, tape: Writing) -> Plain:
    match one, other:
        case Fraction(), Fraction():
            return one == other
        case Tabled(), Fraction():
            return _chosen(one, lambda it: it == other, tape)
        case Fraction(), Tabled() | Quotient():
            return equal(other, one, tape)
        case Quotient(by=None), Fraction():
            number = other * one.scale
            whole = number.denominator == 1
            return tape.step(Op.EXACTLY, one.above, k=number.numerator) if whole else False
        case _:
            left, right = _alike(one, other, tape)
            return tape.step(Op.EQUAL, left.above, right.above)


def column(it: Tabled | Quotient, tape: Writing) -> Quotient:
    """Worked out for each."""
    if isinstance(it, Quotient):
        return it
    scale = lcm(*(value.denominator for value in it.values))
    values = tuple(int(value * scale) for value in it.values)
    bound = max(abs(value) for value in values)
    return Quotient(tape.step(Op.NUMBER_OF, it.at, t=tape.table(values)), bound, scale)


def rounded(it: Quotient, unit: int, mode: str, tape: Writing) -> Register:
    """Whole numbers of the unit, times the unit: rounded down, up or half up."""
    below = it.scale * unit
    if it.by is None:
        if below == 1:
            return it.above
        extra = {"down": 0, "up": below - 1}.get(mode)
        if extra is None:
            doubled = _plus(_times(it.above, 2, tape), below, tape)
            return _times(tape.step(Op.PARTS, doubled, k=2 * below), unit, tape)
        return _times(tape.step(Op.PARTS, _plus(it.above, extra, tape), k=below), unit, tape)
    by = _times(it.by, below, tape)
    match mode:
        case "down":
            above = it.above
        case "up":
            above = tape.step(Op.ADD, it.above, _plus(by, -1, tape))
        case _:
            above, by = tape.step(Op.ADD, _times(it.above, 2, tape), by), _times(by, 2, tape)
    return _times(tape.step(Op.DIVIDE, above, by), unit, tape)


def at_least_0(it: Quotient, tape: Writing) -> Quotient:
    return replace(it, above=tape.step(Op.HIGHER, it.above, k=0))


def _exact(op: str, one: Fraction, other: Fraction) -> Fraction:
    match op:
        case "add":
            return one + other
        case "sub":
            return one - other
        case "mul":
            return one * other
        case "div" if other:
            return one / other
        case "max":
            return max(one, other)
        case "min":
            return min(one, other)
        case _:
            raise NoTapeError


def _chosen(it: Tabled, holds: object, tape: Writing) -> Plain:
    bits = tuple(int(holds(value)) for value in it.values)  # type: ignore[operator]
    if len(set(bits)) == 1:
        return bool(bits[0])
    return tape.step(Op.BYTE_OF, it.at, t=tape.table(bits))


def _worked_out(op: str, one: Amount, other: Amount, tape: Writing) -> Amount:
    match op:
        case "mul":
            return _product(one, other, tape)
        case "div":
            return _divided(one, other, tape)
        case "min":
            turned = (arithmetic("mul", it, Fraction(-1), tape) for it in (one, other))
            highest = arithmetic("max", next(turned), next(turned), tape)
            return arithmetic("mul", highest, Fraction(-1), tape)
    if op == "max" and isinstance(other, Fraction) and isinstance(one, Quotient) and not other:
        return at_least_0(one, tape)
    left, right = _alike(one, other, tape)
    if op == "max":
        above = tape.step(Op.HIGHEST, left.above, right.above)
        return replace(left, above=above, bound=max(left.bound, right.bound))
    above = tape.step(Op.ADD if op == "add" else Op.SUBTRACT, left.above, right.above)
    return _roomy(replace(left, above=above, bound=left.bound + right.bound))


def _product(one: Amount, other: Amount, tape: Writing) -> Amount:
    if isinstance(one, Fraction):
        one, other = other, one
    if isinstance(one, Fraction):
        raise NoTapeError
    left = column(one, tape)
    if isinstance(other, Fraction):
        above = _times(left.above, other.numerator, tape)
        bound = left.bound * abs(other.numerator)
        return _roomy(replace(left, above=above, bound=bound, scale=left.scale * other.denominator))
    right = column(other, tape)
    for its, factor in ((left, right), (right, left)):
        if factor.scale == 1 and factor.by is None and its.by == factor.above:
            return replace(its, by=None, most=1)  # what it was divided by
    if left.by is not None and right.by is not None:
        raise NoTapeError
    return _roomy(
        Quotient(
            tape.step(Op.MULTIPLY, left.above, right.above),
            left.bound * right.bound,
            left.scale * right.scale,
            left.by or right.by,
            left.most * right.most,
        )
    )


def _divided(one: Amount, other: Amount, tape: Writing) -> Amount:
    if isinstance(other, Fraction):
        return arithmetic("mul", one, 1 / other if other else _never(), tape)
    by = column(other, tape)
    if isinstance(one, Fraction) or by.by is not None:
        raise NoTapeError
    its = column(one, tape)
    if its.by is not None:
        raise NoTapeError
    tape.positive[by.above] = None
    above = _times(its.above, by.scale, tape)
    return _roomy(Quotient(above, its.bound * by.scale, its.scale, by.above, by.bound))


def _never() -> Fraction:
    raise NoTapeError


def _alike(one: Amount, other: Amount, tape: Writing) -> tuple[Quotient, Quotient]:
    """Both divided by the same."""
    if isinstance(one, Fraction):
        right = column(other, tape)  # type: ignore[arg-type]
        return _constant(one, right, tape), _finer(right, one.denominator, tape)
    if isinstance(other, Fraction):
        right, left = _alike(other, one, tape)
        return left, right
    left, right = column(one, tape), column(other, tape)
    scale = lcm(left.scale, right.scale)
    left = _rescaled(left, scale, tape)
    right = _rescaled(right, scale, tape)
    if left.by == right.by:
        return left, right
    if left.by is not None and right.by is not None:
        raise NoTapeError
    by = left.by or right.by
    most = max(left.most, right.most)
    left, right = (_over(it, by, most, tape) for it in (left, right))
    return left, right


def _constant(number: Fraction, beside: Quotient, tape: Writing) -> Quotient:
    """A number that is the same for all, divided as the other is."""
    scale = lcm(beside.scale, number.denominator)
    above = int(number * scale)
    if beside.by is None:
        zero = tape.step(Op.TIMES, beside.above, k=0)
        return Quotient(_plus(zero, above, tape), abs(above), scale)
    register = _times(beside.by, above, tape)
    return _roomy(Quotient(register, abs(above) * beside.most, scale, beside.by, beside.most))


def _finer(it: Quotient, denominator: int, tape: Writing) -> Quotient:
    return _rescaled(it, lcm(it.scale, denominator), tape)


def _rescaled(it: Quotient, scale: int, tape: Writing) -> Quotient:
    factor = scale // it.scale
    above = _times(it.above, factor, tape)
    return _roomy(replace(it, above=above, bound=it.bound * factor, scale=scale))


def _over(it: Quotient, by: Register | None, most: int, tape: Writing) -> Quotient:
    if it.by is not None or by is None:
        return it
    above = tape.step(Op.MULTIPLY, it.above, by)
    return _roomy(Quotient(above, it.bound * most, it.scale, by, most))


def _times(register: Register, factor: int, tape: Writing) -> Register:
    return register if factor == 1 else tape.step(Op.TIMES, register, k=factor)


def _plus(register: Register, number: int, tape: Writing) -> Register:
    return register if number == 0 else tape.step(Op.ADD_ALL, register, k=number)


def _roomy(it: Quotient) -> Quotient:
    if max(it.bound, it.most * it.scale) >= _ROOM:
        raise NoTapeError
    return it
