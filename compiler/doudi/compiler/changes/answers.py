"""What somebody is told: of each scheme and each duty of a decision, what counts as its answer.

Takes decisions; gives what is not the same in both. Clauses, reasons, needs and assumptions are
why an answer is so, and no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

from doudi.runtime.decision import Decision, DutyResult, Outcome, SchemeOutcome
from doudi.runtime.evaluation.combinations import STANDING, Notes
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.duties import duties
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.scope import Run
from doudi.runtime.facts.model import Case
from doudi.runtime.probing.probe import result_of
from doudi.runtime.program.ids import ProvisionId, SchemeId
from doudi.runtime.trace import SubjectKey


class Aspect(StrEnum):
    OUTCOME = "outcome"
    AMOUNT = "amount"
    SCHEDULE = "schedule"
    PLACE = "place"
    FUND = "fund"
    DUE = "due"
    PROCEDURE = "procedure"
    STATUS = "status"
    HOLDER = "holder"


Given: TypeAlias = SchemeOutcome | DutyResult
_NOTHING: Final = (Outcome.NOT_MET, Outcome.EXCLUDED, Outcome.NOT_COVERED)


@dataclass(frozen=True, slots=True)
class About:
    """A scheme, or a provision that states a duty, and whom the answer is for."""

    id: SchemeId | ProvisionId
    subject: SubjectKey


@dataclass(frozen=True, slots=True)
class Difference:
    """`old` or `new` None: there was, or is, no answer at all. `aspects`: what is not the same."""

    about: About
    aspects: tuple[Aspect, ...]
    old: Given | None
    new: Given | None

    @property
    def nothing_given(self) -> bool:
        """Whether nothing is given either way, and only the reason for it is another."""
        given = (it for it in self.both if it is not None)
        return all(isinstance(it, SchemeOutcome) and it.outcome in _NOTHING for it in given)

    @property
    def both(self) -> tuple[Given | None, Given | None]:
        return self.old, self.new


def answers(decision: Decision) -> dict[About, Given]:
    found: dict[About, Given] = {}
    for outcome in decision.outcomes:
        found[About(outcome.scheme, (outcome.subject.entity, outcome.subject.id))] = outcome
    found |= {_of_duty(it): it for it in decision.duties}
    return found


def decided(rules: Index, case: Case, as_of: date) -> dict[About, Given]:
    return answers(decide(rules, case, as_of, detail="none"))


def differences(old: Mapping[About, Given], new: Mapping[About, Given]) -> tuple[Difference, ...]:
    """In the order of the new decision; what it says nothing of comes last."""
    return tuple(_differences(old, new))


def _differences(old: Mapping[About, Given], new: Mapping[About, Given]) -> Iterator[Difference]:
    for about in (*new, *(it for it in old if it not in new)):
        before, after = old.get(about), new.get(about)
        one, other = told(before), told(after)
        aspects = tuple(it for it in Aspect if one.get(it) != other.get(it))
        if aspects:
            yield Difference(about, aspects, before, after)


def told(it: Given | None) -> Mapping[Aspect, object]:
    """Each aspect of an answer as a value that is equal where the answer is the same."""
    match it:
        case None:
            return {}
        case SchemeOutcome():
            result = result_of(it)
            plan = (result.every, result.start, result.end, result.instalments)
            return {
                Aspect.OUTCOME: result.outcome,
                Aspect.AMOUNT: result.amount,
                Aspect.SCHEDULE: plan,
                Aspect.PLACE: frozenset((place.mode, place.option) for place in it.places),
                Aspect.FUND: frozenset(it.funds),
                Aspect.DUE: it.due,
                Aspect.PROCEDURE: frozenset(it.procedures),
            }
        case DutyResult():
            return {
                Aspect.STATUS: (it.norm, it.status),
                Aspect.DUE: it.due_moment or it.due,
                Aspect.HOLDER: frozenset(it.holders),
            }


def matters(difference: Difference) -> tuple[tuple[Aspect, ...], ...]:
    """The aspects to find causes of, apart: where it begins or ends to be given, just that."""
    own = (Aspect.OUTCOME, Aspect.STATUS)
    whole = tuple(it for it in difference.aspects if it in own)
    stand = (isinstance(it, DutyResult) or _stands(it) for it in difference.both)
    if whole and not all(stand):
        return (whole,)
    return tuple((it,) for it in difference.aspects)


def _stands(it: SchemeOutcome | None) -> bool:
    return it is not None and it.outcome in STANDING


def answer_in(run: Run, about: About) -> Given | None:
    """One answer alone; None where these rules know no such scheme, duty or subject."""
    node = run.by_key.get(about.subject)
    if node is None:
        return None
    if about.id in run.index.schemes:
        scheme = run.index.schemes[SchemeId(about.id)]
        if scheme.entity != about.subject[0]:
            return None
        return scheme_outcome(scheme.id, node, run, Notes([], []))
    wanted = (about.id, about.subject)
    return next(
        (
            it
            for it in duties(run, [])
            if (it.provision, (it.subject.entity, it.subject.id)) == wanted
        ),
        None,
    )


def _of_duty(it: DutyResult) -> About:
    return About(it.provision, (it.subject.entity, it.subject.id))
