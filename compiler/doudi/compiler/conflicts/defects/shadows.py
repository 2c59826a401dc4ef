"""Provisions that change nothing: wherever they apply another of their document says as much.

Takes the ground; gives a defect for each, with the provision that stands for it. Across documents
repeating what another says is how notices are written, and no finding; a grant that is always
barred is one wherever the bar stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.defects.naming import provision_id
from doudi.compiler.conflicts.meetings import meeting, reach
from doudi.compiler.conflicts.model import Defect, Flaw
from doudi.compiler.drafts.draft import containers
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import (
    Define,
    Effect,
    Facet,
    Facets,
    Grant,
    NotExecutable,
    Provision,
    Recognise,
    Satisfy,
)
from doudi.runtime.program.ids import DocumentId, ProvisionId

# Of a facet on which two differ the beaten one is dropped; the others stand side by side.
_CONTESTED: Final = ("amount", "period", "funds", "due")
_JOINED: Final = ("lifts", "procedures", "holders")
_RELATIONS: Final = ("exception_to", "prevails_over", "special_to", "excludes", "repeals")


def shadows(ground: Ground, silent: frozenset[str]) -> Iterator[Defect]:
    """`silent`: provisions whose condition is never true; of them enough is said."""
    leaned_on = _leaned_on(ground.rules)
    groups: defaultdict[tuple[DocumentId, Effect], list[Provision]] = defaultdict(list)
    for it in ground.rules.program.provisions:
        if it.id not in silent and not isinstance(it.effect, NotExecutable):
            groups[it.document, it.effect].append(it)
    for group in groups.values():
        gone: set[ProvisionId] = set()
        for it in reversed(group):
            if it.id in leaned_on:
                continue
            others = (other for other in group if other.id != it.id and other.id not in gone)
            found = next((d for other in others if (d := _shadowed(it, other, ground))), None)
            if found is not None:
                gone.add(it.id)
                yield found
    for it in ground.rules.program.provisions:
        if it.id not in silent:
            yield from _barred(it, ground)


def _shadowed(one: Provision, other: Provision, ground: Ground) -> Defect | None:
    """The one changes nothing beside the other."""
    rules = ground.rules
    if one.entity != other.entity or not _around(other, one, rules):
        return None
    alike = _same(one, other)
    if not alike and not _says_as_much(one, other, rules):
        return None
    if not _holds_out(one, other, rules) or not ground.follows(one, other):
        return None
    flaw = Flaw.NEVER_DECISIVE
    if alike:
        twice = _around(one, other, rules) and ground.follows(other, one)
        flaw = Flaw.DUPLICATE if twice else Flaw.IMPLIED
    return _defect(flaw, one, other)


def _barred(one: Provision, ground: Ground) -> Iterator[Defect]:
    """A bar that beats the provision is there wherever it applies."""
    if one.norm is None or one.norm == "prohibition":
        return
    for bar in _bars(one, ground.rules):
        met = meeting(one, bar, ground.rules)
        if met is None or ground.rules.beats(bar, one) is None:
            continue
        inside = bar.entity in containers(one.entity, ground.rules)
        if inside and _around(bar, one, ground.rules) and ground.overrides(one, bar):
            free = one.norm == "permission"
            flaw = Flaw.PERMISSION_IN_PROHIBITION if free else Flaw.NEVER_DECISIVE
            yield _defect(flaw, one, bar)
            return


def _bars(one: Provision, rules: Index) -> Iterator[Provision]:
    match one.effect:
        case Grant(scheme=scheme):
            yield from rules.by_scheme[scheme].bars
        case Recognise(term=term):
            yield from rules.by_term[term].forbidding
        case Satisfy() if one.norm == "permission":
            for it in rules.duties:
                if it.norm == "prohibition" and it.effect == one.effect:
                    yield it


def _defect(flaw: Flaw, one: Provision, other: Provision) -> Defect:
    return Defect(provision_id(flaw, one, other), flaw, one.id, (other.id,))


def _around(outer: Provision, inner: Provision, rules: Index) -> bool:
    """Whether the outer is in force wherever and whenever the inner is."""
    around, its = reach(outer, rules), reach(inner, rules)
    if around is None or its is None or not rules.tables.areas.within(its.area, around.area):
        return False
    end = around.window.end
    lasts = end is None or (its.window.end is not None and its.window.end <= end)
    return around.window.start <= its.window.start and lasts


def _same(one: Provision, other: Provision) -> bool:
    return (
        one.norm == other.norm
        and one.relations == other.relations
        and _plain(one.facets) == _plain(other.facets)
    )


def _plain(facets: Facets) -> Facets:
    """Without the reasons of assumptions."""
    period = facets.period and replace(facets.period, part_month_assumed=None)
    return replace(facets, period=period, due_assumed=None)


def _says_as_much(one: Provision, other: Provision, rules: Index) -> bool:
    if one.norm != other.norm and not _stronger(other, one):
        return False
    mine, theirs = _plain(one.facets), _plain(other.facets)
    wins = rules.beats(other, one) is not None
    for name in _CONTESTED:
        stated, against = getattr(mine, name), getattr(theirs, name)
        if stated and stated != against and not (against and wins):
            return False
    joined = all(set(getattr(mine, it)) <= set(getattr(theirs, it)) for it in _JOINED)
    open_ = set(_places(mine)) <= set(_places(theirs))
    return (
        open_
        and joined
        and all(
            set(getattr(one.relations, it)) <= set(getattr(other.relations, it))
            for it in _RELATIONS
        )
    )


def _places(facets: Facets) -> Iterator[tuple[str, object]]:
    """Places that are *only* belong together; any others stand each for itself."""
    for it in facets.places:
        only = it.mode == "only"
        yield from ((it.mode, each) for each in ((it.options,) if only else it.options))


def _stronger(one: Provision, other: Provision) -> bool:
    if one.norm is None or other.norm is None or "prohibition" in (one.norm, other.norm):
        return False
    return STRENGTH[one.norm] > STRENGTH[other.norm]


def _holds_out(one: Provision, other: Provision, rules: Index) -> bool:
    """The other stands wherever the one would: nothing that the one withstands beats it."""
    return all(
        (rules.beats(one, it) is None or rules.beats(other, it) is not None)
        and (rules.beats(it, other) is None or rules.beats(it, one) is not None)
        for it in _rivals(one, rules)
        if it.id not in (one.id, other.id)
    )


def _rivals(one: Provision, rules: Index) -> tuple[Provision, ...]:
    match one.effect:
        case Grant(scheme=scheme):
            said = rules.by_scheme[scheme]
            return (*said.grants, *said.bars, *said.facets)
        case Facet(scheme=scheme) if scheme is not None:
            return rules.by_scheme[scheme].facets
        case Recognise(term=term) | Define(term=term):
            found = rules.by_term[term]
            return (*found.recognising, *found.forbidding, *found.defining)
        case _:
            return ()


def _leaned_on(rules: Index) -> frozenset[ProvisionId]:
    """What others add to, and what is joined with others: it counts for more than it says."""
    found: set[ProvisionId] = set()
    for it in rules.program.provisions:
        joined = (*it.relations.takes_higher, *it.relations.stacks_with)
        found.update(joined, (it.id,) if joined else ())
        match it.effect:
            case Facet(provision=of) if of is not None:
                found.add(of)
    return frozenset(found)
