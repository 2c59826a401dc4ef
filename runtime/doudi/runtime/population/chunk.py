"""Some households of a population with all that lies in them, as planes.

Subjects of a kind stand in the order of what they lie in: the members of the first household, then
those of the second. Every fact that a table has a column for has a plane; what it has none for is
absent for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa

from doudi.runtime.facts.model import Status
from doudi.runtime.population.planes import Codes, Indices, Integers, Mask, Plane
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId

STATUSES: Final[tuple[Status | None, ...]] = (
    None,  # nothing is said
    "given",
    "unknown",
    "not_asked",
    "not_applicable",
)


@dataclass(frozen=True, slots=True)
class Epoch:
    """Where and when: one set of rules in force, one set of standards."""

    area: AreaCode
    as_of: date


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """All subjects of one kind in a chunk.

    `offsets`: the i-th of what they lie in holds `offsets[i]` up to `offsets[i + 1]`; None for
    households. `terms`: what is given of terms, with where it is given (elsewhere it is derived).
    `ids`: as the table gives them, for what is written in the end; strings or whole numbers.
    `statuses`: where a table says more of a fact or term than its plane does, for each subject the
    place in STATUSES; deciding needs none of it.
    """

    entity: EntityId
    ids: pa.Array
    offsets: Integers | None
    facts: Mapping[FactId, Plane]
    terms: Mapping[TermId, tuple[Plane, Mask]]
    statuses: Mapping[str, Codes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """`first`: the number of the first household in the whole input, from 0.

    `epochs` and `epoch_of`: for each household the place of its epoch; `levels` has the households
    under "household", and nothing for kinds whose table was not given: they are unknown, not none.
    """

    first: int
    epochs: tuple[Epoch, ...]
    epoch_of: Indices
    levels: Mapping[EntityId, Level]


def holders_of(offsets: Integers) -> Integers:
    """For each subject the place of what it lies in, by the `offsets` of its level."""
    many = int(offsets[-1])
    # How many begin at each place, added up: a third of the time of repeating.
    return np.cumsum(np.bincount(offsets[1:-1], minlength=many)[:many])
