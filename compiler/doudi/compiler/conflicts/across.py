"""One household in two areas: what is settled otherwise there. No conflict: no rule speaks in both.

Takes a program; gives for each scheme and each two areas with rules of their own the household
that is treated differently, as the runtime decides it in the one and in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import combinations
from typing import Final

from doudi.compiler.conflicts.answers import Answers, answers
from doudi.compiler.conflicts.meetings import reach
from doudi.compiler.conflicts.model import AreaDifference, Matter
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.witness import draft_of
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.formula import ALWAYS, NEVER, Formula
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import applies
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


def find_differences(
    program: Program, knowledge: Knowledge = _NO_KNOWLEDGE, limits: Limits = _LIMITS
) -> tuple[AreaDifference, ...]:
    """One for each matter of a scheme and two areas that differ on it: with the fewest facts."""
    rules, prover = index(program), Prover(knowledge, limits)
    found: dict[tuple[Matter, AreaCode, AreaCode], AreaDifference] = {}
    for here, there in combinations(_with_rules(rules), 2):
        if _nested(here, there, rules):
            continue
        for scheme in rules.by_scheme:
            for it in _of_scheme(scheme, here, there, rules, prover):
                key = (it.matter, *it.areas)
                if key not in found or _plainer(it, found[key]):
                    found[key] = it
    return tuple(found.values())


def _with_rules(rules: Index) -> list[AreaCode]:
    """Areas below the whole country for which some provision speaks."""
    said = {it.area for it in rules.program.provisions if it.area != COUNTRY}
    return [it.code for it in rules.program.areas if it.code in said]


def _nested(one: AreaCode, other: AreaCode, rules: Index) -> bool:
    within = rules.tables.areas.within
    return within(one, other) or within(other, one)


def _of_scheme(
    scheme: SchemeId, here: AreaCode, there: AreaCode, rules: Index, prover: Prover
) -> Iterator[AreaDifference]:
    by = rules.by_scheme[scheme]
    every = tuple(dict.fromkeys((*by.grants, *by.facets)))
    local = [[it for it in every if _speaks_in(it, area, rules)] for area in (here, there)]
    for day in _days(local[0] + local[1], rules):
        both = _Both(scheme, Scene(rules, here, day, day), Scene(rules, there, day, day))
        speaking = [
            [it for it in its if it in scene.competent(its)]
            for its, scene in zip(local, (both.here, both.there), strict=True)
        ]
        for one in (*speaking[0], None):
            for other in (*speaking[1], None):
                if one is not None or other is not None:
                    draft = _household(both, one, other, prover)
                    if draft is not None:
                        yield from _compared(both, draft)


def _speaks_in(it: Provision, area: AreaCode, rules: Index) -> bool:
    return it.area != COUNTRY and rules.tables.areas.within(area, it.area)


def _days(provisions: Iterable[Provision], rules: Index) -> list[date]:
    """The first days of what speaks, those first on which most of it does."""
    windows = [met.window for it in provisions if (met := reach(it, rules)) is not None]
    starts = {it.start for it in windows}
    return sorted(starts, key=lambda day: (-sum(it.holds(day) for it in windows), day))[:_DAYS]


def _household(
    both: _Both, one: Provision | None, other: Provision | None, prover: Prover
) -> Draft | None:
    """To whom one speaks in the first area and the other in the second, and nothing else does."""
    wanted: list[Formula] = []
    for it, scene in ((one, both.here), (other, both.there)):
        if it is not None:
            wanted += _applying(it, scene)
    alone = [*wanted]
    for scene in (both.here, both.there):
        by = scene.rules.by_scheme[both.scheme]
        for it in scene.competent((*by.grants, *by.bars)):
            if it not in (one, other, *_carriers(one, other, scene)):
                said = applies(it, False, scene)
                if said not in (NEVER, ALWAYS):
                    alone.append(said)
    for formulas in (tuple(dict.fromkeys(alone)), tuple(dict.fromkeys(wanted))):
        answer = prover.prove(formulas, both.here)
        if isinstance(answer, World):
            return draft_of(answer, _entities(both, one, other), both.here)
    return None


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


def _compared(both: _Both, draft: Draft) -> Iterator[AreaDifference]:
    for matter, said in _differing(both, draft).items():
        small = _smallest(both, draft, matter, said)
        here, there = (_answers(both, small, area) for area in _areas(both))
        yield AreaDifference(
            _id(matter, both, here, there),
            matter,
            (both.here.area, both.there.area),
            here.provisions,
            there.provisions,
            small,
            (here.says[matter.kind], there.says[matter.kind]),
        )


def _areas(both: _Both) -> tuple[AreaCode, AreaCode]:
    return both.here.area, both.there.area


def _answers(both: _Both, draft: Draft, area: AreaCode) -> Answers:
    return answers(both.scheme, replace(draft, area=area), both.here.rules)


def _differing(both: _Both, draft: Draft) -> dict[Matter, tuple[object, object]]:
    """The matters on which both areas have an answer, and not the same."""
    here, there = (_answers(both, draft, area) for area in _areas(both))
    return {
        Matter(kind, both.scheme): (here.says[kind], there.says[kind])
        for kind in here.says
        if kind in there.says and here.says[kind] != there.says[kind]
    }


def _smallest(both: _Both, draft: Draft, matter: Matter, said: tuple[object, object]) -> Draft:
    best = draft
    for cell in sorted(draft.cells, reverse=True):
        changed = best.without(frozenset((cell,)))
        if _differing(both, changed).get(matter) == said:
            best = changed
    return best


def _plainer(one: AreaDifference, other: AreaDifference) -> bool:
    """Where rules speak in both areas goes first, then fewer facts."""
    sizes = [(not (it.here and it.there), len(it.draft.cells)) for it in (one, other)]
    return sizes[0] < sizes[1]


def _id(matter: Matter, both: _Both, here: Answers, there: Answers) -> str:
    said = (matter, _areas(both), here.provisions, there.provisions)
    return blake2b(repr(said).encode(), digest_size=4).hexdigest()
