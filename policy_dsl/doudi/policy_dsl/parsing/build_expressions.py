"""Expression alternatives of the grammar → expression nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal, cast

from lark import Token

from doudi.policy_dsl import ast
from doudi.policy_dsl.source import Source, Span

_Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
_COMPARISONS: Final[dict[str, _Comparison]] = {
    "=": "=", "≠": "!=", "!=": "!=", "<": "<", "≤": "<=", "<=": "<=", ">": ">", "≥": ">=",
    ">=": ">=",
}  # fmt: skip
_OPERATORS: Final[dict[str, Literal["+", "-", "*", "/"]]] = {
    "PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDED": "/",
}  # fmt: skip
_PER: Final = {"PER_PERSON": "PERSON", "PER_MONTH_UNIT": "MONTH", "PER_YEAR": "YEAR"}
_HALF_WIDTH: Final = str.maketrans("＝＜＞！", "=<>!")


class ExpressionBuilder:
    source: Source = Source("", "")

    def at(self, token: Token) -> Span:
        return Span(self.source, token.start_pos, token.end_pos)  # type: ignore[arg-type]

    def over(self, children: Sequence[object]) -> Span:
        """From the first child to the last."""
        first, last = children[0], children[-1]
        return Span(
            self.source,
            first.start_pos if isinstance(first, Token) else first.span.start,  # type: ignore[attr-defined, arg-type]
            last.end_pos if isinstance(last, Token) else last.span.end,  # type: ignore[attr-defined, arg-type]
        )

    def name(self, children: list[Token]) -> ast.Name:
        token = children[0]
        return ast.Name(token.value, self.at(token))

    def function(self, children: list[Token]) -> ast.Name:
        return ast.Name(children[0].type, self.at(children[0]))

    def date(self, children: list[Token]) -> ast.DateLiteral:
        return ast.DateLiteral(children[0].value, self.at(children[0]))

    def word(self, children: list[Token]) -> ast.Word:
        return ast.Word(children[0].type, self.at(children[0]))

    def unit(self, children: list[Token]) -> ast.Unit:
        tokens = tuple(_PER.get(it.type, it.type) for it in children)
        return ast.Unit(tokens, self.over(children))

    def number(self, children: list[Token]) -> ast.NumberLiteral:
        return ast.NumberLiteral(Decimal(children[0].value), self.at(children[0]))

    def percent(self, children: list[Token]) -> ast.Percent:
        return ast.Percent(Decimal(children[0].value), self.over(children))

    def money(self, children: tuple[Token, ast.Unit]) -> ast.MoneyLiteral:
        number, unit = children
        return ast.MoneyLiteral(Decimal(number.value), unit, self.over(children))

    def duration(self, children: list[Token]) -> ast.DurationLiteral:
        number, unit = children
        return ast.DurationLiteral(Decimal(number.value), unit.type, self.over(children))

    def quantity(self, children: list[Token]) -> ast.Quantity:
        number, unit = children
        return ast.Quantity(Decimal(number.value), unit.type, self.over(children))

    def group(self, children: tuple[Token, ast.Expr, Token]) -> ast.Expr:
        return replace(children[1], span=self.over(children))

    def or_(self, children: list[ast.Expr]) -> ast.Or:
        return ast.Or(tuple(children), self.over(children))

    def and_(self, children: list[ast.Expr]) -> ast.And:
        return ast.And(tuple(children), self.over(children))

    def not_(self, children: tuple[Token, ast.Expr]) -> ast.Not:
        return ast.Not(children[1], self.over(children))

    def negative(self, children: tuple[Token, ast.Expr]) -> ast.Negative:
        return ast.Negative(children[1], self.over(children))

    def compare(self, children: tuple[ast.Expr, Token, ast.Expr]) -> ast.Compare:
        left, operator, right = children
        op = _COMPARISONS[operator.value.translate(_HALF_WIDTH)]
        return ast.Compare(op, left, right, self.over(children))

    def binary(self, children: tuple[ast.Expr, Token, ast.Expr]) -> ast.Binary:
        left, operator, right = children
        return ast.Binary(_OPERATORS[operator.type], left, right, self.over(children))

    def in_(self, children: list[ast.Expr]) -> ast.In:
        operand, _, *options = children[:-1]
        return ast.In(operand, tuple(options), self.over(children))

    def within(self, children: tuple[ast.Expr, ast.Name]) -> ast.Within:
        operand, area = children
        return ast.Within(operand, area, self.over(children))

    def call(self, children: list[ast.Expr]) -> ast.Call:
        name, _, *args = children[:-1]
        return ast.Call(cast(ast.Name, name), None, tuple(args), self.over(children))

    def function_call(self, children: list[ast.Expr]) -> ast.Call:
        name, _, *args = children[:-1]
        function = cast(ast.Name, name)
        return ast.Call(function, function.text, tuple(args), self.over(children))

    def any_(self, children: list[ast.Expr | Token]) -> ast.Any:
        operands = tuple(it for it in children if not isinstance(it, Token))
        is_open = len(operands) + 4 == len(children)  # 任一 ( … 等 )
        return ast.Any(operands, is_open, self.over(children))

    def all_(self, children: list[ast.Expr | Token]) -> ast.All:
        operands = tuple(it for it in children if not isinstance(it, Token))
        return ast.All(operands, self.over(children))

    def aggregate(self, children: list[ast.Expr | Token]) -> ast.Aggregate:
        """`合计 ( 成员 月收入 当 条件 )`, with value and condition each there or not."""
        kind, _, entity, *rest = children[:-1]
        value = rest[0] if rest and not isinstance(rest[0], Token) else None
        when = rest[-1] if len(rest) > 1 and isinstance(rest[-2], Token) else None
        return ast.Aggregate(
            cast(Token, kind).type,
            cast(ast.Name, entity),
            value,
            cast(ast.Expr | None, when),
            self.over(children),
        )
