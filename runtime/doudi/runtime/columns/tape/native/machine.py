"""A chunk worked out by code of the machine's own, block by block.

A block is some households with all who live in them: what is worked out for them stays in the
core's second cache from one loop to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import Width
from doudi.runtime.columns.tape.native.loops import Loops
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Integers
from doudi.runtime.program.ids import EntityId

Values: TypeAlias = npt.NDArray[Any]
Run: TypeAlias = Callable[[int, int, int], None]

HOUSEHOLDS: Final = 1 << 11  # in a block

_KINDS: Final = {
    Width.BYTE: np.dtype(np.uint8),
    Width.KEY: np.dtype(np.uint16),
    Width.NUMBER: np.dtype(np.int64),
}
_BEYOND: Final = 32  # so many values behind the last a loop may read and write


def worked_out(of: Loops, run: Run, columns: Sequence[Values], scene: Scene) -> dict[int, Values]:
    """What is kept of a chunk, by the numbers of registers.

    `columns`: as they are read; `run`: `function.module` of the loops, compiled.
    """
    starts = _starts(of, scene)
    sizes = {it: len(scene.levels[it]) for it in of.levels}
    least = dict(zip(of.levels, np.diff(starts).min(axis=1, initial=_BEYOND), strict=True))
    _refuse_unlike(of, columns, sizes, starts)
    read = [
        _side_by_side(it, roomy=least[to.entity] < _BEYOND)
        for it, to in zip(columns, of.columns, strict=True)
    ]
    kept = [np.empty(sizes[it.entity] + _BEYOND, _KINDS[it.width]) for it in of.kept]
    inside = [
        _side_by_side(scene.ends_of(*it), roomy=least[it[0]] < _BEYOND) for it in of.relations
    ]
    most = dict(zip(of.levels, np.diff(starts).max(axis=1, initial=0).tolist(), strict=True))
    room = [np.empty((most[it.entity] + _BEYOND) * it.width, np.uint8) for it in of.room]
    slots = np.array(
        [it.ctypes.data for it in (*read, *kept, *inside, *of.tables, *room)], np.int64
    )
    run(slots.ctypes.data, starts.ctypes.data, starts.shape[1] - 1)
    return {to.number: it[: sizes[to.entity]] for to, it in zip(of.kept, kept, strict=True)}


def _starts(of: Loops, scene: Scene) -> Integers:
    """For each level where its subjects of each block begin, and the end of all."""
    households = len(scene.levels[HOUSEHOLD])
    starts = np.arange(0, households + HOUSEHOLDS, HOUSEHOLDS)
    starts[-1] = households
    levels = (
        starts if it == HOUSEHOLD else scene.ends_of(HOUSEHOLD, it)[starts] for it in of.levels
    )
    return np.array([*levels], np.int64)


def _side_by_side(values: Values, *, roomy: bool) -> Values:
    """`roomy`: with room behind the last, for what a loop reads there."""
    if roomy:
        return np.concatenate([values, np.zeros(_BEYOND, values.dtype)])
    return np.ascontiguousarray(values)


def _refuse_unlike(
    of: Loops, columns: Sequence[Values], sizes: dict[EntityId, int], starts: Integers
) -> None:
    """Loops over addresses would go on behind the end."""
    alike = all(
        len(it) == sizes[to.entity] and it.dtype.itemsize == to.width.value
        for it, to in zip(columns, of.columns, strict=True)
    )
    if not alike or starts[:, 0].any() or starts[:, -1].tolist() != [*sizes.values()]:
        message = "a column of a chunk, or what lies in its households, has another length"
        raise ValueError(message)
