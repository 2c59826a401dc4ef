"""A sample: so many households of a program's facts, drawn block by block.

The same seed, rules, areas and days give the same households, however many are drawn: a longer
sample begins with the shorter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.sampling.assumptions import assumptions
from doudi.runtime.sampling.axioms import Axioms, axioms, keep
from doudi.runtime.sampling.distributions import Assumed
from doudi.runtime.sampling.draw import Drawing, drawn_block
from doudi.runtime.sampling.streams import Streams

BLOCK: Final = 1 << 15  # households: what is drawn, kept in memory and written at a time


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """`epochs`: the areas and days that households are drawn for, each as often as another.

    `axioms`: what they keep to.
    """

    rules: Index
    assumptions: tuple[Assumed, ...]
    axioms: Axioms
    epochs: tuple[Epoch, ...]
    households: int
    seed: int


def sample(rules: Index, epochs: tuple[Epoch, ...], households: int, seed: int) -> Sample:
    assumed = assumptions(rules)
    return Sample(rules, assumed, axioms(rules, assumed), epochs, households, seed)


def drawn(sample: Sample) -> Iterator[Drawing]:
    """Block by block. Raises AxiomError."""
    for number in range(-(-sample.households // BLOCK)):
        first = number * BLOCK
        numbered = range(first + 1, min(first + BLOCK, sample.households) + 1)
        streams = Streams(sample.seed, number)
        drawing = drawn_block(sample.rules, sample.assumptions, sample.epochs, numbered, streams)
        keep(sample.axioms, drawing)
        yield drawing
