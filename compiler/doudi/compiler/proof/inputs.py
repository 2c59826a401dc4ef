"""What a formula comes from: its cells, in the order in which they are met.

Takes a formula and its scene; gives facts, terms that nothing derives there, how many entities of
a kind there are, and the case's date where the scene has more than one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.formula import (
    All,
    AmountsApart,
    Apart,
    Formula,
    Holds,
    Some,
    Unmet,
)
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of
from doudi.compiler.proof.terms import Speaking, speaking, value_of
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId, TermId


@dataclass(slots=True)
class _Met:
    scene: Scene
    cells: dict[Cell, None] = field(default_factory=dict)
    terms: set[tuple[TermId, int]] = field(default_factory=set)


def cells_of(formula: Formula, scene: Scene) -> tuple[Cell, ...]:
    """Each once. What stays whole is followed through terms down to what it reads."""
    met = _Met(scene)
    _walk(formula, met)
    return tuple(met.cells)


def _walk(formula: Formula, met: _Met) -> None:
    match formula:
        case All(parts=parts) | Some(parts=parts):
            for it in parts:
                _walk(it, met)
        case Holds(expr=expr, view=view):
            _read(expr, view, met)
        case Apart(one=one, one_view=one_view, other=other, other_view=other_view):
            _read(one, one_view, met)
            _read(other, other_view, met)
        case AmountsApart(one=clause, one_view=one_view, other=against, other_view=other_view):
            for amount, view in ((clause, one_view), (against, other_view)):
                _read(amount.value, view, met)
                _read(amount.upper, view, met)
        case Unmet(joint=joint):
            _walk(joint, met)
        case _:
            met.cells[formula.cell] = None


def _read(expr: ir.Expr | None, view: View, met: _Met) -> None:
    rules = met.scene.rules
    match expr:
        case ir.Fact(id=fact):
            number = view.seen(rules).get(rules.facts[fact].entity)
            if number is not None:
                met.cells[Cell(rules.facts[fact].entity, number, fact)] = None
        case ir.Term(id=term):
            _term(term, view, met)
        case ir.Standard(args=args) | ir.Op(args=args):
            for it in args:
                _read(it, view, met)
        case ir.Aggregate(entity=entity, value=value, when=when):
            for kind in _lists(entity, view, met.scene):
                met.cells[count_of(kind)] = None
            for number in range(1, met.scene.members + 1):
                for part in (when, value):
                    _read(part, View(entity, number, view.issued), met)
        case ir.Special(name="as_of" | "payment_month") if met.scene.start != met.scene.end:
            met.cells[AS_OF] = None
        case _:
            return


def _term(term: TermId, view: View, met: _Met) -> None:
    owner = met.scene.rules.terms[term].entity
    number = view.seen(met.scene.rules).get(owner)
    if number is None or (term, number) in met.terms:
        return
    met.terms.add((term, number))
    said = speaking(term, met.scene)
    if not said.derived:
        met.cells[Cell(owner, number, term)] = None
        return
    for expr in _said(said):
        _read(expr, View(owner, number), met)


def _said(said: Speaking) -> Iterator[ir.Expr | None]:
    for it in (*said.recognising, *said.forbidding, *said.defining):
        yield it.condition
    for it in said.defining:
        yield value_of(it)
    yield said.means


def _lists(entity: EntityId, view: View, scene: Scene) -> Iterator[EntityId]:
    """The kind, after the kinds it lies in that are not seen from there."""
    container = scene.rules.entities[entity].container
    if container is not None and container not in view.seen(scene.rules):
        yield from _lists(container, view, scene)
    if entity != AREA_ENTITY:
        yield entity
