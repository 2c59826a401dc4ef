"""What an expression means for an entity of the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product
from math import inf
from typing import Any, NamedTuple

from doudi.policy_dsl import ast
from tests.reference import values as v
from tests.reference.case import FEN, Case, Node, fact
from tests.reference.rules import Provision
from tests.reference.values import ANYTHING, FALSE, JUDGEMENT, NA, UNKNOWN, Range, Symbol, Value


class Scene(NamedTuple):
    """For whom, by which provision, and by the standards of which day an expression is read."""

    case: Case
    node: Node
    by: Provision | None
    on: date
    term: Callable[[str, Node], Value]


def condition(clause: ast.Clause | None, scene: Scene) -> v.Truth:
    """The lines of a `当`; without one it is true."""
    if clause is None:
        return v.TRUE
    return v.all_of(_line(it, scene) for it in clause.conditions)


def _line(it: ast.Condition, scene: Scene) -> v.Truth:
    if it.expr is not None:
        return v.holds(value(it.expr, scene))
    listed = [item.arg for item in it.items]
    truths = [v.holds(value(arg, scene)) for arg in listed if arg is not None]  # type: ignore[arg-type]
    if it.list == "ALL":
        return v.all_of(truths)
    return _any(truths, open_=None in listed)


def _any(truths: list[v.Truth], *, open_: bool) -> v.Truth:
    found = v.any_of(truths)
    return JUDGEMENT if open_ and found is FALSE else found


def value(expr: ast.Expr, scene: Scene) -> Value:
    match expr:
        case ast.Name(text):
            return _named(text, scene)
        case ast.Compare(op, left, right):
            return _compare(op, _counted(value(left, scene)), _counted(value(right, scene)))
        case ast.Not(operand):
            return v.negated(v.holds(value(operand, scene)))
        case ast.And(operands) | ast.All(operands):
            return v.all_of(_truths(operands, scene))
        case ast.Or(operands):
            return v.any_of(_truths(operands, scene))
        case ast.Any(operands, open_):
            return _any(_truths(operands, scene), open_=open_)
        case ast.Word("YES"):
            return v.TRUE
        case ast.Word("NO"):
            return FALSE
        case ast.Word("AS_OF"):
            return v.exactly(scene.case.as_of.toordinal())
        case ast.Word("PAYMENT_MONTH"):
            return v.exactly(v.first_of(scene.on).toordinal())
        case ast.Word("ISSUE_DATE"):
            assert scene.by is not None
            return v.exactly(
                date.fromisoformat(scene.by.document.clauses.arg("ISSUED").text).toordinal()
            )
        case ast.NumberLiteral(number) | ast.Quantity(number):
            return v.exactly(Fraction(number))
        case ast.Percent(number):
            return v.exactly(Fraction(number) / 100)
        case ast.MoneyLiteral(number, unit):
            return v.exactly(Fraction(number) * FEN[unit.tokens[0]])
        case ast.DateLiteral(text):
            return v.exactly(date.fromisoformat(text).toordinal())
        case ast.DurationLiteral(number, unit):
            return v.Length(Fraction(number), unit)
        case ast.In(operand, options):
            one = value(operand, scene)
            return v.any_of(v.equal(one, value(it, scene)) for it in options)
        case ast.Within(operand, area):
            return _within(value(operand, scene), area.text, scene)
        case ast.Negative(operand):
            it = value(operand, scene)
            return NA if it is NA else v.negative(_range(it))
        case ast.Binary(op, left, right):
            return _binary(op, value(left, scene), value(right, scene), scene)
        case ast.Call(name, None, args):
            return _standard(name.text, [value(it, scene) for it in args], scene)
        case ast.Call(_, str(token), args):
            return _call(token, [value(it, scene) for it in args], scene)
        case ast.Aggregate():
            return _aggregate(expr, scene)
        case _:
            raise AssertionError(expr)


def _truths(operands: tuple[ast.Expr, ...], scene: Scene) -> list[v.Truth]:
    return [v.holds(value(it, scene)) for it in operands]


def _range(it: Value) -> Range:
    assert isinstance(it, Range)
    return it


def _counted(it: Value) -> Value:
    """`6个月` beside a number of months."""
    return v.exactly(it.number) if isinstance(it, v.Length) else it


def _named(name: str, scene: Scene) -> Value:
    """An option, an area, a standard without kinds, or a fact or term of what is in sight.

    Kept with the node, but not a standard: on another day it is another.
    """
    kept, rules = scene.node.named, scene.case.rules
    if name in kept:
        return kept[name]
    if name in rules.options:
        found: Value = Symbol(rules.options[name])
    elif name not in rules.declared:
        found = Symbol(rules.area(name))
    elif rules.declared[name][0].keyword == "STANDARD":
        return _standard(name, [], scene)
    else:
        found = _in_sight(rules.zh(name), scene)
    kept[name] = found
    return found


def _in_sight(name: str, scene: Scene) -> Value:
    rules = scene.case.rules
    node = scene.node.nearest(rules.entity_of(name))
    assert node is not None
    is_fact = rules.declared[name][0].keyword == "FACT"
    return fact(name, node, rules) if is_fact else scene.term(name, node)


def _compare(op: str, left: Value, right: Value) -> v.Truth:
    match op:
        case "=":
            return v.equal(left, right)
        case "!=":
            return v.negated(v.equal(left, right))
        case "<":
            return v.less(left, right)
        case "<=":
            return v.at_most(left, right)
        case ">":
            return v.less(right, left)
        case _:
            return v.at_most(right, left)


def _within(it: Value, area: str, scene: Scene) -> v.Truth:
    if it is NA:
        return FALSE
    assert isinstance(it, Symbol)
    rules = scene.case.rules
    return UNKNOWN if it.name is None else v.truth(rules.area(area) in rules.around(it.name))


def _binary(op: str, left: Value, right: Value, scene: Scene) -> Value:
    if NA in (left, right):
        return NA
    if isinstance(right, v.Length) and op in "+-":
        signed = right if op == "+" else v.Length(-right.number, right.unit)
        return v.shift(_range(left), signed, scene.case.rules.calendar)
    a, b = _range(_counted(left)), _range(_counted(right))
    match op:
        case "+":
            return v.add(a, b)
        case "-":
            return v.subtract(a, b)
        case "*":
            return v.multiply(a, b)
        case _:
            return v.divide(a, b)


def _call(token: str, args: list[Value], scene: Scene) -> Value:
    if token == "EITHER":  # noqa: S105 - a word of the language
        return v.either(*args)
    if token in ("MAX", "MIN"):
        applicable = [_range(it) for it in args if it is not NA]
        if not applicable:
            return NA
        return v.greatest(applicable) if token == "MAX" else v.least(applicable)  # noqa: S105
    if NA in args:
        return NA
    numbers = [_range(_counted(it)) for it in args]
    years = scene.case.rules.calendar
    functions: dict[str, Callable[..., Range]] = {
        "SHORTFALL": lambda a, b: v.greatest((v.subtract(a, b), v.exactly(0))),
        "PER_MONTH": lambda a: v.divide(a, v.exactly(12)),
        "YEAR_OF": lambda a: v.monotone(a, lambda it: it.year),
        "MONTH_OF": v.month_of,
        "DATE_OF": v.date_of,
        "MONTH_START": lambda a: v.monotone(a, lambda it: v.first_of(it).toordinal()),
        "MONTH_END": lambda a: v.monotone(a, lambda it: v.last_of(it).toordinal()),
        "QUARTER_END": lambda a: v.monotone(a, lambda it: v.quarter_end(it).toordinal()),
        "YEAR_END": lambda a: v.monotone(a, lambda it: date(it.year, 12, 31).toordinal()),
        "SPRING_FESTIVAL": lambda a: v.spring_festival(a, years),
        "AGE_ON": lambda a, b: v.between(a, b, v.birthdays),
        "MONTHS_BETWEEN": lambda a, b: v.between(a, b, v.full_months),
    }
    return functions[token](*numbers)


def _standard(name: str, kinds: list[Value], scene: Scene) -> Value:
    rules = scene.case.rules
    clauses = rules.clauses(name)
    by = [rules.choices[rules.zh(it.text)] for it in clauses.args("BY")]
    possible = [
        [kind.name] if isinstance(kind, Symbol) and kind.name is not None else options
        for kind, options in zip(kinds, by, strict=True)
    ]
    return v.hull(_figure(name, list(it), scene) for it in product(*possible))


def _figure(name: str, kinds: list[Any], scene: Scene) -> Range:
    rules = scene.case.rules
    rows = rules.standards[rules.declared[name][0].args[0].en or ""]  # type: ignore[union-attr]
    for area in rules.around(scene.case.area):
        for row in rows:
            if (
                area in row["areas"]
                and [rules.options[it] for it in row["options"]] == kinds
                and row["start"] <= scene.on <= (row.get("end") or date.max)
            ):
                amount = row["amount"]
                return ANYTHING if amount is None else v.exactly(Fraction(amount) * 100)
    return ANYTHING


def _aggregate(expr: ast.Aggregate, scene: Scene) -> Value:
    entity = scene.case.rules.zh(expr.entity.text)
    nodes = listed(entity, scene)
    if nodes is None:
        return {"COUNT": Range(Fraction(0), inf), "SUM": ANYTHING}.get(expr.kind, UNKNOWN)

    def each(it: ast.Expr | None) -> list[Value]:
        scenes = [scene._replace(node=node) for node in nodes]
        return [v.TRUE if it is None else value(it, one) for one in scenes]

    whens = [v.holds(it) for it in each(expr.when)]
    found = each(expr.value)
    if expr.kind == "SUM":
        return _sum(list(zip(found, whens, strict=True)))
    pairs = [(v.holds(a), b) for a, b in zip(found, whens, strict=True)]
    match expr.kind:
        case "EVERY" if expr.value is None:
            return v.all_of(whens)
        case "EVERY":
            return v.all_of(v.any_of((v.negated(when), it)) for it, when in pairs)
        case "EXISTS":
            return v.any_of(v.all_of(it) for it in pairs)
        case _:
            truths = [v.all_of(it) for it in pairs]
            possible = len(truths) - truths.count(FALSE)
            return Range(Fraction(truths.count(v.TRUE)), Fraction(possible))


def _sum(pairs: list[tuple[Value, v.Truth]]) -> Range:
    total = v.exactly(0)
    for one, when in pairs:
        if one is NA or when is FALSE:
            continue
        it = _range(one)
        total = v.add(total, it if when is v.TRUE else v.hull((it, v.exactly(0))))
    return total


def listed(entity: str, scene: Scene) -> list[Node] | None:
    """Those inside the subject or the nearest entity around it that such entities stand in.

    None where the list is absent.
    """
    rules = scene.case.rules
    for node in scene.node.around():
        chain = _chain(entity, node.entity, rules.container)
        if chain is None:
            continue
        found: list[Node] = [node]
        for kind in chain:
            if any(kind not in it.inside for it in found):
                return None
            found = [inner for it in found for inner in it.inside[kind]]
        return found
    return None


def _chain(entity: str, outer: str, container: Callable[[str], str | None]) -> list[str] | None:
    """The kinds from just inside `outer` down to `entity`; None if it is not inside."""
    if entity == outer:
        return None
    within = container(entity)
    if within is None:
        return [entity] if outer == "地区" else None
    before = [] if within == outer else _chain(within, outer, container)
    return None if before is None else [*before, entity]
