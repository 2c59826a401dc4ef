"""What the runtime answers of a scheme for one case, matter by matter, ready to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from doudi.compiler.conflicts.model import (
    Kind,
    Says,
    SaysAmount,
    SaysDay,
    SaysOptions,
    SaysOutcome,
    SaysPeriod,
    SaysPlaces,
)
from doudi.compiler.drafts.draft import Draft, run_of
from doudi.runtime.decision import Outcome, PlaceResult, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.program.ids import OptionId, ProvisionId, SchemeId

# An answer that more facts could change is none to compare.
_UNSETTLED: Final = (Outcome.UNDETERMINED, Outcome.NEEDS_RULING)


@dataclass(frozen=True, slots=True)
class Answers:
    """`says` has the matters on which there is a settled answer; nothing of it is unknown."""

    provisions: tuple[ProvisionId, ...]
    outcome: Outcome | None
    says: Mapping[Kind, Says]


def answers(scheme: SchemeId, draft: Draft, rules: Index) -> Answers:
    """For the first entity of the scheme's kind; no answers where the case has none."""
    run = run_of(draft, rules)
    nodes = run.nodes.get(rules.schemes[scheme].entity, ())
    if not nodes:
        return Answers((), None, {})
    found = scheme_outcome(scheme, nodes[0], run, Notes([], []))
    if found.outcome in _UNSETTLED:
        return Answers((), found.outcome, {})
    return Answers((*found.provisions, *found.barred_by), found.outcome, dict(_said(found)))


def _said(found: SchemeOutcome) -> Iterator[tuple[Kind, Says]]:
    yield Kind.OUTCOME, SaysOutcome(found.outcome)
    if found.amount.status in ("exact", "range"):
        yield Kind.AMOUNT, SaysAmount(found.amount.low, found.amount.high)
    if found.places:
        yield Kind.PLACE, _places(found.places)
    if found.funds:
        yield Kind.FUND, SaysOptions(tuple(sorted(found.funds)))
    if found.due is not None:
        yield Kind.DEADLINE, SaysDay(found.due)
    if found.schedule is not None:
        schedule = found.schedule
        yield Kind.PERIOD, SaysPeriod(schedule.every, None, schedule.start, schedule.end, None)


def _places(places: tuple[PlaceResult, ...]) -> SaysPlaces:
    def named(mode: str) -> tuple[OptionId, ...]:
        return tuple(sorted({it.option for it in places if it.mode == mode}))

    return SaysPlaces(named("allowed"), named("duty"), named("only"))
