"""Some households of a chunk, with all that lies in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.population.chunk import Chunk, Level
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Numbers, Plane, Symbols, Truths
from doudi.runtime.program.ids import EntityId

Key = TypeVar("Key")
Its = TypeVar("Its")


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """`rows`: for each kind, the places in the chunk that its subjects stand at."""

    levels: Mapping[EntityId, Level]
    rows: Mapping[EntityId, npt.NDArray[np.intp]]


def selected(
    chunk: Chunk, households: npt.NDArray[np.intp], containers: Mapping[EntityId, EntityId | None]
) -> Selection | None:
    """None where there are none. `containers`: what each kind lies in."""
    if not len(households):
        return None
    rows: dict[EntityId, npt.NDArray[np.intp]] = {HOUSEHOLD: households}
    levels: dict[EntityId, Level] = {}
    waiting = [it for it in chunk.levels if it != HOUSEHOLD]
    while waiting:
        ready = [it for it in waiting if containers[it] in rows]
        for it in ready:
            outer = rows[containers[it]]  # type: ignore[index]
            ends = chunk.levels[it].offsets
            if ends is None:
                continue
            sizes = ends[outer + 1] - ends[outer]
            first = np.cumsum(sizes) - sizes
            rows[it] = np.arange(int(sizes.sum())) + np.repeat(ends[outer] - first, sizes)
            levels[it] = _level(chunk.levels[it], rows[it], np.concatenate(([0], np.cumsum(sizes))))
        waiting = [it for it in waiting if it not in rows]
    levels[HOUSEHOLD] = _level(chunk.levels[HOUSEHOLD], households, None)
    return Selection(levels, rows)


def taken(plane: Plane, rows: npt.NDArray[np.integer[Any]]) -> Plane:
    """The plane at these places."""
    absent = None if plane.absent is None else plane.absent[rows]
    match plane:
        case Truths():
            return replace(plane, code=plane.code[rows], absent=absent)
        case Symbols():
            return Symbols(plane.code[rows], absent)
        case Numbers(low=low, high=high, per=per):
            least = low[rows]
            most = least if high is low else high[rows]
            its = per if isinstance(per, int) else per[rows]
            return replace(plane, low=least, high=most, per=its, absent=absent)


@dataclass(frozen=True, slots=True, eq=False)
class _Taken(Mapping[Key, Its], Generic[Key, Its]):
    """Those of the whole at some places; each is taken when it is first asked for: few are."""

    whole: Mapping[Key, Its]
    take: Callable[[Its], Its]
    kept: dict[Key, Its] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> Its:
        if key not in self.kept:
            self.kept[key] = self.take(self.whole[key])
        return self.kept[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self.whole)

    def __len__(self) -> int:
        return len(self.whole)


def _level(of: Level, rows: npt.NDArray[np.intp], offsets: npt.NDArray[np.int64] | None) -> Level:
    return replace(
        of,
        ids=of.ids.take(pa.array(rows)),
        offsets=offsets,
        facts=_Taken(of.facts, lambda it: taken(it, rows)),
        terms=_Taken(of.terms, lambda it: (taken(it[0], rows), it[1][rows])),
        statuses=_Taken(of.statuses, lambda it: it[rows]),
    )
