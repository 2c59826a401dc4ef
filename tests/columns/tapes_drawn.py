"""Tapes of any operations, drawn; and chunks for them, of kinds inside and beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from doudi.runtime.columns.tape.code import (
    MOST_COUNTS,
    OF_A_COUNT,
    Column,
    Op,
    Part,
    Register,
    Step,
    Tape,
    Width,
)
from doudi.runtime.program.ids import EntityId, FactId

Values: TypeAlias = npt.NDArray[Any]

HOUSEHOLD: Final = EntityId("household")
MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("legal_supporter")
VEHICLE: Final = EntityId("vehicle")
CONTAINERS: Final[Mapping[EntityId, EntityId | None]] = {
    HOUSEHOLD: None, MEMBER: HOUSEHOLD, SUPPORTER: MEMBER, VEHICLE: HOUSEHOLD,
}  # fmt: skip
INSIDE: Final = (
    (HOUSEHOLD, MEMBER), (HOUSEHOLD, VEHICLE), (HOUSEHOLD, SUPPORTER), (MEMBER, SUPPORTER),
)  # fmt: skip
LARGE: Final = 1 << 40
BYTE_TABLES: Final = ((1, 0), (0, 1, 1, 0, 1), tuple(range(7, 47)))
NUMBER_TABLES: Final = ((62000, -49600), (5,), (1, 2, 3, 4), tuple(range(0, 9 * LARGE, LARGE)))

_ROOM: Final = 1 << 62
_MANY: Final = 1 << 10  # more than anybody holds
_COLUMNS: Final = (0, 0, 9, 1 << 30, LARGE)  # what numbers are not beyond; 0 for bytes
_FACTORS: Final = (-LARGE, -7, -1, 0, 1, 3, LARGE)
_DIVISORS: Final = (1, 2, 3, 7, 100, 1000, (1 << 31) - 1, 1 << 31, LARGE)


@dataclass(slots=True)
class Drawing:
    """`bounds`: no number in a register is beyond it, either way."""

    draw: Any
    columns: list[Column] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    bounds: dict[Register, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entity in CONTAINERS:
            for bound in _COLUMNS:
                to = self._register(Width.NUMBER if bound else Width.BYTE, entity, bound)
                part, fact = Part.LOW if bound else Part.OPTION, FactId(f"f{to.number}")
                self.columns.append(Column(fact, part, to, open=False, absent=False, bound=bound))

    def tape(self) -> Tape:
        """What it comes to is what it says must be positive."""
        every = [*self.bounds]
        asked = self.draw(st.lists(st.sampled_from(every), max_size=3))
        kept = dict.fromkeys([*asked, every[-1]])
        tables = (*BYTE_TABLES, *NUMBER_TABLES)
        return Tape(tuple(self.columns), tuple(self.steps), tables, (), tuple(kept), len(every))

    def add(self, op: Op) -> None:
        """Nothing where a number could become too large: that is for no tape."""
        entity = self.draw(st.sampled_from([*CONTAINERS]))
        match op:
            case Op.AND | Op.OR | Op.PLUS:
                self._step(op, self._byte(entity), self._byte(entity))
            case Op.JOIN:
                self._join(entity)
            case Op.NOT:
                self._step(op, self._truth(entity))
            case Op.IS:
                self._step(op, self._byte(entity), k=self._number(0, 5))
            case Op.BITS:
                self._step(op, self._byte(entity), k=self._number(0, 6), t=self._number(0, 3))
            case Op.BYTE_OF:
                self._step(op, self._byte(entity), t=self._number(0, len(BYTE_TABLES) - 1))
            case Op.LESS | Op.AT_MOST | Op.EQUAL:
                self._step(op, self._wide(entity), self._wide(entity))
            case Op.BELOW if self.draw(st.booleans()):
                self._step(op, self._byte(entity), k=self._number(0, 255))
            case Op.BELOW | Op.EXACTLY:
                self._step(op, self._wide(entity), k=self._number(-3, 3))
            case Op.NARROW:
                self._step(op, self._wide(entity))
            case Op.SPREAD | Op.SPREAD_NUMBER:
                outer, entity = self.draw(st.sampled_from(INSIDE))
                a = self._byte(outer) if op is Op.SPREAD else self._wide(outer)
                self._step(op, a, entity=entity, bound=self.bounds[a])
            case Op.TOTAL | Op.SIZE:
                outer, entity = self.draw(st.sampled_from(INSIDE))
                a = self._wide(entity)
                self._step(op, a, entity=outer, bound=_MANY * max(self.bounds[a], 1))
            case _:
                self._of_numbers(op, entity)

    def _of_numbers(self, op: Op, entity: EntityId) -> None:
        a = self._wide(entity)
        bound = self.bounds[a]
        match op:
            case Op.ADD | Op.SUBTRACT | Op.HIGHEST:
                b = self._wide(entity)
                self._step(op, a, b, bound=bound + self.bounds[b])
            case Op.MULTIPLY:
                b = self._wide(entity)
                self._step(op, a, b, bound=bound * self.bounds[b])
            case Op.DIVIDE:
                b = self._wide(entity)
                by = self._step(Op.HIGHER, b, k=1, bound=self.bounds[b] + 1)
                self._step(op, a, by, bound=bound)
            case Op.ADD_ALL | Op.HIGHER | Op.LOWER | Op.FROM:
                k = self.draw(st.sampled_from(_FACTORS))
                self._step(op, a, k=k, bound=bound + abs(k))
            case Op.TIMES:
                k = self.draw(st.sampled_from(_FACTORS))
                self._step(op, a, k=k, bound=max(bound * abs(k), 1))
            case Op.PARTS:
                self._step(op, a, k=self.draw(st.sampled_from(_DIVISORS)), bound=bound)
            case Op.CHOOSE:
                k = self._number(-LARGE, LARGE)
                self._step(op, a, self._truth(entity), k=k, bound=max(bound, LARGE))
            case Op.NUMBER_OF:
                t = len(BYTE_TABLES) + self._number(0, len(NUMBER_TABLES) - 1)
                self._step(op, self._byte(entity), t=t, bound=9 * LARGE)
            case Op.WIDEN:
                k = self._number(0, 40)
                self._step(op, self._byte(entity), k=k, bound=255 << k)
            case Op.PACK:
                k = self._number(0, 40)
                self._step(op, a, self._byte(entity), k=k, bound=bound + (255 << k))
            case Op.FIELDS:
                byte = self._step(Op.BITS, self._byte(entity), t=MOST_COUNTS)
                k = self._number(0, 20)
                b = self.draw(st.sampled_from((None, a)))
                above = 0 if b is None else bound << k
                self._step(op, byte, b, k=k, bound=above + (1 << OF_A_COUNT * MOST_COUNTS))
            case Op.FIELD:
                t = self._number(0, 20)
                self._step(op, a, k=self._number(0, 40), t=t, bound=max(bound, 1 << t))
            case _:
                message = f"no such operation: {op!r}"
                raise AssertionError(message)

    def _join(self, entity: EntityId) -> None:
        a, b = self._byte(entity), self._byte(entity)
        if self.draw(st.booleans()):
            self._step(Op.JOIN, a, b, k=self._number(1, 255))
            return
        key = self._step(Op.JOIN, a, b, k=self._number(1, 999), width=Width.KEY)
        self._step(Op.JOIN, key, self._byte(entity), k=self._number(1, 999), width=Width.KEY)

    def _step(
        self,
        op: Op,
        a: Register,
        b: Register | None = None,
        *,
        k: int = 0,
        t: int = -1,
        bound: int = 0,
        entity: EntityId | None = None,
        width: Width | None = None,
    ) -> Register:
        """`bound`: of a number; none of a byte. Gives `a` where there is no room."""
        if bound >= _ROOM:
            return a
        its = width or (Width.NUMBER if bound else Width.BYTE)
        to = self._register(its, entity or a.entity, bound)
        self.steps.append(Step(op, to, a, b, k, t))
        return to

    def _register(self, width: Width, entity: EntityId, bound: int) -> Register:
        found = Register(len(self.bounds), width, entity)
        self.bounds[found] = bound
        return found

    def _byte(self, entity: EntityId) -> Register:
        return self._one(Width.BYTE, entity)

    def _wide(self, entity: EntityId) -> Register:
        return self._one(Width.NUMBER, entity)

    def _one(self, width: Width, entity: EntityId) -> Register:
        fitting = [it for it in self.bounds if it.width is width and it.entity == entity]
        found: Register = self.draw(st.sampled_from(fitting))
        return found

    def _truth(self, entity: EntityId) -> Register:
        return self._step(Op.IS, self._byte(entity), k=1)

    def _number(self, least: int, most: int) -> int:
        found: int = self.draw(st.integers(least, most))
        return found


@st.composite
def tapes(draw: st.DrawFn, ops: st.SearchStrategy[Op], most: int) -> Tape:
    drawing = Drawing(draw)
    for _ in range(draw(st.integers(1, most))):
        drawing.add(draw(ops))
    return drawing.tape()


@dataclass(frozen=True, slots=True, eq=False)
class Inhabited:
    """`offsets`: for each kind that lies in another, where those of each begin."""

    sizes: Mapping[EntityId, int]
    offsets: Mapping[EntityId, npt.NDArray[np.int64]]
    random: np.random.Generator

    def column(self, of: Column) -> Values:
        size = self.sizes[of.to.entity]
        if of.to.width is Width.BYTE:
            return self.random.integers(0, 7, size).astype(np.uint8)
        return self.random.integers(-of.bound, of.bound, size, endpoint=True)


@st.composite
def inhabited(draw: st.DrawFn, most: int) -> Inhabited:
    """Nobody in some households, many in one; also no household at all, or nobody in any."""
    random = np.random.default_rng(draw(st.integers(0, 1 << 32)))
    sizes = {HOUSEHOLD: draw(st.sampled_from((0, 1, 4, 5, 6, 23, most // 2 - 3, most)))}
    offsets = {}
    for kind, outer in CONTAINERS.items():
        if outer is not None:
            inside = random.integers(0, draw(st.sampled_from((1, 4, 13))), sizes[outer])
            offsets[kind] = np.concatenate([[0], np.cumsum(inside)]).astype(np.int64)
            sizes[kind] = int(offsets[kind][-1])
    return Inhabited(sizes, offsets, random)
