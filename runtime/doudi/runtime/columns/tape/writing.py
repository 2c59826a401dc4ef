"""Writing a tape: every operation once, however often it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from doudi.runtime.columns.tape.code import Column, Op, Register, Step, is_wide
from doudi.runtime.program.ids import EntityId, FactId


class NoTapeError(Exception):
    """What is asked for is not for tapes; the general way decides it."""


@dataclass(slots=True, eq=False)
class Writing:
    """A tape in the making."""

    steps: list[Step] = field(default_factory=list)
    columns: dict[FactId, Column] = field(default_factory=dict)
    tables: dict[tuple[int, ...], int] = field(default_factory=dict)
    positive: dict[Register, None] = field(default_factory=dict)
    written: dict[tuple[object, ...], Register] = field(default_factory=dict)
    registers: int = 0

    def step(
        self,
        op: Op,
        a: Register,
        b: Register | None = None,
        *,
        k: int = 0,
        t: int = -1,
        entity: EntityId | None = None,
    ) -> Register:
        key = (op, a, b, k, t, entity)
        if key not in self.written:
            to = self._register(is_wide(op), a.entity if entity is None else entity)
            self.steps.append(Step(op, to, a, b, k, t))
            self.written[key] = to
        return self.written[key]

    def column(
        self, fact: FactId, entity: EntityId, *, wide: bool = False, bound: int = 0
    ) -> Register:
        if fact not in self.columns:
            self.columns[fact] = Column(fact, self._register(wide, entity), bound)
        return self.columns[fact].to

    def table(self, values: tuple[int, ...]) -> int:
        return self.tables.setdefault(values, len(self.tables))

    def _register(self, wide: bool, entity: EntityId) -> Register:  # noqa: FBT001 - as in Register
        self.registers += 1
        return Register(self.registers - 1, wide, entity)
