"""What is asked about a pair: that both speak, that they differ, that nothing else cuts in.

Takes a pair and a scene; gives formulas. Every rule of docs/language/conflicts.md that a prover
has to see stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.model import Kind
from doudi.compiler.conflicts.voices import Pair, carrying
from doudi.compiler.drafts.draft import containers
from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    AmountsApart,
    Apart,
    Formula,
    Holds,
    Within,
    both,
    either,
)
from doudi.compiler.proof.scene import Scene, View, count_of, view_of
from doudi.compiler.proof.translate import cells_of, formula
from doudi.runtime.evaluation.index import SchemeRules
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Facet, Grant, Provision, Satisfy
from doudi.runtime.program.ids import EntityId, SchemeId
from doudi.runtime.program.types import Boolean, Choice

FREE: Final = ("permission", "encouragement", "case_by_case")
_A_YUAN: Final = 100


@dataclass(frozen=True, slots=True)
class Question:
    """`speak`: each side applies; `differ`: they say different things."""

    speak: tuple[Formula, ...]
    differ: Formula


def question(pair: Pair, scene: Scene) -> Question:
    """Of every kind but force and procedure of tests, which take several (see `norms`)."""
    return Question(speaking(pair, scene), _difference(pair, scene))


def speaking(pair: Pair, scene: Scene) -> tuple[Formula, ...]:
    """Both apply; a facet of a grant only where that grant does, a scheme's where one does."""
    found = []
    for it in (pair.first, pair.second):
        found.append(applies(it, True, scene))
        match it.effect:
            case Facet(provision=of) if of is not None:
                found.append(applies(scene.rules.provisions[of], True, scene))
    sides = (pair.first.effect, pair.second.effect)
    if all(isinstance(it, Facet) and it.provision is None for it in sides):
        grants = scene.competent(_rules_of(pair, scene).grants)
        found.append(either(*(applies(it, True, scene) for it in grants)))
    there = at_least_one(found, (pair.first.entity, pair.second.entity), scene)
    return tuple(it for it in (*found, *there) if it != ALWAYS)


def requirement(provision: Provision, scene: Scene, *, kept: bool) -> Formula:
    """That a norm with a test is kept (a permission: used), or not."""
    if not isinstance(provision.effect, Satisfy):
        return NEVER
    wanted = kept != (provision.norm == "prohibition")
    return formula(provision.effect.test, wanted, view_of(provision, scene.rules), scene)


def at_least_one(
    said: Iterable[Formula], entities: Iterable[EntityId], scene: Scene
) -> Iterator[Formula]:
    """Of a kind that is counted and holds a subject there is one at least."""
    chain = {count_of(kind) for it in entities for kind in containers(it, scene.rules)}
    counted = {cell for it in said for cell in cells_of(it, scene)}
    yield from (Within(it, Fraction(1), None) for it in sorted(chain & counted))


def _difference(pair: Pair, scene: Scene) -> Formula:
    first, second = pair.first, pair.second
    one, other = first.facets, second.facets
    views = view_of(first, scene.rules), view_of(second, scene.rules)
    match pair.matter.kind:
        case Kind.AMOUNT if one.amount is not None and other.amount is not None:
            return AmountsApart(one.amount, views[0], other.amount, views[1], _A_YUAN)
        case Kind.DEADLINE if one.due is not None and other.due is not None:
            return Apart(one.due, views[0], other.due, views[1])
        case Kind.PERIOD:
            return _periods_apart(first, second, views)
        case Kind.MEANING:
            return _meanings_apart(first, second, views, scene)
        case _:
            return ALWAYS


def _periods_apart(first: Provision, second: Provision, views: tuple[View, View]) -> Formula:
    one, other = first.facets.period, second.facets.period
    if one is None or other is None:
        return NEVER
    stated = ((one.months, other.months), (one.part_month, other.part_month))
    if one.every != other.every or any(None not in it and it[0] != it[1] for it in stated):
        return ALWAYS
    ends = ((one.start, other.start), (one.end, other.end))
    return either(
        *(
            Apart(mine, views[0], theirs, views[1])
            for mine, theirs in ends
            if mine is not None and theirs is not None
        )
    )


def _meanings_apart(
    first: Provision, second: Provision, views: tuple[View, View], scene: Scene
) -> Formula:
    if not isinstance(first.effect, Define) or not isinstance(second.effect, Define):
        return NEVER
    mine, theirs = first.effect.value, second.effect.value
    match scene.rules.terms[first.effect.term].type:
        case Boolean():
            return either(
                *(
                    both(
                        formula(mine, truth, views[0], scene),
                        formula(theirs, not truth, views[1], scene),
                    )
                    for truth in (True, False)
                )
            )
        case Choice():
            return Holds(ir.Op("ne", (mine, theirs)), views[0], True)
        case _:
            return Apart(mine, views[0], theirs, views[1])


def quiet(pair: Pair, scene: Scene) -> tuple[Formula, ...]:
    """No third provision bars the scheme: without this, what both say of it is not heard."""
    if not _of_scheme(pair, scene):
        return ()
    rules = scene.rules
    speaking = (pair.first, pair.second, *carrying(pair, rules))
    granting = [it for it in speaking if isinstance(it.effect, Grant)]
    bars = tuple(
        bar
        for bar in _rules_of(pair, scene).bars
        if any(rules.beats(it, bar) is None for it in granting)
    )
    return tuple(_silent(bars, pair, scene))


def still(pair: Pair, scene: Scene) -> tuple[Formula, ...]:
    """No third provision grants the scheme, or says how much and how long."""
    if not _of_scheme(pair, scene):
        return ()
    rules = _rules_of(pair, scene)
    weighty = [it for it in rules.facets if it.facets.amount or it.facets.period]
    return tuple(_silent((*rules.grants, *weighty), pair, scene))


def _silent(provisions: tuple[Provision, ...], pair: Pair, scene: Scene) -> Iterator[Formula]:
    carrying = {
        it.effect.provision for it in (pair.first, pair.second) if isinstance(it.effect, Facet)
    }
    for it in scene.competent(provisions):
        if it.id not in carrying | {pair.first.id, pair.second.id}:
            found = applies(it, False, scene)
            if found not in (NEVER, ALWAYS):
                yield found


def _of_scheme(pair: Pair, scene: Scene) -> bool:
    return pair.matter.about in scene.rules.by_scheme and isinstance(
        pair.first.effect, Grant | Facet
    )


def _rules_of(pair: Pair, scene: Scene) -> SchemeRules:
    return scene.rules.by_scheme[SchemeId(pair.matter.about)]
