"""Two voices on a scheme: the runtime's contest between them, with what each of them says.

A voice counts where it speaks: a grant that stands, a facet of the scheme or of a grant that
stands. What is unknown in the draft is taken as false, as the runtime does for what it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain

from doudi.compiler.conflicts.judge_places import places_shown
from doudi.compiler.conflicts.model import (
    Class,
    Kind,
    Says,
    SaysAmount,
    SaysDay,
    SaysOptions,
    SaysPeriod,
    SaysWord,
    Shown,
)
from doudi.compiler.conflicts.sides import Fight, Sides
from doudi.runtime.decision import Clash
from doudi.runtime.evaluation import facets
from doudi.runtime.evaluation.amounts import stated
from doudi.runtime.evaluation.combinations import (
    STANDING,
    Combined,
    Notes,
    agreed,
    amount_of,
    combinations,
    month_of,
    speaking_on,
)
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.evaluation.scope import Node, scope_of
from doudi.runtime.program.declarations import Grant, Provision
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.trace import Contest
from doudi.runtime.values import Interval


@dataclass(frozen=True, slots=True, eq=False)
class _Voices:
    """What the runtime made of the scheme for its subject, with the contests that were fought."""

    scheme: SchemeId
    subject: Node
    plain: Combined
    contests: list[Contest]


def scheme_shown(kind: Kind, scheme: SchemeId, subject: Node, sides: Sides) -> Shown | None:
    notes = Notes([], [])
    speaking = speaking_on(scheme, subject, sides.run)
    possible = combinations(speaking, subject, sides.run, notes)
    plain = next(possible)
    found = _difference(kind, _Voices(scheme, subject, plain, notes.contests), sides)
    if found is None:
        return None
    return replace(found, outcome=agreed(speaking, chain((plain,), possible)))


def _difference(kind: Kind, voices: _Voices, sides: Sides) -> Shown | None:
    if kind is Kind.OUTCOME:
        return _outcome(voices, sides)
    speaking = {it.id for it in voices.plain.speaking}
    if not sides.ids() <= speaking or voices.plain.resolution.outcome not in STANDING:
        return None
    match kind:
        case Kind.AMOUNT:
            return _amount(voices, sides)
        case Kind.PERIOD:
            return _period(voices, sides)
        case Kind.FUND:
            return _fund(voices, sides)
        case Kind.DEADLINE:
            return _deadline(voices, sides)
        case Kind.PLACE:
            return places_shown(voices.plain.speaking, sides)
        case Kind.FORCE:
            return _force(voices, sides)
        case _:
            return None


def _outcome(voices: _Voices, sides: Sides) -> Shown | None:
    contest = sides.contest("outcome", voices.contests)
    if contest is None:
        return None

    def word(it: Provision) -> SaysWord:
        grants = it.effect == Grant(voices.scheme) and it.norm is not None
        return SaysWord(it.norm if grants and it.norm is not None else "prohibition")

    first, second = sides.provisions
    return sides.shown(sides.by(contest), (word(first), word(second)))


def _amount(voices: _Voices, sides: Sides) -> Shown | None:
    run, subject = sides.run, voices.subject
    month = month_of(voices.plain.period, run)

    def fight(these: Sequence[Provision], contests: list[Contest]) -> tuple[Clash, ...]:
        clash = amount_of(these, month, Fraction(1), subject, run, Notes(contests, []))[1]
        return (Clash("amount", clash),)

    clashes = voices.plain.clashes
    contest = sides.contest("amount", voices.contests)
    if contest is None:
        if _joined_to_others(voices.plain.speaking, sides):
            return None
        contest, clashes = sides.by_themselves("amount", voices.contests, fight)
        if contest is None:
            return None
    found = sides.by(contest)
    if contest.principle is None and not any(
        it.facet == "amount" and sides.ids() <= set(it.provisions) for it in clashes
    ):
        found = Class.UNION, None
    first, second = (_stated(it, month, voices, sides) for it in sides.provisions)
    return None if first is None or second is None else sides.shown(found, (first, second))


def _stated(it: Provision, month: date | None, voices: _Voices, sides: Sides) -> SaysAmount | None:
    clause = it.facets.amount
    if clause is None:
        return None
    scope = scope_of(sides.run, it, voices.subject)
    scope = replace(scope, on=month or sides.run.as_of, month=month)
    said = stated(it, clause, scope, Fraction(1), []).amount
    return SaysAmount(_whole(said.low), _whole(said.high))


def _joined_to_others(speaking: Sequence[Provision], sides: Sides) -> bool:
    """Whether one of the two speaks only as a part of what is taken together with a third."""
    for it in speaking:
        for other in (*it.relations.takes_higher, *it.relations.stacks_with):
            if {it.id, other} & sides.ids() and not {it.id, other} <= sides.ids():
                return True
    return False


def _period(voices: _Voices, sides: Sides) -> Shown | None:
    run, subject = sides.run, voices.subject

    def fight(these: Sequence[Provision], contests: list[Contest]) -> tuple[Clash, ...]:
        return (Clash("period", facets.period(these, subject, run, contests)[1]),)

    def says(it: Provision) -> Says | None:
        clause = it.facets.period
        if clause is None:
            return None
        said = facets.period_of(clause, it, subject, run)
        ends = (_day(said.start), _day(said.end))
        return SaysPeriod(clause.every, clause.months, *ends, clause.part_month)

    return _fought("period", voices.contests, fight, says, sides)


def _fund(voices: _Voices, sides: Sides) -> Shown | None:
    def fight(these: Sequence[Provision], contests: list[Contest]) -> tuple[Clash, ...]:
        return facets.funds(these, sides.run.index, contests)[1]

    def says(it: Provision) -> Says | None:
        return SaysOptions(it.facets.funds) if it.facets.funds else None

    contests: list[Contest] = []
    fight(voices.plain.speaking, contests)
    return _fought("fund", contests, fight, says, sides)


def _deadline(voices: _Voices, sides: Sides) -> Shown | None:
    run, subject = sides.run, voices.subject

    def fight(these: Sequence[Provision], contests: list[Contest]) -> tuple[Clash, ...]:
        return facets.due(these, subject, run, contests)[1]

    def says(it: Provision) -> SaysDay | None:
        due = it.facets.due
        return None if due is None else SaysDay(_day(facets.due_day(due, it, subject, run)))

    contests: list[Contest] = []
    fight(voices.plain.speaking, contests)
    shown = _fought("due", contests, fight, says, sides)
    if shown is None or shown.class_ is not Class.OPEN:
        return shown
    first, second = (says(it) for it in sides.provisions)
    if first is None or second is None or first.day is None or second.day is None:
        return None
    earlier = sides.provisions[first.day > second.day]
    return replace(shown, class_=Class.STRONGER, winner=earlier.id)


def _force(voices: _Voices, sides: Sides) -> Shown | None:
    standing = {it.id for it in voices.plain.resolution.standing}
    first, second = sides.provisions
    if not sides.ids() <= standing or first.norm is None or second.norm is None:
        return None
    if first.norm == second.norm:
        return None
    stronger = sides.provisions[STRENGTH[second.norm] > STRENGTH[first.norm]]
    says = SaysWord(first.norm), SaysWord(second.norm)
    return sides.shown((Class.STRONGER, stronger.id), says)


def _fought(
    facet: str,
    contests: Sequence[Contest],
    fight: Fight,
    says: Callable[[Provision], Says | None],
    sides: Sides,
) -> Shown | None:
    contest = sides.contest(facet, contests)
    if contest is None:
        contest, _ = sides.by_themselves(facet, contests, fight)
    first, second = (says(it) for it in sides.provisions)
    if contest is None or first is None or second is None:
        return None
    return sides.shown(sides.by(contest), (first, second))


def _whole(it: Fraction | int | None) -> int | None:
    return None if it is None else int(it)


def _day(it: Interval | None) -> date | None:
    exact = it is not None and it.exact and it.low is not None
    return date.fromordinal(int(it.low)) if exact and it is not None and it.low else None
