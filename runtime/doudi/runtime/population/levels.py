"""Rows of one chunk ▸ its levels: planes for every column, and what lies in what.

Everything that is wrong in a chunk is told in one go, the first row of each column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np
import pyarrow as pa

from doudi.runtime.facts.convert import Unfit
from doudi.runtime.population.arrays import nulls, parts, plain, text_or_bytes, whole_numbers
from doudi.runtime.population.chunk import Level
from doudi.runtime.population.errors import Item, Place, Problem
from doudi.runtime.population.forms import Form
from doudi.runtime.population.ids import ids_of, repeated_inside
from doudi.runtime.population.layout import Column
from doudi.runtime.population.misfit import Misfit, refuse
from doudi.runtime.population.plane_of import Said, given
from doudi.runtime.population.planes import Codes, Integers
from doudi.runtime.population.rows import Contained
from doudi.runtime.population.tables import Stretch
from doudi.runtime.program.ids import EntityId

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Rows of one kind before they are planes; `columns` of one batch at least, be it empty."""

    form: Form
    columns: tuple[Mapping[str, pa.Array], ...]
    place: Callable[[int], Place]

    def column(self, name: str) -> list[pa.Array]:
        return [it[name] for it in self.columns]


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """A kind with a table of its own."""

    form: Form
    schema: pa.Schema
    rows: Contained


class Reading:
    """One chunk as it is read: what was found wrong so far."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def tried(self, make: Callable[[], Made], sheet: Sheet, column: str) -> Made | None:
        """What is made of a column; None, and a problem, where its values do not fit."""
        try:
            return make()
        except Misfit as misfit:
            place = sheet.place(misfit.row).at(column)
            self.problems.append(Problem(place, misfit.zh, misfit.en))
            return None

    def levels(
        self,
        sheet: Sheet,
        apart: Mapping[EntityId, Apart],
        offsets: Integers | None = None,
        homes: Integers | None = None,
    ) -> dict[EntityId, Level]:
        """The sheet's level and those of all that lies in it.

        `offsets`: as in a level; `homes`: the same by households. None for these themselves.
        """
        layout = sheet.form.layout
        level = self._level(sheet, offsets, homes)
        if level is None:
            return {}
        found = {layout.entity.id: level}

        def below(inner: Sheet, begins: Integers) -> dict[EntityId, Level]:
            return self.levels(inner, apart, begins, begins if homes is None else begins[homes])

        for column, inner in sheet.form.inside.items():
            listed = self.tried(partial(_listed, sheet.column(column)), sheet, column)
            if listed is not None:
                begins, batches = listed
                found |= below(_nested(sheet, inner, begins, batches), begins)
        for it in apart.values():
            if it.form.layout.entity.container == layout.entity.id:
                begins, stretches = it.rows.of(level.ids)
                found |= below(sheet_of(it.form, stretches, it.schema), begins)
        return found

    def _level(
        self, sheet: Sheet, offsets: Integers | None, homes: Integers | None
    ) -> Level | None:
        """None where it is not known who is who."""
        layout = sheet.form.layout
        ids = self.tried(partial(ids_of, sheet.column(layout.id)), sheet, layout.id)
        if ids is None:
            return None
        twice = None if homes is None else repeated_inside(ids, homes)
        if twice is not None:
            place = sheet.place(twice).at(layout.id)
            zh, en = "同一户里有两个这样的编号", "this id is there twice in one household"
            self.problems.append(Problem(place, zh, en))
        facts = {id_: self.said(it, sheet) for id_, it in layout.facts.items()}
        terms = {id_: self.said(it, sheet) for id_, it in layout.terms.items()}
        statuses: dict[str, Codes] = {
            id_: it.statuses
            for id_, it in (*facts.items(), *terms.items())
            if it is not None and it.statuses is not None
        }
        return Level(
            layout.entity.id,
            ids,
            offsets,
            {id_: it.plane for id_, it in facts.items() if it is not None},
            {
                id_: (it.plane, given(it, sheet.column(layout.terms[id_].name)))
                for id_, it in terms.items()
                if it is not None
            },
            statuses,
        )

    def said(self, column: Column, sheet: Sheet) -> Said | None:
        values = sheet.column(column.name)
        statuses = None if column.status is None else sheet.column(column.status)
        reader = sheet.form.readers[column.name]
        return self.tried(partial(reader.said, values, statuses), sheet, column.name)


def sheet_of(form: Form, stretches: Sequence[Stretch], schema: pa.Schema) -> Sheet:
    """Of rows that stand in a table of their own."""
    batches = tuple(it.batch for it in stretches) or (_nobody(schema),)

    def place(row: int) -> Place:
        for it in stretches:
            if row < len(it):
                id_ = text_or_bytes(plain(it.batch.column(form.layout.id).slice(row, 1))[0])
                told = "" if id_ is None or isinstance(id_, bytes) else str(id_)
                return Place(it.name, row=it.first + row + 1, id=told)
            row -= len(it)
        return Place()

    return Sheet(form, _by_name(batches), place)


def _nobody(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.nulls(0, it.type) for it in schema], schema=schema)


def _by_name(batches: Sequence[pa.RecordBatch]) -> tuple[Mapping[str, pa.Array], ...]:
    return tuple(dict(zip(it.schema.names, it.columns, strict=True)) for it in batches)


def _nested(
    sheet: Sheet, inner: Form, begins: Integers, batches: tuple[pa.RecordBatch, ...]
) -> Sheet:
    """Of rows that stand in lists; each is found by whose list it is in, and where there."""
    kind = inner.layout.entity

    def place(row: int) -> Place:
        owner = int(np.searchsorted(begins, row, "right")) - 1
        above = sheet.place(owner)
        item = Item(kind.name.zh, kind.id, row - int(begins[owner]) + 1)
        return replace(above, inside=(*above.inside, item))

    return Sheet(inner, _by_name(batches), place)


def _listed(lists: Sequence[pa.Array]) -> tuple[Integers, tuple[pa.RecordBatch, ...]]:
    """Where each list begins and ends, and what is in them. Raises Misfit at a row without one."""
    begins = [np.zeros(1, np.int64)]
    batches: list[pa.RecordBatch] = []
    for at, array in parts(lists):
        none = nulls(array)
        if none is not None:
            refuse(none, at, lambda _: _NO_LIST)
        ends = whole_numbers(array.offsets)
        inside = array.values.slice(int(ends[0]), int(ends[-1] - ends[0]))
        nobody = nulls(inside)
        if nobody is not None:
            first = int(ends[0]) + int(nobody.argmax())
            owner = int(np.searchsorted(ends, first, "right")) - 1
            raise Misfit(at + owner, int(nobody.sum()) - 1, _NULL)
        begins.append(ends[1:] - ends[0] + begins[-1][-1])
        batches.append(pa.RecordBatch.from_struct_array(inside))
    return np.concatenate(begins), tuple(batches)


_NO_LIST = Unfit(
    "列表是空值；没有人时写空列表 []",
    "the list is null; where there is nobody, write an empty list",
)
_NULL = Unfit("列表里有一项是空值", "one of the list is null")
