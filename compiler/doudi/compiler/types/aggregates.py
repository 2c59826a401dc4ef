"""Typing of `计数 合计 存在 每个`: the value and the condition are those of each counted entity."""

from __future__ import annotations

from doudi.compiler.names.declared_types import BOOLEAN
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import errors
from doudi.compiler.types.arithmetic import numbers
from doudi.compiler.types.comparisons import truths
from doudi.compiler.types.typed import Typed, nothing
from doudi.policy_dsl import ast
from doudi.runtime.program.expressions import Aggregate, Expr, Op
from doudi.runtime.program.ids import EntityId
from doudi.runtime.program.types import Type


def reachable(entity: EntityId, scope: Scope) -> bool:
    """Inside the subject, or inside something that contains the subject."""
    if scope.entity is None:
        return True
    inside = scope.interface.inside
    around = scope.interface.seen_from.get(scope.entity, frozenset((scope.entity,)))
    return any(entity in inside.get(it, ()) for it in around)


def aggregate(
    node: ast.Aggregate,
    entity: EntityId,
    each: Type,
    value: Typed | None,
    when: Typed | None,
    scope: Scope,
) -> Typed:
    """`each` is what counting the entity gives: persons, or a plain number."""
    if node.kind == "SUM":
        return _sum(node, entity, value, when, scope)
    conditions = tuple(it for it in (value, when) if it is not None)
    if node.kind == "EVERY" and not conditions:
        scope.findings.append(errors.nothing_said_of_each(node))
        return nothing(node.span)
    if conditions and truths(conditions, node.span, scope) is None:
        return nothing(node.span)
    condition = _condition(node.kind, value, when)
    match node.kind:
        case "COUNT":
            return Typed(Aggregate("count", entity, None, condition), each, node.span)
        case "EXISTS":
            return Typed(Aggregate("exists", entity, None, condition), BOOLEAN, node.span)
        case _:
            return Typed(Aggregate("every", entity, None, condition), BOOLEAN, node.span)


def _sum(
    node: ast.Aggregate, entity: EntityId, value: Typed | None, when: Typed | None, scope: Scope
) -> Typed:
    if value is None:
        scope.findings.append(errors.nothing_to_sum(node))
        return nothing(node.span)
    sound = when is None or truths((when,), node.span, scope) is not None
    quantities = numbers((value,), scope)
    if quantities is None or not sound:
        return nothing(node.span)
    condition = None if when is None else when.expr
    return Typed(Aggregate("sum", entity, value.expr, condition), quantities[0], node.span)


def _condition(kind: str, value: Typed | None, when: Typed | None) -> Expr | None:
    """`每个(成员, a 当 b)`: a of each for which b; of the other kinds both must hold."""
    if value is None or when is None:
        only = value or when
        return None if only is None else only.expr
    if kind == "EVERY":
        return Op("or", (Op("not", (when.expr,)), value.expr))
    return Op("and", (value.expr, when.expr))
