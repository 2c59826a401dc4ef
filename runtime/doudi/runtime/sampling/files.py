"""A sample as Parquet: one file, or a folder with one for each kind; there when it is whole.

The files say of themselves that they are synthetic, what they were drawn from, and what was
assumed.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EEXIST, ENOENT
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from doudi.runtime.canonical import dumps
from doudi.runtime.program.ids import EntityId
from doudi.runtime.sampling.in_words import in_words
from doudi.runtime.sampling.sample import Sample, drawn
from doudi.runtime.sampling.tables import Writing, kind_name, tables


def write(
    sample: Sample, writing: Writing, rules_hash: str, to: Path, told: Callable[[int], object]
) -> Mapping[EntityId, int]:
    """How many of each kind there are. `told`: of each stretch, how many households it has.

    Raises FileExistsError where something is there already, OSError where nothing can be written.
    """
    counted: Counter[EntityId] = Counter()
    about = _about(sample, writing, rules_hash)
    with _put_in_place(to) as part, ExitStack() as files:
        if writing.shape == "flat":
            part.mkdir()
        writers: dict[EntityId, pq.ParquetWriter] = {}
        for drawing in drawn(sample):
            for kind, table in tables(drawing, writing).items():
                if kind not in writers:
                    name = f"{kind_name(kind, sample.rules, writing)}.parquet"
                    path = part / name if writing.shape == "flat" else part
                    writers[kind] = files.enter_context(_writer(path, table.schema, about))
                writers[kind].write_table(table, max(1, len(table)))  # one row group
            counted.update({kind: len(rows) for kind, rows in drawing.kinds.items()})
            told(len(drawing.households))
    return counted


def _about(sample: Sample, writing: Writing, rules_hash: str) -> Mapping[str, bytes]:
    assumed = {
        it.name: {lang: in_words(it, sample.rules, lang) for lang in ("zh", "en")}
        for it in sample.assumptions
    }
    note = {
        "zh": "合成数据：按假定随机抽取，不是任何真实的家庭，分布也不是统计结果",
        "en": "synthetic: drawn at random from assumptions; no real household, no statistics",
    }
    return {
        "doudi.synthetic": b"true",
        "doudi.note": dumps(note),
        "doudi.seed": str(sample.seed).encode(),
        "doudi.households": str(sample.households).encode(),
        "doudi.rules": rules_hash.encode(),
        "doudi.epochs": dumps([[it.area, it.as_of.isoformat()] for it in sample.epochs]),
        "doudi.unknown": str(writing.unknown).encode(),
        "doudi.distributions": dumps(assumed),
    }


def _writer(path: Path, schema: pa.Schema, about: Mapping[str, bytes]) -> pq.ParquetWriter:
    """Only texts have dictionaries: of numbers they cost more than they save."""
    return pq.ParquetWriter(
        path, schema.with_metadata(about), use_dictionary=[*_texts(schema)], compression="snappy"
    )


def _texts(fields: pa.Schema | pa.StructType, path: str = "") -> Iterator[str]:
    """Where columns of texts stand, as Parquet names them."""
    for field in fields:
        here = f"{path}{field.name}"
        if pa.types.is_dictionary(field.type):
            yield here
        elif pa.types.is_list(field.type):
            yield from _texts(field.type.value_type, f"{here}.list.element.")


@contextmanager
def _put_in_place(to: Path) -> Iterator[Path]:
    """A name beside `to` for what becomes it if all goes well, and is gone if not."""
    if os.path.lexists(to):
        raise FileExistsError(EEXIST, os.strerror(EEXIST), str(to))
    if not to.absolute().parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(to))
    scratch = Path(tempfile.mkdtemp(dir=to.absolute().parent, prefix=".doudi-", suffix=".part"))
    try:
        part = scratch / "sample"
        yield part
        part.replace(to)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
