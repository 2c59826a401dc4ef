"""Numbers on a tape: known beforehand, looked up by an option, or worked out; always exact.

A number that is not known is the interval of what it may be. An open end is read as FAR and
reckoned with like any number: what it comes to stays farther out than any that is known, or the
tape is not written. So at the end, and wherever two are compared, it is told by its size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm
from typing import TypeAlias, cast

from doudi.runtime.columns.tape.code import FAR, Op, Register
from doudi.runtime.columns.tape.lower_truths import Bits, Plain, both, known_between, not_, of_truth
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.operators import Tables, apply
from doudi.runtime.values import Interval, Truth

_ROOM = 1 << 62
_ZERO = Interval(0, 0)
_MINUS = Interval(-1, -1)


@dataclass(frozen=True, slots=True)
class Tabled:
    """A number for each option: `values` at the byte."""

    at: Register
    values: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """From `low` to `high`, divided by `scale`, and by the register `by`, which is 1 or more.

    One register where it is exact. `bound`: no end that is known is beyond it, either way; `far`:
    those that are open are all beyond this, None where none is; `reach`: nothing is beyond this;
    `most`: nor `by` beyond that. `natural`: never below 0.
    """

    low: Register
    high: Register
    bound: int
    scale: int = 1
    by: Register | None = None
    most: int = 1
    far: int | None = None
    reach: int = 0
    natural: bool = False

    @property
    def exact(self) -> bool:
        return self.low == self.high


Amount: TypeAlias = Interval | Tabled | Quotient


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


def less(one: Amount, other: Amount, its: Numbers, *, or_equal: bool) -> Bits:
    """Whether the one is less than the other."""
    op = "le" if or_equal else "lt"
    known = _compared_beforehand(op, one, other, its)
    if known is not None:
        return known
    tape = its.tape
    match one, other:
        case Quotient(by=None), Interval(low=Fraction() | int() as low) if other.exact:
            _apart(one, abs(ceil(low * one.scale)) + 1)
            limit = floor(low * one.scale) + 1 if or_equal else ceil(low * one.scale)
            return known_between(
                tape.step(Op.BELOW, one.high, k=limit), tape.step(Op.BELOW, one.low, k=limit)
            )
        case Interval(low=Fraction() | int() as low), Quotient(by=None) if one.exact:
            _apart(other, abs(ceil(low * other.scale)) + 1)
            limit = ceil(low * other.scale) if or_equal else floor(low * other.scale) + 1
            return known_between(
                not_(tape.step(Op.BELOW, other.low, k=limit), tape),
                not_(tape.step(Op.BELOW, other.high, k=limit), tape),
            )
    left, right = _comparable(one, other, tape)
    code = Op.AT_MOST if or_equal else Op.LESS
    return known_between(
        tape.step(code, left.high, right.low), tape.step(code, left.low, right.high)
    )


def equal(one: Amount, other: Amount, its: Numbers) -> Bits:
    known = _compared_beforehand("eq", one, other, its)
    if known is not None:
        return known
    tape = its.tape
    match one, other:
        case Interval(), Quotient():
            return equal(other, one, its)
        case Quotient(by=None, exact=True), Interval(low=Fraction() | int() as low) if other.exact:
            _apart(one, abs(ceil(low * one.scale)) + 1)
            number = Fraction(low * one.scale)
            whole = number.denominator == 1
            return tape.step(Op.EXACTLY, one.low, k=number.numerator) if whole else False
    left, right = _comparable(one, other, tape)
    if left.exact and right.exact:
        return tape.step(Op.EQUAL, left.low, right.low)
    certain = both(
        [
            tape.step(Op.EQUAL, left.low, right.high),
            tape.step(Op.EQUAL, left.high, right.low),
        ],
        tape,
    )
    possible = both(
        [
            tape.step(Op.AT_MOST, left.low, right.high),
            tape.step(Op.AT_MOST, right.low, left.high),
        ],
        tape,
    )
    return known_between(cast("Plain", certain), cast("Plain", possible))


def column(it: Tabled | Quotient, tape: Writing) -> Quotient:
    """Worked out for each."""
    if isinstance(it, Quotient):
        return it
    ends = [end for value in it.values for end in (value.low, value.high) if end is not None]
    scale = lcm(*(Fraction(end).denominator for end in ends)) if ends else 1
    lows = tuple(-FAR if value.low is None else int(value.low * scale) for value in it.values)
    highs = tuple(FAR if value.high is None else int(value.high * scale) for value in it.values)
    bound = max((abs(int(end * scale)) for end in ends), default=0)
    open_ = any(value.low is None or value.high is None for value in it.values)
    return roomy(
        Quotient(
            tape.step(Op.NUMBER_OF, it.at, t=tape.table(lows)),
            tape.step(Op.NUMBER_OF, it.at, t=tape.table(highs)),
            bound,
            scale,
            far=FAR if open_ else None,
            reach=FAR if open_ else bound,
            natural=all(value.low is not None and value.low >= 0 for value in it.values),
        )
    )


def rounded(it: Register, by: Register | None, below: int, mode: str, tape: Writing) -> Register:
    """`it` divided by `below` and by `by`: rounded down, up or half up to whole numbers."""
    if by is None:
        if below == 1:
            return it
        extra = {"down": 0, "up": below - 1}.get(mode)
        if extra is None:
            doubled = _plus(_times(it, 2, tape), below, tape)
            return tape.step(Op.PARTS, doubled, k=2 * below)
        return tape.step(Op.PARTS, _plus(it, extra, tape), k=below)
    by = _times(by, below, tape)
    match mode:
        case "down":
            above = it
        case "up":
            above = tape.step(Op.ADD, it, _plus(by, -1, tape))
        case _:
            above, by = tape.step(Op.ADD, _times(it, 2, tape), by), _times(by, 2, tape)
    return tape.step(Op.DIVIDE, above, by)


def whole(it: Register, unit: int, tape: Writing) -> Register:
    return _times(it, unit, tape)


def at_least_0(it: Quotient, tape: Writing) -> Quotient:
    if it.natural:
        return it
    return replace(_each(it, lambda end: tape.step(Op.HIGHER, end, k=0)), natural=True)


def _known(op: str, one: Interval, other: Interval, its: Numbers) -> Interval:
    found = apply(op, (one, other), its.tables)
    if not isinstance(found, Interval):
        raise NoTapeError
    return found


def _compared_beforehand(op: str, one: Amount, other: Amount, its: Numbers) -> Bits | None:
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
    def plain(*that: Truth) -> Plain:
        bits = tuple(int(it in that) for it in truths)
        alike = len(set(bits)) == 1
        return bool(bits[0]) if alike else tape.step(Op.BYTE_OF, at, t=tape.table(bits))

    return known_between(plain(Truth.TRUE), plain(Truth.TRUE, Truth.UNKNOWN))


def _worked_out(op: str, one: Amount, other: Amount, its: Numbers) -> Amount:
    tape = its.tape
    match op:
        case "shortfall":
            return arithmetic("max", arithmetic("sub", one, other, its), _ZERO, its)
        case "mul":
            return _product(one, other, its)
        case "div":
            return _divided(one, other, its)
        case "min":
            left, right = (arithmetic("mul", it, _MINUS, its) for it in (one, other))
            return arithmetic("mul", arithmetic("max", left, right, its), _MINUS, its)
    if op == "max" and isinstance(one, Quotient) and other == _ZERO:
        return at_least_0(one, tape)
    left, right = _alike(one, other, tape)
    if op == "max":
        return roomy(
            replace(
                _pair(left, right, lambda a, b: tape.step(Op.HIGHEST, a, b)),
                bound=max(left.bound, right.bound),
                far=_nearest(left.far, right.far),
                reach=max(left.reach, right.reach),
                natural=left.natural or right.natural,
            )
        )
    code = Op.ADD
    if op == "sub":
        code, right = Op.SUBTRACT, replace(right, low=right.high, high=right.low, natural=False)
    return roomy(
        replace(
            _pair(left, right, lambda a, b: tape.step(code, a, b)),
            bound=left.bound + right.bound,
            far=_nearest(_less(left.far, right.bound), _less(right.far, left.bound)),
            reach=left.reach + right.reach,
            natural=left.natural and right.natural,
        )
    )


def _pair(
    one: Quotient, other: Quotient, join: Callable[[Register, Register], Register]
) -> Quotient:
    low = join(one.low, other.low)
    exact = one.exact and other.exact
    return replace(one, low=low, high=low if exact else join(one.high, other.high))


def _each(it: Quotient, change: Callable[[Register], Register]) -> Quotient:
    low = change(it.low)
    return replace(it, low=low, high=low if it.exact else change(it.high))


def _negative(it: Quotient, tape: Writing) -> Quotient:
    turned = _each(it, lambda end: _times(end, -1, tape))
    return replace(turned, low=turned.high, high=turned.low, natural=False)


def _product(one: Amount, other: Amount, its: Numbers) -> Amount:
    tape = its.tape
    if isinstance(one, Interval):
        one, other = other, one
    if isinstance(one, Interval):
        raise NoTapeError
    left = column(one, tape)
    if isinstance(other, Interval):
        return _multiple(left, other, tape)
    right = column(other, tape)
    for it, factor in ((left, right), (right, left)):
        if factor.scale == 1 and factor.by is None and factor.exact and it.by == factor.low:
            return replace(it, by=None, most=1)  # what it was divided by
    if left.by is not None and right.by is not None:
        raise NoTapeError
    if not left.exact:
        left, right = right, left
    if not left.exact or (not right.exact and not left.natural) or left.far or right.far:
        raise NoTapeError
    return roomy(
        Quotient(
            tape.step(Op.MULTIPLY, left.low, right.low),
            tape.step(Op.MULTIPLY, left.low, right.high),
            left.bound * right.bound,
            left.scale * right.scale,
            left.by or right.by,
            left.most * right.most,
            reach=left.reach * right.reach,
            natural=left.natural and right.natural,
        )
    )


def _multiple(it: Quotient, by: Interval, tape: Writing) -> Amount:
    if not by.exact or by.low is None:
        raise NoTapeError
    factor = Fraction(by.low)
    if not factor:
        return _ZERO
    if factor < 0:
        it = _negative(it, tape)
        factor = -factor
    times = factor.numerator
    return roomy(
        replace(
            _each(it, lambda end: _times(end, times, tape)),
            bound=it.bound * times,
            far=None if it.far is None else it.far * times,
            reach=it.reach * times,
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
    by = column(other, tape)
    if isinstance(one, Interval) or by.by is not None or not by.exact:
        raise NoTapeError
    it = column(one, tape)
    if it.by is not None:
        raise NoTapeError
    tape.positive[by.low] = None
    above = _each(it, lambda end: _times(end, by.scale, tape))
    return roomy(
        replace(
            above,
            bound=it.bound * by.scale,
            far=None if it.far is None else it.far * by.scale,
            reach=it.reach * by.scale,
            by=by.low,
            most=by.bound,
        )
    )


def _comparable(one: Amount, other: Amount, tape: Writing) -> tuple[Quotient, Quotient]:
    left, right = _alike(one, other, tape)
    _apart(left, right.bound)
    _apart(right, left.bound)
    return left, right


def _apart(it: Quotient, bound: int) -> None:
    """What is open is to be farther out than what it is compared with."""
    if it.far is not None and it.far <= bound:
        raise NoTapeError


def _alike(one: Amount, other: Amount, tape: Writing) -> tuple[Quotient, Quotient]:
    """Both divided by the same."""
    if isinstance(one, Interval):
        right = column(cast("Tabled | Quotient", other), tape)
        return _constant(one, right, tape), _finer(right, one, tape)
    if isinstance(other, Interval):
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


def _finite(it: Interval) -> Sequence[Fraction]:
    return [Fraction(end) for end in (it.low, it.high) if end is not None]


def _finer(it: Quotient, beside: Interval, tape: Writing) -> Quotient:
    return _rescaled(it, lcm(it.scale, *(end.denominator for end in _finite(beside))), tape)


def _constant(number: Interval, beside: Quotient, tape: Writing) -> Quotient:
    """A number that is the same for all, divided as the other is."""
    scale = lcm(beside.scale, *(end.denominator for end in _finite(number)))
    low = -FAR if number.low is None else int(number.low * scale)
    high = FAR if number.high is None else int(number.high * scale)
    bound = max((abs(int(end * scale)) for end in _finite(number)), default=0)
    open_ = number.low is None or number.high is None
    zero = tape.step(Op.TIMES, beside.low, k=0) if beside.by is None else beside.by

    def end(of: int) -> Register:
        return _plus(zero, of, tape) if beside.by is None else _times(zero, of, tape)

    return roomy(
        Quotient(
            end(low),
            end(high),
            bound * beside.most,
            scale,
            beside.by,
            beside.most,
            far=FAR if open_ else None,
            reach=(FAR if open_ else bound) * beside.most,
            natural=low >= 0,
        )
    )


def _rescaled(it: Quotient, scale: int, tape: Writing) -> Quotient:
    factor = scale // it.scale
    if factor == 1:
        return it
    return roomy(
        replace(
            _each(it, lambda end: _times(end, factor, tape)),
            scale=scale,
            bound=it.bound * factor,
            far=None if it.far is None else it.far * factor,
            reach=it.reach * factor,
        )
    )


def _over(it: Quotient, by: Register | None, most: int, tape: Writing) -> Quotient:
    """Divided by what the other is divided by; what is open is so still, for that is 1 or more."""
    if it.by is not None or by is None:
        return it
    over = _each(it, lambda end: tape.step(Op.MULTIPLY, end, by))
    return roomy(replace(over, by=by, most=most, bound=it.bound * most, reach=it.reach * most))


def _nearest(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _less(far: int | None, bound: int) -> int | None:
    return None if far is None else far - bound


def _times(register: Register, factor: int, tape: Writing) -> Register:
    return register if factor == 1 else tape.step(Op.TIMES, register, k=factor)


def _plus(register: Register, number: int, tape: Writing) -> Register:
    return register if number == 0 else tape.step(Op.ADD_ALL, register, k=number)


def roomy(it: Quotient) -> Quotient:
    """Raises NoTapeError where 64 bits could be too few, or an open end not be told from others."""
    if max(it.reach, it.bound, it.most * it.scale) >= _ROOM:
        raise NoTapeError
    if it.far is not None and it.far <= it.bound:
        raise NoTapeError
    return it
