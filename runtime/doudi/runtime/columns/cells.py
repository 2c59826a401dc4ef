"""What one scheme comes to for all of its subjects in a chunk: the answer, in columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from doudi.runtime.decision import Outcome
from doudi.runtime.population.planes import Codes, Indices, Integers
from doudi.runtime.program.ids import EntityId, SchemeId

OUTCOMES: Final = tuple(Outcome)
STATUSES: Final = ("none", "exact", "range", "unknown", "left_to")  # of amounts
NOBODY: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """For each subject, in the order of its level.

    `outcome`, `status`: places in OUTCOMES and STATUSES. `low`, `high`: fen, OPEN_LOW and
    OPEN_HIGH where there is no such end. `provision`: the one that decided, by its place in the
    program, or NOBODY; `condition`: which of its parts, from 1, or 0; `missing`: the place of a
    name in `Answers.names`, or NOBODY. What these say is in docs/language/columns.md.
    """

    scheme: SchemeId
    entity: EntityId
    outcome: Codes
    status: Codes
    low: Integers
    high: Integers
    provision: Indices
    condition: Codes
    missing: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """All schemes for a chunk. `names`: ids of facts, terms, standards and kinds of subjects."""

    cells: Mapping[SchemeId, Cells]
    names: tuple[str, ...]
