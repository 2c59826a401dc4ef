"""Of what type an expression is, so that its value can be written: 620.00元/月, 40, 2021-02-15.

The compiler has checked all types; this only finds them again.
"""

from __future__ import annotations

from typing import assert_never

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.program.types import (
    MONEY,
    NUMBER,
    WHOLE,
    Area,
    Boolean,
    Choice,
    Date,
    Duration,
    Moment,
    Quantity,
    Type,
)

_TRUTHS = frozenset(
    {"and", "or", "not", "any_open", "eq", "ne", "lt", "le", "gt", "ge", "in", "within"}
)
_SAME = frozenset({"add", "sub", "neg", "max", "min", "shortfall", "either", "shift"})
_DATES = frozenset(
    {"date_of", "month_start", "month_end", "quarter_end", "year_end", "spring_festival"}
)
_WHOLES = frozenset({"year_of", "month_of", "age_on", "months_between"})


def type_of(expr: ex.Expr, names: Lexicon) -> Type:
    known = names.types.get(expr)
    return names.types.keep(expr, _type_of(expr, names)) if known is None else known


def _type_of(expr: ex.Expr, names: Lexicon) -> Type:
    match expr:
        case ex.Truth():
            return Boolean()
        case ex.Number(kind=kind):
            return _literal(kind)
        case ex.Option():
            return Choice(ChoiceId(""))
        case ex.Place():
            return Area()
        case ex.Span(unit=unit):
            return Duration(unit)
        case ex.Fact(id=fact):
            return names.facts[fact].type if fact in names.facts else NUMBER
        case ex.Term(id=term):
            return names.terms[term].type if term in names.terms else Boolean()
        case ex.Standard(id=standard):
            return names.standards[standard].unit if standard in names.standards else MONEY
        case ex.Op():
            return _operation(expr, names)
        case ex.Aggregate(kind=kind, value=value):
            if kind == "count":
                return WHOLE
            if kind == "sum" and value is not None:
                return type_of(value, names)
            return Boolean()
        case ex.Special():
            return Date()
        case _:
            assert_never(expr)


def _literal(kind: str) -> Type:
    match kind:
        case "money":
            return MONEY
        case "date":
            return Date()
        case "moment":
            return Moment()
        case _:
            return NUMBER


def _operation(expr: ex.Op, names: Lexicon) -> Type:
    types = [type_of(it, names) for it in expr.args]
    if expr.op in _TRUTHS:
        return Boolean()
    if expr.op in _DATES:
        return Date()
    if expr.op in _WHOLES:
        return WHOLE
    if expr.op in _SAME and types:
        return next((it for it in types if it != NUMBER), types[0])
    if expr.op in ("mul", "div") and len(types) == 2:  # noqa: PLR2004 – both have two operands
        return _product(types[0], types[1], 1 if expr.op == "mul" else -1)
    if expr.op == "per_month" and types and isinstance(types[0], Quantity):
        return _product(types[0], Quantity(month=1, year=-1), -1)
    return types[0] if types else NUMBER


def _product(left: Type, right: Type, sign: int) -> Type:
    if not isinstance(left, Quantity) or not isinstance(right, Quantity):
        return NUMBER
    return Quantity(
        left.yuan + sign * right.yuan,
        left.person + sign * right.person,
        left.month + sign * right.month,
        left.year + sign * right.year,
        integer=sign > 0 and (left.integer or right.integer),  # 30% of 100 households are 30
    )
