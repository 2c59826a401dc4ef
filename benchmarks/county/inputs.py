"""The county's tables: as Arrow has them in memory, where everybody begins, and as plain columns.

Truths and options are bytes, everything else is as wide as the file has it; `offsets` say where a
household's members begin. Only for tables without nulls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.county.workload import Integers

Tables: TypeAlias = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Columns by kind and name; `offsets`: where each household's members begin."""

    household: Mapping[str, Integers]
    member: Mapping[str, Integers]
    offsets: Integers


def tables(folder: Path) -> Tables:
    return {
        kind: pq.read_table(folder / f"{kind}.parquet", use_threads=False)
        for kind in ("household", "member")
    }


def inputs(given: Tables) -> Inputs:
    household, member = columns(given["household"]), columns(given["member"])
    sizes = np.bincount(member["household"], minlength=len(household["id"]))
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return Inputs(household, member, offsets)


def columns(table: pa.Table) -> dict[str, Integers]:
    return {name: _column(table.column(name).combine_chunks()) for name in table.column_names}


def _column(array: pa.Array) -> Integers:
    if isinstance(array, pa.ChunkedArray):
        array = array.chunk(0)
    if pa.types.is_dictionary(array.type):
        array = array.indices
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.uint8())
    found: Integers = array.to_numpy()
    return found
