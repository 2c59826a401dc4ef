"""Subjects told apart by what is true of them: each pattern once, with the places it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from doudi.runtime.population.planes import Mask

EVERYWHERE: Final = None
Rows: TypeAlias = npt.NDArray[np.intp] | None

Number = TypeVar("Number", bound=np.generic)


def patterns(masks: Sequence[Mask], size: int) -> Iterator[tuple[Rows, tuple[bool, ...]]]:
    """The places of each pattern of these masks that occurs; EVERYWHERE if there is only one."""
    if all(it.ndim == 0 or it.all() or not it.any() for it in masks):
        yield EVERYWHERE, tuple(bool(it.any()) for it in masks)
        return
    bits: npt.NDArray[np.int64] = np.zeros(size, np.int64)
    for it in masks:
        bits = bits * 2 + it
    for pattern in np.unique(bits).tolist():
        told = tuple(bool(pattern >> at & 1) for at in reversed(range(len(masks))))
        yield np.flatnonzero(bits == pattern), told


def at_rows(values: npt.NDArray[Number], rows: Rows, size: int) -> npt.NDArray[Number]:
    if rows is EVERYWHERE or values.ndim == 0:
        return values
    return values[rows] if len(values) == size else values


def placed(
    rows: npt.NDArray[np.intp], these: npt.NDArray[Any], into: npt.NDArray[Number]
) -> npt.NDArray[Number]:
    """A copy of `into` with these at the places."""
    found = into.copy()
    found[rows] = these
    return found
