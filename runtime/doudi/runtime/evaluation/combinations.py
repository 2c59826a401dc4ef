"""What a scheme comes to for one subject when every unknown condition is told to be true or false.

Takes who speaks and how the open conditions are chosen; gives the outcome with the provisions that
speak, the amount and the period. See docs/language/meaning.md, Outcomes 2 to 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

from doudi.runtime.decision import AmountResult, Clash, Outcome
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import Said, stated, united
from doudi.runtime.evaluation.contest import Resolution, resolve
from doudi.runtime.evaluation.evaluate import condition, holder
from doudi.runtime.evaluation.index import Index, SchemeRules
from doudi.runtime.evaluation.scope import Node, Run, scope_in
from doudi.runtime.program.declarations import Facet, Provision
from doudi.runtime.program.ids import ProvisionId, SchemeId
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
class Speaking:
    """The competent provisions on the scheme with the truth of their conditions."""

    grants: tuple[tuple[Provision, Truth], ...]
    bars: tuple[tuple[Provision, Truth], ...]
    facets: tuple[tuple[Provision, Truth], ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """What one combination comes to."""

    outcome: Outcome
    resolution: Resolution
    speaking: tuple[Provision, ...]
    amount: AmountResult
    period: tuple[Provision, facets.SaidPeriod] | None
    clashes: tuple[Clash, ...]


# What each provision states for a share of a month, whatever open conditions are told to be.
Amounts: TypeAlias = dict[tuple[ProvisionId, date | None, Fraction], Said]


def speaking_on(scheme: SchemeId, node: Node, run: Run) -> Speaking:
    rules = run.speakers.get(scheme)
    if rules is None:
        rules = run.speakers[scheme] = _competent(run.index.by_scheme[scheme], run)
    return Speaking(
        _evaluated(rules.grants, node, run),
        _evaluated(rules.bars, node, run),
        _evaluated(rules.facets, node, run),
    )


def _competent(rules: SchemeRules, run: Run) -> SchemeRules:
    """Those of a scheme's provisions that may speak; who adds to a grant, only beside it."""
    grants = run.competent(rules.grants)
    about = {None, *(it.id for it in grants)}
    adding = [
        it
        for it in run.competent(rules.facets)
        if isinstance(it.effect, Facet) and it.effect.provision in about
    ]
    return SchemeRules(tuple(grants), tuple(run.competent(rules.bars)), tuple(adding))


def silent(speaking: Speaking) -> bool:
    """Whether nobody gives or adds anything, and nothing open could change that: not met."""
    voices = (*speaking.grants, *speaking.facets)
    return all(truth is Truth.FALSE for _, truth in voices) and not any(
        truth is Truth.UNKNOWN for _, truth in speaking.bars
    )


def combinations(speaking: Speaking, node: Node, run: Run, notes: Notes) -> Iterator[Combined]:
    """One after another; the first, with all that is unknown false, is the one that leaves notes.

    It is the only one where more is unknown than is tried.
    """
    unknown = [it.id for it in undecided(speaking)]
    amounts: Amounts = {}
    yield _combine(speaking, dict.fromkeys(unknown, Truth.FALSE), node, run, notes, amounts)
    if len(unknown) <= MOST_UNKNOWN:
        tried = product((Truth.FALSE, Truth.TRUE), repeat=len(unknown))
        next(tried)
        for chosen in tried:
            truths = dict(zip(unknown, chosen, strict=True))
            yield _combine(speaking, truths, node, run, Notes([], []), amounts)


def agreed(speaking: Speaking, possible: Iterable[Combined]) -> Outcome:
    """The outcome of all combinations; looks at no more of them than it takes to tell."""
    if not speaking.grants:
        return Outcome.NOT_COVERED
    outcomes = (it.outcome for it in possible)
    first = next(outcomes)
    if len(undecided(speaking)) > MOST_UNKNOWN or any(it != first for it in outcomes):
        return Outcome.UNDETERMINED
    return first


def undecided(speaking: Speaking) -> list[Provision]:
    """Those whose truth is unknown and would change the outcome, the amount or the period."""
    weighty = [
        pair
        for pair in speaking.facets
        if pair[0].facets.amount is not None or pair[0].facets.period is not None
    ]
    found = (*speaking.grants, *speaking.bars, *weighty)
    return list({it.id: it for it, truth in found if truth is Truth.UNKNOWN}.values())


def resolved(
    speaking: Speaking,
    chosen: Mapping[ProvisionId, Truth],
    index: Index,
    contests: list[Contest],
) -> tuple[Resolution, tuple[Provision, ...]]:
    """What the truths alone come to, and who then speaks of amount, period and the rest."""

    def settled(found: Sequence[tuple[Provision, Truth]]) -> list[tuple[Provision, Truth]]:
        told = [(it, chosen.get(it.id, truth)) for it, truth in found]
        return [(it, truth) for it, truth in told if truth in (Truth.TRUE, Truth.JUDGEMENT)]

    resolution = resolve(settled(speaking.grants), settled(speaking.bars), index, contests)
    standing = {it.id for it in resolution.standing}
    adding = [
        it
        for it, truth in settled(speaking.facets)
        if truth is Truth.TRUE
        and isinstance(it.effect, Facet)
        and (it.effect.provision is None or it.effect.provision in standing)
    ]
    return resolution, (*resolution.standing, *adding)


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


def _combine(
    speaking: Speaking,
    chosen: Mapping[ProvisionId, Truth],
    node: Node,
    run: Run,
    notes: Notes,
    amounts: Amounts,
) -> Combined:
    resolution, voices = resolved(speaking, chosen, run.index, notes.contests)
    period, period_clash = facets.period(voices, node, run, notes.contests)
    month = month_of(period, run)
    amount, amount_clash = amount_of(voices, month, Fraction(1), node, run, notes, amounts)
    outcome = resolution.outcome
    said = [Clash("outcome", tuple(it.id for it in resolution.clash))]
    if outcome in STANDING:
        said += [Clash("amount", amount_clash), Clash("period", period_clash)]
        if amount_clash or period_clash:
            outcome = Outcome.NEEDS_RULING
    clashes = tuple(it for it in said if it.provisions)
    return Combined(outcome, resolution, voices, amount, period, clashes)


def amount_of(
    voices: Sequence[Provision],
    month: date | None,
    share: Fraction,
    node: Node,
    run: Run,
    notes: Notes,
    amounts: Amounts | None = None,
) -> tuple[AmountResult, tuple[ProvisionId, ...]]:
    """What is paid for a share of a month that begins that day; None: on the case's date, once.

    `amounts`: what was stated before for this subject; those stated here are added.
    """
    known: Amounts = {} if amounts is None else amounts
    said = []
    for it in voices:
        if it.facets.amount is not None:
            key = (it.id, month, share)
            if key not in known:
                scope = scope_in(run, it, node, month)
                known[key] = stated(it, it.facets.amount, scope, share, notes.roundings)
            said.append((it, known[key]))
    return united(said, run.index, notes.contests)


def month_of(period: tuple[Provision, facets.SaidPeriod] | None, run: Run) -> date | None:
    """The first day of the month that the amount is named for, where it is paid again and again."""
    recurs = period is not None and period[1].clause.every != "once"
    return run.as_of.replace(day=1) if recurs else None
