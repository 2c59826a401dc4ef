"""One household in two areas: what is settled otherwise there. No conflict: no rule speaks in both.

Takes a program; gives for each scheme and each two areas with rules of their own the household
that is treated differently, as the runtime decides it in the one and in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from typing import Final

from doudi.compiler.conflicts.answers import Answers, answers
from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.ids import finding_id
from doudi.compiler.conflicts.meetings import reach
from doudi.compiler.conflicts.model import AreaDifference, Kind, Matter, Says
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.voices import stated
from doudi.compiler.conflicts.witness import draft_of, fewest, literals
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import ALWAYS, NEVER, Formula
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.runtime.areas import COUNTRY
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Facet, Program, Provision
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId

_NO_KNOWLEDGE: Final = Knowledge()
_LIMITS: Final = Limits()
_DAYS: Final = 4


@dataclass(frozen=True, slots=True)
class _Both:
    """The same day in two areas."""

    scheme: SchemeId
    here: Scene
    there: Scene


@dataclass(frozen=True, slots=True)
class _Seen:
    """A household treated differently; `lone`: the only area where anything speaks to it."""

    both: _Both
    matter: Matter
    said: tuple[Says, Says]
    draft: Draft
    lone: AreaCode | None

    @property
    def size(self) -> tuple[bool, int]:
        """Where rules speak in both areas goes first, then fewer facts."""
        return self.lone is not None, len(self.draft.cells)


def find_differences(
    program: Program, knowledge: Knowledge = _NO_KNOWLEDGE, limits: Limits = _LIMITS
) -> tuple[AreaDifference, ...]:
    """One for each matter of a scheme and two areas that differ on it, with the fewest facts.

    A scheme that only one of two areas has is told once for that area, not beside each other one.
    """
    rules, prover = index(program), Prover(knowledge, limits)
    found: dict[tuple[Matter, AreaCode, AreaCode], _Seen] = {}
    for scheme, here, there in _worth_comparing(rules):
        for it in _of_scheme(scheme, here, there, rules, prover):
            key = (it.matter, here, there)
            if key not in found or it.size < found[key].size:
                found[key] = it
    return tuple(_difference(it, prover) for it in found.values())


def _worth_comparing(rules: Index) -> Iterator[tuple[SchemeId, AreaCode, AreaCode]]:
    """Two areas with words of their own on a scheme; one that is alone, with one that has none."""
    areas = _with_rules(rules)
    for scheme, by in rules.by_scheme.items():
        every = (*by.grants, *by.facets)
        speaking = [it for it in areas if any(_speaks_in(p, it, rules) for p in every)]
        for here, there in combinations(speaking, 2):
            if not _nested(here, there, rules):
                yield scheme, here, there
        for here in speaking:
            silent = (it for it in areas if it not in speaking and not _nested(it, here, rules))
            without = next(silent, None)
            if without is not None:
                first, second = sorted((here, without), key=areas.index)
                yield scheme, first, second


def _with_rules(rules: Index) -> list[AreaCode]:
    """Areas below the whole country for which some provision speaks."""
    said = {it.area for it in rules.program.provisions if it.area != COUNTRY}
    return [it.code for it in rules.program.areas if it.code in said]


def _nested(one: AreaCode, other: AreaCode, rules: Index) -> bool:
    within = rules.tables.areas.within
    return within(one, other) or within(other, one)


def _of_scheme(
    scheme: SchemeId, here: AreaCode, there: AreaCode, rules: Index, prover: Prover
) -> Iterator[_Seen]:
    by = rules.by_scheme[scheme]
    every = tuple(dict.fromkeys((*by.grants, *by.facets)))
    local = [[it for it in every if _speaks_in(it, area, rules)] for area in (here, there)]
    for day in _days(local[0], local[1], rules):
        both = _Both(scheme, Scene(rules, here, day, day), Scene(rules, there, day, day))
        speaking = [
            scene.competent(its) for its, scene in zip(local, (both.here, both.there), strict=True)
        ]
        told = False
        for one, other in _combined(speaking[0], speaking[1]):
            if told and None in (one, other):
                break  # that one is given where the other is not has been told
            draft = _household(both, one, other, prover)
            for it in () if draft is None else _compared(both, draft):
                told = told or it.matter.kind is Kind.OUTCOME
                yield it


def _combined(
    here: list[Provision], there: list[Provision]
) -> Iterator[tuple[Provision | None, Provision | None]]:
    """Two that say something of one kind, one of each area; then each alone."""
    for one, other in product(here, there):
        if set(stated(one)) & set(stated(other)):
            yield one, other
    yield from ((it, None) for it in here)
    yield from ((None, it) for it in there)


def _speaks_in(it: Provision, area: AreaCode, rules: Index) -> bool:
    return it.area != COUNTRY and rules.tables.areas.within(area, it.area)


def _days(here: list[Provision], there: list[Provision], rules: Index) -> list[date]:
    """The first days on which something speaks: in both areas, where there are such days."""
    windows = [
        [met.window for it in its if (met := reach(it, rules)) is not None] for its in (here, there)
    ]
    starts = sorted({it.start for its in windows for it in its})
    shared = [day for day in starts if all(any(it.holds(day) for it in its) for its in windows)]
    return (shared or starts)[:_DAYS]


def _household(
    both: _Both, one: Provision | None, other: Provision | None, prover: Prover
) -> Draft | None:
    """To whom one speaks in the first area and the other in the second, and nothing else does."""
    wanted: list[Formula] = []
    for it, scene in ((one, both.here), (other, both.there)):
        if it is not None:
            wanted += _applying(it, scene)
    plain = _proven(tuple(dict.fromkeys(wanted)), both, one, other, prover)
    if plain is None or _settled(both, plain):
        return plain
    alone = [*wanted]
    for scene in (both.here, both.there):
        by = scene.rules.by_scheme[both.scheme]
        for it in scene.competent((*by.grants, *by.bars)):
            if it not in (one, other, *_carriers(one, other, scene)):
                said = applies(it, False, scene)
                if said not in (NEVER, ALWAYS):
                    alone.append(said)
    return _proven(tuple(dict.fromkeys(alone)), both, one, other, prover)


def _proven(
    formulas: tuple[Formula, ...],
    both: _Both,
    one: Provision | None,
    other: Provision | None,
    prover: Prover,
) -> Draft | None:
    answer = prover.prove(formulas, both.here)
    if not isinstance(answer, World):
        return None
    return draft_of(answer, _entities(both, one, other), both.here)


def _settled(both: _Both, draft: Draft) -> bool:
    return all(_answers(both, draft, area).says for area in _areas(both))


def _applying(it: Provision, scene: Scene) -> list[Formula]:
    found = [applies(it, True, scene)]
    if isinstance(it.effect, Facet) and it.effect.provision is not None:
        found.append(applies(scene.rules.provisions[it.effect.provision], True, scene))
    return [said for said in found if said != ALWAYS]


def _carriers(
    one: Provision | None, other: Provision | None, scene: Scene
) -> tuple[Provision, ...]:
    return tuple(
        scene.rules.provisions[it.effect.provision]
        for it in (one, other)
        if it is not None and isinstance(it.effect, Facet) and it.effect.provision is not None
    )


def _entities(both: _Both, one: Provision | None, other: Provision | None) -> tuple[EntityId, ...]:
    spoken = tuple(it.entity for it in (one, other) if it is not None)
    return (*spoken, both.here.rules.schemes[both.scheme].entity)


def _compared(both: _Both, draft: Draft) -> Iterator[_Seen]:
    for matter, said in _differing(both, draft).items():
        here, there = (_answers(both, draft, area) for area in _areas(both))
        lone = None
        if not here.provisions or not there.provisions:
            lone = both.here.area if here.provisions else both.there.area
        yield _Seen(both, matter, said, draft, lone)


def _difference(it: _Seen, prover: Prover) -> AreaDifference:
    small = _smallest(it, prover)
    here, there = (_answers(it.both, small, area) for area in _areas(it.both))
    return AreaDifference(
        _id(it.matter, it.both),
        it.matter,
        _areas(it.both),
        here.provisions,
        there.provisions,
        small,
        it.said,
    )


def _areas(both: _Both) -> tuple[AreaCode, AreaCode]:
    return both.here.area, both.there.area


def _answers(both: _Both, draft: Draft, area: AreaCode) -> Answers:
    return answers(both.scheme, replace(draft, area=area), both.here.rules)


def _differing(both: _Both, draft: Draft) -> dict[Matter, tuple[Says, Says]]:
    """The matters on which both areas have an answer, and not the same."""
    here, there = (_answers(both, draft, area) for area in _areas(both))
    return {
        Matter(kind, both.scheme): (here.says[kind], there.says[kind])
        for kind in here.says
        if kind in there.says and here.says[kind] != there.says[kind]
    }


def _smallest(seen: _Seen, prover: Prover) -> Draft:
    def shows(it: Draft) -> tuple[Says, Says] | None:
        found = _differing(seen.both, it).get(seen.matter)
        return found if found == seen.said else None

    def allowed(it: Draft) -> bool:
        return isinstance(prover.prove(literals(it), seen.both.here), World)

    return fewest(seen.draft, seen.said, shows, allowed, seen.both.here.rules)[0]


def _id(matter: Matter, both: _Both) -> str:
    """Of the matter, the two areas, and what the texts of either say on the scheme."""
    rules, areas = both.here.rules, _areas(both)
    by = rules.by_scheme[both.scheme]
    own = {
        it.id: it
        for it in (*by.grants, *by.bars, *by.facets)
        if any(_speaks_in(it, area, rules) for area in areas)
    }
    where = ":".join(areas)
    return finding_id(
        f"across:{matter.kind}:{matter.about}:{where}", [own[it] for it in sorted(own)]
    )
