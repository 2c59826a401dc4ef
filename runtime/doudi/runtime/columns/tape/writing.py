"""Writing a tape: every operation once, however often it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from doudi.runtime.columns.tape.code import (
    Asked,
    Column,
    Op,
    Part,
    Register,
    Source,
    Step,
    Width,
    width,
)
from doudi.runtime.program.ids import EntityId

_BYTES = 1 << 8
_MOST_OPTIONS = _BYTES - 3  # besides them there are unknown, not applicable, and what -1 becomes


class NoTapeError(Exception):
    """What is asked for is not for tapes; the general way decides it."""


@dataclass(slots=True, eq=False)
class Writing:
    """A tape in the making. `open`: whether it is for chunks in which something is unknown."""

    open: bool = False
    steps: list[Step] = field(default_factory=list)
    columns: dict[tuple[Source, Part], Column] = field(default_factory=dict)
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
        return self._step(op, width(op), a, b, k=k, t=t, entity=entity)

    def join(self, a: Register, b: Register, k: int, keys: int) -> Register:
        """`keys`: how many keys the whole has."""
        wide = Width.BYTE if keys <= _BYTES else Width.KEY
        return self._step(Op.JOIN, wide, a, b, k=k)

    def column(
        self,
        of: Source,
        part: Part,
        entity: EntityId,
        *,
        bound: int = 0,
        absent: bool = False,
        endless: bool = True,
        per: int = 1,
    ) -> Register:
        if part is Part.OPTION and bound > _MOST_OPTIONS:
            raise NoTapeError
        if (of, part) not in self.columns:
            wide = Width.NUMBER if part in (Part.LOW, Part.HIGH) else Width.BYTE
            to = self._register(wide, entity)
            open_ = self.open or (isinstance(of, Asked) and not of.exact)
            self.columns[of, part] = Column(of, part, to, open_, absent, bound, endless, per)
        return self.columns[of, part].to

    def table(self, values: tuple[int, ...]) -> int:
        return self.tables.setdefault(values, len(self.tables))

    def _step(
        self,
        op: Op,
        wide: Width,
        a: Register,
        b: Register | None,
        *,
        k: int,
        t: int = -1,
        entity: EntityId | None = None,
    ) -> Register:
        key = (op, a, b, k, t, entity, wide)
        if key not in self.written:
            to = self._register(wide, a.entity if entity is None else entity)
            self.steps.append(Step(op, to, a, b, k, t))
            self.written[key] = to
        return self.written[key]

    def _register(self, wide: Width, entity: EntityId) -> Register:
        self.registers += 1
        return Register(self.registers - 1, wide, entity)
