"""A tape run by NumPy over a chunk: one call for each operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.cells import NOBODY, Cells
from doudi.runtime.columns.numbers import measured
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape import fast
from doudi.runtime.columns.tape.code import Column, Op, Register, Result, Step, Tape
from doudi.runtime.columns.tape.lower import MOST_INSIDE, MOST_SUMMED
from doudi.runtime.population.planes import UNKNOWN, Indices, Numbers, Plane, Symbols, Truths

Values = npt.NDArray[Any]


class NotForTapeError(Exception):
    """Something in the chunk is not known, or larger than the tape was written for."""


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
_ALONE: Final[Mapping[Op, Callable[[Values, int], Values]]] = {
    Op.NOT: lambda a, _: np.bitwise_xor(a, 1),
    Op.IS: lambda a, k: (a == k).view(np.uint8),
    Op.BELOW: lambda a, k: (a < k).view(np.uint8),
    Op.EXACTLY: lambda a, k: (a == k).view(np.uint8),
    Op.ADD_ALL: np.add,
    Op.TIMES: np.multiply,
    Op.PARTS: np.floor_divide,
    Op.HIGHER: np.maximum,
    Op.WIDEN: lambda a, _: a.astype(np.int64),
}


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A tape with its tables as arrays, of the type that what is looked up in them has."""

    tape: Tape
    tables: tuple[Values, ...]


def ready(tape: Tape) -> Ready:
    bytes_ = {it.t for it in tape.steps if it.op is Op.BYTE_OF}
    for one in tape.results:
        bytes_ |= {one.outcome, one.status, one.not_met, *(where for where, _ in one.amounts)}
    places = {it.provision for it in tape.results}
    kinds = (
        np.uint8 if at in bytes_ else np.int32 if at in places else np.int64
        for at in range(len(tape.tables))
    )
    return Ready(
        tape, tuple(np.array(it, kind) for it, kind in zip(tape.tables, kinds, strict=True))
    )


def run(of: Ready, scene: Scene) -> Iterator[Cells]:
    """The cells of every scheme on the tape; raises NotForTapeError before any."""
    tape, tables = of.tape, of.tables
    known: list[Values | None] = [None] * tape.registers
    for column in tape.columns:
        known[column.to.number] = _read(column, scene)
    for step in tape.steps:
        known[step.to.number] = _done(step, known, tables, scene)
    for it in tape.positive:
        if (_of(it, known) < 1).any():
            raise NotForTapeError
    for one in tape.results:
        if one.refused is not None and tables[one.refused].take(_of(one.key, known)).any():
            raise NotForTapeError
    nothing = {
        entity: np.broadcast_to(np.array(NOBODY, np.int32), len(level))
        for entity, level in scene.levels.items()
    }
    return (_cells(one, known, tables, nothing[one.entity]) for one in tape.results)


def _read(column: Column, scene: Scene) -> Values:
    level = scene.levels[column.to.entity]
    plane = level.facts[column.fact]
    if plane.absent is not None or len(level) > MOST_SUMMED:
        raise NotForTapeError
    return _known(plane, column)


def _known(plane: Plane, column: Column) -> Values:
    match plane:
        case Truths(code=code):
            if plane.open and (code == UNKNOWN).any():
                raise NotForTapeError
            return code >> 1
        case Symbols(code=code):
            if code.min(initial=0) < 0:
                raise NotForTapeError
            return code.astype(np.uint8)
        case Numbers(low=low, high=high, per=per):
            if not isinstance(per, int) or per != 1:
                raise NotForTapeError
            if plane.bound > column.bound and measured(plane).bound > column.bound:
                raise NotForTapeError
            if high is not low and not np.array_equal(low, high):
                raise NotForTapeError
            return low


def _done(step: Step, known: list[Values | None], tables: Sequence[Values], scene: Scene) -> Values:
    a = _of(step.a, known)
    if step.op in _ALONE:
        return _ALONE[step.op](a, step.k)
    if step.b is not None and step.op in _PAIRS:
        return _PAIRS[step.op](a, _of(step.b, known))
    match step.op:
        case Op.JOIN:
            # NumPy multiplies bytes many at a time, and shifts them one after another.
            return np.bitwise_or(a, np.multiply(_of(step.b, known), np.uint8(1 << step.k)))
        case Op.CHOOSE:
            return np.where(_of(step.b, known).view(np.bool_), a, step.k)
        case Op.BYTE_OF | Op.NUMBER_OF:
            return tables[step.t].take(a, mode="clip")
        case Op.SPREAD | Op.SPREAD_NUMBER:
            return a.take(scene.parent_of(step.to.entity, step.a.entity))
        case Op.TOTAL:
            ends = scene.ends_of(step.to.entity, step.a.entity)
            running = np.zeros(len(a) + 1, np.int64)
            np.cumsum(a, out=running[1:])
            found: Values = np.diff(running[ends])
            return found
        case Op.SIZE:
            sizes: Values = np.diff(scene.ends_of(step.to.entity, step.a.entity))
            if sizes.max(initial=0) > MOST_INSIDE:
                raise NotForTapeError
            return sizes
        case _:
            message = f"no such operation: {step.op!r}"
            raise AssertionError(message)


def _cells(
    of: Result, known: list[Values | None], tables: Sequence[Values], nothing: Indices
) -> Cells:
    key = _of(of.key, known)
    outcome, status, low, provision, not_met = fast.looked_up(
        key, [tables[it] for it in (of.outcome, of.status, of.low, of.provision, of.not_met)]
    )
    # Tables that say the same are one, be it a byte for one and a sum of money for another.
    low = low.astype(np.int64, copy=False)
    high = low
    if of.high != of.low:
        high = tables[of.high].take(key, mode="clip").astype(np.int64, copy=False)
    for where, amounts in of.amounts:
        mask = tables[where].take(key, mode="clip").view(np.bool_)
        for ends in {id(it): it for it in (low, high)}.values():
            np.copyto(ends, _of(amounts, known), where=mask)
    if of.part is not None:
        not_met *= _of(of.part, known) + np.uint8(1)
    return Cells(
        scheme=of.scheme,
        entity=of.entity,
        outcome=outcome,
        status=status,
        low=low,
        high=high,
        provision=provision.astype(np.int32, copy=False),
        condition=not_met,
        missing=nothing,
    )


def _of(register: Register | None, known: list[Values | None]) -> Values:
    found = None if register is None else known[register.number]
    if found is None:
        message = f"register {register} is not written yet"
        raise AssertionError(message)
    return found
