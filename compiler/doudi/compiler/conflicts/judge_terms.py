"""Two voices on a term: one recognises what the other forbids to, or both say what it means."""

from __future__ import annotations

from typing import assert_never

from doudi.compiler.conflicts.model import SaysValue, SaysWord, Shown
from doudi.compiler.conflicts.sides import Sides
from doudi.runtime.evaluation.evaluate import settled, value
from doudi.runtime.evaluation.scope import Node, scope_of
from doudi.runtime.facts.convert import in_words
from doudi.runtime.operators.truths import J
from doudi.runtime.program.declarations import Define, Provision, Recognise, Term
from doudi.runtime.program.types import Type
from doudi.runtime.values import (
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)


def status_shown(term: Term, owner: Node, sides: Sides) -> Shown | None:
    """None where the facts say outright whether the status is there: nobody is asked then."""
    first, second = sides.provisions
    if term.id in owner.instance.terms or first.norm is None or second.norm is None:
        return None
    if any(it.effect != Recognise(term.id) for it in sides.provisions):
        return None
    if (first.norm == "prohibition") == (second.norm == "prohibition"):
        return None
    return sides.shown(sides.prevails(), (SaysWord(first.norm), SaysWord(second.norm)))


def meaning_shown(term: Term, owner: Node, sides: Sides) -> Shown | None:
    """None also where provisions that recognise the term go before all that define it."""
    run = sides.run
    if term.id in owner.instance.terms or run.competent(run.index.by_term[term.id].recognising):
        return None
    first, second = (
        _alone(it, term, node, sides)
        for it, node in zip(sides.provisions, sides.nodes, strict=True)
    )
    if first is None or second is None or first == second:
        return None
    words = SaysValue(_words(first, term.type)), SaysValue(_words(second, term.type))
    return sides.shown(sides.prevails(), words)


def _alone(it: Provision, term: Term, node: Node, sides: Sides) -> Value | None:
    """What the term comes to by this provision; None where that is not settled."""
    if not isinstance(it.effect, Define) or it.effect.term != term.id:
        return None
    found = value(it.effect.value, scope_of(sides.run, it, node))
    return found if settled(found) and found is not J else None


def _words(it: Value, type_: Type) -> str:
    """`true`, an option's id, a number in its own unit, a day."""
    match it:
        case Truth():
            return it.value
        case Symbol(id=id_):
            return id_
        case Interval(low=low):
            return in_words(low or 0, type_)
        case Length(count=count, unit=unit):
            return f"{count} {unit.value}"
        case NotApplicable():
            return "not_applicable"
        case UnknownSymbol():
            return "unknown"
        case _:
            assert_never(it)
