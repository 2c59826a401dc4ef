"""What no batch can be quicker than: its input read, and its answers written, with nothing decided.

    python benchmarks/county/copying.py POPULATION ANSWERS COPY

The columns are read as a batch reads them; the answers are those of a batch, and are written as it
writes them: to the same bytes. That they have to be read for it is not counted. Prints seconds of
processor time, of the whole process and of those the ones before the first byte was read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from doudi.runtime.batch.part import HOUSEHOLDS_AT_ONCE
from doudi.runtime.batch.part_files import part_files
from doudi.runtime.population.files import file_of
from doudi.runtime.population.tables import groups_of, schema_of, stretches

IDS: Final = ("id", "household")


@dataclass
class Clock:
    """Seconds of this process, without those spent aside; `start`: those before its work."""

    start: float = field(default_factory=process_time)
    aside: float = 0

    @contextmanager
    def stopped(self) -> Iterator[None]:
        before = process_time()
        yield
        self.aside += process_time() - before

    def taken(self) -> float:
        return process_time() - self.aside


def main(population: Path, answers: Path, copy: Path) -> None:
    copy.mkdir()
    clock = Clock()
    for path in sorted(population.glob("*.parquet")):
        source = file_of(path)
        columns = schema_of(source).names
        ids = [it for it in columns if it in IDS]
        for stretch in stretches(groups_of(source), columns, ids, HOUSEHOLDS_AT_ONCE):
            del stretch
    files = sorted(answers.glob("*/*.parquet"), key=lambda it: (it.stem, it))
    for number, name in enumerate(dict.fromkeys(it.name for it in files)):
        with part_files(number, "parquet", copy, copy) as copies:
            for path in (it for it in files if it.name == name):
                for group in _groups(path, clock):
                    copies.add({path.parent.name: group})
    taken = clock.taken()
    for path in files:
        if path.read_bytes() != (copy / path.relative_to(answers)).read_bytes():
            sys.exit(f"{path} was not copied to the byte")
    print(json.dumps({"cpu": taken, "start": clock.start}))


def _groups(path: Path, clock: Clock) -> Iterator[pa.RecordBatch]:
    """One at a time: categories inside structs are not read across two."""
    file = pq.ParquetFile(path)
    for number in range(file.num_row_groups):
        with clock.stopped():
            (batch,) = file.read_row_group(number).combine_chunks().to_batches()
        yield batch


if __name__ == "__main__":
    main(*(Path(it) for it in sys.argv[1:]))
