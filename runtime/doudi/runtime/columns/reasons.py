"""Which part of a condition decided, and what is missing, for many subjects at once.

As `evaluation.reasons` for one; only those who want a reason are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.cells import NOBODY
from doudi.runtime.columns.columnar import (
    Columnar,
    is_plane,
    plane_of,
    size_of,
    taken,
    truth_plane,
)
from doudi.runtime.columns.expressions import (
    Definition,
    condition,
    definitions,
    place_of,
    value,
)
from doudi.runtime.columns.patterns import Places
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.evaluation.evaluate import counting_against, settled
from doudi.runtime.evaluation.index import unknown_of
from doudi.runtime.evaluation.needs import LOOKS_UP_CALENDAR
from doudi.runtime.evaluation.reasons import parts
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import (
    FALSE,
    JUDGEMENT,
    TRUE,
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Codes,
    Indices,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, TermId
from doudi.runtime.values import NotApplicable, Value

Number = TypeVar("Number", bound=np.generic)


def decided_by(
    provision: Provision, came: int, rows: Places, entity: EntityId, scene: Scene
) -> tuple[Codes, Indices]:
    """For subjects of a kind: the first part that came out so, from 1, and what it lacks."""
    number = np.zeros(len(rows), np.uint8)
    missing = np.full(len(rows), NOBODY, np.int32)
    owner = scene.owner(entity, provision.entity)
    if owner is None:
        return number, missing
    place = place_of(provision, owner, scene)
    where = scene.places_of(rows, entity, owner)
    for at, part in enumerate(parts(provision.condition), start=1):
        code = _codes(value(part, place, scene), where)
        these = np.flatnonzero((number == 0) & (code == came))
        number[these] = at
        if came == UNKNOWN and len(these):
            missing[these] = first_open(part, place, where[these], scene)
    return number, missing


def first_open(expr: ir.Expr, place: Place, rows: Places, scene: Scene) -> Indices:
    """The number of what is missing first in an expression, NOBODY where nothing is."""
    found = np.full(len(rows), NOBODY, np.int32)
    these = np.flatnonzero(open_at(value(expr, place, scene), rows))
    if len(these):
        found[these] = _first_open(expr, place, rows[these], scene)
    return found


def open_at(it: Columnar, rows: Places) -> Mask:
    """Where a value is not settled."""
    if not is_plane(it):
        return np.full(len(rows), not settled(cast("Value", it)))
    if size_of(cast("Plane", it)) is None:
        return np.full(len(rows), bool(_open(cast("Plane", it))))
    return _open(taken(cast("Plane", it), rows))


def _open(plane: Plane) -> Mask:
    match plane:
        case Truths(code=code):
            open_ = code == UNKNOWN
        case Symbols(code=symbol):
            open_ = symbol == UNKNOWN_SYMBOL
        case Numbers(low=low, high=high):
            open_ = low != high
    return np.asarray(open_ if plane.absent is None else open_ & ~plane.absent)


def _first_open(expr: ir.Expr, place: Place, rows: Places, scene: Scene) -> Indices:
    number = scene.all_epochs.missing
    match expr:
        case ir.Fact(id=fact):
            return np.full(len(rows), number[fact], np.int32)
        case ir.Term(id=term):
            return _in_term(term, place, rows, scene)
        case ir.Standard(id=standard, args=args):
            return _or(_in_any(args, place, rows, scene), number[standard])
        case ir.Op(op=op, args=args):
            found = _in_any(args, place, rows, scene)
            if op not in LOOKS_UP_CALENDAR:
                return found
            reached = np.ones(len(rows), np.bool_)
            for it in args:
                reached &= ~open_at(value(it, place, scene), rows)
            return np.where(reached & (found == NOBODY), number["calendar"], found)
        case ir.Aggregate():
            return _in_people(expr, place, rows, scene)
        case _:
            return np.full(len(rows), NOBODY, np.int32)


def _in_any(args: Iterable[ir.Expr], place: Place, rows: Places, scene: Scene) -> Indices:
    found = np.full(len(rows), NOBODY, np.int32)
    for it in args:
        these = np.flatnonzero(found == NOBODY)
        if len(these):
            found[these] = first_open(it, place, rows[these], scene)
    return found


def _or(found: Indices, otherwise: int) -> Indices:
    return np.where(found == NOBODY, otherwise, found).astype(np.int32)


def _in_term(term: TermId, place: Place, rows: Places, scene: Scene) -> Indices:
    rules = scene.rules
    itself = np.full(len(rows), scene.all_epochs.missing[term], np.int32)
    owner = scene.owner(place.entity, rules.terms[term].entity)
    if owner is None:
        return itself
    where = scene.places_of(rows, place.entity, owner)
    given = scene.given(owner, term) if rules.terms[term].entity == owner else None
    derived = np.ones(len(rows), np.bool_) if given is None else ~given[1][where]
    found = itself
    these = np.flatnonzero(derived)
    if len(these):
        found[these] = _in_derived(term, owner, where[these], scene)
    return found


def _in_derived(term: TermId, owner: EntityId, rows: Places, scene: Scene) -> Indices:
    rules, regime = scene.rules.by_term[term], scene.regime
    recognising = regime.competent(rules.recognising)
    if recognising:
        return _in_recognised(term, recognising, owner, rows, scene)
    found = np.full(len(rows), scene.all_epochs.missing[term], np.int32)
    defining = regime.competent(rules.defining)
    codes = [_codes(condition(it, owner, scene), rows) for it in defining]
    defined = np.any([it != FALSE for it in codes], axis=0) if codes else np.zeros(len(rows), bool)
    means = scene.rules.terms[term].means
    others = np.flatnonzero(~defined)
    if means is not None and len(others):
        place = Place(owner, monthly=False, issued=None)
        found[others] = first_open(means, place, rows[others], scene)
    these = np.flatnonzero(defined)
    if len(these):
        unknown = plane_of(unknown_of(scene.rules.terms[term].type), scene.names)
        said = definitions(defining, unknown, owner, scene)
        found[these] = _in_defined(said, owner, rows[these], scene)
    return found


def _in_recognised(
    term: TermId, recognising: Sequence[Provision], owner: EntityId, rows: Places, scene: Scene
) -> Indices:
    forbidding = scene.regime.competent(scene.rules.by_term[term].forbidding)
    found = np.full(len(rows), NOBODY, np.int32)
    for one in recognising:
        against = [it for it, beats in counting_against(one, forbidding, scene.rules) if beats]
        codes = [_codes(condition(one, owner, scene), rows)]
        codes += [_negated(_codes(condition(it, owner, scene), rows)) for it in against]
        open_ = np.min(codes, axis=0) == UNKNOWN
        these = np.flatnonzero(open_ & (found == NOBODY))
        if len(these):
            found[these] = _in_conditions((one, *against), owner, rows[these], scene)
    return found


def _in_defined(said: Sequence[Definition], owner: EntityId, rows: Places, scene: Scene) -> Indices:
    """In an open condition; where all are settled, in the definition that prevails, if one does."""
    found = np.full(len(rows), NOBODY, np.int32)
    codes = [_at(it.condition, rows) for it in said]
    open_ = np.any([it == UNKNOWN for it in codes], axis=0)
    settled_ = ~open_ & ~np.any([it == JUDGEMENT for it in codes], axis=0)
    these = np.flatnonzero(open_)
    if len(these):
        found[these] = _in_conditions([it.provision for it in said], owner, rows[these], scene)
    prevails = [_at(it.prevails, rows) for it in said]
    contested = ~np.any(prevails, axis=0)
    for it, code, alone in zip(said, codes, prevails, strict=True):
        speaks = np.flatnonzero(settled_ & (alone | (contested & (code == TRUE))))
        speaks = speaks[found[speaks] == NOBODY]
        if len(speaks) and isinstance(it.provision.effect, Define):
            place = place_of(it.provision, owner, scene)
            found[speaks] = first_open(it.provision.effect.value, place, rows[speaks], scene)
        settled_ &= ~alone
    return found


def _in_conditions(
    provisions: Iterable[Provision], owner: EntityId, rows: Places, scene: Scene
) -> Indices:
    found = np.full(len(rows), NOBODY, np.int32)
    for it in provisions:
        these = np.flatnonzero(found == NOBODY)
        if it.condition is not None and len(these):
            place = place_of(it, owner, scene)
            found[these] = first_open(it.condition, place, rows[these], scene)
    return found


def _in_people(expr: ir.Aggregate, place: Place, rows: Places, scene: Scene) -> Indices:
    inner = expr.entity
    outer = scene.within(place.entity, inner)
    nobody = np.full(len(rows), scene.all_epochs.missing[inner], np.int32)
    inside = replace(place, entity=inner)
    if inner == HOUSEHOLD:
        return _in_one(expr, inside, rows, scene)
    if outer is None or inner not in scene.levels:
        return nobody
    where = scene.places_of(rows, place.entity, outer)
    ends = scene.ends_of(outer, inner)
    sizes = ends[where + 1] - ends[where]
    whose = np.repeat(np.arange(len(rows)), sizes)
    before = np.cumsum(sizes) - sizes
    people = np.arange(len(whose)) - before[whose] + ends[where][whose]
    theirs = _in_one(expr, inside, people, scene)
    found = np.full(len(rows), NOBODY, np.int32)
    lacking = np.flatnonzero(theirs != NOBODY)[::-1]  # the first of them is written last
    found[whose[lacking]] = theirs[lacking]
    return found


def _in_one(expr: ir.Aggregate, place: Place, rows: Places, scene: Scene) -> Indices:
    """Whoever adds nothing to a sum in any case leaves nothing open in it."""
    counted = np.full(len(rows), TRUE, np.uint8)
    if expr.when is not None:
        counted = _codes(value(expr.when, place, scene), rows)
    wanting = np.ones(len(rows), np.bool_)
    if expr.value is not None:
        wanting = (counted != FALSE) & _adds(value(expr.value, place, scene), rows)
    found = np.full(len(rows), NOBODY, np.int32)
    these = np.flatnonzero(wanting)
    inner = [it for it in (expr.when, expr.value) if it is not None]
    if len(these):
        found[these] = _in_any(inner, place, rows[these], scene)
    return found


def _adds(it: Columnar, rows: Places) -> Mask:
    """Where a number may be other than 0."""
    if isinstance(it, NotApplicable):
        return np.zeros(len(rows), np.bool_)
    if not isinstance(it, Numbers):
        return np.full(len(rows), not (settled(cast("Value", it)) and not it.low))  # type: ignore[union-attr]
    plane = cast("Numbers", taken(it, rows))
    nothing = (plane.low == 0) & (plane.high == 0)
    found = ~nothing if plane.absent is None else ~nothing & ~plane.absent
    return np.broadcast_to(found, len(rows))


def _negated(code: Codes) -> Codes:
    return np.choose(code, (TRUE, UNKNOWN, JUDGEMENT, FALSE)).astype(np.uint8)


def _codes(it: Columnar, rows: Places) -> Codes:
    return _at(truth_plane(it).code, rows)


def _at(values: npt.NDArray[Number], rows: Places) -> npt.NDArray[Number]:
    return values[rows] if values.ndim else np.broadcast_to(values, len(rows))
