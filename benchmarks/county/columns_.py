"""The county's rules by doudi's column engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.county.single import AREA, ON, rules
from benchmarks.county.workload import NO_AMOUNT, Part, Parts
from doudi.runtime.columns.cells import STATUSES, Answers
from doudi.runtime.columns.decide import Engine, decide, engine
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.ids import AreaCode

ROWS: Final = 4096  # households in a chunk

_NONE: Final = STATUSES.index("none")


@dataclass(frozen=True, slots=True)
class Data:
    chunks: tuple[Chunk, ...]
    engine: Engine


def load(folder: Path, *, reasons: bool = False, rows: int = ROWS, first: int = 0) -> Data:
    """`first`: the household from which on to decide."""
    made = engine(known(), reasons=reasons)
    return Data(tuple(it for it in read(folder, rows) if it.first >= first), made)


def compute(data: Data) -> Iterator[Parts]:
    for chunk in data.chunks:
        yield parts(decide(chunk, data.engine))


def read(folder: Path, rows: int = ROWS) -> Iterator[Chunk]:
    found = population(folder, known(), as_of=ON, area=AreaCode(AREA))
    for part in found.parts:
        yield from chunks(part, known(), rows=rows)


def parts(answers: Answers) -> Parts:
    for scheme, it in answers.cells.items():
        none = it.status == _NONE
        low = np.where(none | (it.low == OPEN_LOW), NO_AMOUNT, it.low)
        high = np.where(none | (it.high == OPEN_HIGH), NO_AMOUNT, it.high)
        yield Part(scheme, it.outcome, low, high)


@cache
def known() -> Index:
    return rules()
