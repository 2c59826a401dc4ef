"""Households drawn for tests, as the cases that they would be if they were read from a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from doudi.runtime.decision import Contradiction
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import Case
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.program.ids import AreaCode
from doudi.runtime.sampling.chunks import chunk_of
from doudi.runtime.sampling.sample import drawn, sample

EPOCHS: Final = tuple(
    Epoch(AreaCode(area), day)
    for area, day in (
        ("500103", date(2021, 2, 15)),
        ("620602", date(2021, 11, 1)),
        ("420300", date(2020, 1, 10)),
        ("500000", date(2022, 3, 1)),
    )
)


def cases(
    rules: Index, households: int, seed: int, epochs: Sequence[Epoch] = EPOCHS
) -> Iterator[Case]:
    for drawing in drawn(sample(rules, tuple(epochs), households, seed)):
        chunk = chunk_of(drawing)
        for row in range(len(chunk.epoch_of)):
            yield case_of(chunk, row, rules, {})


def contradicting(case: Case, rules: Index) -> tuple[Contradiction, ...]:
    assert case.as_of is not None
    return contradictions(start(rules, case, case.as_of))
