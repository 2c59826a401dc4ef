"""What the truths of all provisions that speak on a scheme come to, each combination of them once.

A situation is decided by the functions that decide a single household, from truths alone; whoever
finds himself in it shares what they say. Only amounts and periods are then worked out for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import (
    MOST_UNKNOWN,
    STANDING,
    Speaking,
    resolved,
    undecided,
)
from doudi.runtime.evaluation.contest import Resolution
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.reasons import in_order, telling
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Truth

_FREE: Final = (Truth.FALSE, Truth.TRUE)


@dataclass(frozen=True, slots=True)
class Combination:
    """What is so if every open condition is told: `outcome` before amounts and periods clash."""

    outcome: Outcome
    resolution: Resolution
    amounts: tuple[Provision, ...]
    periods: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """`outcome` None: amounts and periods tell; `possible`: all that is still possible, in order.

    `failed`: the first grant whose condition is false; `open`: the open provision that tells.
    """

    outcome: Outcome | None
    possible: tuple[Combination, ...]
    failed: ProvisionId | None = None
    open: ProvisionId | None = None

    def decided_by(self, outcome: Outcome, index: Index) -> ProvisionId | None:
        """The provision that decided an outcome that the truths alone come to."""
        plain = self.possible[0].resolution if self.possible else None
        match outcome:
            case Outcome.UNDETERMINED:
                return self.open
            case Outcome.NOT_MET:
                return self.failed
            case _ if plain is None:
                return None
            case Outcome.EXCLUDED:
                return first(plain.barred_by, index)
            case Outcome.NEEDS_RULING:
                return first(plain.clash, index)
            case _:
                return plain.carrying[0].id if plain.carrying else None


def situation(speaking: Speaking, index: Index) -> Situation:
    if not speaking.grants:
        return Situation(Outcome.NOT_COVERED, ())
    unknown = undecided(speaking)
    few = len(unknown) <= MOST_UNKNOWN
    told = product(_FREE, repeat=len(unknown)) if few else [(Truth.FALSE,) * len(unknown)]
    ids = [it.id for it in unknown]
    possible = [_combination(speaking, dict(zip(ids, it, strict=True)), index) for it in told]
    in_the_rules = in_order(ids, index)
    return Situation(
        outcome=_settled(possible) if few else Outcome.UNDETERMINED,
        possible=tuple(possible),
        failed=next((it.id for it, truth in speaking.grants if truth is Truth.FALSE), None),
        open=telling(in_the_rules, speaking, index).id if in_the_rules else None,
    )


def first(provisions: Sequence[Provision], index: Index) -> ProvisionId | None:
    found = in_order([it.id for it in provisions], index)
    return found[0].id if found else None


def _combination(speaking: Speaking, told: dict[ProvisionId, Truth], index: Index) -> Combination:
    resolution, voices = resolved(speaking, told, index, [])
    return Combination(
        resolution.outcome,
        resolution,
        tuple(it for it in voices if it.facets.amount is not None),
        tuple(it for it in voices if it.facets.period is not None),
    )


def _settled(possible: Sequence[Combination]) -> Outcome | None:
    """The outcome, unless amounts or periods may clash and make it another."""
    may_clash = any(
        it.outcome in STANDING and max(len(it.amounts), len(it.periods)) > 1 for it in possible
    )
    if may_clash:
        return None
    outcomes = {it.outcome for it in possible}
    return outcomes.pop() if len(outcomes) == 1 else Outcome.UNDETERMINED
