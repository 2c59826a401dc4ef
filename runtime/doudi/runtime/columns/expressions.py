"""What expressions and conditions come to, for many subjects at once.

As `evaluation.evaluate` for one: where that asks a node, this asks a kind of subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import cast

import numpy as np

from doudi.runtime.columns import reductions, truths
from doudi.runtime.columns.columnar import (
    Columnar,
    chosen,
    is_plane,
    like,
    plane_of,
    same,
    simplified,
    truth_plane,
)
from doudi.runtime.columns.figures import day, of_area, shared_by
from doudi.runtime.columns.operations import applied, joined
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.columns.standards import standard
from doudi.runtime.evaluation import evaluate
from doudi.runtime.evaluation.evaluate import counting_against
from doudi.runtime.evaluation.index import unknown_of
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    TRUE,
    UNKNOWN,
    Codes,
    Integers,
    Mask,
    Numbers,
    Plane,
    Truths,
)
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, TermId
from doudi.runtime.program.types import Boolean
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_NUMBER,
    Interval,
    NotApplicable,
    Truth,
    Value,
)


def value(expr: ir.Expr, place: Place, scene: Scene) -> Columnar:
    key = scene.key(expr, place)
    found = scene.kept.get(key)
    if found is None:
        found = scene.kept[key] = _value(expr, place, scene)
    return found


def condition(provision: Provision, entity: EntityId, scene: Scene) -> Columnar:
    """The truth of a provision's condition for the subjects of a kind."""
    if provision.condition is None:
        return Truth.TRUE
    found = value(provision.condition, place_of(provision, entity, scene), scene)
    return Truth.FALSE if isinstance(found, NotApplicable) else found


def place_of(provision: Provision, entity: EntityId, scene: Scene) -> Place:
    issued = scene.rules.documents[provision.document].issued
    return Place(entity, monthly=False, issued=issued)


def _value(expr: ir.Expr, place: Place, scene: Scene) -> Columnar:
    match expr:
        case ir.Op(op=op, args=args):
            values = [value(it, place, scene) for it in args]
            return applied(op, values, scene.rules.tables, scene.names)
        case ir.Fact():
            return _fact(expr, place, scene)
        case ir.Term(id=term):
            return term_value(term, place.entity, scene)
        case ir.Standard():
            outer = replace(place, entity=shared_by(expr, place.entity, scene))
            looked_up_by = [value(it, outer, scene) for it in expr.args]
            found = standard(expr, looked_up_by, outer, scene)
            return scene.spread(found, outer.entity, place.entity)
        case ir.Aggregate():
            return _aggregate(expr, place, scene)
        case ir.Special():
            return scene.said(day(expr, place, scene), place.entity)
        case _:
            return evaluate.constant(expr, place.in_epoch(scene.regime.runs[0]))


def _fact(expr: ir.Fact, place: Place, scene: Scene) -> Columnar:
    owner = scene.rules.facts[expr.id].entity
    if owner == AREA_ENTITY:
        return scene.said(of_area(expr, scene), place.entity)
    if not scene.lies_in(place.entity, owner):
        return scene.rules.unknown[expr.id]
    plane = scene.plane(owner, expr.id)
    if plane is None:
        return scene.rules.unknown[expr.id]
    return scene.spread(plane, owner, place.entity)


def _aggregate(expr: ir.Aggregate, place: Place, scene: Scene) -> Columnar:
    inner = expr.entity
    outer = scene.within(place.entity, inner)
    inside = replace(place, entity=inner)
    if inner == HOUSEHOLD:
        return _over_the_one(expr, inside, scene)
    if outer is None:
        return _unlisted(expr)
    if inner not in scene.levels:
        return scene.spread(_where_nobody_is(expr, outer, scene), outer, place.entity)
    ends = scene.ends_of(outer, inner)
    when: Columnar = Truth.TRUE if expr.when is None else value(expr.when, inside, scene)
    return scene.spread(_reduced(expr, when, inside, ends, scene), outer, place.entity)


def _over_the_one(expr: ir.Aggregate, place: Place, scene: Scene) -> Columnar:
    """A case has one household; whoever asks lies in it."""
    size = np.arange(len(scene.levels[HOUSEHOLD]) + 1)
    when: Columnar = Truth.TRUE if expr.when is None else value(expr.when, place, scene)
    return _reduced(expr, when, place, size, scene)


def _reduced(
    expr: ir.Aggregate, when: Columnar, inside: Place, ends: Integers, scene: Scene
) -> Columnar:
    match expr.kind:
        case "count":
            return reductions.count(when, ends)
        case "exists":
            return reductions.some(when, ends)
        case "every":
            return reductions.every(when, ends)
        case "sum":
            its = NOT_APPLICABLE if expr.value is None else value(expr.value, inside, scene)
            if isinstance(its, NotApplicable):
                return Interval(0, 0)
            return reductions.total(when, cast("Numbers", plane_of(its, scene.names)), ends)


def _where_nobody_is(expr: ir.Aggregate, outer: EntityId, scene: Scene) -> Columnar:
    """Over people of whom no list is given: in whom nobody is, nobody lies in one of those."""
    unlisted, around = _unlisted(expr), scene.listed_around(expr.entity, outer)
    if around is None:
        return unlisted
    ends = scene.ends_of(outer, around)
    empty = ends[1:] == ends[:-1]
    if not empty.any():
        return unlisted
    nobody = _of_nobody(expr)
    return chosen(empty, plane_of(nobody, scene.names), plane_of(unlisted, scene.names))


def _unlisted(expr: ir.Aggregate) -> Value:
    """As of one of whom nobody said who is there."""
    unknown = {"count": Interval(0, None), "sum": UNKNOWN_NUMBER}
    return unknown.get(expr.kind, Truth.UNKNOWN)


def _of_nobody(expr: ir.Aggregate) -> Value:
    """As of one of whom it is said that nobody is there."""
    known = {"exists": Truth.FALSE, "every": Truth.TRUE}
    return known.get(expr.kind, Interval(0, 0))


def term_value(term: TermId, entity: EntityId, scene: Scene) -> Columnar:
    """What a term is for the subjects of a kind, or for what they lie in."""
    declared = scene.rules.terms[term]
    owner = scene.owner(entity, declared.entity)
    if owner is None:
        return unknown_of(declared.type)
    if term not in scene.terms:
        scene.terms[term] = _term(term, owner, scene)
    return scene.spread(scene.terms[term], owner, entity)


def _term(term: TermId, owner: EntityId, scene: Scene) -> Columnar:
    given = scene.given(owner, term) if scene.rules.terms[term].entity == owner else None
    if given is None:
        return _derived(term, owner, scene)
    plane, where = given
    derived = plane if where.all() else _derived(term, owner, scene)
    if isinstance(derived, NotApplicable):
        absent = ~where if plane.absent is None else plane.absent | ~where
        if isinstance(plane, Truths):
            return replace(plane, code=np.where(where, plane.code, np.uint8(FALSE)), absent=absent)
        return replace(plane, absent=absent)
    return chosen(where, plane, plane_of(derived, scene.names))


def _derived(term: TermId, owner: EntityId, scene: Scene) -> Columnar:
    rules, regime = scene.rules.by_term[term], scene.regime
    recognising = regime.competent(rules.recognising)
    if recognising:
        return _recognised(recognising, regime.competent(rules.forbidding), owner, scene)
    means = scene.rules.terms[term].means
    otherwise: Columnar = unknown_of(scene.rules.terms[term].type)
    if means is not None:
        otherwise = value(means, Place(owner, monthly=False, issued=None), scene)
    defining = regime.competent(rules.defining)
    return _defined(term, defining, otherwise, owner, scene) if defining else otherwise


def _recognised(
    recognising: list[Provision], forbidding: list[Provision], owner: EntityId, scene: Scene
) -> Columnar:
    verdicts: list[Columnar] = []
    for one in recognising:
        parts = [condition(one, owner, scene)]
        for other, beats in counting_against(one, forbidding, scene.rules):
            against = condition(other, owner, scene)
            parts.append(joined("not", [against]) if beats else _unless(against))
        verdicts.append(joined("and", parts))
    return joined("or", verdicts)


def _unless(against: Columnar) -> Columnar:
    if is_plane(against):
        return truths.against(truth_plane(against))
    return Truth.TRUE if against is Truth.FALSE else Truth.JUDGEMENT


def _defined(
    term: TermId, defining: list[Provision], otherwise: Columnar, owner: EntityId, scene: Scene
) -> Columnar:
    """By the provisions whose conditions hold; by the vocabulary where none may."""
    type_ = scene.rules.terms[term].type
    unknown = plane_of(unknown_of(type_), scene.names)
    judged = truths.constant(Truth.JUDGEMENT) if isinstance(type_, Boolean) else unknown
    said = definitions(defining, unknown, owner, scene)
    found = judged
    for it in reversed(said):
        found = chosen(it.prevails, it.value, found)
    codes = [it.condition for it in said]
    for kind, its in ((JUDGEMENT, judged), (UNKNOWN, unknown)):
        found = chosen(reduce(np.logical_or, (it == kind for it in codes)), its, found)
    none = reduce(np.logical_and, (it == FALSE for it in codes))
    return simplified(chosen(none, like(otherwise, unknown, scene.names), found), scene.names)


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """`prevails`: where its condition holds and no other says otherwise that it does not beat."""

    provision: Provision
    condition: Codes
    value: Plane
    prevails: Mask


def definitions(
    defining: Sequence[Provision], type_: Plane, owner: EntityId, scene: Scene
) -> list[Definition]:
    """`type_`: any plane of the term's type."""
    codes = [truth_plane(condition(it, owner, scene)).code for it in defining]
    said = [
        like(value(it.effect.value, place_of(it, owner, scene), scene), type_, scene.names)
        for it in defining
        if isinstance(it.effect, Define)
    ]
    found = []
    for at, one in enumerate(defining):
        prevails = codes[at] == TRUE
        for other, code in enumerate(codes):
            if other != at and scene.rules.beats(one, defining[other]) is None:
                prevails = prevails & ((code != TRUE) | same(said[at], said[other]))
        found.append(Definition(one, codes[at], said[at], np.asarray(prevails)))
    return found
