"""A population gone through from beginning to end: parts side by side, their tallies added up.

Takes two programs and where the tables are; gives the whole impact and, where it is wanted, a file
of all changed answers, which is put in place when it is complete.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from errno import ENOENT
from functools import lru_cache, partial
from hashlib import file_digest
from pathlib import Path
from typing import Final, TypeAlias

import pyarrow.parquet as pq

from doudi.compiler.changes.comparison import compare
from doudi.compiler.impact.cells_file import SCHEMA, join, rows
from doudi.compiler.impact.measure import measured
from doudi.compiler.impact.report import Impact, Looked, Table
from doudi.compiler.impact.sides import Reading, Sides, sides
from doudi.compiler.impact.tally import Tally, tally
from doudi.runtime.batch.run import source_of
from doudi.runtime.batch.side_by_side import side_by_side
from doudi.runtime.bundle.read import Loaded, read_bundle
from doudi.runtime.bundle.write import write
from doudi.runtime.command_line.stopping import stop_if_told
from doudi.runtime.population.files import File
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.parts import Part
from doudi.runtime.population.read import Population, chunks, population
from doudi.runtime.program.ids import AreaCode, SchemeId

_ROWS: Final = 1 << 14  # households that are decided at a time
_SYNTHETIC: Final = b"doudi.synthetic"

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """`schemes`: none named is all. `cells`: the file to be made of changed answers."""

    sources: tuple[Path, ...]
    as_of: date | None = None
    area: AreaCode | None = None
    area_facts: bytes = b""
    schemes: tuple[SchemeId, ...] = ()
    ignore: frozenset[str] = frozenset()
    cells: Path | None = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class _Commission:
    """What another process needs. `cells`: the folder for the changed answers of each part."""

    old: bytes
    new: bytes
    schemes: tuple[SchemeId, ...]
    area_facts: bytes
    cells: Path | None


@dataclass(frozen=True, slots=True)
class _Work:
    """A part as either side reads it; the same where both read alike."""

    number: int
    old: Part
    new: Part


def impact(old: Loaded, new: Loaded, asked: Asked, progress: Progress | None = None) -> Impact:
    """Raises PopulationError for what is wrong with the tables, OSError for what is with files.

    And DiedError where a process did.
    """
    both = sides(compare(old.program, new.program), asked.schemes, asked.area_facts)
    people = _people(both, asked)
    with _scratch(asked.cells) as folder:
        commission = _Commission(
            write(old.program), write(new.program), asked.schemes, asked.area_facts, folder
        )
        work = [
            _Work(it.number, *pair)
            for it, pair in zip(people[1].parts, _pairs(people), strict=True)
        ]
        whole = _added_up(work, commission, asked.jobs, people[1].households, progress)
        if asked.cells is not None and folder is not None:
            joined = folder / "cells"
            join((_cells(it.number, folder) for it in work), joined)
            joined.replace(asked.cells)
    return Impact(both.comparison, (old.hash, new.hash), _looked(people[1]), asked.schemes, whole)


@contextmanager
def _scratch(cells: Path | None) -> Iterator[Path | None]:
    """A folder beside the file to be made, gone in the end; an OSError names the file."""
    if cells is None:
        yield None
        return
    place = cells.absolute().parent
    if not place.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(cells))
    with tempfile.TemporaryDirectory(dir=place, prefix=".doudi-", suffix=".part") as name:
        try:
            yield Path(name)
        except OSError as error:
            if error.filename is None or str(error.filename).startswith(name):
                error.filename, error.filename2 = str(cells), None
            raise


def _people(both: Sides, asked: Asked) -> tuple[Population, Population]:
    """As the old side reads it, and as the new one does."""

    def read(rules: Sides, *, new: bool) -> Population:
        return population(
            source_of(asked.sources),
            rules.new_words if new else rules.old_words,
            as_of=asked.as_of,
            area=asked.area,
            ignore=asked.ignore,
        )

    after = read(both, new=True)
    return (read(both, new=False) if both.words else after), after


def _pairs(people: tuple[Population, Population]) -> Iterator[tuple[Part, Part]]:
    return zip(people[0].parts, people[1].parts, strict=True)


def _added_up(
    work: Sequence[_Work],
    commission: _Commission,
    jobs: int,
    households: int,
    progress: Progress | None,
) -> Tally:
    whole, done = Tally(), 0
    with closing(side_by_side(work, partial(_part, commission), jobs)) as tallies:
        for found in tallies:
            stop_if_told()
            whole.add(found)
            done += found.subjects[HOUSEHOLD]
            if progress is not None:
                progress(done, households)
    return whole


def _part(commission: _Commission, work: _Work) -> Iterator[Tally]:
    """Chunk by chunk; the changed answers of all of them in one file."""
    both = _sides_of(commission)
    with ExitStack() as files:
        writer = None
        if commission.cells is not None:
            path = _cells(work.number, commission.cells)
            writer = files.enter_context(pq.ParquetWriter(path, SCHEMA))
        for reading in _readings(work, both):
            found = measured(reading, both)
            if writer is not None:
                writer.write_table(rows(found))
            yield tally(found, both.new_words)


def _readings(work: _Work, both: Sides) -> Iterator[Reading]:
    after = chunks(work.new, both.new_words, rows=_ROWS)
    if not both.words:
        yield from (Reading(it, it) for it in after)
        return
    before = chunks(work.old, both.old_words, rows=_ROWS)
    yield from (Reading(*it) for it in zip(before, after, strict=True))


@lru_cache(2)
def _sides_of(commission: _Commission) -> Sides:
    """Once in each process, however many parts follow."""
    old, new = (read_bundle(it).program for it in (commission.old, commission.new))
    return sides(compare(old, new), commission.schemes, commission.area_facts)


def _cells(number: int, folder: Path) -> Path:
    return folder / f"{number:05}.parquet"


def _looked(people: Population) -> Looked:
    """What the population was, so that it can be told from another."""
    found: dict[tuple[str, Path], int] = {}
    synthetic = False
    for part in people.parts:
        for kind, its in part.rows.items():
            synthetic |= (its.schema.metadata or {}).get(_SYNTHETIC) == b"true"
            for span in its.spans:
                if isinstance(span.source, File):
                    key = kind, Path(span.source.path)
                    found[key] = found.get(key, 0) + len(span)
    tables = tuple(
        Table(kind, path.name, many, _digest(path)) for (kind, path), many in found.items()
    )
    return Looked(tables, people.households, synthetic)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
