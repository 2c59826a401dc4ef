"""What expressions, conditions and terms come to. See docs/language/meaning.md.

Pure: the same scope gives the same value. Nothing here knows about explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product
from typing import assert_never

from doudi.runtime.evaluation.index import Index, unknown_of
from doudi.runtime.evaluation.scope import Node, Run, Scope, TermResult, scope_of
from doudi.runtime.facts.model import AREA_ENTITY, Given
from doudi.runtime.operators import apply
from doudi.runtime.operators.numbers import add, hull
from doudi.runtime.operators.truths import F, J, T, U, conjunction, disjunction, negation, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision, StandardRow
from doudi.runtime.program.ids import EntityId, FactId, OptionId, TermId
from doudi.runtime.program.types import Boolean
from doudi.runtime.trace import FactUse, StandardUse
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_NUMBER,
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)


def value(expr: ir.Expr, scope: Scope) -> Value:
    match expr:
        case ir.Op(op=op, args=args):
            return apply(op, [value(it, scope) for it in args], scope.run.index.tables)
        case ir.Fact(id=fact):
            _, given = _given(fact, scope)
            return scope.run.index.unknown[fact] if given is None else given.value
        case ir.Term(id=term):
            return term_value(term, scope.node, scope.run).value
        case ir.Standard(args=args):
            return standard_value(expr, [value(it, scope) for it in args], scope)[0]
        case ir.Aggregate():
            return _aggregate(expr, scope)
        case _:
            return constant(expr, scope)


def constant(
    expr: ir.Truth | ir.Number | ir.Option | ir.Place | ir.Span | ir.Special, scope: Scope
) -> Value:
    match expr:
        case ir.Truth(value=it):
            return T if it else F
        case ir.Number(value=number):
            return Interval(number, number)
        case ir.Option(id=option):
            return Symbol(option)
        case ir.Place(code=code):
            return Symbol(code)
        case ir.Span(count=count, unit=unit):
            return Length(count, unit)
        case ir.Special(name=name):
            days = {
                "as_of": scope.run.as_of,
                "issue_date": scope.issued,
                "payment_month": scope.month or scope.run.as_of.replace(day=1),
            }
            return _day(days[name])
        case _:
            assert_never(expr)


def fact_use(expr: ir.Fact, scope: Scope) -> FactUse:
    node, given = _given(expr.id, scope)
    key = scope.node.key if node is None else node.key
    if given is None:
        return FactUse(expr.id, key, "absent", scope.run.index.unknown[expr.id])
    return FactUse(expr.id, key, given.status, given.value, given.source)


def _given(fact: FactId, scope: Scope) -> tuple[Node | None, Given | None]:
    """What is said of a fact, and of whom."""
    node = holder(scope.node, scope.run.index.facts[fact].entity, scope.run)
    return node, None if node is None else node.instance.facts.get(fact)


def holder(node: Node, entity: str, run: Run) -> Node | None:
    """The node that facts of that entity are read from, seen from `node`."""
    if entity == AREA_ENTITY:
        return run.area
    return node.seen.get(EntityId(entity))


def standard_value(
    expr: ir.Standard, args: list[Value], scope: Scope
) -> tuple[Value, tuple[StandardUse, ...]]:
    """The amount for the case's area; several kinds not told apart give their hull."""
    standard = scope.run.index.standards[expr.id]
    kinds: list[tuple[OptionId, ...]] = []
    for choice, arg in zip(standard.by, args, strict=True):
        known = (OptionId(arg.id),) if isinstance(arg, Symbol) else None
        kinds.append(known or scope.run.index.options[choice])
    uses = tuple(standard_use(expr, options, scope) for options in product(*kinds))
    amounts = [it.amount for it in uses]
    if not amounts or any(it is None for it in amounts):
        return UNKNOWN_NUMBER, uses
    return hull([Interval(it, it) for it in amounts]), uses


def standard_use(expr: ir.Standard, options: tuple[OptionId, ...], scope: Scope) -> StandardUse:
    index, area = scope.run.index, scope.run.case.area
    for code in index.tables.areas.up(area):
        for row in index.rows.get((expr.id, options, code), ()):
            if row.start <= scope.on and (row.end is None or scope.on <= row.end):
                return _used(expr, row, scope.on)
    return StandardUse(expr.id, options, area, scope.on, None, "", "")


def _used(expr: ir.Standard, row: StandardRow, on: date) -> StandardUse:
    return StandardUse(expr.id, row.options, row.area, on, row.amount, row.document, row.source)


def _aggregate(expr: ir.Aggregate, scope: Scope) -> Value:
    nodes = scope.run.members(expr.entity, scope.node)
    if nodes is None:
        return {"count": Interval(0, None), "sum": UNKNOWN_NUMBER}.get(expr.kind, U)
    scopes = [scope.at(it) for it in nodes]
    truths = [T if expr.when is None else truth(value(expr.when, it)) for it in scopes]
    if expr.kind == "count":
        return Interval(truths.count(T), len(truths) - truths.count(F))
    if expr.kind == "exists":
        return disjunction(truths)
    if expr.kind == "every":
        return conjunction(truths)
    total = Interval(0, 0)
    for it, counted in zip(scopes, truths, strict=True):
        part = NOT_APPLICABLE if expr.value is None or counted is F else value(expr.value, it)
        if isinstance(part, Interval):
            total = add(total, part if counted is T else hull([Interval(0, 0), part]))
    return total


def condition(provision: Provision, node: Node, run: Run) -> Truth:
    """The truth of a provision's condition for a subject."""
    key = (provision.id, node.key)
    if key not in run.conditions:
        found = (
            T
            if provision.condition is None
            else truth(value(provision.condition, scope_of(run, provision, node)))
        )
        run.conditions[key] = found
    return run.conditions[key]


def term_value(term: TermId, node: Node, run: Run) -> TermResult:
    owner = holder(node, run.index.terms[term].entity, run)
    key = (term, node.key if owner is None else owner.key)
    if key not in run.terms:
        run.terms[key] = (
            TermResult(unknown_of(run.index.terms[term].type), "undefined", ())
            if owner is None
            else _term(term, owner, run)
        )
    return run.terms[key]


def _term(term: TermId, node: Node, run: Run) -> TermResult:
    given = node.instance.terms.get(term)
    if given is not None:
        return TermResult(given.value, "given", ())
    rules = run.index.by_term[term]
    recognising = run.competent(rules.recognising)
    if recognising:
        return _recognised(recognising, run.competent(rules.forbidding), node, run)
    defining = run.competent(rules.defining)
    truths = [condition(it, node, run) for it in defining]
    if any(it is not F for it in truths):
        return _defined(term, list(zip(defining, truths, strict=True)), node, run)
    declared = run.index.terms[term]
    if declared.means is None:
        return TermResult(unknown_of(declared.type), "undefined", ())
    means = value(declared.means, Scope(run, node, run.as_of, None, None))
    return TermResult(means, "vocabulary", ())


def _recognised(
    recognising: list[Provision], forbidding: list[Provision], node: Node, run: Run
) -> TermResult:
    index = run.index
    verdicts: list[Truth] = []
    clash: list[Provision] = []
    decisive: list[Provision] = []
    for one in recognising:
        parts = [condition(one, node, run)]
        for other, beats in counting_against(one, forbidding, index):
            against = condition(other, node, run)
            if beats:
                parts.append(negation(against))
                if against is T and parts[0] is not F:
                    decisive.append(other)
            elif against is not F:
                parts.append(J)
                if against is T and parts[0] is T:
                    clash += [one, other]
        verdicts.append(conjunction(parts))
        if verdicts[-1] is not F:
            decisive.append(one)
    return TermResult(
        disjunction(verdicts),
        "provisions",
        tuple(dict.fromkeys(it.id for it in decisive)) or tuple(it.id for it in recognising),
        tuple(dict.fromkeys(it.id for it in clash)),
    )


def counting_against(
    one: Provision, forbidding: Iterable[Provision], index: Index
) -> Iterator[tuple[Provision, bool]]:
    """The prohibitions of a status that one recognition does not beat; whether they beat it."""
    for other in forbidding:
        if index.beats(one, other) is None:
            yield other, index.beats(other, one) is not None


def _defined(
    term: TermId, defining: list[tuple[Provision, Truth]], node: Node, run: Run
) -> TermResult:
    type_ = run.index.terms[term].type
    ids = tuple(it.id for it, found in defining if found is not F)
    if any(found is U for _, found in defining):
        return TermResult(unknown_of(type_), "provisions", ids)
    judged = J if isinstance(type_, Boolean) else unknown_of(type_)
    if any(found is J for _, found in defining):
        return TermResult(judged, "provisions", ids)
    values = [
        (it, value(it.effect.value, scope_of(run, it, node)))
        for it, found in defining
        if found is T and isinstance(it.effect, Define)
    ]
    for one, its in values:
        if all(
            its == other_value or run.index.beats(one, other) is not None
            for other, other_value in values
        ):
            return TermResult(its, "provisions", (one.id,))
    return TermResult(judged, "provisions", ids, ids)


def settled(it: Value) -> bool:
    """Whether no fact could change it: neither unknown nor an interval with room in it."""
    match it:
        case Truth():
            return it is not U
        case Interval():
            return it.exact
        case UnknownSymbol():
            return False
        case Symbol() | Length() | NotApplicable():
            return True
        case _:
            assert_never(it)


def _day(day: date | None) -> Interval:
    if day is None:
        return UNKNOWN_NUMBER
    ordinal = day.toordinal()
    return Interval(ordinal, ordinal)
