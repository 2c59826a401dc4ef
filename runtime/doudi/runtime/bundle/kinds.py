"""What an expression of a bundle gives: a truth, a number, a symbol or a length of time.

The compiler checks units; this only makes sure that nobody's hand-made bundle can
bring the evaluator to add a truth to an option. Takes an expression and what is
declared; gives its kind, or a misfit with the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from doudi.runtime.bundle.misfit import misfit
from doudi.runtime.operators.table import OPERATORS
from doudi.runtime.program import expressions as ex
from doudi.runtime.program import types

Kind: TypeAlias = Literal["truth", "number", "symbol", "length"]

ZH: Final[Mapping[Kind, str]] = {
    "truth": "是否",
    "number": "数或日期",
    "symbol": "选项",
    "length": "时长",
}
EN: Final[Mapping[Kind, str]] = {
    "truth": "a truth",
    "number": "a number or date",
    "symbol": "an option",
    "length": "a length of time",
}


@dataclass(frozen=True, slots=True)
class Declared:
    """What expressions may name. `standards` maps to the number of arguments."""

    facts: Mapping[str, Kind]
    terms: Mapping[str, Kind]
    standards: Mapping[str, int]
    entities: frozenset[str]
    options: frozenset[str]
    areas: frozenset[str]


def kind_of_type(type_: types.Type) -> Kind:
    match type_:
        case types.Boolean():
            return "truth"
        case types.Quantity() | types.Date() | types.Moment():
            return "number"
        case types.Area() | types.Choice():
            return "symbol"
        case types.Duration():
            return "length"
        case _:
            assert_never(type_)


def kind_of(expr: ex.Expr, place: str, declared: Declared) -> Kind:
    match expr:
        case ex.Truth():
            return "truth"
        case ex.Number() | ex.Special():
            return "number"
        case ex.Span():
            return "length"
        case ex.Option(id=option):
            return _known(option, declared.options, "symbol", place, "选项", "option")
        case ex.Place(code=code):
            return _known(code, declared.areas, "symbol", place, "地区", "area")
        case ex.Fact(id=fact):
            return _named(fact, declared.facts, place, "事实", "fact")
        case ex.Term(id=term):
            return _named(term, declared.terms, place, "用语", "term")
        case ex.Standard():
            return _standard(expr, place, declared)
        case ex.Op():
            return _operator(expr, place, declared)
        case ex.Aggregate():
            return _aggregate(expr, place, declared)
        case _:
            assert_never(expr)


def want(expr: ex.Expr, wanted: Kind, place: str, declared: Declared) -> None:
    found = kind_of(expr, place, declared)
    if found != wanted:
        raise misfit(
            place,
            f"的表达式得出的是{ZH[found]}，此处需要{ZH[wanted]}",
            f"has an expression that gives {EN[found]} where {EN[wanted]} is needed",
        )


def _standard(expr: ex.Standard, place: str, declared: Declared) -> Kind:
    arguments = declared.standards.get(expr.id)
    if arguments is None:
        raise undeclared(expr.id, place, "标准", "standard")
    if len(expr.args) != arguments:
        raise misfit(
            place,
            f"的标准 `{expr.id}` 需要 {arguments} 个参数，却有 {len(expr.args)} 个",
            f"gives the standard `{expr.id}` {len(expr.args)} arguments; it takes {arguments}",
        )
    for index, argument in enumerate(expr.args):
        want(argument, "symbol", f"{place}.args[{index}]", declared)
    return "number"


def _aggregate(expr: ex.Aggregate, place: str, declared: Declared) -> Kind:
    if expr.entity not in declared.entities:
        raise undeclared(expr.entity, place, "实体", "entity")
    if (expr.value is None) == (expr.kind == "sum"):
        raise misfit(
            place, "的汇总与其 `value` 不相配", "has an aggregate that does not fit its `value`"
        )
    if expr.value is not None:
        want(expr.value, "number", f"{place}.value", declared)
    if expr.when is not None:
        want(expr.when, "truth", f"{place}.when", declared)
    return "number" if expr.kind in {"count", "sum"} else "truth"


@dataclass(frozen=True, slots=True)
class _Signature:
    """`first` arguments in order; `rest`: as many more of this kind as there are."""

    first: tuple[Kind | Literal["any"], ...]
    result: Kind | Literal["any"]
    rest: Kind | Literal["any"] | None = None


_COMPARISON = _Signature(("any", "any"), "truth")
_ORDER = _Signature(("number", "number"), "truth")
_NUMBER = _Signature(("number",), "number")
_NUMBERS = _Signature(("number", "number"), "number")
_LOGIC = _Signature((), "truth", rest="truth")
_EXTREME = _Signature(("number",), "number", rest="number")

_SIGNATURES: Final[Mapping[str, _Signature]] = {
    "not": _Signature(("truth",), "truth"),
    **dict.fromkeys(("eq", "ne"), _COMPARISON),
    **dict.fromkeys(("lt", "le", "gt", "ge"), _ORDER),
    "in": _Signature(("any",), "truth", rest="any"),
    "within": _Signature(("symbol", "symbol"), "truth"),
    **dict.fromkeys(("add", "sub", "mul", "div", "shortfall"), _NUMBERS),
    **dict.fromkeys(("age_on", "months_between"), _NUMBERS),
    **dict.fromkeys(("neg", "per_month", "year_of", "month_of"), _NUMBER),
    **dict.fromkeys(("month_start", "month_end", "quarter_end", "year_end"), _NUMBER),
    "spring_festival": _NUMBER,
    "either": _Signature(("any",), "any", rest="any"),
    **dict.fromkeys(("max", "min"), _EXTREME),
    "shift": _Signature(("number", "length"), "number"),
    "date_of": _Signature(("number", "number", "number"), "number"),
    **dict.fromkeys(("and", "or", "any_open"), _LOGIC),
}


def _operator(expr: ex.Op, place: str, declared: Declared) -> Kind:
    signature = _SIGNATURES.get(expr.op)
    if signature is None or expr.op not in OPERATORS:
        raise misfit(
            place,
            f"用到本程序没有的运算 `{expr.op}`，规则包可能由较新的 doudi 生成",
            f"uses the operator `{expr.op}`, which this version does not have; "
            "a newer doudi may have made the bundle",
        )
    count = len(signature.first)
    if len(expr.args) < count or (signature.rest is None and len(expr.args) > count):
        raise misfit(
            place,
            f"的运算 `{expr.op}` 有 {len(expr.args)} 个参数，个数不对",
            f"gives the operator `{expr.op}` {len(expr.args)} arguments, which is the wrong number",
        )
    same: Kind | None = None
    for index, argument in enumerate(expr.args):
        wanted = signature.first[index] if index < count else signature.rest
        at = f"{place}.args[{index}]"
        if wanted == "any":
            if same is None:
                same = kind_of(argument, at, declared)
            else:
                want(argument, same, at, declared)
        elif wanted is not None:
            want(argument, wanted, at, declared)
    if signature.result == "any":
        return same or "truth"
    return signature.result


def _known(name: str, among: frozenset[str], kind: Kind, place: str, zh: str, en: str) -> Kind:
    if name not in among:
        raise undeclared(name, place, zh, en)
    return kind


def _named(name: str, among: Mapping[str, Kind], place: str, zh: str, en: str) -> Kind:
    if name not in among:
        raise undeclared(name, place, zh, en)
    return among[name]


def undeclared(name: str, place: str, zh: str, en: str) -> Exception:
    return misfit(
        place, f"用到未声明的{zh} `{name}`", f"uses the {en} `{name}`, which is not declared"
    )
