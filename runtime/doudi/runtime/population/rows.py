"""Rows in their order: so many at a time, or those that lie in the given ones.

A table of contained things stands in the order of what they lie in, so that both are read side by
side, once, without keeping more than a chunk of either.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from doudi.runtime.population.arrays import joined, mask, nulls, plain, whole_numbers
from doudi.runtime.population.planes import Integers
from doudi.runtime.population.tables import Stretch


class Waiting:
    """What has been read and not yet handed out."""

    def __init__(self, stretches: Iterator[Stretch]) -> None:
        self._rest = stretches
        self._ahead: list[Stretch] = []

    def all(self) -> Iterator[Stretch]:
        """What waits, then what comes; all of it stays."""
        at = 0
        while at < len(self._ahead) or self._more():
            yield self._ahead[at]
            at += 1

    def take(self, rows: int) -> tuple[Stretch, ...]:
        """The next so many, or all there are."""
        taken: list[Stretch] = []
        while rows and (self._ahead or self._more()):
            first = self._ahead.pop(0)
            if len(first) > rows:
                self._ahead.insert(0, first.slice(rows, len(first)))
                first = first.slice(0, rows)
            taken.append(first)
            rows -= len(first)
        return tuple(taken)

    def _more(self) -> bool:
        """Reads another stretch; False where there is none."""
        for found in self._rest:
            if len(found):  # streams may have batches without rows
                self._ahead.append(found)
                return True
        return False


class Contained:
    """The rows of a table that names, in its column `key`, what each of them lies in."""

    def __init__(self, stretches: Iterator[Stretch], key: str) -> None:
        self._waiting = Waiting(stretches)
        self._key = key
        self._last = 0  # rows that were handed out the last time

    def of(self, ids: pa.Array) -> tuple[Integers, tuple[Stretch, ...]]:
        """What lies in these, in their order, and where that of each begins and ends.

        `ids` are those that come next. Whatever does not lie in them stays: see `left`.
        """
        keys = self._keys(ids)
        ends = _ends(keys)
        offsets = ends[: len(ids) + 1]
        if not _each_has_its_own(keys, ends[:-1], ids):
            offsets = _offsets(keys, ends, ids)
        self._last = int(offsets[-1])
        return offsets, self._waiting.take(self._last)

    def left(self) -> Stretch | None:
        """The next row that lies in nothing that came so far."""
        return next(self._waiting.all(), None)

    def _keys(self, ids: pa.Array) -> pa.Array:
        """Of the rows that come: all there are, or so many that the last lies in none of `ids`."""
        rows = 1 + max(len(ids), self._last + self._last // 8)  # about as many as the last time
        known: list[pa.Array] = []
        for stretch in self._waiting.all():
            column = stretch.batch.column(self._key)
            for at in range(0, len(column), rows):
                known.append(_comparable(column.slice(at, rows), ids))
                if not _among(known[-1][len(known[-1]) - 1], ids):
                    return joined(known)
        return joined(known) if known else pa.array([], ids.type)


def _comparable(keys: pa.Array, ids: pa.Array) -> pa.Array:
    """What is nothing but nulls has no type of its own."""
    return pa.nulls(len(keys), ids.type) if pa.types.is_null(keys.type) else plain(keys)


def _among(key: pa.Scalar, ids: pa.Array) -> bool:
    if not key.is_valid:
        return False
    if pa.types.is_int64(ids.type):
        return bool((whole_numbers(ids) == key.as_py()).any())
    return bool(ids.index(key).as_py() >= 0)


def _ends(keys: pa.Array) -> Integers:
    """0, and where each run of one key ends; one that is null stands for itself."""
    if len(keys) == 0:
        return np.zeros(1, np.int64)
    if _numbered(keys):
        numbers = whole_numbers(keys)
        other = numbers[1:] != numbers[:-1]
    else:
        import pyarrow.compute as pc  # noqa: PLC0415 - numbers do without

        same = pc.equal(keys[1:], keys[:-1])
        other = ~mask(same)
        unknown = nulls(same)
        if unknown is not None:
            other |= unknown
    return np.concatenate(([0], np.flatnonzero(other) + 1, [len(keys)]))


def _numbered(keys: pa.Array) -> bool:
    """Whether each is a whole number: what NumPy compares many at a time."""
    return bool(pa.types.is_int64(keys.type) and not keys.null_count)


def _each_has_its_own(keys: pa.Array, begins: Integers, ids: pa.Array) -> bool:
    """Whether there are rows for every one of `ids`, in their order: then nothing is looked up."""
    if len(begins) < len(ids):
        return False
    first = begins[: len(ids)]
    if _numbered(keys) and _numbered(ids):
        return np.array_equal(whole_numbers(keys)[first], whole_numbers(ids))
    return bool(keys.take(pa.array(first)).equals(ids))


def _offsets(keys: pa.Array, ends: Integers, ids: pa.Array) -> Integers:
    """Where some have no rows, or some rows lie in none."""
    among = _in_order(keys.take(pa.array(ends[:-1])), ids)
    counts = np.zeros(len(ids), np.int64)
    counts[among] = np.diff(ends[: len(among) + 1])
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def _in_order(named: pa.Array, ids: pa.Array) -> Integers:
    """The places among `ids` of the first of `named`, as far as they go up."""
    import pyarrow.compute as pc  # noqa: PLC0415 - most have somebody in them

    places = whole_numbers(pc.index_in(named, value_set=ids).fill_null(-1))
    up = np.diff(places, prepend=-1) > 0
    return places if up.all() else places[: int(up.argmin())]
