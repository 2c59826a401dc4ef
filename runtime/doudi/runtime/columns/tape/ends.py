"""The ends of numbers that are worked out on a tape: registers, divided by others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.writing import NoTapeError, Writing

ROOM: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class End:
    """`above`, divided by `by`, which is 1 or more."""

    above: Register
    by: Register | None = None


def changed(it: End, op: Callable[[Register], Register]) -> End:
    return End(op(it.above), it.by)


def joined(op: Op, one: End, other: End, tape: Writing) -> End:
    one, other = alike(one, other, tape)
    return End(tape.step(op, one.above, other.above), one.by)


def alike(one: End, other: End, tape: Writing) -> tuple[End, End]:
    """Both divided by the same."""
    if one.by == other.by:
        return one, other
    if one.by is not None and other.by is not None:
        raise NoTapeError
    by = one.by or other.by
    return _over(one, by, tape), _over(other, by, tape)


def product(one: End, other: End, tape: Writing) -> End:
    """What one was divided by and is multiplied by again is left out."""
    for it, factor in ((one, other), (other, one)):
        if cancel(it, factor):
            return End(it.above)
    if one.by is not None and other.by is not None:
        raise NoTapeError
    return End(tape.step(Op.MULTIPLY, one.above, other.above), one.by or other.by)


def cancel(it: End, factor: End) -> bool:
    """Whether it is multiplied by what it is divided by."""
    return factor.by is None and it.by == factor.above


def rounded(it: End, below: int, mode: str, tape: Writing) -> Register:
    """An end divided by `below`: rounded down, up or half up to whole numbers."""
    if it.by is None:
        return _rounded(it.above, below, mode, tape)
    by = times(it.by, below, tape)
    match mode:
        case "down":
            above = it.above
        case "up":
            above = tape.step(Op.ADD, it.above, plus(by, -1, tape))
        case _:
            above, by = tape.step(Op.ADD, times(it.above, 2, tape), by), times(by, 2, tape)
    return tape.step(Op.DIVIDE, above, by)


def _rounded(above: Register, below: int, mode: str, tape: Writing) -> Register:
    if below == 1:
        return above
    extra = {"down": 0, "up": below - 1}.get(mode)
    if extra is None:
        doubled = plus(times(above, 2, tape), below, tape)
        return tape.step(Op.PARTS, doubled, k=2 * below)
    return tape.step(Op.PARTS, plus(above, extra, tape), k=below)


def times(register: Register, factor: int, tape: Writing) -> Register:
    return register if factor == 1 else tape.step(Op.TIMES, register, k=factor)


def plus(register: Register, number: int, tape: Writing) -> Register:
    return register if number == 0 else tape.step(Op.ADD_ALL, register, k=number)


def _over(it: End, by: Register | None, tape: Writing) -> End:
    if it.by is not None or by is None:
        return it
    return End(tape.step(Op.MULTIPLY, it.above, by), by)


def nearest(one: int | None, other: int | None) -> int | None:
    """From where on ends of two numbers are open, if any is."""
    return other if one is None else one if other is None else min(one, other)
