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
from doudi.runtime.columns.tape.lower_truths import Plain
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.operators import Tables
from doudi.runtime.values import Interval


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
        left = finer(left, scale, tape)
        return left, _over(_same_for_all(other, scale, left, tape), left.most)
    right = worked(other, tape)
    scale = lcm(left.scale, right.scale)
    left, right = finer(left, scale, tape), finer(right, scale, tape)
    most = max(left.most, right.most)
    return _over(left, most), _over(right, most)


def at_least_0(it: Worked, tape: Writing) -> Worked:
    if it.natural:
        return it
    return replace(each(it, lambda end: tape.step(Op.HIGHER, end, k=0)), natural=True)


def roomy(it: Worked) -> Worked:
    """Raises NoTapeError where 64 bits could be too few, or an open end not be told from others."""
    if max(it.reach, it.bound, it.most * it.scale) >= ends.ROOM:
        raise NoTapeError
    if it.far is not None and it.far <= it.bound:
        raise NoTapeError
    return it


def each(it: Worked, change: Callable[[Register], Register]) -> Worked:
    low = ends.changed(it.low, change)
    return replace(it, low=low, high=low if it.exact else ends.changed(it.high, change))


def finer(it: Worked, scale: int, tape: Writing) -> Worked:
    factor = scale // it.scale
    if factor == 1:
        return it
    return roomy(
        replace(
            each(it, lambda end: ends.times(end, factor, tape)),
            scale=scale,
            bound=it.bound * factor,
            far=None if it.far is None else it.far * factor,
            reach=it.reach * factor,
        )
    )


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


def _over(it: Worked, most: int) -> Worked:
    """With room for its ends to be divided by what others are; what is open is so still."""
    times = most // it.most if it.most > 1 else most
    return roomy(replace(it, most=most, bound=it.bound * times, reach=it.reach * times))


def _closed(it: Interval) -> Sequence[Fraction]:
    return [Fraction(end) for end in (it.low, it.high) if end is not None]


def _is_natural(it: Interval) -> bool:
    return it.low is not None and it.low >= 0
