"""The files of one part: written under other names, and put in their places when all are whole."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import ipc

from doudi.runtime.batch.disk import flush

# Bytes that are gathered to be written at once: a row group of Parquet, a batch of Arrow.
_BYTES_AT_ONCE: Final = 1 << 25

FileFormat: TypeAlias = Literal["parquet", "arrow"]
Writer: TypeAlias = pq.ParquetWriter | ipc.RecordBatchFileWriter


@dataclass(slots=True)
class _Rows:
    """What goes into one file, gathered until it is worth writing: never a whole part at once."""

    path: Path
    format: FileFormat
    waiting: list[pa.RecordBatch] = field(default_factory=list)
    bytes: int = 0
    writer: Writer | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        self.waiting.append(batch)
        self.bytes += batch.nbytes
        if self.bytes >= _BYTES_AT_ONCE:
            self._write()

    def close(self) -> None:
        if self.waiting:
            self._write()
        if self.writer is not None:
            self.writer.close()

    def _write(self) -> None:
        table = pa.Table.from_batches(self.waiting)
        if self.writer is None:
            self.writer = _writer(self.path, table.schema, self.format)
        self.writer.write_table(table, table.num_rows)
        self.waiting, self.bytes = [], 0


@dataclass(slots=True)
class PartFiles:
    """`scratch`: where files stand until they are whole; `answers`: where they go then."""

    number: int
    format: FileFormat
    scratch: Path
    answers: Path
    _rows: dict[str, _Rows] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def add(self, batches: Mapping[str, pa.RecordBatch]) -> None:
        """A batch for each folder."""
        for folder, batch in batches.items():
            name = f"{folder}/part-{self.number:05}.{self.format}"
            if name not in self._rows:
                who = f"{platform.node()}-{os.getpid()}"  # several machines may be at one part
                own = self.scratch / f"{who}-{self.number:05}-{len(self._rows)}"
                self._rows[name] = _Rows(own, self.format)
            self._rows[name].add(batch)

    def keep(self) -> None:
        for rows in self._rows.values():
            rows.close()
        for name, rows in self._rows.items():
            place = self.answers / name
            place.parent.mkdir(exist_ok=True)
            self.sizes[name] = rows.path.stat().st_size
            flush(rows.path)
            rows.path.replace(place)

    def drop(self) -> None:
        for rows in self._rows.values():
            with suppress(OSError):  # it has failed already, and that is what is told
                rows.path.unlink()


@contextmanager
def part_files(
    number: int, format_: FileFormat, scratch: Path, answers: Path
) -> Iterator[PartFiles]:
    """In place when all went well, and gone if not."""
    files = PartFiles(number, format_, scratch, answers)
    try:
        yield files
        files.keep()
    except BaseException:
        files.drop()
        raise


def _writer(path: Path, schema: pa.Schema, format_: FileFormat) -> Writer:
    if format_ == "arrow":
        return ipc.new_file(str(path), schema)
    # Of ids, statistics let a reader find rows; of answers they would cost as much as the answers.
    told = [it.name for it in schema if not pa.types.is_nested(it.type)]
    leaves = [leaf for it in schema for leaf in _leaves(it, "")]
    return pq.ParquetWriter(
        path,
        schema,
        use_dictionary=[path for path, it in leaves if _repeats(it)],
        column_encoding={path: "DELTA_BINARY_PACKED" for path, it in leaves if _numbered(it)},
        write_statistics=told,
    )


def _leaves(field: pa.Field, within: str) -> Iterator[tuple[str, pa.Field]]:
    """What holds values, by what Parquet calls it."""
    path, type_ = f"{within}{field.name}", field.type
    if pa.types.is_struct(type_):
        for it in type_.fields:
            yield from _leaves(it, f"{path}.")
    elif pa.types.is_list(type_):
        yield from _leaves(pa.field("element", type_.value_type), f"{path}.list.")
    else:
        yield path, field


def _repeats(it: pa.Field) -> bool:
    """Whether it has few values: not ids, which would be looked up in vain."""
    return bool(it.metadata) or not (pa.types.is_string(it.type) or pa.types.is_int64(it.type))


def _numbered(it: pa.Field) -> bool:
    """Whether it holds ids that are numbers: most lie near the one before."""
    return pa.types.is_int64(it.type) and not _repeats(it)
