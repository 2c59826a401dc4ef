"""Tables ▸ parts that can be read by themselves: some households with all that lies in them.

Cut where the households' file has its row groups. Where the files say which ids each group holds,
and each group of contained rows lies within one part, nothing is read for it; else ids and keys are
read once, side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Final

import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.population.arrays import plain, text_or_bytes
from doudi.runtime.population.errors import Place, PopulationError, Problem, problem
from doudi.runtime.population.ids import Ids, first_repeated, ids_of
from doudi.runtime.population.layout import HOUSEHOLD, Layout
from doudi.runtime.population.misfit import Misfit
from doudi.runtime.population.rows import Contained
from doudi.runtime.population.tables import (
    Bounds,
    Source,
    Span,
    Stretch,
    bounds_of,
    groups_of,
    stretches,
)
from doudi.runtime.program.ids import AreaCode, EntityId

PART: Final = 1 << 17  # households, unless a row group holds more
_READ: Final = 1 << 16  # ids at a time


@dataclass(frozen=True, slots=True)
class Rows:
    """Of one kind: the schema of its table, what its columns are, and where the rows are."""

    schema: pa.Schema
    layout: Layout
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some households with all that lies in them: names of files and places in them.

    `first`: how many households stand before, in the whole input. `unchecked`: kinds of which it is
    still to be seen whether an id is there twice.
    """

    number: int
    first: int
    households: int
    rows: Mapping[EntityId, Rows]
    unchecked: frozenset[EntityId]
    as_of: date | None
    area: AreaCode | None


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one kind."""

    layout: Layout
    schema: pa.Schema
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of one kind that go into one part; `bounds` of their ids, where those are told."""

    spans: tuple[Span, ...]
    bounds: Bounds | None

    def __len__(self) -> int:
        return sum(map(len, self.spans))


@dataclass(frozen=True, slots=True)
class _Group:
    span: Span
    ids: Bounds | None
    keys: Bounds | None


def cuts(
    tables: Mapping[EntityId, Table],
) -> tuple[Mapping[EntityId, tuple[Cut, ...]], frozenset[EntityId]]:
    """For each kind the same number of cuts; and the kinds whose ids are told apart part by part.

    `tables` has each kind after what it lies in.
    """
    found = {HOUSEHOLD: _together(_groups(tables[HOUSEHOLD]))}
    for kind, table in tables.items():
        container = table.layout.entity.container
        if kind != HOUSEHOLD and container is not None:
            above = found[container]
            found[kind] = _by_bounds(above, table) or _by_keys(above, tables[container], table)
    named = named_by_others({kind: it.layout for kind, it in tables.items()})
    apart = frozenset(it for it in named if _apart(found[it]))
    for kind in named - apart:
        every = [span for cut in found[kind] for span in cut.spans]
        first_repeated(partial(ids_in, every, tables[kind].layout), tables[kind].layout.id)
    return found, apart


def named_by_others(layouts: Mapping[EntityId, Layout]) -> frozenset[EntityId]:
    """The kinds of which no id may be there twice in the whole table."""
    containers = {it.entity.container for it in layouts.values() if it.key is not None}
    return frozenset({HOUSEHOLD, *(it for it in layouts if it in containers)})


def ids_in(spans: Sequence[Span], layout: Layout) -> Iterator[Ids]:
    for stretch in stretches(spans, [layout.id], [layout.id], _READ):
        for start in range(0, len(stretch), _READ):
            it = stretch.slice(start, min(start + _READ, len(stretch)))
            try:
                ids = ids_of([it.batch.column(layout.id)])
            except Misfit as misfit:
                place = Place(it.name, layout.id, it.first + misfit.row + 1)
                raise problem(place, misfit.zh, misfit.en) from None
            yield Ids(ids, it.name, it.first)


def astray(left: Stretch, layout: Layout, above: Iterator[Ids], whose: Layout) -> PopulationError:
    """Of a row that lies in none of those that were to come, what is the matter with it."""
    assert layout.key is not None  # noqa: S101 - it was found by its key
    name = whose.entity.name
    key = plain(left.batch.column(layout.key).slice(0, 1))[0]
    place = Place(left.name, layout.key, left.first + 1)
    said = convert.shown(text_or_bytes(key))
    if not key.is_valid:
        zh, en = f"没有写明属于哪个{name.zh}", f"does not say which {whose.entity.id} it lies in"
    elif any(it.values.index(key).as_py() >= 0 for it in above):
        zh = (
            f"`{said}` 的行不连在一起，或不按{name.zh}表的先后；"
            f"请将本表按{name.zh}表的次序排好（如两表都按编号排序）"
        )
        en = (
            f"the rows of `{said}` do not stand together, or not in the order of the table of "
            f"`{whose.entity.id}`; sort this table in the order of that (both by id, say)"
        )
    else:
        zh = f"没有编号为 `{said}` 的{name.zh}"
        en = f"there is no {whose.entity.id} `{said}`"
    return PopulationError((Problem(place, zh, en),))


def _groups(table: Table) -> list[_Group]:
    layout = table.layout
    found: list[_Group] = []
    for source in table.sources:
        spans = groups_of(source)
        ids = bounds_of(source, layout.id)
        keys = ids if layout.key is None else bounds_of(source, layout.key)
        found += map(_Group, spans, ids, keys)
    return found


def _together(groups: Sequence[_Group]) -> tuple[Cut, ...]:
    """Neighbours joined until they are a part."""
    found: list[Cut] = []
    waiting: list[_Group] = []
    for it in groups:
        waiting.append(it)
        if sum(len(one.span) for one in waiting) >= PART:
            found.append(_cut(waiting))
            waiting = []
    return (*found, _cut(waiting)) if waiting else tuple(found)


def _cut(groups: Sequence[_Group]) -> Cut:
    return Cut(_joined([it.span for it in groups]), _around([it.ids for it in groups]))


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Those that follow each other in one source are read as one."""
    found: list[Span] = []
    for it in spans:
        last = found[-1] if found else None
        if last is not None and last.source == it.source and last.stop == it.start:
            found[-1] = Span(it.source, last.start, it.stop)
        else:
            found.append(it)
    return tuple(found)


def _around(bounds: Sequence[Bounds | None]) -> Bounds | None:
    """Those of all together, if they are told of each and of one type."""
    told = [it for it in bounds if it is not None]
    if not told or len(told) < len(bounds):
        return None
    return Bounds(min(it.low for it in told), max(it.high for it in told))


def _apart(some: Sequence[Cut]) -> bool:
    """Whether no id can be in two of them, and they go up."""
    if len(some) == 1:
        return True
    return all(
        one.bounds is not None and two.bounds is not None and one.bounds.high < two.bounds.low
        for one, two in pairwise(some)
    )


def _by_bounds(above: Sequence[Cut], table: Table) -> tuple[Cut, ...] | None:
    """By what the files say of their groups; None where that does not settle it."""
    groups = _groups(table)
    if len(above) == 1:
        return (_cut(groups),)
    if not _apart(above):
        return None
    tops = [it.bounds.high for it in above if it.bounds is not None]
    found: list[list[_Group]] = [[] for _ in above]
    part = 0
    for it in groups:
        if it.keys is None:
            return None
        while part < len(tops) - 1 and it.keys.low > tops[part]:
            part += 1
        below = part and it.keys.low <= tops[part - 1]
        if below or (part < len(tops) - 1 and it.keys.high > tops[part]):
            return None
        found[part].append(it)
    return tuple(map(_cut, found))


def _by_keys(above: Sequence[Cut], container: Table, table: Table) -> tuple[Cut, ...]:
    """By reading the keys beside the ids of what they name."""
    layout = table.layout
    assert layout.key is not None  # noqa: S101 - without one the schema was refused
    spans = [it.span for it in _groups(table)]
    rows = Contained(stretches(spans, [layout.key], [layout.key], _READ), layout.key)
    found: list[Cut] = []
    at = 0
    for cut in above:
        start = at
        for ids in ids_in(cut.spans, container.layout):
            offsets, _ = rows.of(ids.values)
            at += int(offsets[-1])
        found.append(Cut(_between(spans, start, at), None))
    left = rows.left()
    if left is not None:
        every = [span for cut in above for span in cut.spans]
        raise astray(left, layout, ids_in(every, container.layout), container.layout)
    return tuple(found)


def _between(spans: Sequence[Span], start: int, stop: int) -> tuple[Span, ...]:
    """Rows of all the spans, counted through them, as spans of their sources."""
    found: list[Span] = []
    at = 0
    for it in spans:
        low, high = max(start - at, 0), min(stop - at, len(it))
        if low < high:
            found.append(Span(it.source, it.start + low, it.start + high))
        at += len(it)
    return _joined(found)
