"""Moves gathered into loops: of all that can be worked out for a kind's subjects, as much at once.

What is read and written by the same loop stays in registers of the machine. Bytes and numbers have
loops of their own, as many more bytes than numbers are worked out at a time.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias, assert_never

from doudi.runtime.columns.tape.code import Op, Register, Step, Width
from doudi.runtime.columns.tape.linear import Linear
from doudi.runtime.columns.tape.told import Put
from doudi.runtime.program.ids import EntityId

Worked: TypeAlias = Step | Linear | Put

MOST: Final = 256  # in a loop: what compiling it takes grows faster than it does


class Way(Enum):
    BYTES = "bytes"
    NUMBERS = "numbers"
    ALONE = "alone"  # a loop of its own, one subject after the other


@dataclass(frozen=True, slots=True)
class Stage:
    """One loop over the subjects of a kind; of the kind that is written, where there are two."""

    way: Way
    entity: EntityId
    moves: tuple[Worked, ...]


def stages(
    moves: Sequence[Worked], known: Collection[Register], alone: Collection[Worked]
) -> list[Stage]:
    """All moves, each after those whose registers it reads.

    `known`: what is there before. `alone`: those that are no operation on vectors.
    """
    readers: dict[Register, list[int]] = defaultdict(list)
    waiting: list[int] = []
    for at, move in enumerate(moves):
        unknown = {it for it in reads(move) if it not in known}
        waiting.append(len(unknown))
        for it in unknown:
            readers[it].append(at)
    kinds = [(Way.ALONE if it in alone else _way(it), it.to.entity) for it in moves]
    ready: dict[tuple[Way, EntityId], deque[int]] = {it: deque() for it in dict.fromkeys(kinds)}
    for at, left in enumerate(waiting):
        if not left:
            ready[kinds[at]].append(at)
    found: list[Stage] = []
    while any(ready.values()):
        kind = max(ready, key=lambda it: (bool(ready[it]), it[0] is not Way.ALONE, len(ready[it])))
        queue, these = ready[kind], list[Worked]()
        while queue and len(these) < (1 if kind[0] is Way.ALONE else MOST):
            move = moves[queue.popleft()]
            these.append(move)
            for at in readers[move.to]:
                waiting[at] -= 1
                if not waiting[at]:
                    ready[kinds[at]].append(at)
        found.append(Stage(*kind, tuple(these)))
    return found


def reads(move: Worked) -> tuple[Register, ...]:
    match move:
        case Step(op=Op.SIZE):
            return ()  # however many they are, whatever is said of them
        case Step():
            return move.reads
        case Linear():
            return (move.a,)
        case Put():
            return (move.a, move.b, move.otherwise)
        case _:
            assert_never(move)


def _way(of: Worked) -> Way:
    match of:
        case Step(op=Op.SPREAD | Op.SPREAD_NUMBER | Op.TOTAL):
            return Way.ALONE
        case _:
            widths = {of.to.width, *(it.width for it in reads(of))}
            return Way.NUMBERS if Width.NUMBER in widths else Way.BYTES
