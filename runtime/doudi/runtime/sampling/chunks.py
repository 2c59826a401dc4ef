"""A drawn block ▸ the chunk that it would be if it were read from a table."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk, Level
from doudi.runtime.population.planes import (
    FALSE,
    OPEN_HIGH,
    OPEN_LOW,
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program import types
from doudi.runtime.program.ids import FactId, TermId
from doudi.runtime.sampling.draw import Drawing
from doudi.runtime.sampling.drawable import declared_range, drawable, per_of
from doudi.runtime.sampling.rows import Column, Rows


def chunk_of(drawing: Drawing) -> Chunk:
    households = drawing.households
    return Chunk(
        int(households.ids[0]) - 1,
        drawing.epochs,
        households.epoch,
        {kind: _level(rows, drawing) for kind, rows in drawing.kinds.items()},
    )


def _level(rows: Rows, drawing: Drawing) -> Level:
    planes = {name: _plane(name, column, drawing.rules) for name, column in rows.columns.items()}
    terms = drawing.rules.terms
    return Level(
        rows.entity,
        pa.array(rows.ids),
        None if rows.inside is None else rows.offsets,
        {FactId(it): plane for it, plane in planes.items() if it not in terms},
        {
            TermId(it): (plane, rows.columns[it].given)
            for it, plane in planes.items()
            if it in terms
        },
    )


def _plane(name: str, column: Column, rules: Index) -> Plane:
    """Where nothing is said, it is unknown: of a number, somewhere in its declared range."""
    values, said, type_ = column.values, column.given, drawable(name, rules).type
    absent = column.absent & said if column.absent.any() else None
    match type_:
        case types.Boolean():
            code = np.where(said, values, UNKNOWN).astype(np.uint8)
            if absent is not None:
                code[absent] = FALSE
            return Truths(code, absent, open=not said.all(), judged=False)
        case types.Choice() | types.Area():
            return Symbols(np.where(said, values, UNKNOWN_SYMBOL).astype(np.int32), absent)
        case _:
            low = high = values.astype(np.int64)
            if not said.all():
                least, most = declared_range(name, rules)
                low = np.where(said, low, OPEN_LOW if least is None else least)
                high = np.where(said, high, OPEN_HIGH if most is None else most)
            return Numbers(low, high, per_of(type_), absent)
