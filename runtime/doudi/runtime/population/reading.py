"""Rows of each kind, side by side ▸ chunks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa

from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.epochs import areas, days, epochs
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.population.forms import form
from doudi.runtime.population.ids import Ids
from doudi.runtime.population.layout import HOUSEHOLD, Head, Layout
from doudi.runtime.population.levels import Apart, Reading, Sheet, sheet_of
from doudi.runtime.population.parts import astray
from doudi.runtime.population.planes import Plane
from doudi.runtime.population.rows import Contained, Waiting
from doudi.runtime.population.tables import Stretch
from doudi.runtime.program.ids import AreaCode, EntityId


@dataclass(frozen=True, slots=True)
class Where:
    """What holds for every household whose table does not say otherwise."""

    area: AreaCode | None
    as_of: date | None


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """The rows of one kind, read once; `again` gives the ids of those that have been read."""

    layout: Layout
    schema: pa.Schema
    stretches: Iterator[Stretch]
    again: Callable[[], Iterator[Ids]]


def chunks_of(
    flows: Mapping[EntityId, Flow], where: Where, first: int, rows: int, words: Vocabulary
) -> Iterator[Chunk]:
    """`first`: the number of the first household, from 0. Raises PopulationError."""
    household = flows[HOUSEHOLD]
    forms = {kind: form(it.layout, it.schema, words) for kind, it in flows.items()}
    waiting = Waiting(household.stretches)
    apart = {
        kind: Apart(forms[kind], it.schema, Contained(it.stretches, it.layout.key))
        for kind, it in flows.items()
        if it.layout.key is not None
    }
    while taken := waiting.take(rows):
        sheet = sheet_of(forms[HOUSEHOLD], taken, household.schema)
        chunk = _chunk(sheet, apart, where, first)
        yield chunk
        first += len(chunk.epoch_of)
    for it in apart.values():
        left, container = it.rows.left(), it.form.layout.entity.container
        if left is not None and container is not None:
            above = flows[container]
            raise astray(left, it.form.layout, above.again(), above.layout)


def _chunk(sheet: Sheet, apart: Mapping[EntityId, Apart], where: Where, first: int) -> Chunk:
    reading = Reading()
    levels = reading.levels(sheet, apart)
    planes: dict[Head, Plane] = {}
    for head, column in sheet.form.layout.heads.items():
        told = reading.said(column, sheet)
        if told is not None:
            planes[head] = told.plane
    if reading.problems:
        raise PopulationError(reading.problems)
    place = reading.tried(
        partial(areas, planes.get("area"), where.area), sheet, _name(sheet, "area")
    )
    day = reading.tried(
        partial(days, planes.get("as_of"), where.as_of), sheet, _name(sheet, "as_of")
    )
    if place is None or day is None:
        raise PopulationError(reading.problems)
    found, of = epochs(place, day, len(levels[HOUSEHOLD]))
    return Chunk(first, found, of, levels)


def _name(sheet: Sheet, head: Head) -> str:
    column = sheet.form.layout.heads.get(head)
    return "" if column is None else column.name
