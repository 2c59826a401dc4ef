"""Typing of comparisons and truths: what may be put beside what."""

from __future__ import annotations

from typing import Final

from doudi.compiler.names.declared_types import BOOLEAN
from doudi.compiler.names.scope import Scope
from doudi.compiler.types import date_errors, errors
from doudi.compiler.types.arithmetic import common
from doudi.compiler.types.typed import Rule, Typed
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Span
from doudi.runtime.program.types import (
    Area,
    Boolean,
    Choice,
    Date,
    Duration,
    Moment,
    Quantity,
    Type,
)


def alike(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    """All operands of one type (and unit); that type."""
    first = args[0]
    if first.type is None or any(it.type is None for it in args):
        return None
    if isinstance(first.type, Quantity) and all(isinstance(it.type, Quantity) for it in args):
        return common(args, span, scope)
    for arg in args:
        if isinstance(arg.type, Duration):
            scope.findings.append(date_errors.length_alone(arg))
            return None
    for other in args[1:]:
        if other.type != first.type:
            scope.findings.append(_difference(first, other, span, scope))
            return None
    return first.type


def equality(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    return None if alike(args, span, scope) is None else BOOLEAN


def ordering(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    match alike(args, span, scope):
        case None:
            return None
        case Quantity() | Date() | Moment():
            return BOOLEAN
        case _:
            scope.findings.append(errors.no_order(args[0], scope))
            return None


def within(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
    for arg in args:
        if arg.type is not None and not isinstance(arg.type, Area):
            scope.findings.append(errors.not_an_area(arg, scope))
            return None
    return None if any(it.type is None for it in args) else BOOLEAN


def truths(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
    sound = True
    for arg in args:
        if arg.type is None:
            sound = False
        elif not isinstance(arg.type, Boolean):
            scope.findings.append(errors.not_a_truth(arg, scope))
            sound = False
    return BOOLEAN if sound else None


def _difference(first: Typed, other: Typed, span: Span, scope: Scope) -> Finding:
    if isinstance(first.type, Choice) and isinstance(other.type, Choice):
        return errors.foreign_option(first, other, scope)
    return errors.types_differ(first, other, span, scope)


RULES: Final[dict[str, Rule]] = {
    "and": truths,
    "or": truths,
    "not": truths,
    "any_open": truths,
    "eq": equality,
    "ne": equality,
    "in": equality,
    "lt": ordering,
    "le": ordering,
    "gt": ordering,
    "ge": ordering,
    "within": within,
    "either": alike,
}
