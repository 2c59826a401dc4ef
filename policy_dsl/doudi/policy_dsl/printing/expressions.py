"""Expressions ▶ text, with just the brackets that reading needs.

Two kinds of bracket are shown although the grammar could do without: around an `and` inside an
`or`, and around a comparison behind `not`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import assert_never

from doudi.policy_dsl import ast
from doudi.policy_dsl.printing.words import Words, number


class _Strength(IntEnum):
    """How tightly an expression holds together; as the grammar's rules, from `expr` down."""

    LOOSE = 0
    NEGATION = 1
    COMPARISON = 2
    SUM = 3
    PRODUCT = 4
    OPERAND = 5


def expression(expr: ast.Expr, words: Words) -> str:
    match expr:
        case ast.Name(text):
            return words.name(text)
        case ast.Word(token):
            return words.keyword(token)
        case ast.NumberLiteral(value):
            return number(value)
        case ast.Percent(value):
            return f"{number(value)}%"
        case ast.MoneyLiteral(value, unit):
            return words.counted(value, words.unit(unit.tokens))
        case ast.DurationLiteral(value, token) | ast.Quantity(value, token):
            return words.counted(value, words.keyword(token))
        case ast.DateLiteral(text):
            return text
        case ast.Or(operands):
            return _joined(operands, "OR", words)
        case ast.And(operands):
            return _joined(operands, "AND", words)
        case ast.Not(operand):
            least = _Strength.OPERAND if not isinstance(operand, ast.Not) else _Strength.NEGATION
            return f"{words.keyword('NOT')} {_inner(operand, least, words)}"
        case ast.Compare(op, left, right):
            operator = words.operator(op)
            return (
                f"{_inner(left, _Strength.SUM, words)} {operator} "
                f"{_inner(right, _Strength.SUM, words)}"
            )
        case ast.In(operand, options):
            listed = _listed(options, words)
            return f"{_inner(operand, _Strength.SUM, words)} {words.keyword('IN')} ({listed})"
        case ast.Within(operand, area):
            return f"{_inner(operand, _Strength.SUM, words)} {words.keyword('WITHIN')} {area.text}"
        case ast.Binary(op, left, right):
            own = _strength(expr)
            next_ = _Strength(own + 1)
            operator = words.operator(op)
            return f"{_inner(left, own, words)} {operator} {_inner(right, next_, words)}"
        case ast.Negative(operand):
            return f"-{_inner(operand, _Strength.OPERAND, words)}"
        case ast.Any(operands, is_open):
            end = f", {words.keyword('ETC')}" if is_open else ""
            return f"{words.keyword('ANY')}({_listed(operands, words)}{end})"
        case ast.All(operands):
            return f"{words.keyword('ALL')}({_listed(operands, words)})"
        case ast.Call(name, token, args):
            called = words.keyword(token) if token else words.name(name.text)
            return f"{called}({_listed(args, words)})"
        case ast.Aggregate(kind, entity, value, when):
            inside = words.name(entity.text)
            if value is not None:
                inside += f", {expression(value, words)}"
            if when is not None:
                inside += f" {words.keyword('WHEN')} {expression(when, words)}"
            return f"{words.keyword(kind)}({inside})"
        case _:
            assert_never(expr)


def is_or(expr: ast.Expr) -> bool:
    return isinstance(expr, ast.Or)


def _strength(expr: ast.Expr) -> _Strength:
    match expr:
        case ast.Or() | ast.And():
            return _Strength.LOOSE
        case ast.Not():
            return _Strength.NEGATION
        case ast.Compare() | ast.In() | ast.Within():
            return _Strength.COMPARISON
        case ast.Binary(op):
            return _Strength.SUM if op in {"+", "-"} else _Strength.PRODUCT
        case _:
            return _Strength.OPERAND


def _inner(expr: ast.Expr, least: _Strength, words: Words) -> str:
    text = expression(expr, words)
    return f"({text})" if _strength(expr) < least else text


def _joined(operands: Iterable[ast.Expr], token: str, words: Words) -> str:
    keyword = f" {words.keyword(token)} "
    return keyword.join(_inner(it, _Strength.NEGATION, words) for it in operands)


def _listed(exprs: Iterable[ast.Expr], words: Words) -> str:
    return ", ".join(expression(it, words) for it in exprs)
