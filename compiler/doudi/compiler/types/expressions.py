"""Expressions: operands first, then the operator's typing rule, one function for each node.

Takes a node and the scope; gives it as an expression of the program with its type.
The rules themselves are in arithmetic, comparisons and dates, under the operators' names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final, cast

from doudi.compiler.model.interface import Entry, Kind
from doudi.compiler.names.declared_types import AREA, BOOLEAN, DATE
from doudi.compiler.names.errors import not_inside, unknown_name, wrong_kind
from doudi.compiler.names.lookup import area_of, entity_name, entry_of, in_sight, near_name
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import aggregates, date_errors, errors, literals
from doudi.compiler.types.dates import MONTHS
from doudi.compiler.types.operators import ARITY, RULES
from doudi.compiler.types.typed import Typed, nothing
from doudi.policy_dsl import ast
from doudi.policy_dsl.source import Span
from doudi.runtime.program import expressions as program
from doudi.runtime.program.ids import EntityId, FactId, OptionId, StandardId, TermId
from doudi.runtime.program.types import (
    WHOLE,
    Choice,
    Date,
    Duration,
    DurationUnit,
    Moment,
    Quantity,
)

_COMPARISONS: Final = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
_OPERATORS: Final = {"+": "add", "-": "sub", "*": "mul", "/": "div"}
_TIMES: Final = (Date, Moment, Duration)
_IN_EXPRESSIONS: Final = (Kind.FACT, Kind.TERM, Kind.OPTION, Kind.STANDARD)


def elaborated(node: ast.Expr, scope: Scope) -> Typed:
    return _BY_NODE[type(node)](node, scope)  # the parser has limited how deep this can go


def argument(arg: object, span: Span, scope: Scope) -> Typed:
    """What the grammar puts where an expression stands; anything else has been refused there."""
    return elaborated(cast("ast.Expr", arg), scope) if type(arg) in _BY_NODE else nothing(span)


def operation(op: str, args: tuple[Typed, ...], span: Span, scope: Scope) -> Typed:
    """An operator over typed operands, checked by its rule."""
    type_ = RULES[op](args, span, scope)
    return Typed(program.Op(op, tuple(it.expr for it in args)), type_, span)


def _name(node: ast.Name, scope: Scope) -> Typed:
    entry = scope.names.get(node.text)
    if entry is None:
        return _area_or_unknown(node, scope)
    match entry.kind:
        case Kind.FACT:
            expr: program.Expr = program.Fact(FactId(entry.id))
        case Kind.TERM:
            expr = program.Term(TermId(entry.id))
        case Kind.OPTION:
            expr = program.Option(OptionId(entry.id))
        case Kind.STANDARD:
            return _standard(entry, node, (), node.span, scope)
        case _:
            scope.findings.append(wrong_kind(node, entry, _IN_EXPRESSIONS))
            return nothing(node.span)
    scope.note_use(entry.kind, entry.id, node.span)
    if not in_sight(entry, node, scope):
        return nothing(node.span)
    return Typed(expr, entry.type, node.span)


def _area_or_unknown(node: ast.Name, scope: Scope) -> Typed:
    if scope.interface.areas.named(node.text):
        code = area_of(node, scope)
        return nothing(node.span) if code is None else Typed(program.Place(code), AREA, node.span)
    near = near_name(node.text, _IN_EXPRESSIONS, scope)
    scope.findings.append(unknown_name(node, near))
    return nothing(node.span)


def _word(node: ast.Word, scope: Scope) -> Typed:
    match node.token:
        case "YES":
            return Typed(program.Truth(value=True), BOOLEAN, node.span)
        case "NO":
            return Typed(program.Truth(value=False), BOOLEAN, node.span)
        case "AS_OF":
            return Typed(program.Special("as_of"), DATE, node.span)
        case "ISSUE_DATE":
            if scope.frame is None or scope.frame.issued is None:
                scope.findings.append(date_errors.no_issue_date(node, scope))
                return nothing(node.span)
            return Typed(program.Special("issue_date"), DATE, node.span)
        case "PAYMENT_MONTH":
            if scope.frame is None:
                scope.findings.append(date_errors.no_payment_month(node))
                return nothing(node.span)
            return Typed(program.Special("payment_month"), DATE, node.span)
        case _:
            scope.findings.append(errors.no_value(node))
            return nothing(node.span)


def _not(node: ast.Not, scope: Scope) -> Typed:
    return operation("not", (elaborated(node.operand, scope),), node.span, scope)


def _and(node: ast.And | ast.All, scope: Scope) -> Typed:
    return joined("and", [elaborated(it, scope) for it in node.operands], node.span, scope)


def _or(node: ast.Or, scope: Scope) -> Typed:
    return joined("or", [elaborated(it, scope) for it in node.operands], node.span, scope)


def _any(node: ast.Any, scope: Scope) -> Typed:
    operands = [elaborated(it, scope) for it in node.operands]
    return joined("any_open" if node.open else "or", operands, node.span, scope)


def joined(op: str, operands: list[Typed], span: Span, scope: Scope) -> Typed:
    """`and` / `or` of the operands; of a single one, that one."""
    whole = operation(op, tuple(operands), span, scope)
    if len(operands) == 1 and op != "any_open":
        return Typed(operands[0].expr, whole.type, span)
    return whole


def _compare(node: ast.Compare, scope: Scope) -> Typed:
    left, right = _measured(elaborated(node.left, scope), elaborated(node.right, scope))
    return operation(_COMPARISONS[node.op], (left, right), node.span, scope)


def _in(node: ast.In, scope: Scope) -> Typed:
    operands = tuple(elaborated(it, scope) for it in (node.operand, *node.options))
    return operation("in", operands, node.span, scope)


def _within(node: ast.Within, scope: Scope) -> Typed:
    operand = elaborated(node.operand, scope)
    entry = scope.names.get(node.area.text)
    if entry is not None and entry.kind in (Kind.FACT, Kind.TERM):
        return operation("within", (operand, _name(node.area, scope)), node.span, scope)
    code = area_of(node.area, scope)
    if code is None:
        return nothing(node.span)
    area = Typed(program.Place(code), AREA, node.area.span)
    return operation("within", (operand, area), node.span, scope)


def _binary(node: ast.Binary, scope: Scope) -> Typed:
    left, right = elaborated(node.left, scope), elaborated(node.right, scope)
    if node.op in "*/":
        left, right = _measured(left, right)
    elif isinstance(left.type, _TIMES) or isinstance(right.type, _TIMES):
        return _shifted(node, left, right, scope)
    return operation(_OPERATORS[node.op], (left, right), node.span, scope)


def _shifted(node: ast.Binary, left: Typed, right: Typed, scope: Scope) -> Typed:
    if node.op == "-" and left.type == right.type and isinstance(left.type, Date | Moment):
        scope.findings.append(date_errors.date_difference(node))
        return nothing(node.span)
    if node.op == "-" and isinstance(right.expr, program.Span):
        back = program.Span(-right.expr.count, right.expr.unit)
        right = Typed(back, right.type, right.span)
    return operation("shift", (left, right), node.span, scope)


def _measured(left: Typed, right: Typed) -> tuple[Typed, Typed]:
    """Beside a number, months and years are a number of months."""
    if isinstance(left.type, Quantity) and isinstance(right.type, Duration):
        return left, _in_months(right)
    if isinstance(right.type, Quantity) and isinstance(left.type, Duration):
        return _in_months(left), right
    return left, right


def _in_months(length: Typed) -> Typed:
    match length.expr:
        case program.Span(count, DurationUnit.MONTHS):
            return Typed(program.Number(Fraction(count)), MONTHS, length.span)
        case program.Span(count, DurationUnit.YEARS):
            return Typed(program.Number(Fraction(count * 12)), MONTHS, length.span)
        case _:
            return length


def _negative(node: ast.Negative, scope: Scope) -> Typed:
    operand = elaborated(node.operand, scope)
    if isinstance(operand.expr, program.Number) and isinstance(operand.type, Quantity):
        expr = program.Number(-operand.expr.value, operand.expr.kind)
        return Typed(expr, operand.type, node.span)
    return operation("neg", (operand,), node.span, scope)


def _call(node: ast.Call, scope: Scope) -> Typed:
    args = tuple(elaborated(it, scope) for it in node.args)
    if node.token is not None:
        op = node.token.lower()
        fewest, most = ARITY[op]
        if len(args) < fewest or (most is not None and len(args) > most):
            scope.findings.append(errors.wrong_count(node, fewest, most))
            return nothing(node.span)
        return operation(op, args, node.span, scope)
    entry = entry_of(node.name, (Kind.STANDARD,), scope)
    if entry is None:
        return nothing(node.span)
    scope.uses.pop()  # noted once, by the next line
    return _standard(entry, node.name, args, node.span, scope)


def _standard(
    entry: Entry, name: ast.Name, args: tuple[Typed, ...], span: Span, scope: Scope
) -> Typed:
    scope.note_use(entry.kind, entry.id, name.span)
    if len(args) != len(entry.by):
        scope.findings.append(errors.wrong_standard_count(name, entry, len(args), scope))
        return nothing(span)
    for arg, choice in zip(args, entry.by, strict=True):
        if arg.type is not None and arg.type != Choice(choice):
            scope.findings.append(errors.wrong_standard_argument(arg, entry, choice, scope))
            return nothing(span)
    expr = program.Standard(StandardId(entry.id), tuple(it.expr for it in args))
    return Typed(expr, None if any(it.type is None for it in args) else entry.type, span)


def _aggregate(node: ast.Aggregate, scope: Scope) -> Typed:
    entry = entry_of(node.entity, (Kind.ENTITY,), scope)
    if entry is None:
        return nothing(node.span)
    entity = EntityId(entry.id)
    if scope.entity is not None and not aggregates.reachable(entity, scope):
        subject = entity_name(scope.entity, scope)
        scope.findings.append(not_inside(node.entity, subject))
        return nothing(node.span)
    outer, scope.entity = scope.entity, entity
    value = None if node.value is None else elaborated(node.value, scope)
    when = None if node.when is None else elaborated(node.when, scope)
    scope.entity = outer
    each = entry.type or WHOLE
    return aggregates.aggregate(node, entity, each, value, when, scope)


# One entry per node; `Any` because each function takes its own kind of node.
_BY_NODE: Final[Mapping[type, Callable[[Any, Scope], Typed]]] = {
    ast.Name: _name,
    ast.Compare: _compare,
    ast.NumberLiteral: literals.number,
    ast.Binary: _binary,
    ast.And: _and,
    ast.Call: _call,
    ast.Not: _not,
    ast.Or: _or,
    ast.Any: _any,
    ast.All: _and,
    ast.Word: _word,
    ast.Percent: literals.percent,
    ast.MoneyLiteral: literals.money,
    ast.DurationLiteral: literals.duration,
    ast.Quantity: literals.persons,
    ast.DateLiteral: literals.day,
    ast.In: _in,
    ast.Within: _within,
    ast.Negative: _negative,
    ast.Aggregate: _aggregate,
}
