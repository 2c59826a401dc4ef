"""The county's rules in DuckDB: one query for households and one for members.

It is installed for the run. Tables are its own, options are its enumerations, money is whole fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb  # type: ignore[import-not-found, unused-ignore]
import pyarrow as pa

from benchmarks.county import workload
from benchmarks.county.inputs import Tables
from benchmarks.county.workload import Part, Parts

QUERIES: Final = Path(__file__).with_name("duckdb_.sql")


@dataclass(frozen=True, slots=True)
class Data:
    connection: Any


def load(given: Tables) -> Data:
    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    for options in {*workload.HOUSEHOLD_CHOICES.values(), *workload.MEMBER_CHOICES.values()}:
        values = ", ".join(f"'{it}'" for it in options)
        connection.execute(f"CREATE TYPE {_type(options)} AS ENUM ({values})")
    _table(connection, given["household"], "household", workload.HOUSEHOLD_CHOICES)
    _table(connection, given["member"], "member", workload.MEMBER_CHOICES)
    return Data(connection)


def compute(data: Data) -> Iterator[Parts]:
    """To sort the answers by SQL takes far longer than to look whether they are in order."""
    lines, households, members = QUERIES.read_text("utf-8").split(";\n\n")
    data.connection.execute(lines)
    for query, schemes in (
        (households, workload.HOUSEHOLD_SCHEMES),
        (members, workload.MEMBER_SCHEMES),
    ):
        found = data.connection.sql(query).to_arrow_table()
        ids = found.column("id").to_numpy()
        if (ids[1:] < ids[:-1]).any():
            found = found.take(ids.argsort())
        yield _parts(found, schemes)


def _type(options: tuple[str, ...]) -> str:
    return "_or_".join(options)


def _table(
    connection: Any, given: pa.Table, kind: str, choices: Mapping[str, tuple[str, ...]]
) -> None:
    coded = ", ".join(f"{name}::{_type(options)} AS {name}" for name, options in choices.items())
    connection.from_arrow(given).select(f"* REPLACE ({coded})").create(kind)


def _parts(table: pa.Table, schemes: tuple[str, ...]) -> Parts:
    def column(name: str) -> Any:
        return table.column(name).to_numpy()

    for it in schemes:
        low = column(f"{it}_low")
        high = column(f"{it}_high") if it in workload.RANGES else low
        yield Part(it, column(f"{it}_outcome"), low, high)
