"""Literals: what is written made exact, and noted for the comparison with the notice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from doudi.compiler.model.checked import WrittenNumber
from doudi.compiler.names.declared_types import DATE, quantity
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import date_errors
from doudi.compiler.types.typed import Typed, nothing
from doudi.policy_dsl import ast
from doudi.policy_dsl.source import Span
from doudi.runtime.program.expressions import Number
from doudi.runtime.program.expressions import Span as Length
from doudi.runtime.program.types import NUMBER, WHOLE, Duration, DurationUnit, Quantity

_FEN: Final = {"YUAN": 100, "TEN_THOUSAND": 1_000_000}
_PERSONS: Final = Quantity(person=1, integer=True)
_SOME_PERSONS: Final = Quantity(person=1)
_UNITS: Final = {
    "DAYS": DurationUnit.DAYS,
    "WORKING_DAYS": DurationUnit.WORKING_DAYS,
    "WEEKS": DurationUnit.WEEKS,
    "MONTHS": DurationUnit.MONTHS,
    "YEAR": DurationUnit.YEARS,
    "HOURS": DurationUnit.HOURS,
}
_FINER: Final = {
    DurationUnit.YEARS: (12, DurationUnit.MONTHS),
    DurationUnit.WEEKS: (7, DurationUnit.DAYS),
}
_DURATIONS: Final = {it: Duration(it) for it in DurationUnit}


def number(node: ast.NumberLiteral, scope: Scope) -> Typed:
    value = Fraction(node.value)
    _note(value, "number", "", node.span, scope)
    return Typed(Number(value), WHOLE if value.denominator == 1 else NUMBER, node.span)


def percent(node: ast.Percent, scope: Scope) -> Typed:
    value = Fraction(node.value)
    _note(value, "percent", "", node.span, scope)
    return Typed(Number(value / 100, "percent"), NUMBER, node.span)


def money(node: ast.MoneyLiteral, scope: Scope) -> Typed:
    value = Fraction(node.value)
    unit = node.unit.tokens[0]
    _note(value, "money", unit, node.span, scope)
    return Typed(Number(value * _FEN[unit], "money"), quantity(node.unit, integer=False), node.span)


def persons(node: ast.Quantity, scope: Scope) -> Typed:
    value = Fraction(node.value)
    _note(value, "persons", node.unit, node.span, scope)
    return Typed(Number(value), _PERSONS if value.denominator == 1 else _SOME_PERSONS, node.span)


def day(node: ast.DateLiteral, scope: Scope) -> Typed:
    value = read_date(node, scope)
    if value is None:
        return nothing(node.span)
    _note(Fraction(value.toordinal()), "date", "", node.span, scope)
    return Typed(Number(Fraction(value.toordinal()), "date"), DATE, node.span)


def duration(node: ast.DurationLiteral, scope: Scope) -> Typed:
    """A length of time in whole units; what is not whole is said in a finer unit if it can be."""
    _note(Fraction(node.value), "duration", node.unit, node.span, scope)
    count, unit = _whole(node.value, _UNITS[node.unit])
    if count is None:
        scope.findings.append(date_errors.fractional_duration(node))
        return nothing(node.span)
    return Typed(Length(count, unit), _DURATIONS[unit], node.span)


def read_date(node: ast.DateLiteral, scope: Scope) -> date | None:
    try:
        return date.fromisoformat(node.text)
    except ValueError:
        scope.findings.append(date_errors.no_such_date(node))
        return None


def _whole(value: Decimal, unit: DurationUnit) -> tuple[int | None, DurationUnit]:
    if value == int(value):
        return int(value), unit
    factor, finer = _FINER.get(unit, (1, unit))
    return (int(value * factor), finer) if value * factor == int(value * factor) else (None, unit)


def _note(
    value: Fraction,
    kind: Literal["number", "percent", "money", "duration", "persons", "date"],
    unit: str,
    span: Span,
    scope: Scope,
) -> None:
    scope.numbers.append(WrittenNumber(value, kind, unit, scope.role, scope.place(span)))
