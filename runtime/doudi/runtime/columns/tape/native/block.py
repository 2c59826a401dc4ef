"""A block of households while its code is written: where everything is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from llvmlite import ir

from doudi.runtime.columns.tape.code import FAR, Part, Register
from doudi.runtime.columns.tape.native.code import Value, constant, fetch, kind_of, read, write
from doudi.runtime.population.planes import FALSE, JUDGEMENT, OPEN_HIGH, OPEN_LOW, TRUE
from doudi.runtime.program.ids import EntityId


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """`many`: subjects of each kind. `places`: of registers in memory, where their values begin.

    `raw`: columns that are there as their planes have them, and what is read of those. `begins`: of
    one kind in another, where those of each begin, counted in the whole chunk. `tables` and
    `running`: where these are. `lasting`: numbers that lie side by side from block to block; a
    vector of them is as much as memory gives at once, and bytes are few beside them.
    """

    to: Value
    many: Mapping[EntityId, Value]
    places: Mapping[Register, Value]
    raw: Mapping[Register, Part]
    begins: Mapping[tuple[EntityId, EntityId], Value]
    tables: tuple[Value, ...]
    running: Mapping[EntityId, Value]
    lasting: frozenset[Register]

    def get(self, register: Register, at: Value, many: int = 1) -> Value:
        """That of the subject at a place, or a vector of so many from there on."""
        one = kind_of(register.width)
        kind = one if many == 1 else ir.VectorType(one, many)
        found = read(self.to, self.places[register], at, kind)
        self._fetch(register, at)
        part = self.raw.get(register)
        return found if part is None else _read(part, found, self.to)

    def put(self, register: Register, value: Value, at: Value) -> None:
        write(self.to, value, self.places[register], at)
        self._fetch(register, at)

    def _fetch(self, register: Register, at: Value) -> None:
        """Of the next block: memory is slow, and idle while what is in the cache is gone over."""
        if register in self.lasting:
            there = self.to.add(at, self.many[register.entity])
            fetch(self.to, self.places[register], there, kind_of(register.width))


def _read(part: Part, found: Value, to: Value) -> Value:
    """As `tape.reading` has it of planes."""

    def exchanged(one: int, another: int) -> Value:
        there = to.icmp_signed("==", found, constant(one, found.type))
        return to.select(there, constant(another, found.type), found)

    match part:
        case Part.CERTAIN:
            how, least = "==", TRUE
        case Part.JUDGED:
            how, least = ">=", JUDGEMENT
        case Part.POSSIBLE:
            how, least = "!=", FALSE
        case Part.LOW:
            return exchanged(OPEN_LOW, -FAR)
        case Part.HIGH:
            return exchanged(OPEN_HIGH, FAR)
        case Part.OPTION | Part.THERE | Part.GIVEN:
            raise AssertionError(part)
        case _:
            assert_never(part)
    so = to.icmp_unsigned(how, found, constant(least, found.type))
    return to.zext(so, found.type)
