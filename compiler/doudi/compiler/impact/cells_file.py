"""Changed answers as a table of Arrow: one row for each, what was, what is, and by which cause.

Amounts are in fen. A row says where its household stands in the population, from 1, so that
`doudi batch --explain-row` explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.effects import EFFECTS
from doudi.compiler.impact.measure import Changed, Measured
from doudi.compiler.impact.told import EVERY, Told
from doudi.runtime.columns.cells import OUTCOMES, STATUSES
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Integers

_TEXT: Final = pa.dictionary(pa.int32(), pa.string())
_FEN: Final = {"unit": "fen"}
_ANSWER: Final = (
    ("outcome", _TEXT),
    ("status", _TEXT),
    ("low", pa.int64()),
    ("high", pa.int64()),
    ("every", _TEXT),
)
SCHEMA: Final = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("household", pa.string(), nullable=False),
        pa.field("kind", _TEXT, nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("area", _TEXT, nullable=False),
        pa.field("as_of", pa.date32(), nullable=False),
        pa.field("scheme", _TEXT, nullable=False),
        pa.field("effect", _TEXT, nullable=False),
        *(
            pa.field(
                f"{side}_{name}",
                type_,
                nullable=name in ("low", "high"),
                metadata=_FEN if name in ("low", "high") else None,
            )
            for side in ("old", "new")
            for name, type_ in _ANSWER
        ),
        pa.field("cause", _TEXT, nullable=False),
    ]
)


def written(cause: Cause) -> str:
    """`CQ2021/五(二)-2`; several that do it together with `+`, each of which does it with `|`."""
    return " | ".join(" + ".join(it.id or it.kind for it in one) for one in cause.alternatives)


def rows(it: Measured) -> pa.Table:
    causes = [written(cause) for cause in it.causes]
    return pa.concat_tables(
        [SCHEMA.empty_table(), *(_rows(changed, it, causes) for changed in it.changed)],
        promote_options="none",
    )


def _rows(changed: Changed, it: Measured, causes: Sequence[str]) -> pa.Table:
    chunk = it.reading.new
    size = len(changed.rows)
    epochs = chunk.epoch_of[changed.household]
    columns = [
        pa.array(changed.household.astype(np.int64) + (chunk.first + 1)),
        _ids(chunk.levels[HOUSEHOLD].ids, changed.household),
        _same(changed.about.entity, size),
        _ids(chunk.levels[changed.about.entity].ids, changed.rows),
        _texts(epochs, [epoch.area for epoch in chunk.epochs]),
        pa.array([epoch.as_of for epoch in chunk.epochs], pa.date32()).take(pa.array(epochs)),
        _same(changed.about.scheme, size),
        _texts(changed.effect, EFFECTS),
        *_answer(changed.old),
        *_answer(changed.new),
        _texts(changed.cause, causes),
    ]
    return pa.Table.from_arrays(columns, schema=SCHEMA)


def _answer(it: Told) -> Iterator[pa.Array]:
    yield _texts(it.outcome, OUTCOMES)
    yield _texts(it.status, STATUSES)
    yield _amount(it.low, OPEN_LOW)
    yield _amount(it.high, OPEN_HIGH)
    yield _texts(it.every, EVERY)


def _ids(ids: pa.Array, at: npt.NDArray[np.integer[Any]]) -> pa.Array:
    return ids.take(pa.array(at)).cast(pa.string())


def _same(text: str, size: int) -> pa.Array:
    return _texts(np.zeros(size, np.int32), [text])


def _texts(codes: npt.NDArray[np.integer[Any]], texts: Iterable[str]) -> pa.Array:
    dictionary = pa.array([str(it) for it in texts], pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), dictionary)


def _amount(ends: Integers, open_: int) -> pa.Array:
    return pa.array(ends, mask=ends == open_)


def join(parts: Iterable[Path], to: Path) -> int:
    """Several files as one, in order; how many rows there are."""
    with ExitStack() as files:
        writer = files.enter_context(pq.ParquetWriter(to, SCHEMA))
        count = 0
        for path in parts:
            part = files.enter_context(pq.ParquetFile(path))
            for group in range(part.num_row_groups):
                table = part.read_row_group(group).cast(SCHEMA)
                writer.write_table(table)
                count += table.num_rows
    return count
