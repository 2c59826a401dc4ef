"""What keys come to, looked up where they are worked out: moves behind those of a tape.

Only of schemes whose keys are all decided beforehand and whose amounts are exact. What is worked
out for each subject need not be kept then, but goes where it belongs while it is in the cache.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy.typing as npt

from doudi.runtime.columns.tape.code import Op, Register, Result, Step, Tape, Width
from doudi.runtime.columns.tape.kinds import Met
from doudi.runtime.columns.tape.linear import Move, at_once
from doudi.runtime.columns.tape.needed import asked_for
from doudi.runtime.program.ids import EntityId

Values: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Put:
    """The number a where byte b is k, else another."""

    to: Register
    a: Register
    b: Register
    k: int
    otherwise: Register


@dataclass(frozen=True, slots=True)
class Told:
    """Where the outcomes of a scheme are, and its amounts."""

    outcome: Register
    low: Register


@dataclass(slots=True, eq=False)
class Telling:
    """`told`: for each result of the tape. `tables`: those of the tape and its own."""

    tape: Tape
    tables: list[Values]
    told: list[Told | None] = field(default_factory=list)
    own: list[Step | Put] = field(default_factory=list)
    registers: int = field(init=False)

    def __post_init__(self) -> None:
        self.registers = self.tape.registers

    def add(self, result: Result, met: Met | None) -> None:
        exact = all((it.high, it.open, it.there) == (it.low, None, None) for it in result.amounts)
        if met is None or met.place is not None or not exact or not met.kinds.exact:
            self.told.append(None)
            return
        key, kinds = result.key, met.kinds
        outcome = self._looked_up(Op.BYTE_OF, Width.BYTE, key, kinds.outcome)
        low = self._looked_up(Op.NUMBER_OF, Width.NUMBER, key, kinds.low)
        if result.amounts:
            which = self._looked_up(Op.BYTE_OF, Width.BYTE, key, kinds.worked_out)
            for number, it in enumerate(result.amounts, 1):
                low = self._put(it.low, which, number, low)
        self.told.append(Told(outcome, low))

    def asked_for(self) -> Iterator[Register]:
        """What is to be known of a chunk in the end: not the amounts that are put in."""
        results = tuple(
            result if its is None else replace(result, amounts=())
            for result, its in zip(self.tape.results, self.told, strict=True)
        )
        yield from asked_for(replace(self.tape, results=results))
        for its in self.told:
            if its is not None:
                yield from (its.outcome, its.low)

    def moves(self, kept: Collection[Register]) -> list[Move | Put]:
        read = {it.a for it in self.own}
        return [*at_once(self.tape.steps, read.union(kept)), *self.own]

    def _looked_up(self, op: Op, width: Width, key: Register, table: Values) -> Register:
        to = self._register(width, key.entity)
        self.own.append(Step(op, to, key, t=len(self.tables)))
        self.tables.append(table)
        return to

    def _put(self, its: Register, which: Register, number: int, otherwise: Register) -> Register:
        to = self._register(Width.NUMBER, its.entity)
        self.own.append(Put(to, its, which, number, otherwise))
        return to

    def _register(self, width: Width, entity: EntityId) -> Register:
        self.registers += 1
        return Register(self.registers - 1, width, entity)


def telling_of(tape: Tape, tables: Sequence[Values], kinds: Sequence[Met | None]) -> Telling:
    """`kinds`: of each result; None where it is not to be told in full."""
    found = Telling(tape, [*tables])
    for result, met in zip(tape.results, kinds, strict=True):
        found.add(result, met)
    return found
