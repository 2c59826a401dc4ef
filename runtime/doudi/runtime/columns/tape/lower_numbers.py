"""Arithmetic on numbers of a tape."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import lcm

from doudi.runtime.columns.tape import ends
from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.lower_products import product, quotient
from doudi.runtime.columns.tape.lower_truths import plain_and, plain_or
from doudi.runtime.columns.tape.numbers import (
    Amount,
    Numbers,
    Tabled,
    Worked,
    aligned,
    at_least_0,
    each,
    finer,
    roomy,
)
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.operators import apply
from doudi.runtime.values import Interval

_ZERO = Interval(0, 0)
_MINUS = Interval(-1, -1)


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
            return product(one, other, its.tape)
        case "div":
            return quotient(one, other, its.tape)
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
    it = finer(it, lcm(it.scale, number.denominator), tape)
    k = int(number * it.scale)
    natural = k >= 0 and (op == "max" or it.natural)
    code, k, swapped = {
        "add": (Op.ADD_ALL, k, False),
        "sub": (Op.FROM, k, True) if turned else (Op.ADD_ALL, -k, False),
        "max": (Op.HIGHER, k, False),
        "min": (Op.LOWER, k, False),
    }[op]
    found = each(it, lambda end: tape.step(code, end, k=k))
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
            far=ends.nearest(_less(of.far, by.bound), _less(by.far, of.bound)),
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
            far=ends.nearest(of.far, by.far),
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
    return each(it, lambda end: tape.step(Op.CHOOSE, end, there, k=-ends.ROOM))


def _pair(op: Op, one: Worked, other: Worked, tape: Writing) -> Worked:
    low = ends.joined(op, one.low, other.low, tape)
    exact = one.exact and other.exact
    high = low if exact else ends.joined(op, one.high, other.high, tape)
    return replace(one, low=low, high=high, there=plain_and(one.there, other.there, tape))


def _less(far: int | None, bound: int) -> int | None:
    return None if far is None else far - bound
