"""A tape run by one compiled function, block by block, where numba is installed.

A block is some households with all who live in them: what is worked out for them stays in the
core's second cache from one instruction to the next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.machine_code import Program
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Integers

Values = npt.NDArray[Any]

HOUSEHOLDS: Final = 1 << 11  # in a block

_TYPES: Final[Mapping[int, np.dtype[Any]]] = {
    1: np.dtype(np.uint8),
    2: np.dtype(np.uint16),
    8: np.dtype(np.int64),
}
_LINE: Final = 64  # bytes of memory that are fetched at once
_BEYOND: Final = 8  # so many values from the last on a loop may write


def worked_out(
    of: Program, columns: Sequence[Values], scene: Scene, loops: ModuleType
) -> dict[int, Values]:
    """What is kept of a chunk, by the numbers of registers.

    `columns`: as they are read; `loops`: `tape.machine_loops`.
    """
    sizes = np.array([len(scene.levels[it]) for it in of.levels], np.int64)
    starts = _starts(of, int(sizes[0]), scene)
    columns = [_side_by_side(it) for it in columns]
    _refuse_unlike(of, columns, sizes, starts)
    slots = of.slots.copy()
    kept = slots[len(columns) : len(columns) + len(of.kept)]
    room = slots[len(slots) - of.room :]
    found = _together(kept, sizes, loops)
    held = _together(room, np.diff(starts).max(axis=1, initial=0), loops)
    room[:, 1] = 0  # every block takes the same
    inside = [scene.ends_of(*it) for it in of.relations]
    slots[: len(columns), 0] = [loops.address(it) for it in columns]
    after = len(columns) + len(of.kept)
    slots[after : after + len(inside), 0] = [loops.address(it) for it in inside]
    loops.run(of.instructions, slots, starts)
    del held  # not before
    first = loops.address(found)
    return {
        number: np.ndarray(many, _TYPES[width], found, at)
        for number, many, width, at in zip(
            of.kept,
            sizes[kept[:, 2]].tolist(),
            kept[:, 1].tolist(),
            (kept[:, 0] - first).tolist(),
            strict=True,
        )
    }


def _starts(of: Program, households: int, scene: Scene) -> Integers:
    """For each level where its subjects of each block begin, and the end of all."""
    starts = np.arange(0, households + HOUSEHOLDS, HOUSEHOLDS)
    starts[-1] = households
    levels = (
        starts if it == HOUSEHOLD else scene.ends_of(HOUSEHOLD, it)[starts] for it in of.levels
    )
    return np.array([*levels], np.int64)


def _side_by_side(values: Values) -> Values:
    flags = values.flags
    return values if flags.c_contiguous and flags.aligned else values.copy()


def _refuse_unlike(
    of: Program, columns: Sequence[Values], sizes: Integers, starts: Integers
) -> None:
    """Loops over addresses would go on behind the end."""
    long = [len(it) for it in columns] == sizes[of.slots[: len(columns), 2]].tolist()
    if not long or starts[:, 0].any() or (starts[:, -1] != sizes).any():
        message = "a column of a chunk, or what lies in its households, has another length"
        raise ValueError(message)


def _together(slots: Integers, sizes: Integers, loops: ModuleType) -> Values:
    """Room for slots in one piece of memory, where it is written in them; `sizes` by level."""
    lines = -(-slots[:, 1] * (sizes[slots[:, 2]] + _BEYOND) // _LINE)
    found = np.empty((int(lines.sum()) + 1) * _LINE, np.uint8)
    first = -(-loops.address(found) // _LINE)
    slots[:, 0] = (first + np.cumsum(lines) - lines) * _LINE
    return found
