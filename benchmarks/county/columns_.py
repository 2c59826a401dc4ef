"""The county's rules by doudi's column engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from benchmarks.county.inputs import Tables
from benchmarks.county.single import AREA, ON, rules
from benchmarks.county.workload import Part, Parts
from doudi.runtime.batch.part import HOUSEHOLDS_AT_ONCE
from doudi.runtime.columns.cells import Answers, exact
from doudi.runtime.columns.decide import Engine, decide, engine
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program.ids import AreaCode


@dataclass(frozen=True, slots=True)
class Data:
    """`written_out`: whether cells are made columns, or stay kinds and what each kind comes to."""

    chunks: Callable[[], Iterable[Chunk]]
    engine: Engine
    written_out: bool


def load(
    given: Tables,
    *,
    written_out: bool = False,
    reasons: bool = False,
    own_code: bool = False,
    in_turn: bool = False,
    first: int = 0,
) -> Data:
    """`own_code`: of the tape, from the first chunk on; else NumPy runs it.

    `first`: the household from which on to decide.

    `in_turn`: chunks are read while deciding, one decided before the next is read, as in a batch.
    """
    read = partial(_read, given, first)
    code_from = 0 if own_code else None
    by = engine(known(), reasons=reasons, in_full=written_out, code_from=code_from)
    return Data(read if in_turn else tuple(read()).__iter__, by, written_out)


def _read(given: Tables, first: int) -> Iterator[Chunk]:
    found = population(given, known(), as_of=ON, area=AreaCode(AREA))
    for part in found.parts:
        for chunk in chunks(part, known(), rows=HOUSEHOLDS_AT_ONCE):
            if chunk.first >= first:
                yield chunk


def compute(data: Data) -> Iterator[Parts]:
    """Of what stays kinds, columns are made when a part is asked for."""
    return (
        _written_out(chunk, data.engine) if data.written_out else parts(decide(chunk, data.engine))
        for chunk in data.chunks()
    )


def _written_out(chunk: Chunk, by: Engine) -> Parts:
    answers = decide(chunk, by)
    if by.reasons:
        for it in answers.cells.values():
            _ = it.provision, it.condition, it.missing
    return list(parts(answers))


def parts(answers: Answers) -> Parts:
    for scheme, it in answers.cells.items():
        if exact(it):
            yield Part(scheme, it.outcome, it.low, it.low, OPEN_LOW, OPEN_LOW)
        else:
            yield Part(scheme, it.outcome, it.low, it.high, OPEN_LOW, OPEN_HIGH)


@cache
def known() -> Index:
    return rules()
