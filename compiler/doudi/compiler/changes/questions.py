"""What would show that an expression written differently means something else.

Takes a provision as it was and as it is; gives for a part of it the expressions that stand against
one another, and for such a pair the questions to which a household is an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from doudi.compiler.changes.parts import Part
from doudi.compiler.proof.formula import Apart, Formula, Holds
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene, View
from doudi.compiler.proof.translate import formula, is_truth
from doudi.runtime.program.declarations import Define, Provision, Satisfy
from doudi.runtime.program.expressions import Expr, Op, Truth
from doudi.runtime.program.ids import TermId
from doudi.runtime.program.types import Area, Choice

_ALWAYS = Truth(value=True)


@dataclass(frozen=True, slots=True)
class Pair:
    """`term`: what both define, where they do."""

    old: Expr
    new: Expr
    term: TermId | None = None


def pairs(part: Part, old: Provision, new: Provision) -> tuple[Pair, ...]:
    """() where more than expressions is another, or there is nothing on one side."""
    match part:
        case Part.CONDITION:
            return (Pair(old.condition or _ALWAYS, new.condition or _ALWAYS),)
        case Part.EFFECT | Part.MEANS:
            return _effects(old, new)
        case Part.AMOUNT:
            mine, theirs = old.facets.amount, new.facets.amount
            if mine is None or theirs is None:
                return ()
            if replace(mine, value=theirs.value, upper=theirs.upper) != theirs:
                return ()
            return _both((mine.value, theirs.value), (mine.upper, theirs.upper))
        case Part.PERIOD:
            was, now = old.facets.period, new.facets.period
            if was is None or now is None:
                return ()
            assumed = now.part_month_assumed
            if replace(was, start=now.start, end=now.end, part_month_assumed=assumed) != now:
                return ()
            return _both((was.start, now.start), (was.end, now.end))
        case Part.DUE:
            return _both((old.facets.due, new.facets.due))
        case _:
            return ()


def _effects(old: Provision, new: Provision) -> tuple[Pair, ...]:
    match old.effect, new.effect:
        case Satisfy(test=mine), Satisfy(test=theirs):
            return (Pair(mine, theirs),)
        case Define(term=term, value=mine), Define(term=same, value=theirs) if term == same:
            return (Pair(mine, theirs, term),)
        case _:
            return ()


def _both(*found: tuple[Expr | None, Expr | None]) -> tuple[Pair, ...]:
    """The pairs that differ; none at all where one has no other side."""
    given: list[Pair] = []
    for old, new in found:
        if old is None or new is None:
            if old is not new:
                return ()
        elif old != new:
            given.append(Pair(old, new))
    return tuple(given)


def questions(pair: Pair, view: View, scene: Scene) -> Iterator[tuple[Formula, ...]]:
    """A household that meets any of these comes out otherwise; where none can, none does."""
    rules = scene.rules
    sides = ((pair.old, pair.new), (pair.new, pair.old))
    if is_truth(pair.old, rules) and is_truth(pair.new, rules):
        for truth in (True, False):
            for one, other in sides:
                yield (
                    formula(one, truth, view, scene),
                    untrue(formula(other, truth, view, scene), scene),
                )
        return
    if pair.term is not None and isinstance(rules.terms[pair.term].type, Choice | Area):
        yield (Holds(Op("ne", (pair.old, pair.new)), view, truth=True),)
    else:
        yield (Apart(pair.old, view, pair.new, view),)
    for one, other in sides:
        yield _known(one, view), untrue(_known(other, view), scene)


def _known(expr: Expr, view: View) -> Formula:
    """Of what is unknown, or not applicable, nothing is equal to itself."""
    return Holds(Op("eq", (expr, expr)), view, truth=True)
