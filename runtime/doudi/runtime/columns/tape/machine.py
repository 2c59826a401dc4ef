"""A tape run by one compiled function, block by block, where numba is installed.

A block is some households with all who live in them: what is worked out for them stays in the
core's second cache from one instruction to the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from types import ModuleType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import Register, Width
from doudi.runtime.columns.tape.machine_code import Program
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.ids import EntityId

Values = npt.NDArray[Any]

HOUSEHOLDS: Final = 1 << 9  # in a block

_TYPES: Final = {Width.BYTE: np.uint8, Width.KEY: np.uint16, Width.NUMBER: np.int64}
_LINE: Final = 64  # bytes of memory that are fetched at once
_BEYOND: Final = 8  # so many values from the last on a loop may write


def worked_out(
    of: Program, columns: Sequence[Values], scene: Scene, loops: ModuleType
) -> dict[Register, Values]:
    """What is kept of a chunk. `columns`: as they are read; `loops`: `columns.loops`."""
    sizes = {it: len(scene.levels[it]) for it in of.levels}
    starts = _starts(sizes, scene)
    columns = [_side_by_side(it) for it in columns]
    _refuse_unlike(of, columns, sizes, starts)
    most = np.diff(starts).max(axis=1, initial=0).tolist()
    kept, kept_at = _together([(it.width.value, sizes[it.entity]) for it in of.kept], loops)
    room, room_at = _together([(width, most[level]) for width, level in of.room], loops)
    inside = [scene.ends_of(*it) for it in of.relations]
    known = [*map(loops.address, columns), *kept_at, *map(loops.address, inside)]
    slots = of.slots.copy()
    slots[: len(known), 0] = known
    slots[len(slots) - len(room_at) :, 0] = room_at
    loops.run(of.instructions, slots, starts)
    del room  # not before
    first = loops.address(kept)
    return {
        it: np.ndarray(sizes[it.entity], _TYPES[it.width], kept, at - first)
        for it, at in zip(of.kept, kept_at, strict=True)
    }


def _starts(sizes: Mapping[EntityId, int], scene: Scene) -> npt.NDArray[np.int64]:
    """For each level where its subjects of each block begin, and the end of all."""
    many = sizes[HOUSEHOLD]
    starts = np.arange(0, many + HOUSEHOLDS, HOUSEHOLDS)
    starts[-1] = many
    levels = (starts if it == HOUSEHOLD else scene.ends_of(HOUSEHOLD, it)[starts] for it in sizes)
    return np.array([*levels], np.int64)


def _side_by_side(values: Values) -> Values:
    flags = values.flags
    return values if flags.c_contiguous and flags.aligned else values.copy()


def _refuse_unlike(
    of: Program,
    columns: Sequence[Values],
    sizes: Mapping[EntityId, int],
    starts: npt.NDArray[np.int64],
) -> None:
    """Loops over addresses would go on behind the end."""
    long = all(len(its) == sizes[it.entity] for it, its in zip(of.columns, columns, strict=True))
    if not long or starts[:, 0].any() or starts[:, -1].tolist() != [*sizes.values()]:
        message = "a column of a chunk, or what lies in its households, has another length"
        raise ValueError(message)


def _together(of: Sequence[tuple[int, int]], loops: ModuleType) -> tuple[Values, list[int]]:
    """Room for so many values of a width each, in one piece of memory, and where each begins."""
    sizes = (-(-width * (many + _BEYOND) // _LINE) * _LINE for width, many in of)
    *ends, whole = accumulate(sizes, initial=0)
    found = np.empty(whole + _LINE, np.uint8)
    first = -(-loops.address(found) // _LINE) * _LINE
    return found, [first + it for it in ends]
