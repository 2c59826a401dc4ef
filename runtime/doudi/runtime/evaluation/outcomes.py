"""The outcome of one scheme for one subject. See docs/language/meaning.md, Outcomes.

Provisions whose condition is unknown are tried both ways; only what comes out the
same in every combination is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from doudi.runtime.decision import (
    AmountResult,
    Need,
    Outcome,
    Schedule,
    SchemeOutcome,
    Subject,
)
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import NO_AMOUNT, between
from doudi.runtime.evaluation.combinations import (
    MOST_UNKNOWN,
    STANDING,
    Combined,
    Notes,
    Speaking,
    agreed,
    amount_of,
    combinations,
    month_of,
    speaking_on,
    undecided,
)
from doudi.runtime.evaluation.needs import condition_needs, distinct, needs
from doudi.runtime.evaluation.schedules import schedule
from doudi.runtime.evaluation.scope import Node, Run, scope_of
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId
from doudi.runtime.values import Truth


def scheme_outcome(scheme: SchemeId, node: Node, run: Run, notes: Notes) -> SchemeOutcome:
    speaking = speaking_on(scheme, node, run)
    subject = Subject(EntityId(node.key[0]), node.key[1])
    if not speaking.grants:
        return _nothing(scheme, subject, Outcome.NOT_COVERED)
    unknown = undecided(speaking)
    possible = list(combinations(speaking, node, run, notes))
    plain, outcome = possible[0], agreed(speaking, possible)
    failed = tuple(it.id for it, truth in speaking.grants if truth is Truth.FALSE)
    wanted = distinct(_wanted(unknown, possible, speaking, node, run))
    if outcome is Outcome.UNDETERMINED:
        return replace(
            _nothing(scheme, subject, outcome),
            failed=failed,
            undetermined=tuple(it.id for it in unknown),
            needs=wanted,
            judgement=tuple(it.id for it in plain.resolution.judged),
        )
    if outcome not in STANDING:
        return replace(
            _nothing(scheme, subject, outcome),
            provisions=tuple(dict.fromkeys(p for it in plain.clashes for p in it.provisions)),
            barred_by=_ids(plain.resolution.barred_by),
            failed=failed,
            clashes=plain.clashes,
        )
    amount = between([it.amount for it in possible])
    return _standing(
        replace(
            _nothing(scheme, subject, outcome),
            norm=plain.resolution.norm,
            amount=amount,
            failed=failed,
            undetermined=tuple(it.id for it in unknown),
            needs=wanted,
        ),
        possible,
        node,
        run,
        notes,
    )


def _wanted(
    unknown: Sequence[Provision],
    possible: Sequence[Combined],
    speaking: Speaking,
    node: Node,
    run: Run,
) -> Iterator[Need]:
    """What would settle outcome, amount and period, whichever way the open conditions turn out."""
    yield from condition_needs(_weighing(unknown, possible), node, run)
    tried = len(unknown) <= MOST_UNKNOWN
    voices: dict[tuple[Provision, date | None], None] = {}
    for it in possible:
        if it.outcome in STANDING:
            voices.update(dict.fromkeys((voice, month_of(it.period, run)) for voice in it.speaking))
    if not tried:
        months = (None, run.as_of.replace(day=1))
        open_ = (it for it, truth in (*speaking.grants, *speaking.facets) if truth is Truth.UNKNOWN)
        voices.update(dict.fromkeys((voice, month) for voice in open_ for month in months))
    for voice, month in voices:
        yield from _amount_needs(voice, month, node, run)
        period = voice.facets.period
        for day in () if period is None else (period.start, period.end):
            if day is not None:
                yield from needs(day, scope_of(run, voice, node))


def _weighing(unknown: Sequence[Provision], possible: Sequence[Combined]) -> Iterator[Provision]:
    """Those whose condition makes a difference, the others being as they may."""
    if len(unknown) > MOST_UNKNOWN:
        yield from unknown
        return
    results = [(it.outcome, replace(it.amount, provisions=()), _when(it.period)) for it in possible]
    for at, it in enumerate(unknown):
        step = 1 << (len(unknown) - 1 - at)  # combinations count up, the first provision slowest
        if any(results[n] != results[n | step] for n in range(len(results)) if not n & step):
            yield it


def _standing(
    found: SchemeOutcome, possible: Sequence[Combined], node: Node, run: Run, notes: Notes
) -> SchemeOutcome:
    """Adds place, fund, due date, schedule and what is still missing to an outcome that stands."""
    plain = possible[0]
    places, place_clashes = facets.places(plain.speaking, run.index, notes.contests)
    funds, fund_clashes = facets.funds(plain.speaking, run.index, notes.contests)
    due, due_clashes = facets.due(plain.speaking, node, run, notes.contests)
    carrying = plain.resolution.carrying
    return replace(
        found,
        schedule=_schedule(possible, node, run, notes),
        provisions=tuple(dict.fromkeys(it.id for it in (*carrying, *plain.speaking))),
        barred_by=_ids(plain.resolution.barred_by),
        places=places,
        funds=funds,
        due=due,
        procedures=tuple(dict.fromkeys(p for it in plain.speaking for p in it.facets.procedures)),
        clashes=plain.clashes + place_clashes + fund_clashes + due_clashes,
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


def _schedule(possible: Sequence[Combined], node: Node, run: Run, notes: Notes) -> Schedule | None:
    """None where it hangs on an open condition when, and not just how much, is paid."""
    period = possible[0].period
    if period is None or any(_when(it.period) != _when(period) for it in possible):
        return None
    quiet = Notes([], notes.roundings)

    def amount_in(month: date, share: Fraction) -> AmountResult:
        return between(
            [amount_of(it.speaking, month, share, node, run, quiet)[0] for it in possible]
        )

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
