"""Ids: each is one, and none is there twice.

Ids that only go up are compared with the one before and nothing else. Others are gone through as
often as it takes never to keep more than so many of them, eight bytes of each; what is alike in
those is compared whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import LONGEST_ID, Unfit, shown
from doudi.runtime.population.arrays import (
    joined,
    mask,
    nulls,
    parts,
    plain,
    stored,
    text_or_bytes,
    whole_numbers,
)
from doudi.runtime.population.chunk import holders_of
from doudi.runtime.population.distinct import refuse_outside
from doudi.runtime.population.errors import Place, problem
from doudi.runtime.population.misfit import NOT_UTF8, refuse
from doudi.runtime.population.planes import Integers, Mask

Hashes: TypeAlias = npt.NDArray[np.uint64]

_FIRST_SIGN, _LAST_SIGN = 0x21, 0x7E  # of ASCII, what can be seen
_PRIME: Final = 0x100000001B3
_KEPT: Final = 1 << 23  # ids at a time, on the average


@dataclass(frozen=True, slots=True, eq=False)
class Ids:
    """Some ids as they stand in `table`, the first of them in the row `first`, from 0."""

    values: pa.Array
    table: str
    first: int

    def place(self, row: int) -> Place:
        return Place(self.table, row=self.first + row + 1)


def ids_of(arrays: Sequence[pa.Array]) -> pa.Array:
    """Checked, as `string` or `int64`. Raises Misfit where one is missing or no id."""
    found: list[pa.Array] = []
    for at, array in parts(arrays):
        none = nulls(array)
        if none is not None:
            refuse(none, at, lambda _: Unfit("缺少编号", "the id is missing"))
        if pa.types.is_dictionary(array.type):
            refuse_outside(stored(array.indices), len(array.dictionary), none, at)
        values = plain(array)
        found.append(values)
        if pa.types.is_string(values.type) and not _plainly_fit(values):
            refuse(_no_texts(values), at, lambda _: NOT_UTF8)
            refuse(_unfit(values), at, partial(_no_id, values))
    return joined(found)


def first_repeated(read: Callable[[], Iterator[Ids]], column: str) -> None:
    """Raises PopulationError if an id is there twice. `read`: gives them all from the beginning."""
    if _only_up(read()):
        return
    shares = -(-sum(len(it.values) for it in read()) // _KEPT)
    alike = np.concatenate([_alike(read(), share, shares) for share in range(shares)])
    if len(alike) == 0:
        return
    seen: dict[str | int, Place] = {}
    for some in read():
        for row in np.flatnonzero(np.isin(_hashes(some.values), alike)):
            id_ = some.values[int(row)].as_py()
            place = some.place(int(row))
            first = seen.setdefault(id_, place)
            if first is not place:
                said = shown(id_)
                raise problem(
                    place.at(column),
                    f"编号 `{said}` 与 {first.in_('zh')} 重复",
                    f"the id `{said}` is also that of {first.in_('en')}",
                )


def repeated_inside(values: pa.Array, offsets: Integers) -> int | None:
    """The place of an id that stands twice in one household; None if there is none."""
    if len(values) < 2:  # noqa: PLR2004 - one is not there twice
        return None
    up = _up(values)
    if up.all():
        return None
    begins = np.zeros(len(values) + 1, np.bool_)
    begins[offsets] = True
    if (up | begins[1:-1]).all():
        return None
    owner = holders_of(offsets)
    words = whole_numbers(values.dictionary_encode().indices)
    order = np.lexsort((words, owner))
    twice = (np.diff(words[order]) == 0) & (np.diff(owner[order]) == 0)
    return int(order[1:][twice].min()) if twice.any() else None


def _only_up(some: Iterator[Ids]) -> bool:
    last: str | int | None = None
    for it in some:
        if len(it.values) == 0:
            continue
        if last is not None and not it.values[0].as_py() > last:
            return False
        if not _up(it.values).all():
            return False
        last = it.values[len(it.values) - 1].as_py()
    return True


def _alike(some: Iterator[Ids], share: int, shares: int) -> Hashes:
    """Of one share of all hashes, those that are there twice."""
    kept = np.concatenate([_of_share(_hashes(it.values), share, shares) for it in some])
    kept.sort()
    return np.unique(kept[1:][kept[1:] == kept[:-1]])


def _of_share(hashes: Hashes, share: int, shares: int) -> Hashes:
    mixed = (hashes * np.uint64(_PRIME)) >> np.uint64(32)  # numbers are their own hashes
    found: Hashes = hashes[mixed % np.uint64(shares) == share]
    return found


def _up(values: pa.Array) -> Mask:
    """Whether each is above the one before it; those that all are, are all different."""
    if pa.types.is_int64(values.type):
        numbers = whole_numbers(values)
        return numbers[1:] > numbers[:-1]
    import pyarrow.compute as pc  # noqa: PLC0415 - numbers do without

    return mask(pc.greater(values[1:], values[:-1]))


def _hashes(values: pa.Array) -> Hashes:
    """The same for the same id; numbers are their own."""
    if pa.types.is_int64(values.type):
        return whole_numbers(values).view(np.uint64)
    ends = _offsets(values)
    sizes = np.diff(ends)
    signs = np.frombuffer(values.buffers()[2] or b"", np.uint8)[ends[0] : ends[-1]]
    inside = np.arange(len(signs)) - np.repeat(ends[:-1] - ends[0], sizes)
    powers = np.cumprod(np.full(max(int(sizes.max(initial=0)), 1), _PRIME, np.uint64))
    mixed = (signs.astype(np.uint64) + np.uint64(1)) * powers[inside]
    total = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mixed, dtype=np.uint64)])
    places = ends - ends[0]
    found: Hashes = total[places[1:]] - total[places[:-1]]
    return found


def _plainly_fit(values: pa.Array) -> bool:
    """Whether they are short and all of signs that can be seen, as far as that is quickly told."""
    ends = _offsets(values)
    sizes = np.diff(ends)
    signs = np.frombuffer(values.buffers()[2] or b"", np.uint8)[ends[0] : ends[-1]]
    return bool(
        sizes.min(initial=1) > 0
        and sizes.max(initial=0) <= LONGEST_ID
        and signs.min(initial=_FIRST_SIGN) >= _FIRST_SIGN
        and signs.max(initial=_LAST_SIGN) <= _LAST_SIGN
    )


def _no_texts(values: pa.Array) -> Mask:
    try:
        values.validate(full=True)
    except pa.ArrowInvalid:
        return np.array([isinstance(text_or_bytes(it), bytes) for it in values], np.bool_)
    return np.zeros(len(values), np.bool_)


def _unfit(values: pa.Array) -> Mask:
    import pyarrow.compute as pc  # noqa: PLC0415 - few ids have signs beyond ASCII

    long = mask(pc.greater(pc.utf8_length(values), LONGEST_ID))
    hidden = ~mask(pc.utf8_is_printable(values))
    blank = mask(pc.equal(pc.utf8_trim_whitespace(values), ""))
    return long | hidden | blank


def _offsets(values: pa.Array) -> Integers:
    if len(values) == 0:
        return np.zeros(1, np.int64)
    stored = np.frombuffer(values.buffers()[1], np.int32)
    return stored[values.offset : values.offset + len(values) + 1].astype(np.int64)


def _no_id(values: pa.Array, row: int) -> Unfit:
    raw = values[row].as_py()
    try:
        convert.id_of(raw)
    except Unfit as unfit:
        return unfit
    return Unfit(f"`{shown(raw)}` 不能作编号", f"`{shown(raw)}` cannot be an id")
