"""A tape made ready for the machine: instructions over slots.

A slot holds the values of a kind's subjects: a column of the chunk, what is kept for the whole
chunk, or room for those of one block of households, which is free again when nobody reads it any
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.tape.code import Op, Register, Step, Tape, Width
from doudi.runtime.columns.tape.kinds import Met
from doudi.runtime.columns.tape.linear import Linear, Move
from doudi.runtime.columns.tape.told import Put, Told, telling_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.ids import EntityId


class More(IntEnum):
    """Operations besides those of tapes."""

    JOIN_TO_KEY = 100  # bytes: a + b * k, as a key
    JOIN_KEY = 101  # key and byte: a + b * k
    LINEAR = 102  # number: a * k + t, within `least` and `most`
    PUT = 103  # number: a where byte b is k, else as it is
    BELOW_BYTE = 104  # truth: byte a < k


Values: TypeAlias = npt.NDArray[Any]
Relation: TypeAlias = tuple[EntityId, EntityId]  # what holds others, and those
Instruction: TypeAlias = tuple[int, int, int, int, int, int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """`instructions`: operation, level it goes over, slots to, a, b, numbers k, t, least, most.

    For what looks up, b is a table and k the last place in it; for what goes from one kind to
    another, b is where those inside begin; for TOTAL, t is a slot to reckon in.

    `slots`: for each an address, the bytes of one subject's value and the level: those of columns,
    what is `kept` (the numbers of registers), `relations`, `tables`, whose addresses are known, and
    room for a block, so many. `told`: of each result of the tape, where it is told in full.
    """

    instructions: npt.NDArray[np.int64]
    slots: npt.NDArray[np.int64]
    levels: tuple[EntityId, ...]
    kept: tuple[int, ...]
    relations: tuple[Relation, ...]
    tables: tuple[Values, ...]
    room: int
    told: tuple[Told | None, ...]
    registers: int


@dataclass(slots=True)
class _Room:
    """Slots by their width and level, from the number `first` on."""

    first: int
    slots: list[tuple[int, int]] = field(default_factory=list)
    free: dict[tuple[int, int], list[int]] = field(default_factory=dict)

    def taken(self, width: Width, level: int) -> int:
        free = self.free.setdefault((width.value, level), [])
        if free:
            return free.pop()
        self.slots.append((width.value, level))
        return self.first + len(self.slots) - 1

    def left(self, slot: int) -> None:
        self.free[self.slots[slot - self.first]].append(slot)


@dataclass(frozen=True, slots=True, eq=False)
class _Slots:
    """Where everything is. `of`: registers that have a slot now."""

    levels: Mapping[EntityId, int]
    relations: Mapping[Relation, int]
    first_table: int
    of: dict[Register, int]
    room: _Room


def assembled(tape: Tape, tables: Sequence[Values], kinds: Sequence[Met | None]) -> Program:
    """`tables` of the tape as arrays; `kinds` of its results, None of what stays of kinds."""
    telling = telling_of(tape, tables, kinds)
    columns = tuple(it.to for it in tape.columns)
    kept = tuple(dict.fromkeys(it for it in telling.asked_for() if it not in columns))
    moves = telling.moves(kept)
    relations = tuple(dict.fromkeys(it for move in moves if (it := _relation(move)) is not None))
    entities = dict.fromkeys(
        [HOUSEHOLD, *(it.entity for it in columns), *(it.to.entity for it in moves)]
    )
    first_table = len(columns) + len(kept) + len(relations)
    slots = _Slots(
        levels={it: number for number, it in enumerate(entities)},
        relations={it: len(columns) + len(kept) + at for at, it in enumerate(relations)},
        first_table=first_table,
        of={it: number for number, it in enumerate((*columns, *kept))},
        room=_Room(first_table + len(telling.tables)),
    )
    instructions = list(_instructions(moves, telling.tables, slots))
    places = [(0, it.width.value, slots.levels[it.entity]) for it in (*columns, *kept)]
    places += [(0, Width.NUMBER.value, slots.levels[outer]) for outer, _ in relations]
    places += [(it.ctypes.data, 0, 0) for it in telling.tables]
    places += [(0, width, level) for width, level in slots.room.slots]
    return Program(
        instructions=np.array(instructions, np.int64).reshape(-1, 9),
        slots=np.array(places, np.int64).reshape(-1, 3),
        levels=tuple(entities),
        kept=tuple(it.number for it in kept),
        relations=relations,
        tables=tuple(telling.tables),
        room=len(slots.room.slots),
        told=tuple(telling.told),
        registers=telling.registers,
    )


def _instructions(
    moves: Sequence[Move | Put], tables: Sequence[Values], slots: _Slots
) -> Iterator[Instruction]:
    lasting = set(slots.of)
    last = {it: at for at, move in enumerate(moves) for it in _reads(move)}
    for at, move in enumerate(moves):
        if move.to not in lasting:
            slots.of[move.to] = slots.room.taken(move.to.width, slots.levels[move.to.entity])
        yield _instruction(move, tables, slots)
        for it in _reads(move) - lasting:
            if last[it] == at:
                slots.room.left(slots.of.pop(it))


def _instruction(move: Move | Put, tables: Sequence[Values], slots: _Slots) -> Instruction:
    level, to, a = slots.levels[move.to.entity], slots.of[move.to], slots.of[move.a]
    if isinstance(move, Linear):
        return More.LINEAR, level, to, a, 0, move.k, move.t, move.least, move.most
    if isinstance(move, Put):
        return More.PUT, level, to, a, slots.of[move.b], move.k, 0, 0, 0
    op: int = move.op
    b = 0 if move.b is None else slots.of[move.b]
    k, t = move.k, move.t
    relation = _relation(move)
    if relation is not None:
        level, b = slots.levels[relation[0]], slots.relations[relation]
    match move.op:
        case Op.JOIN if move.to.width is Width.KEY:
            op = More.JOIN_KEY if move.a.width is Width.KEY else More.JOIN_TO_KEY
        case Op.BELOW if move.a.width is Width.BYTE:
            op = More.BELOW_BYTE
        case Op.BYTE_OF | Op.NUMBER_OF:
            b, k = slots.first_table + t, len(tables[t]) - 1
        case Op.TOTAL:
            t = slots.room.taken(Width.NUMBER, slots.levels[move.a.entity])
            slots.room.left(t)
    return op, level, to, a, b, k, t, 0, 0


def _reads(move: Move | Put) -> set[Register]:
    return {move.a} if move.b is None else {move.a, move.b}


def _relation(move: Move | Put) -> Relation | None:
    if not isinstance(move, Step):
        return None
    match move.op:
        case Op.SPREAD | Op.SPREAD_NUMBER:
            return move.a.entity, move.to.entity
        case Op.TOTAL | Op.SIZE:
            return move.to.entity, move.a.entity
        case _:
            return None
