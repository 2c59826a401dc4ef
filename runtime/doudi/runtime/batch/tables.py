"""A chunk and its answers ▶ Arrow tables in the shape in which the population came.

Flat: a table for each kind, whose rows name what they lie in. Nested: one of households, in which
lists hold the rest. Every subject that came in goes out, in the order in which it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from doudi.runtime.batch.answer_columns import Writing, columns
from doudi.runtime.columns.cells import Answers
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.arrays import array_of, repeated, taken, texts_of
from doudi.runtime.population.chunk import Chunk, Level, holders_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Integers
from doudi.runtime.population.sources import Shape
from doudi.runtime.program.ids import EntityId, SchemeId

Columns: TypeAlias = list[tuple[pa.Field, pa.Array]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of subject that answers are written of, what it can be granted, what lies in it."""

    entity: EntityId
    schemes: tuple[SchemeId, ...]
    inner: tuple[Kind, ...]

    def all(self) -> Iterator[Kind]:
        """From the outside in."""
        yield self
        for it in self.inner:
            yield from it.all()


def kinds(present: Collection[EntityId], schemes: Sequence[SchemeId], rules: Index) -> Kind:
    """Households, and of what lies in them all that schemes are for or that holds such.

    `present`: the kinds that a chunk has levels for; `schemes`: what is decided.
    """
    return _kind(HOUSEHOLD, present, schemes, rules)


def _kind(
    entity: EntityId, present: Collection[EntityId], schemes: Sequence[SchemeId], rules: Index
) -> Kind:
    inner = (
        _kind(it.id, present, schemes, rules)
        for it in rules.program.entities
        if it.container == entity and it.id in present
    )
    return Kind(
        entity,
        tuple(it for it in schemes if rules.schemes[it].entity == entity),
        tuple(it for it in inner if any(here.schemes for here in it.all())),
    )


def tables(
    chunk: Chunk, answers: Answers, top: Kind, shape: Shape, writing: Writing
) -> Mapping[EntityId, pa.RecordBatch]:
    """One of each kind where the shape is flat, of households alone where it is nested."""
    if shape == "nested":
        return {top.entity: _batch(_nested(top, chunk, answers, writing))}
    return {
        it.entity: _batch(_keys(it, within, chunk, writing) + columns(it.schemes, answers, writing))
        for it, within in _with_containers(top)
    }


def counted(
    made: Mapping[EntityId, pa.RecordBatch], top: Kind, shape: Shape, writing: Writing
) -> Mapping[EntityId, int]:
    """How many of each kind stand in tables, by the tables alone."""
    if shape == "flat":
        return {kind: batch.num_rows for kind, batch in made.items()}
    return dict(_counted(top, made[top.entity].to_struct_array(), writing))


def _counted(kind: Kind, rows: pa.StructArray, writing: Writing) -> Iterator[tuple[EntityId, int]]:
    yield kind.entity, len(rows)
    for it in kind.inner:
        lists = rows.field(writing.words.kinds[it.entity])
        yield from _counted(it, lists.flatten(), writing)


def _with_containers(top: Kind, within: Kind | None = None) -> Iterator[tuple[Kind, Kind | None]]:
    yield top, within
    for it in top.inner:
        yield from _with_containers(it, top)


def _batch(found: Columns) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [array for _, array in found], schema=pa.schema([field for field, _ in found])
    )


def _nested(kind: Kind, chunk: Chunk, answers: Answers, writing: Writing) -> Columns:
    own = _keys(kind, None, chunk, writing) + columns(kind.schemes, answers, writing)
    for it in kind.inner:
        inside = _nested(it, chunk, answers, writing)
        struct = pa.StructArray.from_arrays(
            [array for _, array in inside], fields=[field for field, _ in inside]
        )
        offsets = array_of(_offsets(chunk.levels[it.entity]).astype(np.int32))
        lists = pa.ListArray.from_arrays(offsets, struct)
        own.append((pa.field(writing.words.kinds[it.entity], lists.type, nullable=False), lists))
    return own


def _keys(kind: Kind, within: Kind | None, chunk: Chunk, writing: Writing) -> Columns:
    """Who it is, what it lies in, and of a household where and when it is decided for."""
    words, level = writing.words, chunk.levels[kind.entity]
    found = [_column(words.column("id"), level.ids)]
    if within is not None:
        holders = taken(chunk.levels[within.entity].ids, holders_of(_offsets(level)))
        found.append(_column(words.kinds[within.entity], holders))
    if kind.entity == HOUSEHOLD:
        days = np.array([it.as_of for it in chunk.epochs], "datetime64[D]").astype(np.int32)
        on = array_of(days.take(chunk.epoch_of), type_=pa.date32())
        found.append(_column(words.column("area"), _areas(chunk)))
        found.append(_column(words.column("as_of"), on))
    return found


def _areas(chunk: Chunk) -> pa.Array:
    if len(chunk.epochs) == 1:
        return repeated(chunk.epochs[0].area, len(chunk.epoch_of))
    return texts_of([it.area for it in chunk.epochs]).take(array_of(chunk.epoch_of))


def _column(name: str, array: pa.Array) -> tuple[pa.Field, pa.Array]:
    return pa.field(name, array.type, nullable=False), array


def _offsets(level: Level) -> Integers:
    if level.offsets is None:
        message = f"{level.entity} lies in nothing"
        raise TypeError(message)
    return level.offsets
