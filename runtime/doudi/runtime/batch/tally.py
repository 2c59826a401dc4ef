"""What is counted of answers: subjects in and out, outcomes of each scheme, what was missing.

Tallies of parts add up to that of the whole, in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np

from doudi.runtime.canonical import Json
from doudi.runtime.columns.cells import NOBODY, OUTCOMES, Answers, Cells, CellsByKind
from doudi.runtime.decision import Outcome
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId

_UNDETERMINED: Final = OUTCOMES.index(Outcome.UNDETERMINED)


@dataclass(slots=True)
class Tally:
    """`read`, `written`: subjects of each kind. `missing`: cells for which a name is the first."""

    read: Counter[EntityId] = field(default_factory=Counter)
    written: Counter[EntityId] = field(default_factory=Counter)
    epochs: Counter[tuple[AreaCode, date]] = field(default_factory=Counter)
    outcomes: Counter[tuple[SchemeId, Outcome]] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.read.update(other.read)
        self.written.update(other.written)
        self.epochs.update(other.epochs)
        self.outcomes.update(other.outcomes)
        self.missing.update(other.missing)

    def count(self, chunk: Chunk, answers: Answers) -> None:
        """All of a chunk but what is written of it."""
        for entity, level in chunk.levels.items():
            self.read[entity] += len(level)
        in_epoch = np.bincount(chunk.epoch_of, minlength=len(chunk.epochs))
        for epoch, many in zip(chunk.epochs, in_epoch, strict=True):
            self.epochs[epoch.area, epoch.as_of] += int(many)
        for scheme, cells in answers.cells.items():
            outcomes = _outcomes(cells)
            for outcome, many in zip(OUTCOMES, outcomes, strict=True):
                self.outcomes[scheme, outcome] += many
            if outcomes[_UNDETERMINED]:
                lacking = np.bincount(cells.missing[cells.missing != NOBODY])
                for at in np.flatnonzero(lacking):
                    self.missing[answers.names[at]] += int(lacking[at])


def _outcomes(cells: Cells) -> Sequence[int]:
    """How many subjects have each; of those that none can have nobody is looked for."""
    said = cells.kinds.outcome if isinstance(cells, CellsByKind) else range(len(OUTCOMES))
    found = [0] * len(OUTCOMES)
    for it in {int(each) for each in said}:
        found[it] = int(np.count_nonzero(cells.outcome == it))
    return found


def as_json(tally: Tally) -> Mapping[str, Json]:
    """In an order that hangs on nothing but what was counted."""
    return {
        "read": dict(sorted(tally.read.items())),
        "written": dict(sorted(tally.written.items())),
        "epochs": [
            [area, as_of.isoformat(), many] for (area, as_of), many in sorted(tally.epochs.items())
        ],
        "outcomes": [
            [scheme, outcome, many] for (scheme, outcome), many in sorted(tally.outcomes.items())
        ],
        "missing": dict(sorted(tally.missing.items())),
    }


def from_json(it: Mapping[str, Any]) -> Tally:
    """What `as_json` gave."""
    return Tally(
        Counter({EntityId(kind): many for kind, many in it["read"].items()}),
        Counter({EntityId(kind): many for kind, many in it["written"].items()}),
        Counter(
            {
                (AreaCode(area), date.fromisoformat(as_of)): many
                for area, as_of, many in it["epochs"]
            }
        ),
        Counter(
            {(SchemeId(scheme), Outcome(outcome)): many for scheme, outcome, many in it["outcomes"]}
        ),
        Counter(it["missing"]),
    )
