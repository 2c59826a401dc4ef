"""What columns answers have, before there is anybody to answer for.

Found by writing the answers of nobody, so that it is never other than what is written of somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa

from doudi.runtime.batch.commission import Ready
from doudi.runtime.batch.tables import kinds, tables
from doudi.runtime.columns.cells import Answers, CellsInFull
from doudi.runtime.population.arrays import plain
from doudi.runtime.population.chunk import Chunk, Level
from doudi.runtime.population.layout import HOUSEHOLD, Layout
from doudi.runtime.program.ids import EntityId, SchemeId


def answer_schema(columns: Layout, given: pa.Schema, here: Ready) -> pa.Schema:
    """For a table of households with lists in them, `given`, whose columns are these."""
    levels = {it.entity: it for it in _nobody(columns, given, within=False)}
    top = kinds(levels, here.schemes, here.rules)
    cells = {scheme: _none(scheme, it.entity) for it in top.all() for scheme in it.schemes}
    chunk = Chunk(0, (), np.zeros(0, np.int32), levels)
    return tables(chunk, Answers(cells, ()), top, "nested", here.writing)[HOUSEHOLD].schema


def _nobody(columns: Layout, given: Iterable[pa.Field], *, within: bool) -> Iterator[Level]:
    types = {it.name: it.type for it in given}
    ids = plain(pa.array([], types[columns.id]))
    yield Level(columns.entity.id, ids, np.zeros(1, np.int64) if within else None, {}, {})
    for name, inner in columns.inside.items():
        yield from _nobody(inner, types[name].value_type, within=True)


def _none(scheme: SchemeId, entity: EntityId) -> CellsInFull:
    codes, indices = np.zeros(0, np.uint8), np.zeros(0, np.int32)
    fen = np.zeros(0, np.int64)
    return CellsInFull(scheme, entity, codes, codes, fen, fen, indices, codes, indices)
