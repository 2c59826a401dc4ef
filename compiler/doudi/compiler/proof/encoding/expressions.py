"""Expressions of a program as terms of the solver: `doudi.runtime.evaluation.evaluate` once more.

In the worlds that are looked for every fact is known; still an expression can be unknown or left
to judgement (a figure that is missing, an open list, two meanings of a term), so nothing here
takes what is not true for false.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.encoding.areas import symbols_of
from doudi.compiler.proof.encoding.cells import Cells
from doudi.compiler.proof.encoding.dates import month_start
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.encoding.meanings import defined, recognised
from doudi.compiler.proof.encoding.members import count, each, members, some, total
from doudi.compiler.proof.encoding.standards import standard
from doudi.compiler.proof.encoding.table import ENCODINGS, Argument, Desk
from doudi.compiler.proof.encoding.terms import whole
from doudi.compiler.proof.encoding.values import (
    FALSE,
    NEITHER,
    TRUE,
    UNKNOWN_NUMBER,
    UNKNOWN_OPTION,
    Encoded,
    Number,
    Option,
    Truth,
    exactly,
)
from doudi.compiler.proof.scene import Scene, View
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.values import Length


class NotAnalysedError(Exception):
    """An expression cannot be put to the solver; `what`: the words that stand in the way."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Expressions:
    """What expressions come to in one scene; equal ones are worked out once."""

    def __init__(self, scene: Scene, ground: Ground) -> None:
        self._scene = scene
        self._rules = scene.rules
        self.desk = Desk(ground, symbols_of(scene.rules))
        self.cells = Cells(scene, ground, self.desk.symbols)
        self._found: dict[tuple[ir.Expr, View, bool], Encoded] = {}
        self._terms: dict[tuple[TermId, int], Encoded] = {}
        self._open: set[tuple[TermId, int]] = set()

    def of(self, expr: ir.Expr, view: View, *, monthly: bool = False) -> Encoded:
        """`monthly`: with the standards of the first day of the month, not of the day itself."""
        key = (expr, view, monthly)
        if key not in self._found:
            self._found[key] = self._encoded(expr, view, monthly=monthly)
        return self._found[key]

    def truth(self, expr: ir.Expr | None, view: View, *, monthly: bool = False) -> Truth:
        """Of a condition; without one: true."""
        found = TRUE if expr is None else self.of(expr, view, monthly=monthly)
        if not isinstance(found, Truth):
            raise NotAnalysedError(type(expr).__name__)
        return found

    def number(self, expr: ir.Expr, view: View, *, monthly: bool = False) -> Number:
        found = self.of(expr, view, monthly=monthly)
        if not isinstance(found, Number):
            raise NotAnalysedError(type(expr).__name__)
        return found

    def _encoded(self, expr: ir.Expr, view: View, *, monthly: bool) -> Encoded:
        match expr:
            case ir.Op(op=op, args=args):
                if op not in ENCODINGS:
                    raise NotAnalysedError(op)
                found = [self._argument(it, view, monthly=monthly) for it in args]
                return ENCODINGS[op](found, self.desk)
            case ir.Fact(id=fact):
                return self._fact(fact, view)
            case ir.Term(id=term):
                return self._term(term, view)
            case ir.Standard(args=args):
                given = [self.of(it, view, monthly=monthly) for it in args]
                day = self._special("payment_month" if monthly else "as_of", view)
                return standard(expr.id, given, day, self._scene, self.desk)
            case ir.Aggregate():
                return self._aggregate(expr, view, monthly=monthly)
            case ir.Truth(value=value):
                return TRUE if value else FALSE
            case ir.Number(value=number):
                return exactly(whole(number))
            case ir.Option(id=option):
                return self._symbol(str(option))
            case ir.Place(code=code):
                return self._symbol(str(code))
            case ir.Special(name=name):
                return self._special(name, view)
            case ir.Span():
                raise NotAnalysedError("Span")

    def _argument(self, expr: ir.Expr, view: View, *, monthly: bool) -> Argument:
        match expr:
            case ir.Span(count=count, unit=unit):
                return Length(count, unit)
            case _:
                return self.of(expr, view, monthly=monthly)

    def _symbol(self, id_: str) -> Option:
        number = self.desk.symbols.numbers.get(id_)
        if number is None:
            raise NotAnalysedError(id_)
        return Option(number)

    def _special(self, name: str, view: View) -> Number:
        if name == "issue_date":
            return UNKNOWN_NUMBER if view.issued is None else exactly(view.issued.toordinal())
        day = self.cells.as_of
        return month_start(day, self.desk.ground) if name == "payment_month" else day

    def _fact(self, fact: FactId, view: View) -> Encoded:
        declared = self._rules.facts[fact]
        number = view.seen(self._rules).get(declared.entity)
        if number is not None:
            return self.cells.of(Cell(declared.entity, number, str(fact)))
        unknown = unknown_of(declared.type)
        if isinstance(unknown, Number):
            low, high = declared.minimum, declared.maximum
            return Number(low or 0, high or 0, low_open=low is None, high_open=high is None)
        return unknown

    def _aggregate(self, expr: ir.Aggregate, view: View, *, monthly: bool) -> Encoded:
        found = members(expr.entity, view, self._scene, self.cells)
        views = [View(expr.entity, it, view.issued) for it in found.numbers]
        whens = [self.truth(expr.when, it, monthly=monthly) for it in views]
        match expr.kind:
            case "exists":
                return some(found, whens)
            case "every":
                return each(found, whens)
            case "count":
                return count(found, whens)
            case "sum":
                what = expr.value or ir.Number(Fraction(0))
                return total(found, whens, [self.number(what, it, monthly=monthly) for it in views])

    def _term(self, term: TermId, view: View) -> Encoded:
        declared = self._rules.terms[term]
        number = view.seen(self._rules).get(declared.entity)
        if number is None:
            return unknown_of(declared.type)
        key = (term, number)
        if key not in self._terms:
            if key in self._open:
                raise NotAnalysedError(str(term))
            self._open.add(key)
            self._terms[key] = self._meaning(term, declared.entity, number)
            self._open.discard(key)
        return self._terms[key]

    def _meaning(self, term: TermId, entity: EntityId, number: int) -> Encoded:
        spoken = self._rules.by_term[term]
        owner = View(entity, number)
        competent = self._scene.competent
        recognising = competent(spoken.recognising)
        beats = self._rules.beats
        if recognising:
            forbidding = competent(spoken.forbidding)
            return recognised(
                [(it, self._condition(it, owner)) for it in recognising],
                [(it, self._condition(it, owner)) for it in forbidding],
                beats,
            )
        defining = [
            (it, self._condition(it, owner), self.of(it.effect.value, self._view(it, owner)))
            for it in competent(spoken.defining)
            if isinstance(it.effect, Define)
        ]
        declared = self._rules.terms[term]
        if declared.means is not None:
            otherwise = self.of(declared.means, owner)
        elif defining:
            otherwise = unknown_of(declared.type)
        else:
            return self.cells.of(Cell(entity, number, str(term)))
        return defined(defining, otherwise, unknown_of(declared.type), beats)

    def _condition(self, provision: Provision, owner: View) -> Truth:
        return self.truth(provision.condition, self._view(provision, owner))

    def _view(self, provision: Provision, owner: View) -> View:
        return replace(owner, issued=self._rules.documents[provision.document].issued)


def unknown_of(type_: types.Type) -> Encoded:
    match type_:
        case types.Boolean():
            return NEITHER
        case types.Choice() | types.Area():
            return UNKNOWN_OPTION
        case _:
            return UNKNOWN_NUMBER
