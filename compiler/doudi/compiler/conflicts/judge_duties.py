"""Two norms that grant nothing: by when, how strictly, by whom, and whether both can be kept."""

from __future__ import annotations

from datetime import date
from typing import Final

from doudi.compiler.conflicts.model import (
    Class,
    SaysDay,
    SaysKept,
    SaysOptions,
    SaysWord,
    Shown,
)
from doudi.compiler.conflicts.sides import Sides
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.evaluation.duties import status_of
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.facets import day_of, due_day
from doudi.runtime.evaluation.scope import Node, scope_of
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program.declarations import Complete, Norm, Provision, Satisfy
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Truth

_USED: Final[frozenset[Norm]] = frozenset({"permission", "case_by_case"})


def days_shown(sides: Sides) -> Shown | None:
    """Both have the same thing done, by days that are known and not the same."""
    first, second = sides.provisions
    if not _same_thing(sides) or not isinstance(first.effect, Complete):
        return None
    one, other = (
        None if it.facets.due is None else day_of(it.facets.due, it, node, sides.run)
        for it, node in zip(sides.provisions, sides.nodes, strict=True)
    )
    if one is None or other is None or not one.exact or not other.exact or one == other:
        return None
    if one.low is None or other.low is None or "prohibition" in (first.norm, second.norm):
        return None
    earlier = sides.provisions[one.low > other.low]
    says = tuple(
        _day(it, node, sides) for it, node in zip(sides.provisions, sides.nodes, strict=True)
    )
    return sides.shown(_declared(sides) or (Class.STRONGER, earlier.id), (says[0], says[1]))


def words_of_duties_shown(sides: Sides) -> Shown | None:
    first, second = (it.norm for it in sides.provisions)
    if not _same_thing(sides) or first is None or second is None or first == second:
        return None
    if "prohibition" in (first, second):
        return None
    stronger = sides.provisions[STRENGTH[second] > STRENGTH[first]]
    found = _declared(sides) or (Class.STRONGER, stronger.id)
    return sides.shown(found, (SaysWord(first), SaysWord(second)))


def holders_shown(sides: Sides) -> Shown | None:
    first, second = (it.facets.holders for it in sides.provisions)
    if not _same_thing(sides) or not first or not second or set(first) & set(second):
        return None
    return sides.shown(sides.prevails(), (SaysOptions(first), SaysOptions(second)))


def kept_shown(sides: Sides, *, compatible: bool) -> Shown | None:
    """In this case one norm is kept and the other breached; a permission is *kept* by using it."""
    first, second = sides.provisions
    tests = [_test(it, node, sides) for it, node in zip(sides.provisions, sides.nodes, strict=True)]
    if None in tests or first.norm is None or second.norm is None:
        return None
    kept = [
        test is (F if it.norm == "prohibition" else T)
        for it, test in zip(sides.provisions, tests, strict=True)
    ]
    known = all(it in (T, F) for it in tests)
    if not known or kept[0] == kept[1]:
        return None
    breached = sides.provisions[kept[0]]
    # Whoever does not use a permission breaches nothing; and no word forbids to use another.
    if breached.norm in _USED:
        return None
    if breached.norm == "encouragement" and sides.provisions[kept[1]].norm in _USED:
        return None
    found = sides.prevails()
    if compatible:
        found = _declared(sides) or (Class.STRONGER, breached.id)
    says = [
        SaysKept(it.norm or "duty", status_of(it, node, sides.run))
        for it, node in zip(sides.provisions, sides.nodes, strict=True)
    ]
    return sides.shown(found, (says[0], says[1]))


def _same_thing(sides: Sides) -> bool:
    """To complete one fact; or to satisfy tests that come out alike here."""
    first, second = sides.provisions
    match first.effect, second.effect:
        case Complete(fact=one), Complete(fact=other):
            return one == other
        case Satisfy(), Satisfy():
            tests = {
                _test(it, node, sides)
                for it, node in zip(sides.provisions, sides.nodes, strict=True)
            }
            return not {T, F} <= tests
        case _:
            return False


def _test(it: Provision, node: Node, sides: Sides) -> Truth | None:
    if not isinstance(it.effect, Satisfy):
        return None
    return truth(value(it.effect.test, scope_of(sides.run, it, node)))


def _declared(sides: Sides) -> tuple[Class, ProvisionId | None] | None:
    """Where a text says itself that one of the two goes before the other."""
    found = sides.prevails()
    return found if found[0] in (Class.EXCEPTION, Class.DECLARED) else None


def _day(it: Provision, node: Node, sides: Sides) -> SaysDay:
    due = it.facets.due
    found = None if due is None else due_day(due, it, node, sides.run)
    known = found is not None and found.exact and found.low is not None
    return SaysDay(date.fromordinal(int(found.low)) if known and found and found.low else None)
