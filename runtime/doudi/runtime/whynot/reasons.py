"""Why one result is what it is, read off the decision and its trace alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from doudi.runtime.decision import Decision, Outcome, SchemeOutcome
from doudi.runtime.evaluation.force import days_in_force
from doudi.runtime.evaluation.scope import Run
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest, SubjectKey, Trace
from doudi.runtime.values import Truth
from doudi.runtime.whynot.conditions import conditions
from doudi.runtime.whynot.model import (
    Barred,
    Beaten,
    Carrying,
    Clashing,
    Condition,
    Elsewhere,
    Failed,
    Left,
    Open,
    Reason,
)


def reasons(outcome: SchemeOutcome, decision: Decision, run: Run) -> tuple[Reason, ...]:
    """`run`: of the same case and day."""
    return tuple(_reasons(_Matter(outcome, decision.trace, run)))


@dataclass(frozen=True, slots=True)
class _Matter:
    outcome: SchemeOutcome
    trace: Trace
    run: Run

    @property
    def key(self) -> SubjectKey:
        return (self.outcome.subject.entity, self.outcome.subject.id)

    @property
    def contests(self) -> Iterator[tuple[Contest, str]]:
        """Those on this scheme for this subject that a principle decided."""
        for it in self.trace.contests:
            mine = (it.scheme, it.subject) == (self.outcome.scheme, self.key)
            if mine and it.principle is not None:
                yield it, it.principle

    def conditions(self, id_: ProvisionId, came: Truth) -> tuple[Condition, ...]:
        return conditions(id_, self.run.by_key[self.key], came, self.trace, self.run)


def _reasons(this: _Matter) -> Iterator[Reason]:
    outcome = this.outcome
    match outcome.outcome:
        case Outcome.NOT_COVERED:
            yield from _elsewhere(this)
        case Outcome.NOT_MET:
            yield from _failed(this)
        case Outcome.EXCLUDED:
            yield from _barred(this)
            yield from _failed(this)
        case Outcome.NEEDS_RULING:
            yield from (Clashing(it) for it in outcome.clashes)
        case Outcome.UNDETERMINED:
            yield from (Open(it) for it in outcome.needs)
            yield from _failed(this)
        case Outcome.CASE_BY_CASE | Outcome.MAY_BE_GRANTED | Outcome.ENCOURAGED:
            yield from _left(this)
            yield from (Beaten(it) for it, _ in this.contests)
        case Outcome.GRANTED:
            yield from (Carrying(it) for it in outcome.provisions)
            yield from (Beaten(it) for it, _ in this.contests)
        case _:
            assert_never(outcome.outcome)


def _failed(this: _Matter) -> Iterator[Failed]:
    for it in this.outcome.failed:
        yield Failed(it, this.conditions(it, Truth.FALSE))


def _barred(this: _Matter) -> Iterator[Barred]:
    for id_ in this.outcome.barred_by:
        over = tuple(
            (it.loser, principle)
            for it, principle in this.contests
            if (it.facet, it.winner) == ("outcome", id_)
        )
        yield Barred(id_, over, this.conditions(id_, Truth.TRUE))


def _left(this: _Matter) -> Iterator[Left]:
    outcome, provisions = this.outcome, this.run.index.provisions
    for id_ in dict.fromkeys((*outcome.judgement, *outcome.provisions)):
        if id_ in outcome.judgement or provisions[id_].norm == outcome.norm:
            yield Left(id_, this.conditions(id_, Truth.JUDGEMENT))


def _elsewhere(this: _Matter) -> Iterator[Elsewhere]:
    rules = this.run.index
    for it in rules.by_scheme[this.outcome.scheme].grants:
        found = this.trace.provision(it.id, this.key)
        if found is not None and found.competence != "competent":
            start, end = days_in_force(it, rules)
            yield Elsewhere(it.id, found.competence, found.why, start, end)
