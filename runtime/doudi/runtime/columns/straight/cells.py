"""What one scheme comes to for one subject: the answer, in the words of the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from doudi.runtime.columns.cells import OUTCOMES, STATUSES
from doudi.runtime.columns.tape.code import Kind
from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation.reasons import Reason
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import ProvisionId, SchemeId


class Cell(NamedTuple):
    """As docs/language/columns.md defines it: the outcome, the amount in fen, and the reason.

    `low`, `high`: None where there is no such end. `condition`: which part of the provision's
    condition decided, from 1, or 0. `missing`: the id of what is, or "calendar".
    """

    scheme: SchemeId
    outcome: Outcome
    status: str
    low: int | None
    high: int | None
    provision: ProvisionId | None
    condition: int
    missing: str | None


@dataclass(frozen=True, slots=True)
class Unpriced:
    """A cell but for its amount, which is worked out for each: the number `amount`, from 0."""

    before: tuple[SchemeId, Outcome, str]
    amount: int
    after: tuple[ProvisionId | None, int, str | None]

    def at(self, fen: int) -> Cell:
        return tuple.__new__(Cell, (*self.before, fen, fen, *self.after))  # as `_make`, sooner


def of_kind(scheme: SchemeId, kind: Kind, parts: int | None, program: Program) -> Cell | Unpriced:
    """`parts`: how many parts of the condition hold before one that does not."""
    provisions = program.provisions
    cell = Cell(
        scheme=scheme,
        outcome=OUTCOMES[kind.outcome],
        status=STATUSES[kind.status],
        low=None if kind.low == OPEN_LOW else kind.low,
        high=None if kind.high == OPEN_HIGH else kind.high,
        provision=None if kind.provision < 0 else provisions[kind.provision].id,
        condition=1 + (parts or 0) if kind.not_met else 0,
        missing=None,
    )
    return Unpriced(cell[:3], kind.worked_out - 1, cell[5:]) if kind.worked_out else cell


def of_decision(said: SchemeOutcome, why: Reason) -> Cell:
    amount = said.amount
    return Cell(
        said.scheme,
        said.outcome,
        amount.status,
        amount.low,
        amount.high,
        why.provision,
        why.condition,
        why.missing,
    )
