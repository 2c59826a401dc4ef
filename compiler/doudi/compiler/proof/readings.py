"""What an operand of a comparison can be: a constant or one fact, for each way things can lie.

A standard is a constant for each kind and stretch of days; a term is what is said of it where it
is said. Several facts at once are no reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Final

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.asking import Asking
from doudi.compiler.proof.comparisons import Given, Operand
from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    Formula,
    NotApplicable,
    OneOf,
    Within,
    both,
    either,
)
from doudi.compiler.proof.lists import listing
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of
from doudi.compiler.proof.terms import Speaking, speaking, value_of
from doudi.runtime.evaluation.evaluate import constant, standard_value
from doudi.runtime.evaluation.index import unknown_of
from doudi.runtime.operators import apply
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.types import Area, Choice, Type
from doudi.runtime.values import NOT_APPLICABLE, Symbol, Value

_MOST: Final = 64  # ways of one operand; beyond, the comparison is one on several facts
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reading:
    when: Formula
    what: Operand


@dataclass(frozen=True, slots=True)
class Readings:
    """Ways that are met in one world agree; `total`: one always is, and it is never unknown."""

    ways: tuple[Reading, ...]
    total: bool = True


def readings(expr: ir.Expr, view: View, asking: Asking) -> Readings | None:
    """Of an operand that is no truth; None where it takes several facts together."""
    match expr:
        case ir.Fact(id=fact):
            return _fact(fact, view, asking.scene)
        case ir.Term(id=term):
            return _term(term, view, asking)
        case ir.Standard():
            return _standard(expr, view, asking)
        case ir.Op(op=op, args=args):
            return _constants(op, args, view, asking)
        case ir.Aggregate(kind="count", entity=entity, when=None):
            found = listing(entity, view, asking.scene)
            alone = found is not None and found.alone
            return _always(Given(count_of(entity), always=True)) if alone else None
        case ir.Aggregate():
            return None
        case ir.Special(name=name) if name != "issue_date":
            return _day(expr, view, asking)
        case _:
            return _always(constant(expr, asking.scope(asking.scene.start, view)))


def _always(what: Operand) -> Readings:
    return Readings((Reading(ALWAYS, what),))


def _fact(fact: FactId, view: View, scene: Scene) -> Readings:
    declared = scene.rules.facts[fact]
    number = view.seen(scene.rules).get(declared.entity)
    if number is None:
        return _always(scene.rules.unknown[fact])
    return _always(_input(declared.entity, number, fact, declared.type, scene))


def _input(entity: EntityId, number: int, name: str, type_: Type, scene: Scene) -> Given:
    return Given(Cell(entity, number, name), options_of(type_, scene))


def options_of(type_: Type, scene: Scene) -> tuple[str, ...] | None:
    """All that a choice or an area can be, None for other types."""
    match type_:
        case Choice(id=choice):
            return scene.rules.options[choice]
        case Area():
            return tuple(it.code for it in scene.rules.program.areas)
        case _:
            return None


def _day(expr: ir.Special, view: View, asking: Asking) -> Readings | None:
    scene = asking.scene
    if expr.name == "as_of" and scene.start != scene.end:
        return _always(Given(AS_OF, always=True))
    if scene.end is None or _month(scene.start) != _month(scene.end):
        return None
    return _always(constant(expr, asking.scope(scene.start, view)))


def _month(day: date) -> date:
    return day.replace(day=1)


def _constants(op: str, args: tuple[ir.Expr, ...], view: View, asking: Asking) -> Readings | None:
    """What is worked out of constants alone."""
    ways = _together(args, view, asking)
    tables = asking.scene.rules.tables
    found = []
    for when, operands in ways or ():
        values = [it for it in operands if not isinstance(it, Given)]
        if len(values) < len(operands):
            return None
        found.append(Reading(when, apply(op, values, tables)))
    return Readings(tuple(found)) if found else None


def _together(
    args: Sequence[ir.Expr], view: View, asking: Asking
) -> list[tuple[Formula, tuple[Operand, ...]]] | None:
    """Every way in which the operands can lie; None where there are too many or one is unknown."""
    found = [readings(it, view, asking) for it in args]
    known = [it.ways for it in found if it is not None and it.total]
    many = 1
    for it in known:
        many *= len(it)
    if len(known) < len(found) or many > _MOST:
        return None
    each = (
        (both(*(it.when for it in ways)), tuple(it.what for it in ways)) for ways in product(*known)
    )
    return [(when, operands) for when, operands in each if when != NEVER]


def _standard(expr: ir.Standard, view: View, asking: Asking) -> Readings | None:
    scene = asking.scene
    kinds = _together(expr.args, view, asking)
    if kinds is None:
        return None
    days = list(_stretches(expr, scene))
    found = []
    for when, operands in kinds:
        for guard, values in _told_apart(operands):
            for within, day in days:
                amount = standard_value(expr, values, asking.scope(day, view))[0]
                found.append(Reading(both(when, guard, within), amount))
    ways = tuple(it for it in found if it.when != NEVER)
    return Readings(ways) if len(ways) <= _MOST else None


def _told_apart(operands: tuple[Operand, ...]) -> Iterator[tuple[Formula, list[Value]]]:
    """Each combination of options of the facts among the operands, not applicable one of them."""
    each = [_options(it) if isinstance(it, Given) else [(ALWAYS, it)] for it in operands]
    for ways in product(*each):
        yield both(*(when for when, _ in ways)), [what for _, what in ways]


def _options(fact: Given) -> list[tuple[Formula, Value]]:
    known = [(OneOf(fact.cell, frozenset((it,))), Symbol(it)) for it in fact.options or ()]
    return [*known, (NotApplicable(fact.cell), NOT_APPLICABLE)]


def _stretches(expr: ir.Standard, scene: Scene) -> Iterator[tuple[Formula, date]]:
    """Days over which one row of each kind stands, and the first of them."""
    up = set(scene.rules.tables.areas.up(scene.area))
    rows = [it for it in scene.rules.standards[expr.id].rows if it.area in up]
    turns = {it.start for it in rows} | {it.end + _DAY for it in rows if it.end is not None}
    inner = (it for it in turns if scene.start < it and (scene.end is None or it <= scene.end))
    starts = [scene.start, *sorted(inner)]
    if len(starts) == 1:
        yield ALWAYS, scene.start
        return
    ordinals = [Fraction(it.toordinal()) for it in starts]
    ends = zip([None, *ordinals[1:]], [*ordinals[1:], None], starts, strict=True)
    for first, following, start in ends:
        yield Within(AS_OF, first, following, under=following is not None), start


def _term(term: TermId, view: View, asking: Asking) -> Readings | None:
    scene = asking.scene
    declared = scene.rules.terms[term]
    number = view.seen(scene.rules).get(declared.entity)
    if number is None:
        return _always(unknown_of(declared.type))
    said, owner = speaking(term, scene), View(declared.entity, number)
    if not said.derived:
        return _always(_input(declared.entity, number, term, declared.type, scene))
    found: list[Reading] = []
    total = True
    for guard, expr, read_from in _meanings(said, owner, asking):
        inner = None if guard is None else readings(expr, read_from, asking)
        if guard is None or inner is None:
            return None
        found += [Reading(both(guard, it.when), it.what) for it in inner.ways]
        total = total and inner.total
    ways = tuple(it for it in found if it.when != NEVER)
    conditional = any(it.condition is not None for it in said.defining)
    total = total and not conditional and len(said.defining) <= 1
    return Readings(ways, total) if len(ways) <= _MOST else None


def _meanings(
    said: Speaking, owner: View, asking: Asking
) -> Iterator[tuple[Formula | None, ir.Expr, View]]:
    """What may be said of a term, from where it is read, and when that is what counts."""
    for one in said.defining:
        yield _prevails(one, said, owner, asking), value_of(one), asking.read(one, owner)
    if said.means is not None:
        silent = (asking.condition(it, owner, truth=False) for it in said.defining)
        yield both(*silent), said.means, owner


def _prevails(one: Provision, said: Speaking, owner: View, asking: Asking) -> Formula | None:
    """One of the defining provisions applies, and every other that does is beaten or agrees.

    None where that cannot be told: what is neither beaten nor constant may say the same.
    """
    rules = asking.scene.rules
    parts = [asking.condition(one, owner, truth=True)]
    for it in said.defining:
        if it.id == one.id:
            continue
        silent = asking.condition(it, owner, truth=False)
        applies = asking.condition(it, owner, truth=True)
        alike = _alike(value_of(one), value_of(it))
        if alike or rules.beats(one, it) is not None:
            parts.append(either(silent, applies))
        elif alike is None and applies != NEVER:
            return None
        else:
            parts.append(silent)
    return both(*parts)


def _alike(one: ir.Expr, other: ir.Expr) -> bool | None:
    """Whether two constants are the same; None where they are none, and may be."""
    match one, other:
        case (ir.Number(value=left), ir.Number(value=right)):
            return left == right
        case (ir.Option() | ir.Place(), ir.Option() | ir.Place()):
            return one == other
        case _:
            return None
