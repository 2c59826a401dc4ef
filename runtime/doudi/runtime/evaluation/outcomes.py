"""The outcome of one scheme for one subject. See docs/language/meaning.md, Outcomes.

Provisions whose condition is unknown are tried both ways; only what comes out the
same in every combination is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

from doudi.runtime.decision import (
    AmountResult,
    Clash,
    Need,
    Outcome,
    Schedule,
    SchemeOutcome,
    Subject,
)
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import NO_AMOUNT, between, stated, united
from doudi.runtime.evaluation.contest import Resolution, resolve
from doudi.runtime.evaluation.evaluate import condition, holder
from doudi.runtime.evaluation.needs import condition_needs, distinct, needs
from doudi.runtime.evaluation.schedules import schedule
from doudi.runtime.evaluation.scope import Node, Run, scope_of
from doudi.runtime.program.declarations import Facet, Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.trace import Contest, RoundingStep
from doudi.runtime.values import Truth

MOST_UNKNOWN: Final = 8

STANDING: Final = frozenset(
    {Outcome.GRANTED, Outcome.MAY_BE_GRANTED, Outcome.CASE_BY_CASE, Outcome.ENCOURAGED}
)


@dataclass(slots=True)
class Notes:
    """What working out one outcome leaves for the trace."""

    contests: list[Contest]
    roundings: list[RoundingStep]


@dataclass(frozen=True, slots=True)
class _Speaking:
    """The competent provisions on the scheme with the truth of their conditions."""

    grants: tuple[tuple[Provision, Truth], ...]
    bars: tuple[tuple[Provision, Truth], ...]
    facets: tuple[tuple[Provision, Truth], ...]


@dataclass(frozen=True, slots=True)
class _Combined:
    """What one combination comes to."""

    outcome: Outcome
    resolution: Resolution
    speaking: tuple[Provision, ...]
    amount: AmountResult
    period: tuple[Provision, facets.SaidPeriod] | None
    clashes: tuple[Clash, ...]


def scheme_outcome(scheme: SchemeId, node: Node, run: Run, notes: Notes) -> SchemeOutcome:
    rules = run.index.by_scheme[scheme]
    grants = run.competent(rules.grants)
    about = {None, *(it.id for it in grants)}
    adding = [
        it
        for it in run.competent(rules.facets)
        if isinstance(it.effect, Facet) and it.effect.provision in about
    ]
    speaking = _Speaking(
        _evaluated(grants, node, run),
        _evaluated(run.competent(rules.bars), node, run),
        _evaluated(adding, node, run),
    )
    subject = Subject(EntityId(node.key[0]), node.key[1])
    if not speaking.grants:
        return _nothing(scheme, subject, Outcome.NOT_COVERED)
    unknown = _undecided(speaking)
    plain = _combine(speaking, {it.id: Truth.FALSE for it in unknown}, node, run, notes)
    possible = [plain]
    if len(unknown) <= MOST_UNKNOWN:
        combinations = product((Truth.FALSE, Truth.TRUE), repeat=len(unknown))
        next(combinations)
        possible += [
            _combine(
                speaking,
                dict(zip((it.id for it in unknown), chosen, strict=True)),
                node,
                run,
                Notes([], []),
            )
            for chosen in combinations
        ]
    open_ = len(unknown) > MOST_UNKNOWN or any(it.outcome != plain.outcome for it in possible)
    failed = tuple(it.id for it, truth in speaking.grants if truth is Truth.FALSE)
    wanted = condition_needs(unknown, node, run)
    if open_:
        return replace(
            _nothing(scheme, subject, Outcome.UNDETERMINED),
            failed=failed,
            undetermined=tuple(it.id for it in unknown),
            needs=distinct(wanted),
            judgement=tuple(it.id for it in plain.resolution.judged),
        )
    if plain.outcome not in STANDING:
        return replace(
            _nothing(scheme, subject, plain.outcome),
            provisions=tuple(dict.fromkeys(p for it in plain.clashes for p in it.provisions)),
            barred_by=_ids(plain.resolution.barred_by),
            failed=failed,
            clashes=plain.clashes,
        )
    amount = between([it.amount for it in possible])
    return _standing(
        replace(
            _nothing(scheme, subject, plain.outcome),
            norm=plain.resolution.norm,
            amount=amount,
            failed=failed,
            undetermined=tuple(it.id for it in unknown),
            needs=distinct(wanted),
        ),
        possible,
        node,
        run,
        notes,
    )


def _standing(
    found: SchemeOutcome, possible: Sequence[_Combined], node: Node, run: Run, notes: Notes
) -> SchemeOutcome:
    """Adds place, fund, due date, schedule and what is still missing to an outcome that stands."""
    plain = possible[0]
    funds, fund_clashes = facets.funds(plain.speaking, run.index, notes.contests)
    due, due_clashes = facets.due(plain.speaking, node, run, notes.contests)
    missing = [
        need
        for it in plain.speaking
        if it.id in found.amount.provisions
        for need in _amount_needs(it, _month(plain.period, run), node, run)
    ]
    carrying = plain.resolution.carrying
    return replace(
        found,
        schedule=_schedule(possible, node, run, notes),
        provisions=tuple(dict.fromkeys(it.id for it in (*carrying, *plain.speaking))),
        barred_by=_ids(plain.resolution.barred_by),
        places=facets.places(plain.speaking, run.index),
        funds=funds,
        due=due,
        procedures=tuple(dict.fromkeys(p for it in plain.speaking for p in it.facets.procedures)),
        needs=distinct([*found.needs, *missing]),
        clashes=plain.clashes + fund_clashes + due_clashes,
        assumptions=assumptions_of((*carrying, *plain.speaking), run),
        judgement=_ids(plain.resolution.judged),
    )


def assumptions_of(provisions: Iterable[Provision], run: Run) -> tuple[str, ...]:
    """Everything assumed by provisions and by the documents they stand in."""
    found: list[str] = []
    for it in provisions:
        document = run.index.documents[it.document]
        found += [text for text in (document.force.assumed, it.force.assumed) if text]
        found += [*it.assumptions, *it.ambiguities]
        if it.facets.due_assumed:
            found.append(it.facets.due_assumed)
    return tuple(dict.fromkeys(found))


def _combine(
    speaking: _Speaking,
    chosen: dict[ProvisionId, Truth],
    node: Node,
    run: Run,
    notes: Notes,
) -> _Combined:
    def settled(found: Sequence[tuple[Provision, Truth]]) -> list[tuple[Provision, Truth]]:
        told = [(it, chosen.get(it.id, truth)) for it, truth in found]
        return [(it, truth) for it, truth in told if truth in (Truth.TRUE, Truth.JUDGEMENT)]

    resolution = resolve(
        settled(speaking.grants), settled(speaking.bars), run.index, notes.contests
    )
    standing = {it.id for it in resolution.standing}
    adding = [
        it
        for it, truth in settled(speaking.facets)
        if truth is Truth.TRUE
        and isinstance(it.effect, Facet)
        and (it.effect.provision is None or it.effect.provision in standing)
    ]
    voices = (*resolution.standing, *adding)
    period, period_clash = facets.period(voices, node, run, notes.contests)
    amount, amount_clash = _amount(voices, _month(period, run), Fraction(1), node, run, notes)
    outcome = resolution.outcome
    said = [Clash("outcome", _ids(resolution.clash))]
    if outcome in STANDING:
        said += [Clash("amount", amount_clash), Clash("period", period_clash)]
        if amount_clash or period_clash:
            outcome = Outcome.NEEDS_RULING
    clashes = tuple(it for it in said if it.provisions)
    return _Combined(outcome, resolution, voices, amount, period, clashes)


def _amount(
    voices: Sequence[Provision],
    month: date | None,
    share: Fraction,
    node: Node,
    run: Run,
    notes: Notes,
) -> tuple[AmountResult, tuple[ProvisionId, ...]]:
    """What is paid for a share of a month that begins that day; None: on the case's date, once."""
    said = []
    for it in voices:
        if it.facets.amount is not None:
            scope = replace(scope_of(run, it, node), on=month or run.as_of, month=month)
            said.append((it, stated(it, it.facets.amount, scope, share, notes.roundings)))
    return united(said, run.index, notes.contests)


def _month(period: tuple[Provision, facets.SaidPeriod] | None, run: Run) -> date | None:
    """The first day of the month that the amount is named for, where it is paid again and again."""
    recurs = period is not None and period[1].clause.every != "once"
    return run.as_of.replace(day=1) if recurs else None


def _schedule(possible: Sequence[_Combined], node: Node, run: Run, notes: Notes) -> Schedule | None:
    """None where it hangs on an open condition when, and not just how much, is paid."""
    period = possible[0].period
    if period is None or any(_when(it.period) != _when(period) for it in possible):
        return None
    quiet = Notes([], notes.roundings)

    def amount_in(month: date, share: Fraction) -> AmountResult:
        return between([_amount(it.speaking, month, share, node, run, quiet)[0] for it in possible])

    return schedule(*period, run.as_of, amount_in)


def _when(period: tuple[Provision, facets.SaidPeriod] | None) -> object:
    if period is None:
        return None
    said = period[1]
    clause = said.clause
    return clause.every, clause.months, clause.part_month, said.start, said.end


def _amount_needs(provision: Provision, month: date | None, node: Node, run: Run) -> Iterable[Need]:
    clause = provision.facets.amount
    if clause is None:
        return
    scope = replace(scope_of(run, provision, node), on=month or run.as_of, month=month)
    for expr in (clause.value, clause.upper):
        if expr is not None:
            yield from needs(expr, scope)


def _undecided(speaking: _Speaking) -> list[Provision]:
    """Those whose truth is unknown and would change the outcome, the amount or the period."""
    weighty = [
        pair
        for pair in speaking.facets
        if pair[0].facets.amount is not None or pair[0].facets.period is not None
    ]
    found = (*speaking.grants, *speaking.bars, *weighty)
    return list({it.id: it for it, truth in found if truth is Truth.UNKNOWN}.values())


def _evaluated(
    provisions: Sequence[Provision], node: Node, run: Run
) -> tuple[tuple[Provision, Truth], ...]:
    """Each provision's condition, read at the subject or at what contains it."""
    found = []
    for it in provisions:
        owner = holder(node, it.entity, run)
        if owner is not None:
            found.append((it, condition(it, owner, run)))
    return tuple(found)


def _nothing(scheme: SchemeId, subject: Subject, outcome: Outcome) -> SchemeOutcome:
    return SchemeOutcome(
        scheme=scheme,
        subject=subject,
        outcome=outcome,
        norm=None,
        amount=NO_AMOUNT,
        schedule=None,
        provisions=(),
        barred_by=(),
        failed=(),
        undetermined=(),
        places=(),
        funds=(),
        due=None,
        procedures=(),
        needs=(),
        clashes=(),
        assumptions=(),
        judgement=(),
    )


def _ids(provisions: Iterable[Provision]) -> tuple[ProvisionId, ...]:
    return tuple(it.id for it in provisions)
