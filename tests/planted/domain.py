"""The facts that a few provisions read, and for each the values around what it is compared with.

Takes the provisions and a draft that says area, day and lists; gives cells in the order in which
they are read. `whole`: every comparison is of one fact with constants, so that between two values
of the domain no condition changes, and what holds in the domain holds everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.compiler.drafts.draft import Cell, Draft, Seen, seen_from, type_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision, Satisfy
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.types import Area, Boolean, Choice, Date, Moment, Quantity, Type
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Value
from tests.planted.expressions import COMPARISONS, constant, everywhere, parts

Number: TypeAlias = Fraction | int
Constant: TypeAlias = ir.Number | ir.Option | ir.Place

_LADDER: Final = (0, 1, 3, 10, 100, 100_000)
_A_DAY: Final = 24 * 60
_DAYS_AROUND: Final = (0, -1, 1, -10, 10, -40, 40, -400, 400, -7_000)


@dataclass(slots=True)
class Domain:
    cells: dict[Cell, dict[Constant, None]] = field(default_factory=dict)
    joint: set[Cell] = field(default_factory=set)
    lists: dict[EntityId, None] = field(default_factory=dict)
    whole: bool = True
    terms: set[tuple[TermId, int]] = field(default_factory=set)

    def values(self, cell: Cell, draft: Draft, rules: Index) -> list[Value]:
        type_ = type_of(cell, rules)
        constants = self.cells[cell]
        match type_:
            case Boolean():
                return [T, F]
            case Choice(id=choice):
                named = [it.id for it in constants if isinstance(it, ir.Option)]
                options = [it for it in rules.options[choice] if it not in named]
                some = options if cell in self.joint else options[:2]
                return [*(Symbol(it) for it in (*named, *some)), NOT_APPLICABLE]
            case Area():
                places = [it.code for it in constants if isinstance(it, ir.Place)]
                return [Symbol(it) for it in dict.fromkeys((draft.area, *places))]
            case _:
                exact = self._numbers(cell, type_, draft, rules)
                return [*(Interval(it, it) for it in exact), NOT_APPLICABLE]

    def _numbers(self, cell: Cell, type_: Type, draft: Draft, rules: Index) -> list[Number]:
        fact = rules.facts.get(FactId(cell.name))
        low = None if fact is None else fact.minimum
        high = None if fact is None else fact.maximum
        found: list[Number] = []
        near = [it.value for it in self.cells[cell] if isinstance(it, ir.Number)]
        for number in near:
            found += _around(number, type_)
        if cell in self.joint or not near:
            found += _ladder(type_, near, draft)
        found += [it for it in (low, high) if it is not None]
        least = low if low is not None else 1 if isinstance(type_, Date | Moment) else 0
        return [
            it
            for it in dict.fromkeys(found)
            if it >= least and (high is None or it <= high) and _fits(it, type_)
        ]


def domain_of(provisions: Iterable[Provision], draft: Draft, rules: Index) -> Domain:
    """What the conditions read comes first, then what is tested, then what is paid and by when."""
    found = Domain()
    all_ = list(provisions)
    said = [(it, expr) for it in all_ for expr in _asked(it)]
    said += [(it, expr) for it in all_ for expr in _said(it)]
    for it, expr in said:
        _read(expr, seen_from(it.entity, 1, rules), draft, rules, found)
    return found


def read_into(found: Domain, expr: ir.Expr, seen: Seen, draft: Draft, rules: Index) -> None:
    """Adds what one more expression reads."""
    _read(expr, seen, draft, rules, found)


def _asked(provision: Provision) -> Iterator[ir.Expr]:
    if provision.condition is not None:
        yield provision.condition


def _said(provision: Provision) -> Iterator[ir.Expr]:
    if isinstance(provision.effect, Satisfy):
        yield provision.effect.test
    if isinstance(provision.effect, Define):
        yield provision.effect.value
    amount, period = provision.facets.amount, provision.facets.period
    found = [provision.facets.due]
    found += [] if amount is None else [amount.value, amount.upper]
    found += [] if period is None else [period.start, period.end]
    yield from (it for it in found if it is not None)


def _read(expr: ir.Expr, seen: Seen, draft: Draft, rules: Index, found: Domain) -> None:
    match expr:
        case ir.Op(op=op) if op in COMPARISONS:
            _compared(expr, seen, draft, rules, found)
        case ir.Fact(id=fact):
            _cell(rules.facts[fact].entity, fact, seen, found)
        case ir.Term(id=term):
            _term(term, seen, draft, rules, found)
        case ir.Aggregate(entity=entity):
            found.lists[entity] = None
            found.whole = False
            for number in range(1, draft.lists.get(entity, 0) + 1):
                for part in parts(expr):
                    _read(part, seen_from(entity, number, rules), draft, rules, found)
        case ir.Special() | ir.Standard():
            found.whole = False
            for part in parts(expr):
                _read(part, seen, draft, rules, found)
        case _:
            for part in parts(expr):
                _read(part, seen, draft, rules, found)


def _compared(expr: ir.Op, seen: Seen, draft: Draft, rules: Index, found: Domain) -> None:
    before = dict(found.cells)
    inner = Domain(cells={}, lists=found.lists, terms=found.terms)
    for part in expr.args:
        _read(part, seen, draft, rules, inner)
    plain = all(constant(it) or isinstance(it, ir.Fact) for it in expr.args)
    constants = [it for part in expr.args for _, it in everywhere(part)]
    figures = [
        ir.Number(Fraction(row.amount), "money")
        for it in constants
        if isinstance(it, ir.Standard)
        for row in rules.standards[it.id].rows
        if row.amount is not None and rules.tables.areas.within(draft.area, row.area)
    ]
    named = [it for it in constants if isinstance(it, ir.Number | ir.Option | ir.Place)]
    for cell, own in inner.cells.items():
        known = found.cells.setdefault(cell, {})
        known.update(own)
        known.update(dict.fromkeys((*named, *figures)))
        if not plain or len(inner.cells) > 1:
            found.joint.add(cell)
    found.joint |= inner.joint
    found.whole = found.whole and inner.whole and plain and len(inner.cells) <= 1
    found.cells = {**before, **found.cells}


def _cell(owner: EntityId, name: str, seen: Seen, found: Domain) -> None:
    if owner in seen:
        found.cells.setdefault(Cell(owner, seen[owner], name), {})


def _term(term: TermId, seen: Seen, draft: Draft, rules: Index, found: Domain) -> None:
    """What defines it here and now is followed; where nothing does it can only be given."""
    owner = rules.terms[term].entity
    if owner not in seen or (term, seen[owner]) in found.terms:
        return
    found.terms.add((term, seen[owner]))
    competence = rules.competence(draft.as_of, draft.area)
    own = rules.by_term[term]
    speaking = [
        it
        for it in (*own.recognising, *own.forbidding, *own.defining)
        if competence[it.id] == "competent"
    ]
    means = rules.terms[term].means
    if not speaking and means is None:
        _cell(owner, term, seen, found)
    inside = seen_from(owner, seen[owner], rules)
    for it in speaking:
        for expr in (*_asked(it), *_said(it)):
            _read(expr, inside, draft, rules, found)
    if means is not None:
        _read(means, inside, draft, rules, found)


def _around(number: Fraction, type_: Type) -> list[Number]:
    match type_:
        case Quantity(yuan=0, integer=False):
            step: Number = Fraction(1, 100)
        case _:
            step = 1
    if number.denominator != 1 and step == 1:
        whole = number.numerator // number.denominator
        return [whole, whole + 1]
    return [number, number - step, number + step]


def _ladder(type_: Type, near: list[Fraction], draft: Draft) -> list[Number]:
    today = draft.as_of.toordinal()
    match type_:
        case Date():
            return [today + it for it in _DAYS_AROUND]
        case Moment():
            return [(today - 1 + it) * _A_DAY + 9 * 60 for it in _DAYS_AROUND]
        case _:
            scaled = [it * 100 + away for it in near for away in (0, 1, -1)]
            return [*_LADDER, *(it for it in scaled if it >= 0)]


def _fits(number: Number, type_: Type) -> bool:
    match type_:
        case Quantity(yuan=0, integer=False):
            return True
        case _:
            return Fraction(number).denominator == 1
