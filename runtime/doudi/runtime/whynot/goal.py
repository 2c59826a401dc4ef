"""Which results are sought: those that stand, or are better than one that stands already."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.runtime.decision import AmountResult, Outcome, SchemeOutcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.whynot.model import Sought


@dataclass(frozen=True, slots=True)
class Goal:
    """`at_least`: fen that the result is to be sure of; None where none are named."""

    now: SchemeOutcome
    at_least: int | None

    @property
    def sought(self) -> Sought:
        if self.at_least is not None:
            return "nothing" if self.reached(self.now) else "at_least"
        if self.now.outcome not in STANDING:
            return "to_stand"
        best = self.now.outcome is Outcome.GRANTED and not _has_end(self.now.amount)
        return "nothing" if best else "better"

    def reached(self, result: SchemeOutcome) -> bool:
        if result.outcome not in STANDING:
            return False
        if self.at_least is not None:
            return result.amount.low is not None and result.amount.low >= self.at_least
        if self.now.outcome not in STANDING:
            return True
        return _is_better(result, self.now)


def strength(result: SchemeOutcome) -> int:
    return -1 if result.norm is None else STRENGTH[result.norm]


def _is_better(result: SchemeOutcome, now: SchemeOutcome) -> bool:
    stronger = strength(result) - strength(now)
    if stronger < 0 or not _comparable(result, now):
        return stronger > 0
    low = (result.amount.low or 0) - (now.amount.low or 0)
    high = _higher_end(result.amount.high, now.amount.high)
    return min(low, high) >= 0 and max(stronger, low, high) > 0


def _comparable(one: SchemeOutcome, other: SchemeOutcome) -> bool:
    same_rhythm = _every(one) == _every(other) and one.amount.unit == other.amount.unit
    return same_rhythm and _has_end(one.amount) and _has_end(other.amount)


def _every(it: SchemeOutcome) -> str | None:
    return None if it.schedule is None else it.schedule.every


def _has_end(amount: AmountResult) -> bool:
    return amount.low is not None or amount.high is not None


def _higher_end(one: int | None, other: int | None) -> int:
    if one is None or other is None:  # an open one is above any other
        return (one is None) - (other is None)
    return one - other
