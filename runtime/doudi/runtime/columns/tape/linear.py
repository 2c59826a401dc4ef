"""Steps that are linear, one after the other, made one: times, plus, and within two ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from doudi.runtime.columns.tape.code import Op, Register, Step

NO_LEAST: Final = -(1 << 63)
NO_MOST: Final = (1 << 63) - 1

_ROOM: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class Linear:
    """The number a * k + t; `least` or `most` where it is beyond them."""

    to: Register
    a: Register
    k: int = 1
    t: int = 0
    least: int = NO_LEAST
    most: int = NO_MOST
    b: None = None


Move: TypeAlias = Step | Linear


def at_once(steps: Sequence[Step], kept: Collection[Register]) -> list[Move]:
    """`kept`: what is to be known in the end."""
    readers = Counter(it for step in steps for it in step.reads)
    readers.update(kept)
    found: dict[Register, Move] = {}
    for step in steps:
        it, before = _linear(step), found.get(step.a)
        if isinstance(it, Linear) and isinstance(before, Linear) and readers[it.a] == 1:
            both = _both(before, it)
            if _roomy((both.k, both.t, both.least, both.most)):
                del found[before.to]
                it = both
        found[it.to] = it
    return [*found.values()]


def _linear(step: Step) -> Move:
    match step.op:
        case Op.ADD_ALL:
            return Linear(step.to, step.a, t=step.k)
        case Op.FROM:
            return Linear(step.to, step.a, -1, step.k)
        case Op.TIMES:
            return Linear(step.to, step.a, step.k)
        case Op.HIGHER:
            return Linear(step.to, step.a, least=step.k)
        case Op.LOWER:
            return Linear(step.to, step.a, most=step.k)
        case _:
            return step


def _both(one: Linear, then: Linear) -> Linear:
    ends = sorted(_end(it, then) for it in (one.least, one.most))
    least, most = (min(max(it, then.least), then.most) for it in ends)
    return Linear(then.to, one.a, one.k * then.k, one.t * then.k + then.t, least, most)


def _end(it: int, then: Linear) -> int:
    if it in (NO_LEAST, NO_MOST) and then.k:
        return it if then.k > 0 else NO_LEAST + NO_MOST - it
    return it * then.k + then.t


def _roomy(numbers: Iterable[int]) -> bool:
    return all(abs(it) < _ROOM or it in (NO_LEAST, NO_MOST) for it in numbers)
