"""What a tape reads: the planes of a chunk as registers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.numbers import measured
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import FAR, Column, Part
from doudi.runtime.population.planes import (
    FALSE,
    OPEN_HIGH,
    OPEN_LOW,
    TRUE,
    UNKNOWN,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program.ids import FactId, TermId

Values = npt.NDArray[Any]


class NotForTapeError(Exception):
    """Something in the chunk is not known, or larger than the tape was written for."""


def read(column: Column, scene: Scene) -> Values:
    """Raises NotForTapeError."""
    level = scene.levels[column.to.entity]
    if column.of in level.terms:
        return _given(*level.terms[TermId(column.of)], column)
    plane = level.facts[FactId(column.of)]
    if plane.absent is not None:
        raise NotForTapeError
    return _with_unknown(plane, column) if column.open else _known(plane, column)


def _given(plane: Plane, where: Mask, column: Column) -> Values:
    if column.part is Part.GIVEN:
        return where.view(np.uint8)
    if plane.absent is not None or not isinstance(plane, Truths):
        raise NotForTapeError
    there = np.where(where, plane.code, np.uint8(FALSE))
    its = replace(plane, code=there)
    return _with_unknown(its, column) if column.open else _known(its, column)


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
        case Numbers(low=low, high=high):
            _refuse_unlike(plane, column)
            if high is not low and not np.array_equal(low, high):
                raise NotForTapeError
            return low


def _with_unknown(plane: Plane, column: Column) -> Values:
    match plane:
        case Truths(code=code):
            is_so: Mask = code == TRUE if column.part is Part.CERTAIN else code != FALSE
            return is_so.view(np.uint8)
        case Symbols(code=code):
            return np.where(code < 0, column.bound, code).astype(np.uint8)
        case Numbers(low=low, high=high):
            _refuse_unlike(plane, column)
            if column.part is Part.LOW:
                return np.where(low == OPEN_LOW, -FAR, low)
            return np.where(high == OPEN_HIGH, FAR, high)


def _refuse_unlike(plane: Numbers, column: Column) -> None:
    if not isinstance(plane.per, int) or plane.per != 1:
        raise NotForTapeError
    if plane.bound > column.bound and measured(plane).bound > column.bound:
        raise NotForTapeError
