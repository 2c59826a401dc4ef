"""What a tape reads: the planes of a chunk as registers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import for_each, plane_of
from doudi.runtime.columns.expressions import value
from doudi.runtime.columns.numbers import TooLargeError, measured
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import FAR, Asked, Column, Part
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    OPEN_HIGH,
    OPEN_LOW,
    TRUE,
    UNKNOWN,
    Codes,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.values import NotApplicable

Values = npt.NDArray[Any]


class NotForTapeError(Exception):
    """Something in the chunk is not as the tape was written for; nobody in it is for the tape."""


@dataclass(slots=True, eq=False)
class Refused:
    """Households that are not for the tape: somebody in them has what it does not do."""

    scene: Scene
    households: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.households = np.zeros(len(self.scene.levels[HOUSEHOLD]), np.bool_)

    def add(self, entity: EntityId, where: Mask) -> None:
        if where.any():
            rows = np.flatnonzero(where)
            self.households[self.scene.places_of(rows, entity, HOUSEHOLD)] = True


def read(column: Column, scene: Scene, refused: Refused, *, raw: bool = False) -> Values:
    """`raw`: truths and open ends of numbers stay as the plane has them. Raises NotForTapeError."""
    entity = column.to.entity
    level = scene.levels[entity]
    if isinstance(column.of, Asked):
        return _asked(column.of, column, scene, refused, raw=raw)
    if column.of in level.terms:
        plane, where = level.terms[TermId(column.of)]
        return _given(plane, where, column, refused, raw=raw)
    return _of_plane(level.facts[FactId(column.of)], column, refused, raw=raw)


def _of_plane(plane: Plane, column: Column, refused: Refused, *, raw: bool) -> Values:
    absent = plane.absent
    if column.part is Part.THERE:
        size = len(plane.low) if isinstance(plane, Numbers) else len(plane.code)
        return np.ones(size, np.uint8) if absent is None else (~absent).view(np.uint8)
    if absent is not None and not column.absent and not isinstance(plane, Truths):
        refused.add(column.to.entity, absent)
    if column.open:
        return _with_unknown(plane, column, refused, raw=raw)
    return _known(plane, column, refused, raw=raw)


def _asked(of: Asked, column: Column, scene: Scene, refused: Refused, *, raw: bool) -> Values:
    """What a tape has no operations for, worked out in the general way."""
    try:
        found = value(of.expr, of.place, scene)
    except TooLargeError:
        raise NotForTapeError from None
    if isinstance(found, NotApplicable):
        raise NotForTapeError
    plane = for_each(plane_of(found, scene.names), len(scene.levels[column.to.entity]))
    return _of_plane(plane, column, refused, raw=raw)


def _given(plane: Plane, where: Mask, column: Column, refused: Refused, *, raw: bool) -> Values:
    if column.part is Part.GIVEN:
        return where.view(np.uint8)
    absent = None if plane.absent is None else plane.absent & where
    match plane:
        case Truths(code=code):
            its: Plane = replace(plane, code=np.where(where, code, np.uint8(FALSE)), absent=absent)
        case Symbols(code=symbol):
            its = replace(plane, code=np.where(where, symbol, 0), absent=absent)
        case Numbers(low=low, high=high):
            least = np.where(where, low, 0)
            most = least if high is low else np.where(where, high, 0)
            its = replace(plane, low=least, high=most, absent=absent)
    return _of_plane(its, column, refused, raw=raw)


def _known(plane: Plane, column: Column, refused: Refused, *, raw: bool) -> Values:
    match plane:
        case Truths(code=code):
            if plane.open and (code == UNKNOWN).any():
                raise NotForTapeError
            return code if raw else code >> 1
        case Symbols(code=code, absent=absent):
            unknown = code < 0 if absent is None else (code < 0) & ~absent
            if unknown.any():
                raise NotForTapeError
            known = code.view(np.uint8) if code.itemsize == 1 else code.astype(np.uint8)
            return known if absent is None else np.where(absent, np.uint8(column.bound + 1), known)
        case Numbers(low=low, high=high):
            if high is not low:
                apart = low != high if plane.absent is None else (low != high) & ~plane.absent
                if apart.any():
                    raise NotForTapeError
            _refuse_large(plane, column, refused)
            return low


def _with_unknown(plane: Plane, column: Column, refused: Refused, *, raw: bool) -> Values:
    match plane:
        case Truths(code=code):
            return code if raw else _bytes(code, column.part)
        case Symbols(code=code, absent=absent):
            known = np.minimum(code.astype(np.uint8), np.uint8(column.bound))  # -1 is 255
            return known if absent is None else np.where(absent, np.uint8(column.bound + 1), known)
        case Numbers(low=low, high=high):
            _refuse_large(plane, column, refused)
            if not column.endless:
                refused.add(column.to.entity, (low == OPEN_LOW) | (high == OPEN_HIGH))
            if raw:
                return low if column.part is Part.LOW else high
            if column.part is Part.LOW:
                return np.where(low == OPEN_LOW, -FAR, low)
            return np.where(high == OPEN_HIGH, FAR, high)


def _bytes(code: Codes, part: Part) -> Values:
    match part:
        case Part.CERTAIN:
            so: Mask = code == TRUE
        case Part.JUDGED:
            so = code >= JUDGEMENT
        case _:
            so = code != FALSE
    return so.view(np.uint8)


def _refuse_large(plane: Numbers, column: Column, refused: Refused) -> None:
    if not isinstance(plane.per, int) or plane.per != column.per:
        raise NotForTapeError
    if plane.bound > column.bound and measured(plane).bound > column.bound:
        for ends, none in ((plane.low, OPEN_LOW), (plane.high, OPEN_HIGH)):
            large = (np.abs(ends) > column.bound) & (ends != none)
            refused.add(column.to.entity, large if plane.absent is None else large & ~plane.absent)
