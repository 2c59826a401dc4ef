"""The one table of operators: name ▶ signs for people, and meaning.

An operator is total: well-typed arguments always give a value. How it treats
arguments that are not applicable is part of its row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never, cast

from doudi.runtime.areas import AreaTree
from doudi.runtime.calendar import WorkingCalendar
from doudi.runtime.operators import dates, numbers, truths
from doudi.runtime.operators.truths import F, J, T, U
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_SYMBOL,
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)


@dataclass(frozen=True, slots=True)
class Tables:
    """What operators look up: the calendar and the areas of the bundle."""

    calendar: WorkingCalendar
    areas: AreaTree


Meaning: TypeAlias = Callable[[Sequence[Value], Tables], Value]
Absence: TypeAlias = Literal["false", "given", "skipped", "kept"]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its signs for people, its meaning, and what absence does to it.

    `not_applicable`: with such an argument the result is false, is not applicable
    (given), comes from the other arguments (skipped), or the meaning sees it (kept).
    """

    name: str
    zh: str
    en: str
    not_applicable: Absence
    meaning: Meaning


def apply(op: str, args: Sequence[Value], tables: Tables) -> Value:
    """The value of an operator for these arguments."""
    operator = OPERATORS[op]
    if operator.not_applicable != "kept":
        for it in args:
            if isinstance(it, NotApplicable):
                return _without(operator, args, tables)
    return operator.meaning(args, tables)


def _without(operator: Operator, args: Sequence[Value], tables: Tables) -> Value:
    """Where one of the arguments is not applicable."""
    match operator.not_applicable:
        case "false":
            return T if operator.name == "ne" else F
        case "given":
            return NOT_APPLICABLE
        case "skipped":
            left = [it for it in args if not isinstance(it, NotApplicable)]
            return operator.meaning(left, tables) if left else NOT_APPLICABLE
        case "kept":
            return operator.meaning(args, tables)
        case _:
            assert_never(operator.not_applicable)


def _equal(left: Value, right: Value) -> Truth:
    match left, right:
        case (NotApplicable(), _) | (_, NotApplicable()):
            return F
        case Interval(), Interval():
            return numbers.equal(left, right)
        case Symbol(), Symbol():
            return T if left.id == right.id else F
        case Truth(), Truth():
            return truths.same_truth(left, right)
        case _:
            return U


def _either(args: Sequence[Value], _: Tables) -> Value:
    first = args[0]
    if isinstance(first, Interval):
        return numbers.hull(_intervals(args))
    if all(it == first for it in args):
        return first
    return J if isinstance(first, Truth) else UNKNOWN_SYMBOL


def _within(args: Sequence[Value], tables: Tables) -> Value:
    inner, outer = args
    if isinstance(inner, UnknownSymbol) or isinstance(outer, UnknownSymbol):
        return U
    return T if tables.areas.within(_symbol(inner), _symbol(outer)) else F


def _intervals(args: Sequence[Value]) -> list[Interval]:
    return cast("list[Interval]", args)  # the compiler has checked the types


def _symbol(value: Value) -> str:
    return cast("Symbol", value).id


def _pair(function: Callable[[Interval, Interval], Value]) -> Meaning:
    return lambda args, _: function(*_intervals(args))


def _one(function: Callable[[Interval], Value]) -> Meaning:
    return lambda args, _: function(_intervals(args)[0])


def _many(function: Callable[[Sequence[Interval]], Value]) -> Meaning:
    return lambda args, _: function(_intervals(args))


def _logic(function: Callable[[Sequence[Truth]], Truth]) -> Meaning:
    return lambda args, _: function([truths.truth(it) for it in args])


_ROWS: Final = (
    Operator("not", "非", "not", "kept", lambda a, _: truths.negation(truths.truth(a[0]))),
    Operator("eq", "=", "=", "false", lambda a, _: _equal(a[0], a[1])),
    Operator("ne", "≠", "≠", "false", lambda a, _: truths.negation(_equal(a[0], a[1]))),
    Operator("lt", "<", "<", "false", _pair(numbers.less)),
    Operator("le", "≤", "≤", "false", _pair(numbers.less_or_equal)),
    Operator("gt", ">", ">", "false", _pair(lambda a, b: numbers.less(b, a))),
    Operator("ge", "≥", "≥", "false", _pair(lambda a, b: numbers.less_or_equal(b, a))),
    Operator(
        "in",
        "为其一",
        "in",
        "kept",
        lambda a, _: truths.disjunction(_equal(a[0], it) for it in a[1:]),
    ),
    Operator("within", "位于", "within", "false", _within),
    Operator("add", "+", "+", "given", _pair(numbers.add)),
    Operator("sub", "−", "−", "given", _pair(numbers.sub)),
    Operator("mul", "×", "×", "given", _pair(numbers.mul)),
    Operator("div", "÷", "÷", "given", _pair(numbers.div)),
    Operator("neg", "−", "−", "given", _one(numbers.negative)),
    Operator("shortfall", "补差", "shortfall", "given", _pair(numbers.shortfall)),
    Operator("either", "两可", "either", "skipped", _either),
    Operator("max", "取大", "max", "skipped", _many(numbers.maximum)),
    Operator("min", "取小", "min", "skipped", _many(numbers.minimum)),
    Operator(
        "per_month",
        "月均",
        "per_month",
        "given",
        _one(lambda it: numbers.div(it, Interval(12, 12))),
    ),
    Operator(
        "shift",
        "+",
        "+",
        "given",
        lambda a, t: dates.shift(_intervals(a)[0], cast("Length", a[1]), t.calendar),
    ),
    Operator("year_of", "年份", "year_of", "given", _one(dates.year_of)),
    Operator("month_of", "月份", "month_of", "given", _one(dates.month_of)),
    Operator("date_of", "年月日", "date_of", "given", lambda a, _: dates.date_of(*_intervals(a))),
    Operator("month_start", "月初", "month_start", "given", _one(dates.month_start)),
    Operator("month_end", "月末", "month_end", "given", _one(dates.month_end)),
    Operator("quarter_end", "季末", "quarter_end", "given", _one(dates.quarter_end)),
    Operator("year_end", "年末", "year_end", "given", _one(dates.year_end)),
    Operator(
        "spring_festival",
        "春节",
        "spring_festival",
        "given",
        lambda a, t: dates.spring_festival(_intervals(a)[0], t.calendar),
    ),
    Operator("age_on", "周岁", "age_on", "given", _pair(dates.age_on)),
    Operator("months_between", "相隔月数", "months_between", "given", _pair(dates.months_between)),
    Operator("and", "且", "and", "kept", _logic(truths.conjunction)),
    Operator("or", "或", "or", "kept", _logic(truths.disjunction)),
    Operator("any_open", "任一…等", "any … etc.", "kept", _logic(truths.open_list)),
)

OPERATORS: Final = {it.name: it for it in _ROWS}
