"""A tape run over a chunk: by code of its own, or by NumPy with one call for each operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.cells import CellsByKind, Unsettled
from doudi.runtime.columns.places import places
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import (
    MOST_COUNTS,
    MOST_INSIDE,
    OF_A_COUNT,
    Ends,
    Op,
    Register,
    Result,
    Step,
    Tape,
    Width,
)
from doudi.runtime.columns.tape.kinds import Met, kinds_met
from doudi.runtime.columns.tape.native.machine import worked_out
from doudi.runtime.columns.tape.native.pays import Own
from doudi.runtime.columns.tape.needed import asked_for
from doudi.runtime.columns.tape.reading import Refused, read
from doudi.runtime.columns.tape.told import Told
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Mask
from doudi.runtime.program.ids import SchemeId

Values = npt.NDArray[Any]


_PAIRS: Final[Mapping[Op, Callable[[Values, Values], Values]]] = {
    Op.AND: np.bitwise_and,
    Op.OR: np.bitwise_or,
    Op.PLUS: np.add,
    Op.ADD: np.add,
    Op.SUBTRACT: np.subtract,
    Op.MULTIPLY: np.multiply,
    Op.DIVIDE: np.floor_divide,
    Op.HIGHEST: np.maximum,
    Op.LESS: lambda a, b: (a < b).view(np.uint8),
    Op.AT_MOST: lambda a, b: (a <= b).view(np.uint8),
    Op.EQUAL: lambda a, b: (a == b).view(np.uint8),
}
_IN_FIELDS: Final = np.array(
    [
        sum((byte >> at & 1) << OF_A_COUNT * at for at in range(MOST_COUNTS))
        for byte in range(1 << MOST_COUNTS)
    ],
    np.int64,
)
_ALONE: Final[Mapping[Op, Callable[[Values, int], Values]]] = {
    Op.NOT: lambda a, _: np.bitwise_xor(a, 1),
    Op.IS: lambda a, k: (a == k).view(np.uint8),
    Op.BELOW: lambda a, k: (a < k).view(np.uint8),
    Op.EXACTLY: lambda a, k: (a == k).view(np.uint8),
    Op.ADD_ALL: np.add,
    Op.TIMES: np.multiply,
    Op.PARTS: np.floor_divide,
    Op.HIGHER: np.maximum,
    Op.LOWER: np.minimum,
    Op.FROM: lambda a, k: np.subtract(k, a),
    Op.NARROW: lambda a, _: np.minimum(np.maximum(a, 0), 255).astype(np.uint8),
    Op.WIDEN: lambda a, k: np.left_shift(a, k, dtype=np.int64),
}


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A tape with its tables as arrays, the kinds of each of its results, and code of its own.

    `left`: after each step the numbers of registers that nobody reads any more. Their memory is
    taken by the next ones, while it is in the cache.
    """

    tape: Tape
    left: tuple[tuple[int, ...], ...]
    tables: tuple[Values, ...]
    kinds: tuple[Met, ...]
    own: Own


def ready(tape: Tape, *, in_full: bool = False, code_from: int | None = None) -> Ready:
    """`in_full`, `code_from`: as in `decide.engine`."""
    bytes_ = {it.t for it in tape.steps if it.op is Op.BYTE_OF}
    kinds = (np.uint8 if at in bytes_ else np.int64 for at in range(len(tape.tables)))
    tables = tuple(np.array(it, kind) for it, kind in zip(tape.tables, kinds, strict=True))
    known = not any(it.open for it in tape.columns)
    kinds_of = tuple(kinds_met(it, beforehand=known) for it in tape.results)
    own = Own(tape, tables, kinds_of if in_full else [None] * len(kinds_of), code_from)
    return Ready(tape, _left(tape), tables, kinds_of, own)


def _left(tape: Tape) -> tuple[tuple[int, ...], ...]:
    read = set(asked_for(tape))
    found = []
    for step in reversed(tape.steps):
        last = set(step.reads) - read
        read |= last
        found.append(tuple(it.number for it in last))
    return tuple(reversed(found))


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The cells of every scheme on the tape.

    `refused`: households that it is not for, in one of the schemes of `wrong` at least.
    """

    cells: tuple[CellsByKind, ...]
    refused: Mask
    wrong: frozenset[SchemeId]


def run(of: Ready, scene: Scene, unsettled: Unsettled | None = None) -> Found:
    """`unsettled`: as in `CellsByKind`. Raises NotForTapeError where the tape is for nobody."""
    refused = Refused(scene)
    for entity, level in scene.levels.items():
        if level.offsets is not None and level.offsets[-1]:
            large = np.diff(level.offsets) > MOST_INSIDE
            refused.add(scene.container(entity) or HOUSEHOLD, large)
    code = of.own.worth(sum(map(len, scene.levels.values())))
    many = of.tape.registers if code is None else code.loops.registers
    known: list[Values | None] = [None] * many
    for column in of.tape.columns:
        raw = code is not None and column.to in code.loops.raw
        known[column.to.number] = read(column, scene, refused, raw=raw)
    if code is not None:
        columns = [_of(it.to, known) for it in of.tape.columns]
        for number, its in worked_out(code.loops, code.run, columns, scene).items():
            known[number] = its
    else:
        with np.errstate(all="ignore"):  # of those who are refused anything may come
            for step, left in zip(of.tape.steps, of.left, strict=True):
                known[step.to.number] = _done(step, known, of.tables, scene)
                for number in left:
                    known[number] = None
    for it in of.tape.positive:
        refused.add(it.entity, _of(it, known) < 1)
    told = (None,) * len(of.kinds) if code is None else code.loops.told
    results = zip(of.tape.results, of.kinds, told, strict=True)
    cells = [_cells(it, met, its, known, unsettled) for it, met, its in results]
    wrong = {it.scheme for it in cells} if refused.households.any() else set()
    for one, met in zip(cells, of.kinds, strict=True):
        if met.refuses and _occurs(met.refused, one.kind):
            wrong.add(one.scheme)
            refused.add(one.entity, one.each(met.refused.view(np.uint8)).view(np.bool_))
    return Found(tuple(cells), refused.households, frozenset(wrong))


def _occurs(these: Mask, kind: Values) -> bool:
    """Whether somebody is of one of these kinds, which are few, and nobody as a rule."""
    return any((kind == it).any() for it in np.flatnonzero(these).tolist())


def _done(
    step: Step, known: Sequence[Values | None], tables: Sequence[Values], scene: Scene
) -> Values:
    a = _of(step.a, known)
    if step.op in _ALONE:
        return _ALONE[step.op](a, step.k)
    if step.b is not None and step.op in _PAIRS:
        return _PAIRS[step.op](a, _of(step.b, known))
    match step.op:
        case Op.JOIN:
            wide = np.uint8 if step.to.width is Width.BYTE else np.uint16
            return np.add(a, np.multiply(_of(step.b, known), wide(step.k), dtype=wide), dtype=wide)
        case Op.PACK:
            return np.add(a, np.left_shift(_of(step.b, known), step.k, dtype=np.int64))
        case Op.FIELD:
            above = a >> step.k
            return above & ((1 << step.t) - 1) if step.t else above
        case Op.BITS:
            return (a >> np.uint8(step.k)) & np.uint8((1 << step.t) - 1)
        case Op.CHOOSE:
            return np.where(_of(step.b, known).view(np.bool_), a, step.k)
        case Op.BYTE_OF | Op.NUMBER_OF:
            return places(a, len(tables[step.t])).of(tables[step.t])
        case Op.SPREAD | Op.SPREAD_NUMBER:
            return a.take(scene.parent_of(step.to.entity, step.a.entity), mode="clip")
        case Op.FIELDS:
            words = _IN_FIELDS.take(a)
            if step.b is not None:
                words += np.left_shift(_of(step.b, known), step.k)
            return words
        case Op.TOTAL:
            ends = scene.ends_of(step.to.entity, step.a.entity)
            running = np.empty(len(a) + 1, np.int64)
            running[0] = 0
            np.cumsum(a, out=running[1:])
            found: Values = np.diff(running.take(ends, mode="clip"))
            return found
        case Op.SIZE:
            sizes: Values = np.diff(scene.ends_of(step.to.entity, step.a.entity))
            return sizes
        case _:
            message = f"no such operation: {step.op!r}"
            raise AssertionError(message)


def _cells(
    of: Result,
    met: Met,
    told: Told | None,
    known: Sequence[Values | None],
    unsettled: Unsettled | None,
) -> CellsByKind:
    kind = met.kind(_of(of.key, known))
    return CellsByKind(
        scheme=of.scheme,
        entity=of.entity,
        kind=kind,
        kinds=met.kinds,
        amounts=tuple(_worked_out(it, known) for it in of.amounts) if told is None else (),
        parts=None if of.parts is None else _of(of.parts, known),
        told=None if told is None else (_of(told.outcome, known), _of(told.low, known)),
        unsettled=unsettled,
    )


def _worked_out(of: Ends, known: Sequence[Values | None]) -> tuple[Values, Values]:
    """As cells have it: from 0 on without an end is unknown, as is what is not applicable."""
    low, high = _of(of.low, known), _of(of.high, known)
    if of.open is not None:
        open_ = high >= of.open
        low, high = np.where(open_ & (low == 0), OPEN_LOW, low), np.where(open_, OPEN_HIGH, high)
    if of.there is not None:
        there = _of(of.there, known).view(np.bool_)
        low, high = np.where(there, low, OPEN_LOW), np.where(there, high, OPEN_HIGH)
    return low, high


def _of(register: Register | None, known: Sequence[Values | None]) -> Values:
    found = None if register is None else known[register.number]
    if found is None:
        message = f"register {register} is not written yet"
        raise AssertionError(message)
    return found
