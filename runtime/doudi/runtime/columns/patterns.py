"""Subjects told apart by what is true of them: each pattern once, with the places it stands at."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Integers, Mask
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId

EVERYWHERE: Final = None
Places: TypeAlias = npt.NDArray[np.intp]
Rows: TypeAlias = Places | None

_SPAN: Final = 1 << 16  # of numbers so close together, a table is quicker than sorting

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


def prevailing_apart(
    facet: str, provisions: Sequence[Provision], apart: Collection[tuple[int, int]], index: Index
) -> tuple[list[int], tuple[ProvisionId, ...]]:
    """As `contest.prevailing`, where it is known which two differ: who is left, and who clashes.

    `apart`: pairs of places, the lower first; who is left is told by places too.
    """
    left, clash = prevailing(
        facet,
        [(it, at) for at, it in enumerate(provisions)],
        lambda one, other: (min(one, other), max(one, other)) in apart,
        index,
        [],
    )
    return [at for _, at in left], clash


def told_apart(columns: Sequence[Integers]) -> tuple[Places, Places]:
    """Of each combination of values a place that has it, and for each place which one it has."""
    _, which = ranked(columns[0])
    for column in columns[1:]:
        many, inner = ranked(column)
        _, which = ranked(which * many + inner)
    first = np.empty(int(which.max(initial=-1)) + 1, np.intp)
    first[which] = np.arange(len(which))
    return first, which


def ranked(column: npt.NDArray[np.integer[Any]]) -> tuple[int, Places]:
    """How many values there are, and for each place the rank of its own among them."""
    if not len(column):
        return 0, np.zeros(0, np.intp)
    column = _within_reach(column)
    low = int(column.min())
    span = int(column.max()) - low + 1
    if span > _SPAN + 4 * len(column):
        distinct, which = np.unique(column, return_inverse=True)
        return len(distinct), which
    there = np.zeros(span, np.bool_)
    there[column - low] = True
    rank = np.cumsum(there) - 1
    return int(rank[-1]) + 1, rank[column - low]


def _within_reach(column: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.integer[Any]]:
    """With open ends next to the others, in the same order: where they lie, only sorting helps."""
    if column.dtype != np.int64:
        return column
    below, above = column == OPEN_LOW, column == OPEN_HIGH
    open_ = below | above
    if open_.all() or not open_.any():
        return column
    closed = column[~open_]
    nearer = np.where(below, closed.min() - 1, column)
    return np.where(above, closed.max() + 1, nearer)


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
