"""LLVM's language, as far as tapes need it: loops, and values in memory by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from llvmlite import ir

from doudi.runtime.columns.tape.code import Register, Width
from doudi.runtime.program.ids import EntityId

Value: TypeAlias = Any  # llvmlite says nothing of its types

BYTE, KEY, NUMBER = (ir.IntType(8 * it.value) for it in Width)
_OF: Final[Mapping[Width, Value]] = {Width.BYTE: BYTE, Width.KEY: KEY, Width.NUMBER: NUMBER}


def kind_of(width: Width) -> Value:
    return _OF[width]


def number(value: int) -> Value:
    return ir.Constant(NUMBER, value)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A block of households while its code is written.

    `many`: subjects of each kind in it. `places`: where the values of registers begin that are in
    memory, some `coded` as in a plane of truths. `begins`: of one kind in another, where those of
    each begin, counted in the whole chunk. `tables` and `running`: where these are.
    """

    to: Value
    many: Mapping[EntityId, Value]
    places: Mapping[Register, Value]
    coded: frozenset[Register]
    begins: Mapping[tuple[EntityId, EntityId], Value]
    tables: tuple[Value, ...]
    running: Mapping[EntityId, Value]

    def value(self, register: Register, at: Value, many: int = 1) -> Value:
        """That of the subject at a place, or a vector of so many from there on."""
        one = kind_of(register.width)
        found = self.read(self.places[register], at, one if many == 1 else ir.VectorType(one, many))
        if register not in self.coded:
            return found
        by = ir.Constant(found.type, 1 if many == 1 else [1] * many)
        return self.to.lshr(found, by)  # from 0 and 3 to 0 and 1

    def read(self, address: Value, at: Value, kind: Value) -> Value:
        """A value, or a vector of them, from the value at that place on."""
        return self.to.load(self._pointer(address, at, kind), align=1)

    def write(self, value: Value, address: Value, at: Value) -> None:
        self.to.store(value, self._pointer(address, at, value.type), align=1)

    def _pointer(self, address: Value, at: Value, kind: Value) -> Value:
        one = kind.element if isinstance(kind, ir.VectorType) else kind
        place = self.to.add(address, self.to.mul(at, number(one.width // 8)))
        return self.to.inttoptr(place, kind.as_pointer())


@contextmanager
def each(to: Value, many: Value, step: int = 1, *carried: Value) -> Iterator[list[Value]]:
    """From 0 on, `step` at a time, as long as it is less than `many`; also not once.

    Gives the place, and what is `carried` from turn to turn: what is put in the list instead goes
    into the next turn, and behind the loop it holds what came last.
    """
    before = to.block
    head, body, behind = (to.append_basic_block(it) for it in ("head", "body", "behind"))
    to.branch(head)
    to.position_at_end(head)
    at = to.phi(NUMBER)
    at.add_incoming(number(0), before)
    carry = []
    for it in carried:
        phi = to.phi(it.type)
        phi.add_incoming(it, before)
        carry.append(phi)
    to.cbranch(to.icmp_signed("<", at, many), body, behind)
    to.position_at_end(body)
    held = [at, *carry]
    yield held
    for phi, next_ in zip([at, *carry], [to.add(at, number(step)), *held[1:]], strict=True):
        phi.add_incoming(next_, to.block)
    to.branch(head)
    to.position_at_end(behind)
    held[:] = [at, *carry]
