"""A batch from beginning to end: its parts decided, side by side, and put in place together."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa

from doudi.runtime.batch.commission import Commission, ready, rules_of
from doudi.runtime.batch.errors import BatchError, OtherInputError
from doudi.runtime.batch.part import Destination, Events, Finished, finished
from doudi.runtime.batch.part_files import FileFormat
from doudi.runtime.batch.report import Report, report
from doudi.runtime.batch.tally import Tally
from doudi.runtime.batch.unfinished import (
    REPORT,
    Unfinished,
    already_there,
    folder_of,
    put_in_place,
    unfinished,
)
from doudi.runtime.batch.words import Tongue
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.bundle.write import write
from doudi.runtime.canonical import Json, canonical, fingerprint
from doudi.runtime.engine import engine
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.population.files import File, nameable
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.parts import Part
from doudi.runtime.population.read import Population, population
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId


@dataclass(frozen=True, slots=True)
class Asked:
    """`schemes`: none named is all. `area_facts`: the bytes of a file of them, be it empty."""

    out: Path
    as_of: date | None = None
    area: AreaCode | None = None
    area_facts: bytes = b""
    schemes: tuple[SchemeId, ...] = ()
    ignore: frozenset[str] = frozenset()
    tongue: Tongue = "en"
    format: FileFormat = "parquet"
    resume: bool = False


@dataclass(slots=True)
class Progress:
    """How far a batch is."""

    households: int
    parts: int
    households_done: int = 0


Watch: TypeAlias = Callable[[Progress], None]
Deciding: TypeAlias = Callable[[Mapping[int, Part], Commission, Destination], Events]


def batch(
    sources: Sequence[Path], bundle: Loaded, asked: Asked, deciding: Deciding, watch: Watch
) -> Report:
    """What came of it; the answers are at `asked.out`, whole, or an error is raised.

    `deciding`: who decides the parts, in any order; the answers do not depend on it.
    Raises PopulationError for what is wrong with the population, BatchError for all else that
    somebody can do something about, and OSError where something cannot be written.
    """
    out = asked.out
    if not asked.resume and (out.exists() or out.is_symlink()):
        raise already_there(out)
    _apart(out, sources)
    if not nameable(out):
        raise BatchError(
            f"`{out}` 不是 UTF-8 文字，Arrow 写不了；请另起名字",
            f"`{out}` is not in UTF-8, and Arrow cannot write it; choose another name",
        )
    data = write(bundle.program)
    rules = rules_of(data)
    people = population(
        source_of(sources), rules, as_of=asked.as_of, area=asked.area, ignore=asked.ignore
    )
    head = _head(people, bundle, asked)
    if out.exists() or out.is_symlink():
        return _finished_before(out, head)
    commission = Commission(
        data,
        asked.area_facts,
        asked.schemes,
        people.shape,
        asked.tongue,
    )
    progress = Progress(people.households, len(people.parts))
    run = {**head, "input": _stamps(people), "parts": len(people.parts)}
    with unfinished(out, run, asked.format, resume=asked.resume) as work:
        try:
            tally = _decided(people, commission, deciding, work, progress, watch)
            _check_unchanged(people, run)
        except (PopulationError, OtherInputError):
            shutil.rmtree(work.folder, ignore_errors=True)  # nothing of it is worth keeping
            raise
        found = report(head, tally, ready(commission).schemes, rules)
        put_in_place(work, canonical(found) + b"\n")
    return found


def _decided(
    people: Population,
    commission: Commission,
    deciding: Deciding,
    work: Unfinished,
    progress: Progress,
    watch: Watch,
) -> Tally:
    tally = Tally()
    waiting = {}
    for number, part in enumerate(people.parts):
        before = finished(number, work.to)
        if before is None:
            waiting[number] = part
            continue
        tally.add(before.tally)
        progress.households_done += before.tally.read[HOUSEHOLD]
    watch(progress)
    with closing(deciding(waiting, commission, work.to)) as events:  # nobody goes on unheard
        for event in events:
            match event:
                case Finished():
                    tally.add(event.tally)
                case _:
                    progress.households_done += event
            watch(progress)
    return tally


def _head(people: Population, bundle: Loaded, asked: Asked) -> Mapping[str, Json]:
    """All that the answers depend on, by content and not by place."""
    return {
        "bundle": {"hash": bundle.hash},
        "engine": {"doudi": engine(), "pyarrow": pa.__version__},
        "sources": [
            {"kind": kind, "name": path.name, "bytes": path.stat().st_size, "rows": rows}
            for (kind, path), rows in _files(people).items()
        ],
        "as_of": None if asked.as_of is None else asked.as_of.isoformat(),
        "area": asked.area,
        "area_facts": fingerprint(asked.area_facts) if asked.area_facts else None,
        "schemes": list(asked.schemes),
        "ignored": sorted(asked.ignore),
        "names": asked.tongue,
        "format": asked.format,
    }


def _stamps(people: Population) -> Json:
    """Where the files are and when they were written last."""
    return [[str(path.resolve()), path.stat().st_mtime_ns] for _, path in _files(people)]


def _files(people: Population) -> Mapping[tuple[EntityId, Path], int]:
    """How many rows are read of each."""
    found: Counter[tuple[EntityId, Path]] = Counter()
    for part in people.parts:
        for kind, rows in part.rows.items():
            for span in rows.spans:
                if isinstance(span.source, File):
                    found[kind, Path(span.source.path)] += len(span)
    return found


def _finished_before(out: Path, head: Mapping[str, Json]) -> Report:
    """The report of a batch that was cut off when all was done but to say so."""
    try:
        found: Report = json.loads((out / REPORT).read_bytes())
    except (OSError, ValueError):
        raise already_there(out) from None
    if any(found.get(key) != said for key, said in head.items()):
        raise already_there(out)
    shutil.rmtree(folder_of(out), ignore_errors=True)
    return found


def _apart(out: Path, sources: Sequence[Path]) -> None:
    """Answers within a folder of tables would be read as one the next time."""
    for it in sources:
        if it.is_dir() and out.resolve().is_relative_to(it.resolve()):
            raise BatchError(
                f"`{out}` 在所读的文件夹 `{it}` 之内；请写到它外面",
                f"`{out}` lies within `{it}`, which is read; write outside of it",
            )


def _check_unchanged(people: Population, run: Mapping[str, Json]) -> None:
    if _stamps(people) != run["input"]:
        raise OtherInputError(
            "输入文件在决定期间被改动；请在文件不再变动后重新开始",
            "the input was changed while it was being decided on; begin anew when it is at rest",
        )


def source_of(paths: Sequence[Path]) -> Path | Sequence[Path]:
    """A lone path may be a folder."""
    return paths[0] if len(paths) == 1 else paths
