"""One part of a population decided: from its rows to its files, and a note that it is finished."""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from doudi.runtime.batch.commission import Ready
from doudi.runtime.batch.disk import put
from doudi.runtime.batch.part_files import FileFormat, PartFiles, part_files
from doudi.runtime.batch.tables import counted, kinds, tables
from doudi.runtime.batch.tally import Tally, as_json, from_json
from doudi.runtime.canonical import canonical
from doudi.runtime.columns.decide import decide
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.parts import Part
from doudi.runtime.population.read import chunks

# So many that what is done once for all of them is little, and no more than memory has room for.
HOUSEHOLDS_AT_ONCE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Destination:
    """Folders of unfinished work: `answers` becomes the output, `finished` has notes of parts."""

    format: FileFormat
    answers: Path
    finished: Path
    scratch: Path


@dataclass(frozen=True, slots=True)
class Finished:
    part: int
    tally: Tally


Event: TypeAlias = int | Finished  # so many more households, or a part that is finished
Events: TypeAlias = Generator[Event, None, None]  # whoever stops listening closes it


def decide_part(number: int, part: Part, ready: Ready, to: Destination) -> Events:
    """Finished is said when the part's files are in place and noted, and not before."""
    tally = Tally()
    with part_files(number, to.format, to.scratch, to.answers) as files:
        for chunk in chunks(part, ready.rules, rows=HOUSEHOLDS_AT_ONCE):
            _decide(chunk, ready, files, tally)
            yield len(chunk.epoch_of)
    note = {"files": files.sizes, "tally": as_json(tally)}
    put(canonical(note), _note(number, to), to.scratch)
    yield Finished(number, tally)


def _decide(chunk: Chunk, ready: Ready, files: PartFiles, tally: Tally) -> None:
    """All that is made of a chunk is gone before the next one is decided, in the same memory."""
    answers = decide(chunk, ready.engine)
    top = kinds(chunk.levels, ready.schemes, ready.rules)
    batches = tables(chunk, answers, top, ready.shape, ready.writing)
    files.add({ready.writing.words.kinds[it]: batch for it, batch in batches.items()})
    tally.count(chunk, answers)
    tally.written.update(counted(batches, top, ready.shape, ready.writing))


def finished(number: int, to: Destination) -> Finished | None:
    """What is noted of a part, if its files are as they were noted."""
    try:
        note = json.loads(_note(number, to).read_bytes())
    except (FileNotFoundError, ValueError):  # not finished, or short all the same
        return None
    for name, size in note["files"].items():
        path = to.answers / name
        if not path.is_file() or path.stat().st_size != size:
            return None
    return Finished(number, from_json(note["tally"]))


def _note(number: int, to: Destination) -> Path:
    return to.finished / f"{number:05}.json"
