"""Rows where they are kept: Parquet files, Arrow files, tables in memory; read a stretch at a time.

A span of rows is small and picklable where it lies in a file. What cannot be read is a
PopulationError that names the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias, assert_never

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc

from doudi.runtime.population.errors import Place, problem
from doudi.runtime.population.files import File, readable

_HELD: Final = 1 << 16  # rows of a table in memory that are read by themselves
_KEPT: Final = 8  # files of which it is remembered what they say of themselves


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A table in memory; `name` is what messages call it."""

    name: str
    table: pa.Table


Source: TypeAlias = File | Held
Version: TypeAlias = tuple[str, int, int]  # a file with its size and when it was last changed


@dataclass(frozen=True, slots=True)
class Bounds:
    """No id is below `low` or above `high`; all of a table are whole numbers, or all texts."""

    low: Any
    high: Any


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of one source, `stop` not included."""

    source: Source
    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """Some rows as they stand in `name`, the first of them at `first`, from 0."""

    batch: pa.RecordBatch
    name: str
    first: int

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def slice(self, start: int, stop: int) -> Stretch:
        return Stretch(self.batch.slice(start, stop - start), self.name, self.first + start)


def schema_of(source: Source) -> pa.Schema:
    """Raises PopulationError also where a column's name is no text."""
    match source:
        case Held(table=table):
            schema = table.schema
        case File(path=path, kind="parquet"):
            with _parquet(path) as file:
                schema = file.schema_arrow
        case File(path=path):
            with _arrow(path) as file:
                schema = file.schema
        case _:
            assert_never(source)
    check_names(schema, source.name)
    return schema


def check_names(schema: pa.Schema, name: str) -> None:
    """Raises PopulationError."""
    try:
        _all_names(schema)
    except UnicodeDecodeError:
        raise problem(
            Place(name),
            "有的列名不是 UTF-8 文字；请把列名存成 UTF-8",
            "has a column whose name is no text in UTF-8; store names in it",
        ) from None


def _all_names(fields: pa.Schema | pa.StructType) -> list[str]:
    """Also those within lists. Raises UnicodeDecodeError."""
    found = [it.name for it in fields]
    for type_ in (it.type for it in fields):
        inner = type_
        while hasattr(inner, "value_type"):
            inner = inner.value_type
        if pa.types.is_struct(inner):
            found += _all_names(inner)
    return found


def groups_of(source: Source) -> tuple[Span, ...]:
    """Runs of rows that can be read by themselves, in their order."""
    match source:
        case Held(table=table):
            sizes = [len(it) for it in table.to_batches(max_chunksize=_HELD)]
        case File(path=path, kind="parquet"):
            with _parquet(path) as file:
                about = file.metadata
                sizes = [about.row_group(it).num_rows for it in range(about.num_row_groups)]
        case File(path=path):
            with readable(Path(path).name):
                sizes = list(_batch_sizes(_version(path)))
        case _:
            assert_never(source)
    stops = [sum(sizes[: it + 1]) for it in range(len(sizes))]
    return tuple(
        Span(source, stop - size, stop) for size, stop in zip(sizes, stops, strict=True) if size
    )


def bounds_of(source: Source, column: str) -> tuple[Bounds | None, ...]:
    """What a Parquet file says of each group that is not empty; None where nothing is said."""
    if not isinstance(source, File) or source.kind != "parquet":
        return (None,) * len(groups_of(source))
    with _parquet(source.path) as file:
        about = file.metadata
        groups = [about.row_group(it) for it in range(about.num_row_groups)]
        return tuple(_bounds(it, column) for it in groups if it.num_rows)


def stretches(
    spans: Sequence[Span], columns: Collection[str], ids: Collection[str], rows: int
) -> Iterator[Stretch]:
    """The rows of the spans; of a Parquet file at most `rows` at a time, else as they lie there.

    `ids`: the columns whose texts do not repeat; other texts come as dictionaries, which a Parquet
    file is quicker to give.
    """
    for span in spans:
        match span.source:
            case Held(name=name, table=table):
                at = span.start
                part = table.select(list(columns)).slice(span.start, len(span))
                for batch in part.to_batches():
                    yield Stretch(batch, name, at)
                    at += len(batch)
            case File(kind="parquet"):
                yield from _of_parquet(span, span.source, columns, ids, rows)
            case File():
                yield from _of_arrow(span, span.source, columns)
            case _:
                assert_never(span.source)


def _of_parquet(
    span: Span, source: File, columns: Collection[str], ids: Collection[str], rows: int
) -> Iterator[Stretch]:
    """Group by group, for lists with dictionaries in them cannot be joined across groups."""
    with _parquet(source.path, ids) as file:
        about = file.metadata
        at = 0
        for number in range(about.num_row_groups):
            size = about.row_group(number).num_rows
            if at < span.stop and span.start < at + size:
                first = at
                for batch in file.iter_batches(
                    rows, row_groups=[number], columns=list(columns), use_threads=False
                ):
                    found = Stretch(batch.select(list(columns)), source.name, first)
                    first += len(found)
                    yield from _cut(found, span)
            at += size


def _of_arrow(span: Span, source: File, columns: Collection[str]) -> Iterator[Stretch]:
    with _arrow(source.path) as file:
        at = 0
        for number, size in enumerate(_batch_sizes(_version(source.path))):
            if at < span.stop and span.start < at + size:
                batch = file.get_batch(number).select(list(columns))
                batch.validate(full=True)  # its memory is the file as it is, whatever that says
                yield from _cut(Stretch(batch, source.name, at), span)
            at += size


def _cut(found: Stretch, span: Span) -> Iterator[Stretch]:
    """What of it lies in the span."""
    start = max(0, span.start - found.first)
    stop = min(len(found), span.stop - found.first)
    if start < stop:
        yield found if stop - start == len(found) else found.slice(start, stop)


def _bounds(group: pq.RowGroupMetaData, column: str) -> Bounds | None:
    for index in range(group.num_columns):
        it = group.column(index)
        if it.path_in_schema != column:
            continue
        said = it.statistics
        if said is None or not said.has_min_max or said.null_count:
            return None
        try:
            low, high = said.min, said.max
        except UnicodeDecodeError:  # a long text that was cut within a sign
            return None
        return Bounds(low, high) if isinstance(low, int | str) else None
    return None


def _words(about: pq.FileMetaData, ids: Collection[str]) -> list[str]:
    """Texts but for ids; in lists not, for there one dictionary has to serve a whole group."""
    columns = [about.schema.column(it) for it in range(about.num_columns)]
    return [
        it.path
        for it in columns
        if it.logical_type.type == "STRING" and not it.max_repetition_level and it.path not in ids
    ]


@contextmanager
def _parquet(path: str, ids: Collection[str] | None = None) -> Iterator[pq.ParquetFile]:
    """`ids`: if given, all its other texts come as dictionaries."""
    with readable(Path(path).name):
        about = _about(_version(path))
        words = [] if ids is None else _words(about, ids)
        with pq.ParquetFile(
            path, metadata=about, read_dictionary=words, page_checksum_verification=True
        ) as file:
            yield file


def _version(path: str) -> Version:
    stat = Path(path).stat()
    return path, stat.st_size, stat.st_mtime_ns


# What a file says of its groups is read once for all parts: of many groups it is much.


@lru_cache(maxsize=_KEPT)
def _about(version: Version) -> pq.FileMetaData:
    with pq.ParquetFile(version[0]) as file:
        return file.metadata


@lru_cache(maxsize=_KEPT)
def _batch_sizes(version: Version) -> tuple[int, ...]:
    with _arrow(version[0]) as file:
        return tuple(len(file.get_batch(it)) for it in range(file.num_record_batches))


@contextmanager
def _arrow(path: str) -> Iterator[ipc.RecordBatchFileReader]:
    with readable(Path(path).name), pa.memory_map(path) as data, ipc.open_file(data) as file:
        yield file
