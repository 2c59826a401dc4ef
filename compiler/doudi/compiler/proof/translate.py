"""What an expression says of a case, as formulas: once of its being true, once of its being false.

Takes a well-typed expression, from where it is read, and a scene; gives a formula that is met by a
world just where the runtime comes to that truth (docs/language/meaning.md). What is unknown
whatever the facts, or left to judgement, is neither. Comparisons of one fact with constants become
literals on it; whatever looks at several facts at once stays whole, for the solver.

A kind that lies in the subject's chain has at least one entity: said by whoever asks, not here.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TypeAlias
from weakref import WeakKeyDictionary

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.asking import Asking, Terms
from doudi.compiler.proof.comparisons import COMPARISONS, Given, Rail, compared
from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    Formula,
    Holds,
    Is,
    NotApplicable,
    both,
    either,
)
from doudi.compiler.proof.inputs import cells_of
from doudi.compiler.proof.lists import listed
from doudi.compiler.proof.readings import readings
from doudi.compiler.proof.scene import Scene, View, view_of
from doudi.compiler.proof.terms import term_truth
from doudi.runtime.evaluation.index import Index
from doudi.runtime.operators import apply
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import AreaCode
from doudi.runtime.program.types import Boolean
from doudi.runtime.values import NOT_APPLICABLE

__all__ = ["applies", "cells_of", "formula"]

_JUNCTIONS = frozenset(("and", "or", "any_open", "not"))
_Law: TypeAlias = tuple[AreaCode, date, date | None, int]


def formula(expr: ir.Expr, truth: Rail, view: View, scene: Scene) -> Formula:
    """Met where the expression comes to true (or, `truth` False, to false)."""
    return _translate(expr, truth, view, Asking(scene, _translate, _terms(scene)))


def applies(provision: Provision, truth: Rail, scene: Scene) -> Formula:
    """Met where the provision's condition is true (or false); one without a condition is true."""
    if provision.condition is None:
        return ALWAYS if truth else NEVER
    return formula(provision.condition, truth, view_of(provision, scene.rules), scene)


# What terms come to in the scene last asked about: questions come scene by scene.
_LAST: WeakKeyDictionary[Index, tuple[_Law, Terms]] = WeakKeyDictionary()


def _terms(scene: Scene) -> Terms:
    law = scene.area, scene.start, scene.end, scene.members
    last = _LAST.get(scene.rules)
    if last is None or last[0] != law:
        last = _LAST[scene.rules] = law, {}
    return last[1]


def _translate(expr: ir.Expr, truth: Rail, view: View, asking: Asking) -> Formula:
    match expr:
        case ir.Truth(value=value):
            return ALWAYS if value is truth else NEVER
        case ir.Fact(id=fact):
            entity = asking.scene.rules.facts[fact].entity
            number = view.seen(asking.scene.rules).get(entity)
            return NEVER if number is None else Is(Cell(entity, number, fact), truth)
        case ir.Term(id=term):
            number = view.seen(asking.scene.rules).get(asking.scene.rules.terms[term].entity)
            return NEVER if number is None else term_truth(term, number, truth, asking)
        case ir.Aggregate(kind="exists" | "every"):
            return listed(expr, truth, view, asking)
        case ir.Op(op=op, args=args) if op in _JUNCTIONS:
            return _joined(op, args, truth, view, asking)
        case ir.Op(op="either", args=args):  # unequal truths are left to judgement
            return both(*(asking.of(it, truth, view) for it in args))
        case ir.Op(op="eq" | "ne" | "in" as op, args=args) if is_truth(args[0], asking.scene.rules):
            return _same(op, args, truth, view, asking)
        case ir.Op(op=op) if op in COMPARISONS:
            return _compared(expr, truth, view, asking)
        case _:
            raise TypeError(f"not a truth: {expr!r}")


def is_truth(expr: ir.Expr, rules: Index) -> bool:
    match expr:
        case ir.Fact(id=fact):
            return isinstance(rules.facts[fact].type, Boolean)
        case ir.Term(id=term):
            return isinstance(rules.terms[term].type, Boolean)
        case ir.Op(op="either", args=args):
            return is_truth(args[0], rules)
        case ir.Op(op=op):
            return op in COMPARISONS or op in _JUNCTIONS
        case ir.Aggregate(kind=kind):
            return kind in ("exists", "every")
        case _:
            return isinstance(expr, ir.Truth)


def _joined(op: str, args: tuple[ir.Expr, ...], truth: Rail, view: View, asking: Asking) -> Formula:
    if op == "not":
        return asking.of(args[0], not truth, view)
    if op == "any_open" and not truth:
        return NEVER
    parts = (asking.of(it, truth, view) for it in args)
    return both(*parts) if truth is (op == "and") else either(*parts)


def _same(op: str, args: tuple[ir.Expr, ...], truth: Rail, view: View, asking: Asking) -> Formula:
    """Truths beside one another: the same, where both are settled."""
    first, *others = args
    alike = truth is not (op == "ne")

    def beside(it: ir.Expr) -> Formula:
        return either(
            *(
                both(asking.of(first, rail, view), asking.of(it, rail is alike, view))
                for rail in (True, False)
            )
        )

    parts = (beside(it) for it in others)
    return either(*parts) if truth else both(*parts)


def _compared(expr: ir.Op, truth: Rail, view: View, asking: Asking) -> Formula:
    tables = asking.scene.rules.tables
    found = [readings(it, view, asking) for it in expr.args]
    known = [it for it in found if it is not None]
    if len(known) < len(found):
        return Holds(expr, view, truth)
    parts = []
    for ways in product(*(it.ways for it in known)):
        literal = compared(expr.op, [it.what for it in ways], truth, tables)
        if literal is None:
            return Holds(expr, view, truth)
        parts.append(both(*(it.when for it in ways), literal))
    if expr.op != "in" and not all(it.total for it in known):
        # What is not applicable settles a comparison even with what is not known.
        absent = apply(expr.op, (NOT_APPLICABLE, NOT_APPLICABLE), tables) is (T if truth else F)
        parts += [
            both(way.when, NotApplicable(way.what.cell))
            for it in known
            for way in it.ways
            if absent and isinstance(way.what, Given) and not way.what.always
        ]
    return either(*parts)
