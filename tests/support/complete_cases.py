"""Complete cases at random, and whether a formula is met by what is known of one.

For tests of proofs: the slow and plain reading of formulas that everything quicker is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import Final

from doudi.compiler.drafts.draft import Cell, Draft, containers, node_of, run_of, type_of
from doudi.compiler.drafts.window import window_of
from doudi.compiler.proof.formula import (
    All,
    Formula,
    Holds,
    Is,
    NotApplicable,
    OneOf,
    Some,
    Unmet,
    Within,
)
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of
from doudi.compiler.proof.terms import speaking
from doudi.runtime import values as v
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, Scope
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from doudi.runtime.program.types import Area, Boolean, Choice, Date, Moment, Quantity

_MINUTES_A_DAY: Final = 24 * 60
_FIRST_DAY: Final = date(1900, 1, 1).toordinal()  # numbers above are taken for days


@dataclass(frozen=True, slots=True)
class CompleteCase:
    """A case, what is known of it cell by cell, and the runtime's view of it."""

    draft: Draft
    known: Mapping[Cell, v.Value]
    run: Run


def case_of(draft: Draft, rules: Index) -> CompleteCase:
    """The case's date and the counts are known whatever else is."""
    day = Fraction(draft.as_of.toordinal())
    counts = {count_of(kind): v.Interval(many, many) for kind, many in draft.lists.items()}
    known = {**draft.cells, **counts, AS_OF: v.Interval(day, day)}
    return CompleteCase(draft, known, run_of(draft, rules))


def met(formula: Formula, case: CompleteCase) -> bool:
    """What looks at several facts at once is asked of the runtime."""
    match formula:
        case All(parts=parts):
            return all(met(it, case) for it in parts)
        case Some(parts=parts):
            return any(met(it, case) for it in parts)
        case Holds(expr=expr, view=view, truth=wanted):
            return truth_of(expr, view, case) is (T if wanted else F)
        case Unmet(joint=joint):
            return not met(joint, case)
        case Is(cell=cell, value=wanted):
            return case.known.get(cell) is (T if wanted else F)
        case NotApplicable(cell=cell):
            return isinstance(case.known.get(cell), v.NotApplicable)
        case OneOf(cell=cell, options=options):
            found = case.known.get(cell)
            return isinstance(found, v.Symbol) and found.id in options
        case Within():
            return _within(formula, case.known.get(formula.cell))
        case _:
            raise TypeError(f"no condition comes to {formula!r}")


def truth_of(expr: ir.Expr, view: View, case: CompleteCase) -> v.Truth:
    """What the runtime makes of a condition read from an entity that may not be there."""
    if view.number > len(case.run.nodes.get(view.entity, ())):
        return v.Truth.UNKNOWN
    node = node_of(view.entity, view.number, case.run)
    return truth(value(expr, Scope(case.run, node, case.run.as_of, None, view.issued)))


def _within(literal: Within, found: v.Value | None) -> bool:
    if not isinstance(found, v.Interval) or found.low is None or not found.exact:
        return False
    low, high, number = literal.low, literal.high, found.low
    above = low is None or (low < number if literal.over else low <= number)
    below = high is None or (number < high if literal.under else number <= high)
    return above and below


# Drawn


def scene_on(day: date, area: AreaCode, rules: Index, members: int = 3) -> Scene:
    """The days around this one on which the same provisions are in force."""
    turns = _turns(rules)
    start = max((it for it in turns if it <= day), default=day)
    following = min((it for it in turns if it > day), default=None)
    end = None if following is None else following - timedelta(days=1)
    return Scene(rules, area, start, end, members)


def drawn(random: Random, subject: EntityId, day: date, scene: Scene) -> CompleteCase:
    """Everything is known of the subject, of what contains it, and of what that contains."""
    rules = scene.rules
    chain = [it for it in containers(subject, rules) if it != AREA_ENTITY]
    lists = {
        it.id: random.randint(int(it.id in chain), scene.members)
        for it in rules.program.entities
        if it.id != AREA_ENTITY and set(containers(it.id, rules)) & set(chain)
    }
    if chain:
        lists[chain[-1]] = 1
    for kind in lists:
        if any(lists.get(it) == 0 for it in containers(kind, rules)):
            lists[kind] = 0
    named: list[tuple[EntityId, str]] = [(it.entity, it.id) for it in rules.program.facts]
    terms = [it for it in rules.program.terms if not speaking(it.id, scene).derived]
    named += [(it.entity, it.id) for it in terms]
    cells = [
        Cell(entity, number, name)
        for entity, name in named
        for number in range(1, lists.get(entity, int(entity == AREA_ENTITY)) + 1)
    ]
    likely = random.choice((0.1, 0.3, 0.5, 0.7, 0.9))
    known = {it: _value(random, it, day, rules, likely) for it in cells}
    return case_of(Draft(day, scene.area, subject, lists, known), rules)


def partly(random: Random, case: CompleteCase, rules: Index) -> CompleteCase:
    """The same with much of it left out.

    What is not applicable stays: an unknown number is one of its range, which that is not.
    """
    share = random.choice((0.3, 0.6, 0.9))
    cells = {
        cell: it
        for cell, it in case.draft.cells.items()
        if isinstance(it, v.NotApplicable) or random.random() < share
    }
    return case_of(replace(case.draft, cells=cells), rules)


@cache
def _turns(rules: Index) -> frozenset[date]:
    found: set[date] = set()
    for provision in rules.program.provisions:
        window = window_of(provision, rules)
        if window is not None:
            found.add(window.start)
            if window.end is not None:
                found.add(window.end + timedelta(days=1))
    return frozenset(found)


def _value(random: Random, cell: Cell, day: date, rules: Index, likely: float) -> v.Value:
    type_ = type_of(cell, rules)
    if isinstance(type_, Boolean):
        return T if random.random() < likely else F
    if random.random() < 0.1:
        return v.NOT_APPLICABLE
    match type_:
        case Choice(id=choice):
            return v.Symbol(random.choice(rules.options[choice]))
        case Area():
            return v.Symbol(random.choice(rules.program.areas).code)
        case Date():
            return _exactly(_day(random, day, rules), cell, rules)
        case Moment():
            minute = _day(random, day, rules) * _MINUTES_A_DAY + random.randrange(_MINUTES_A_DAY)
            return _exactly(minute, cell, rules)
        case Quantity(integer=True):
            return _exactly(Fraction(int(_near(random, rules))), cell, rules)
        case _:
            return _exactly(_near(random, rules), cell, rules)


def _day(random: Random, day: date, rules: Index) -> Fraction:
    near = Fraction(day.toordinal() + random.randint(-700, 100))
    named = [it for it in _numbers(rules) if it > _FIRST_DAY]
    return random.choice((near, near, random.choice(named) if named else near))


def _near(random: Random, rules: Index) -> Fraction:
    named = [it for it in _numbers(rules) if it < _FIRST_DAY] or [Fraction(1)]
    return random.choice(named) + random.choice((0, 0, Fraction(-1), 1, Fraction(1, 100)))


def _exactly(number: Fraction, cell: Cell, rules: Index) -> v.Interval:
    fact = rules.facts.get(FactId(cell.name))
    low = None if fact is None else fact.minimum
    high = None if fact is None else fact.maximum
    number = number if low is None else max(low, number)
    number = number if high is None else min(high, number)
    return v.Interval(number, number)


@cache
def _numbers(rules: Index) -> tuple[Fraction, ...]:
    """What the rules compare with, and the figures of their tables."""
    found = set(_written(rules.program))
    for standard in rules.program.standards:
        found |= {Fraction(it.amount) for it in standard.rows if it.amount is not None}
    return tuple(sorted(found))


def _written(it: object) -> Iterator[Fraction]:
    match it:
        case ir.Number(value=number):
            yield number
        case tuple():
            for inner in it:
                yield from _written(inner)
        case _:
            for name in getattr(it, "__dataclass_fields__", ()):
                yield from _written(getattr(it, name))
