"""Typing of dates: a date plus a length of time, parts of a date, ages."""

from __future__ import annotations

from typing import Final

from doudi.compiler.names.declared_types import DATE
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import date_errors, errors
from doudi.compiler.types.arithmetic import same_unit
from doudi.compiler.types.typed import Rule, Typed
from doudi.policy_dsl.source import Span
from doudi.runtime.program.types import (
    NUMBER,
    WHOLE,
    Date,
    Duration,
    DurationUnit,
    Moment,
    Quantity,
    Type,
)

MONTHS: Final = Quantity(month=1, integer=True)


def shift(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    start, length = args
    if start.type is None or length.type is None:
        return None
    match start.type, length.type:
        case ((Date() | Moment()), Duration(unit)):
            if (unit is DurationUnit.HOURS) != isinstance(start.type, Moment):
                scope.findings.append(date_errors.wrong_length(start, length, scope))
                return None
            return start.type
        case _:
            scope.findings.append(date_errors.cannot_shift(start, length, span, scope))
            return None


def _of_date(result: Type) -> Rule:
    def rule(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
        return result if _are_dates(args, scope) else None

    return rule


def _of_number(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
    """Years, months and days as plain numbers."""
    sound = True
    for arg in args:
        if arg.type is None:
            sound = False
        elif not isinstance(arg.type, Quantity) or not same_unit(arg.type, NUMBER):
            scope.findings.append(errors.not_plain(arg, scope))
            sound = False
    return DATE if sound else None


def _are_dates(args: tuple[Typed, ...], scope: Scope) -> bool:
    sound = True
    for arg in args:
        if arg.type is None:
            sound = False
        elif not isinstance(arg.type, Date):
            scope.findings.append(errors.not_a_date(arg, scope))
            sound = False
    return sound


RULES: Final[dict[str, Rule]] = {
    "shift": shift,
    "year_of": _of_date(WHOLE),
    "month_of": _of_date(WHOLE),
    "date_of": _of_number,
    "month_start": _of_date(DATE),
    "month_end": _of_date(DATE),
    "quarter_end": _of_date(DATE),
    "year_end": _of_date(DATE),
    "spring_festival": _of_number,
    "age_on": _of_date(WHOLE),
    "months_between": _of_date(MONTHS),
}
