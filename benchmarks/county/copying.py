"""What no batch can be quicker than: its input read, and its answers written, with nothing decided.

    python benchmarks/county/copying.py POPULATION ANSWERS COPY

The answers are in memory before time is taken, and are written as a batch writes them. Prints
seconds of processor time and of the clock.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time

import pyarrow as pa
import pyarrow.parquet as pq

from doudi.runtime.batch.part_files import part_files

ROWS = 1 << 14


def main(population: Path, answers: Path, copy: Path) -> None:
    kept: dict[str, list[pa.RecordBatch]] = {}
    for file in sorted(answers.glob("*/*.parquet")):
        kept.setdefault(file.parent.name, []).extend(_batches(file))
    copy.mkdir()
    cpu, wall = process_time(), perf_counter()
    for file in sorted(population.glob("*.parquet")):
        for batch in pq.ParquetFile(file).iter_batches(ROWS):
            del batch
    with part_files(0, "parquet", copy, copy) as files:
        for kind, batches in kept.items():
            for batch in batches:
                files.add({kind: batch})
    print(json.dumps({"cpu": process_time() - cpu, "wall": perf_counter() - wall}))


def _batches(file: Path) -> list[pa.RecordBatch]:
    """Group by group: categories inside structs are not read across two."""
    opened = pq.ParquetFile(file)
    groups = (opened.read_row_group(at) for at in range(opened.num_row_groups))
    return [it for group in groups for it in group.to_batches(ROWS)]


if __name__ == "__main__":
    main(*(Path(it) for it in sys.argv[1:]))
