"""What one scheme comes to for one subject if some facts were otherwise: the engine, run again.

Nothing here decides by its own lights; whatever is shown as "would be" has come out of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from doudi.runtime.decision import AmountResult, Outcome, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.probing.cells import Cell, with_answers
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.program.types import Quantity
from doudi.runtime.trace import SubjectKey


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount as somebody gets it: fen, whichever clause says so."""

    status: Literal["exact", "range", "unknown", "left_to", "none"]
    low: int | None
    high: int | None
    unit: Quantity | None
    left_to: str
    discretionary: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What somebody gets: the outcome, how much, and when. Two results differ if these do."""

    outcome: Outcome
    amount: Sum
    every: Literal["once", "month", "year"] | None
    start: date | None
    end: date | None
    instalments: tuple[tuple[date, Sum], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """One scheme for one subject of a case on a day."""

    rules: Index
    case: Case
    as_of: date
    scheme: SchemeId
    subject: SubjectKey

    def run(self, answers: Mapping[Cell, Given] | None = None) -> Run:
        return start(self.rules, with_answers(self.case, answers or {}, self.rules), self.as_of)

    def outcome(
        self, answers: Mapping[Cell, Given] | None = None, *, weighed: bool = True
    ) -> SchemeOutcome:
        """The decision on this scheme with these facts in place of what the case says.

        `weighed`: with what is still needed.
        """
        run = self.run(answers)
        node = run.by_key[self.subject]
        return scheme_outcome(self.scheme, node, run, Notes([], []), weighed=weighed)

    def result(self, answers: Mapping[Cell, Given] | None = None) -> Result:
        return result_of(self.outcome(answers))


def result_of(outcome: SchemeOutcome) -> Result:
    plan = outcome.schedule
    return Result(
        outcome.outcome,
        _sum(outcome.amount),
        None if plan is None else plan.every,
        None if plan is None else plan.start,
        None if plan is None else plan.end,
        () if plan is None else tuple((it.month, _sum(it.amount)) for it in plan.instalments),
    )


def _sum(it: AmountResult) -> Sum:
    return Sum(it.status, it.low, it.high, it.unit, it.left_to, it.discretionary)
