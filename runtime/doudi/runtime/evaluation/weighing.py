"""What would settle a scheme's outcome, amount and period: which open conditions make a difference.

Takes the open provisions with all combinations of their truths; gives the needs of those that some
answer can bring to make a difference, and of every amount and period that might then be said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final, TypeAlias

from doudi.runtime.decision import AmountResult, Need, Outcome
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import between
from doudi.runtime.evaluation.combinations import (
    MOST_UNKNOWN,
    STANDING,
    Combined,
    Speaking,
    month_of,
)
from doudi.runtime.evaluation.needs import condition_needs, needs
from doudi.runtime.evaluation.open_conditions import split_condition
from doudi.runtime.evaluation.scope import Node, Run, Told, scope_in, scope_of
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program.declarations import Provision

_Choice: TypeAlias = bool | None  # what a condition is told to be; None: it stays open
_FREE: Final = (False, True)


@dataclass(frozen=True, slots=True)
class _Result:
    """What is told of combinations that are all still possible."""

    outcome: Outcome
    amount: AmountResult | None
    when: object


_Left: TypeAlias = dict[tuple[_Choice, ...], tuple[_Result, ...]]


def wanted_needs(
    unknown: Sequence[Provision],
    possible: Sequence[Combined],
    speaking: Speaking,
    node: Node,
    run: Run,
) -> Iterator[Need]:
    """What would settle outcome, amount and period, whichever way the open conditions turn out."""
    if len(unknown) > MOST_UNKNOWN:
        yield from condition_needs(unknown, node, run)
        yield from _said_needs(_all_open(speaking, run), node, run)
        return
    reached = [split_condition(it, node, run).reach for it in unknown]
    weighing = list(_weighing(unknown, possible, reached))
    yield from condition_needs(weighing, node, run)
    within = [(F in it, T in it) for it in reached]
    can_be = (
        it
        for chosen, it in zip(product(_FREE, repeat=len(unknown)), possible, strict=True)
        if all(ways[bool(told)] for told, ways in zip(chosen, within, strict=True))
    )
    said = (
        (voice, month_of(it.period, run))
        for it in (possible[:1] if not unknown else can_be)
        if it.outcome in STANDING
        for voice in it.speaking
    )
    yield from _said_needs(said, node, run)


def amount_needs(provision: Provision, month: date | None, node: Node, run: Run) -> Iterator[Need]:
    clause = provision.facets.amount
    if clause is None:
        return
    scope = scope_in(run, provision, node, month)
    for expr in (clause.value, clause.upper):
        if expr is not None:
            yield from needs(expr, scope)


def when(period: tuple[Provision, facets.SaidPeriod] | None) -> object:
    """What a period says of time, whoever says it."""
    if period is None:
        return None
    said = period[1]
    clause = said.clause
    return clause.every, clause.months, clause.part_month, said.start, said.end


def _said_needs(
    said: Iterable[tuple[Provision, date | None]], node: Node, run: Run
) -> Iterator[Need]:
    for (_, month), voice in {(voice.id, month): voice for voice, month in said}.items():
        yield from amount_needs(voice, month, node, run)
        period = voice.facets.period
        for day in () if period is None else (period.start, period.end):
            if day is not None:
                yield from needs(day, scope_of(run, voice, node))


def _all_open(speaking: Speaking, run: Run) -> Iterator[tuple[Provision, date | None]]:
    for it, truth in (*speaking.grants, *speaking.facets):
        if truth is not F:
            yield from ((it, None), (it, run.as_of.replace(day=1)))


def _weighing(
    unknown: Sequence[Provision], possible: Sequence[Combined], reached: Sequence[Told]
) -> Iterator[Provision]:
    """Those that some answer brings to make a difference, the others being as answers make them."""
    if not unknown:
        return
    results: _Left = {
        told: (_Result(it.outcome, replace(it.amount, provisions=()), when(it.period)),)
        for told, it in zip(product(_FREE, repeat=len(unknown)), possible, strict=True)
    }
    ways = [_ways(it) for it in reached]
    for at, it in enumerate(unknown):
        others = [(None,) if here == at else way for here, way in enumerate(ways)]
        # What no answer can move, a figure or a definition would: that one is still named.
        answers = [told for told in ways[at] if told is not None] or list(_FREE)
        if any(_differ(at, chosen, answers, results) for chosen in product(*others)):
            yield it


def _ways(reached: Told) -> tuple[_Choice, ...]:
    """What answers can make of a condition; open is one of them where they cannot settle it."""
    ways: tuple[_Choice, ...] = tuple(
        told for told, truth in ((False, F), (True, T)) if truth in reached
    )
    return ways if len(ways) == len(_FREE) else (*ways, None)


def _differ(at: int, chosen: tuple[_Choice, ...], answers: Sequence[bool], results: _Left) -> bool:
    before = _told(_left(chosen, results))
    answered = (_left((*chosen[:at], it, *chosen[at + 1 :]), results) for it in answers)
    return any(_told(it) != before for it in answered)


def _left(chosen: tuple[_Choice, ...], results: _Left) -> tuple[_Result, ...]:
    """What is still possible, each once; kept in `results`, for every choice is asked for often."""
    if chosen not in results:
        at = chosen.index(None)
        halves = (_left((*chosen[:at], it, *chosen[at + 1 :]), results) for it in _FREE)
        results[chosen] = tuple(dict.fromkeys(one for half in halves for one in half))
    return results[chosen]


def _told(left: tuple[_Result, ...]) -> _Result:
    if len(left) == 1:
        return left[0]
    if any(it.outcome != left[0].outcome for it in left):
        return _Result(Outcome.UNDETERMINED, None, None)
    same = all(it.when == left[0].when for it in left)
    amounts = [it.amount for it in left if it.amount is not None]
    return _Result(left[0].outcome, between(amounts), left[0].when if same else None)
