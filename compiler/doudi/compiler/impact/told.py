"""What somebody is told of a scheme, for many subjects: the answer, without its reasons.

Takes the cells of one set of rules; gives columns that are equal where the answer is the same,
whichever rules they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.cells import OUTCOMES, STATUSES, Cells
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Codes, Integers, Mask
from doudi.runtime.program.declarations import Facet, Grant, Provision
from doudi.runtime.program.ids import SchemeId

# How often an amount is paid. "": there is none; "unsaid": the rules do not say.
EVERY: Final = ("", "once", "month", "year", "unsaid")
NEVER: Final = EVERY.index("")
UNSAID: Final = EVERY.index("unsaid")

NO_MONEY: Final = STATUSES.index("none")
EXACT: Final = STATUSES.index("exact")
_NOT_COVERED: Final = OUTCOMES.index(Outcome.NOT_COVERED)
STANDS: Final = np.array([it in STANDING for it in OUTCOMES])


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """`outcome`, `status`, `low`, `high`: as in cells. `every`: places in EVERY."""

    outcome: Codes
    status: Codes
    low: Integers
    high: Integers
    every: Codes

    def __len__(self) -> int:
        return len(self.outcome)

    def at(self, rows: npt.NDArray[np.integer[Any]] | Mask) -> Told:
        return Told(
            self.outcome[rows],
            self.status[rows],
            self.low[rows],
            self.high[rows],
            self.every[rows],
        )

    def same(self, other: Told) -> Mask:
        return np.asarray(
            (self.outcome == other.outcome)
            & (self.status == other.status)
            & (self.low == other.low)
            & (self.high == other.high)
            & (self.every == other.every)
        )


def told(cells: Cells, paid: Codes) -> Told:
    """`paid`: how often each provision has something paid, see `paid_by`."""
    money = STANDS[cells.outcome] & (cells.status != NO_MONEY)
    every = np.where(money, paid[cells.provision], NEVER).astype(np.uint8)
    return Told(cells.outcome, cells.status, cells.low, cells.high, every)


def nothing(subjects: int) -> Told:
    """Of a scheme that the rules do not know: no clause covers it."""
    return Told(
        np.full(subjects, _NOT_COVERED, np.uint8),
        np.full(subjects, NO_MONEY, np.uint8),
        np.full(subjects, OPEN_LOW, np.int64),
        np.full(subjects, OPEN_HIGH, np.int64),
        np.full(subjects, NEVER, np.uint8),
    )


def paid_by(rules: Index) -> Codes:
    """For each provision, by its place in the program, how often what it grants is paid.

    As it says itself; where it does not, as what only adds to it or to its scheme says, if that
    is the same throughout. The last place is nobody's.
    """
    return np.array([*(_every(it, rules) for it in rules.program.provisions), UNSAID], np.uint8)


def _every(provision: Provision, rules: Index) -> int:
    period = provision.facets.period
    if period is not None:
        return EVERY.index(period.every)
    match provision.effect:
        case Grant(scheme=scheme):
            said = {EVERY.index(it) for it in _added(provision, scheme, rules)}
            return said.pop() if len(said) == 1 else UNSAID
        case _:
            return UNSAID


def _added(provision: Provision, scheme: SchemeId, rules: Index) -> set[str]:
    return {
        it.facets.period.every
        for it in rules.by_scheme[scheme].facets
        if it.facets.period is not None
        and isinstance(it.effect, Facet)
        and it.effect.provision in (None, provision.id)
    }
