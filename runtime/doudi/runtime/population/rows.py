"""Rows in their order: so many at a time, or those that lie in the given ones.

A table of contained things stands in the order of what they lie in, so that both are read side by
side, once, without keeping more than a chunk of either.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from doudi.runtime.population.arrays import joined, mask, nulls, plain, whole_numbers
from doudi.runtime.population.planes import Integers
from doudi.runtime.population.tables import Stretch


class Waiting:
    """What has been read and not yet handed out."""

    def __init__(self, stretches: Iterator[Stretch]) -> None:
        self._rest = stretches
        self.ahead: list[Stretch] = []

    def __len__(self) -> int:
        return sum(map(len, self.ahead))

    def more(self) -> bool:
        """Reads another stretch; False where there is none."""
        for found in self._rest:
            if len(found):  # streams may have batches without rows
                self.ahead.append(found)
                return True
        return False

    def take(self, rows: int) -> tuple[Stretch, ...]:
        """The next so many, or all there are."""
        while len(self) < rows and self.more():
            pass
        taken: list[Stretch] = []
        while rows and self.ahead:
            first = self.ahead.pop(0)
            if len(first) > rows:
                self.ahead.insert(0, first.slice(rows, len(first)))
                first = first.slice(0, rows)
            taken.append(first)
            rows -= len(first)
        return tuple(taken)


class Contained:
    """The rows of a table that names, in its column `key`, what each of them lies in."""

    def __init__(self, stretches: Iterator[Stretch], key: str) -> None:
        self._waiting = Waiting(stretches)
        self._key = key

    def of(self, ids: pa.Array) -> tuple[Integers, tuple[Stretch, ...]]:
        """What lies in these, in their order, and where that of each begins and ends.

        `ids` are those that come next. Whatever does not lie in them stays: see `left`.
        """
        keys = self._keys(ids)
        starts = _starts(keys)
        named = keys.take(pa.array(starts))
        among = _in_order(named, ids)
        ends = np.append(starts, len(keys))[: len(among) + 1]
        counts = np.zeros(len(ids), np.int64)
        counts[among] = np.diff(ends)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return offsets, self._waiting.take(int(ends[-1]))

    def left(self) -> Stretch | None:
        """The next row that lies in nothing that came so far."""
        return self._waiting.ahead[0] if self._waiting.ahead or self._waiting.more() else None

    def _keys(self, ids: pa.Array) -> pa.Array:
        """Of all that waits, when the last of it lies in none of `ids` or there is no more."""
        known: list[pa.Array] = []
        while True:
            new = self._waiting.ahead[len(known) :]
            known += [_comparable(it.batch.column(self._key), ids) for it in new]
            last = known[-1][len(known[-1]) - 1] if known else None
            if last is not None and (not last.is_valid or pc.index(ids, last).as_py() < 0):
                break
            if not self._waiting.more():
                break
        return joined(known) if known else pa.array([], ids.type)


def _comparable(keys: pa.Array, ids: pa.Array) -> pa.Array:
    """What is nothing but nulls has no type of its own."""
    return pa.nulls(len(keys), ids.type) if pa.types.is_null(keys.type) else plain(keys)


def _starts(keys: pa.Array) -> Integers:
    """Where another key begins; one that is null stands for itself."""
    if len(keys) == 0:
        return np.zeros(0, np.int64)
    same = pc.equal(keys[1:], keys[:-1])
    alike = mask(same)
    unknown = nulls(same)
    if unknown is not None:
        alike = alike & ~unknown
    return np.concatenate([np.zeros(1, np.int64), np.flatnonzero(~alike) + 1])


def _in_order(named: pa.Array, ids: pa.Array) -> Integers:
    """The places among `ids` of the first of `named`, as far as they go up."""
    if len(named) >= len(ids) and named[: len(ids)].equals(ids):
        return np.arange(len(ids))
    places = whole_numbers(pc.index_in(named, value_set=ids).fill_null(-1))
    up = np.diff(places, prepend=-1) > 0
    return places if up.all() else places[: int(up.argmin())]
