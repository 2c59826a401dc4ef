"""What a tape becomes before it is compiled: loops, and where each register is meanwhile.

A slot holds the values of a kind's subjects: a column of the chunk, what is kept for the whole
chunk, or room for those of one block of households, which is free again when nobody reads it any
more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.tape.code import (
    Column,
    Op,
    Part,
    Register,
    Step,
    Tape,
    Width,
)
from doudi.runtime.columns.tape.kinds import Met
from doudi.runtime.columns.tape.native.stages import Stage, Worked, reads, stages
from doudi.runtime.columns.tape.told import Told, telling_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.ids import EntityId

Values: TypeAlias = npt.NDArray[Any]
Relation: TypeAlias = tuple[EntityId, EntityId]  # what holds others, and those

CHANGES: Final = 16  # of a table from place to place; one with more is looked up place by place


@dataclass(frozen=True, slots=True)
class Room:
    """For a block's values of a kind, so many bytes each."""

    width: int
    entity: EntityId


@dataclass(frozen=True, slots=True, eq=False)
class Loops:
    """`levels`: households first. `room`: by its numbers registers have places there, in `rooms`.

    `raw`: columns that are taken as their planes have them, and what is read of those. `running`:
    where sums of a kind's numbers run on, by its number in `room`. `told`: of each result of the
    tape, where it is told in full.
    """

    stages: tuple[Stage, ...]
    levels: tuple[EntityId, ...]
    columns: tuple[Register, ...]
    raw: Mapping[Register, Part]
    kept: tuple[Register, ...]
    relations: tuple[Relation, ...]
    tables: tuple[Values, ...]
    room: tuple[Room, ...]
    rooms: Mapping[Register, int]
    running: Mapping[EntityId, int]
    told: tuple[Told | None, ...]
    registers: int


def assembled(tape: Tape, tables: Sequence[Values], kinds: Sequence[Met | None]) -> Loops:
    """`tables` of the tape as arrays; `kinds` of its results, None of what stays of kinds."""
    telling = telling_of(tape, tables, kinds)
    columns = tuple(it.to for it in tape.columns)
    asked = dict.fromkeys(telling.asked_for())
    kept = tuple(it for it in asked if it not in columns)
    raw = {it.to: it.part for it in tape.columns if _is_raw(it) and it.to not in asked}
    moves = telling.moves(kept)
    relations = dict.fromkeys(it for move in moves if (it := relation(move)) is not None)
    entities = [HOUSEHOLD, *(it.entity for it in columns), *(it.to.entity for it in moves)]
    levels = dict.fromkeys([*entities, *(it for both in relations for it in both)])
    alone = {it for it in moves if isinstance(it, Step) and _is_long(it, telling.tables)}
    loops = stages(moves, columns, alone)
    room = _Rooms()
    rooms = dict(room.places(loops, {*columns, *kept}))
    summed = dict.fromkeys(
        it.a.entity for it in moves if isinstance(it, Step) and it.op is Op.TOTAL
    )
    return Loops(
        stages=tuple(loops),
        levels=tuple(levels),
        columns=columns,
        raw=raw,
        kept=kept,
        relations=tuple(relations),
        tables=tuple(telling.tables),
        room=(*room.all, *(Room(Width.NUMBER.value, it) for it in summed)),
        rooms=rooms,
        running={it: len(room.all) + at for at, it in enumerate(summed)},
        told=tuple(telling.told),
        registers=telling.registers,
    )


def relation(move: Worked) -> Relation | None:
    """The kinds between which it goes."""
    match move:
        case Step(op=Op.SPREAD | Op.SPREAD_NUMBER):
            return move.a.entity, move.to.entity
        case Step(op=Op.TOTAL | Op.SIZE):
            return move.to.entity, move.a.entity
        case _:
            return None


def changes(table: Values) -> list[int]:
    """The places at which it says something else than at the one before."""
    return (np.flatnonzero(table[1:] != table[:-1]) + 1).tolist()


def _is_raw(of: Column) -> bool:
    """Numbers that are known are the same either way."""
    truth = of.part in (Part.CERTAIN, Part.JUDGED, Part.POSSIBLE)
    return truth or (of.open and of.part in (Part.LOW, Part.HIGH))


def _is_long(of: Step, tables: Sequence[Values]) -> bool:
    looks_up = of.op in (Op.BYTE_OF, Op.NUMBER_OF)
    return looks_up and len(changes(tables[of.t])) > CHANGES


@dataclass(slots=True)
class _Rooms:
    """`free`: what nobody reads in a later loop than the one before."""

    all: list[Room] = field(default_factory=list)
    free: dict[Room, list[int]] = field(default_factory=dict)

    def places(
        self, loops: Sequence[Stage], lasting: set[Register]
    ) -> Iterator[tuple[Register, int]]:
        """Of what another loop than its own reads; nothing is written where it reads that."""
        last = {
            it: at for at, loop in enumerate(loops) for move in loop.moves for it in reads(move)
        }
        held: dict[Register, int] = {}
        for at, loop in enumerate(loops):
            for to in (it.to for it in loop.moves):
                if to not in lasting and last.get(to, at) > at:
                    held[to] = self._taken(Room(to.width.value, to.entity))
                    yield to, held[to]
            for it in [it for it in held if last[it] == at]:
                self.free.setdefault(Room(it.width.value, it.entity), []).append(held.pop(it))

    def _taken(self, room: Room) -> int:
        free = self.free.get(room)
        if free:
            return free.pop()
        self.all.append(room)
        return len(self.all) - 1
