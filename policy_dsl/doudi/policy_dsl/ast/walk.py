"""What is inside a node, one level down."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from doudi.policy_dsl.ast.declarations import Clause, Declaration, Item, Part
from doudi.policy_dsl.ast.expressions import (
    Address,
    Aggregate,
    All,
    And,
    Any,
    Arg,
    Bilingual,
    Binary,
    Call,
    Compare,
    DateLiteral,
    DurationLiteral,
    Expr,
    FileName,
    In,
    MoneyLiteral,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Or,
    Percent,
    Quantity,
    Reference,
    String,
    Unit,
    VersionLiteral,
    Within,
    Word,
)


def operands(expr: Expr) -> tuple[Expr, ...]:
    """The expressions an expression is made of, in the order they are written."""
    match expr:
        case Name() | Word() | NumberLiteral() | Percent() | MoneyLiteral():
            return ()
        case DurationLiteral() | Quantity() | DateLiteral():
            return ()
        case Not(operand) | Negative(operand):
            return (operand,)
        case And(inner) | Or(inner) | Any(inner) | All(inner):
            return inner
        case Compare(_, left, right) | Binary(_, left, right):
            return (left, right)
        case In(operand, options):
            return (operand, *options)
        case Within(operand, area):
            return (operand, area)
        case Call(_, _, args):
            return args
        case Aggregate(_, entity, value, when):
            return (entity, *(it for it in (value, when) if it is not None))
        case _:
            assert_never(expr)


def expressions(declaration: Declaration) -> Iterator[Expr]:
    """Every expression of a declaration that is not part of another one."""
    for clause in declaration.clauses:
        yield from _in_clause(clause)


def _in_clause(clause: Clause) -> Iterator[Expr]:
    for arg in clause.args:
        yield from _in_arg(arg)
    for condition in clause.conditions:
        if condition.expr is not None:
            yield condition.expr
        for item in condition.items:
            yield from _in_item(item)


def _in_item(item: Item) -> Iterator[Expr]:
    if item.arg is not None:
        yield from _in_arg(item.arg)


def _in_arg(arg: Arg | Part) -> Iterator[Expr]:
    match arg:
        case Part():
            for it in arg.args:
                yield from _in_arg(it)
        case Bilingual() | String() | Unit() | VersionLiteral() | FileName():
            return
        case Address() | Reference():
            return
        case _:
            yield arg
