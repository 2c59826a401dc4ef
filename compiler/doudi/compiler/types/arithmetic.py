"""Typing of numbers: equal units to add, combined units to multiply."""

from __future__ import annotations

from typing import Final

from doudi.compiler.names.scope import Scope
from doudi.compiler.types import errors
from doudi.compiler.types.typed import Rule, Typed
from doudi.policy_dsl.source import Span
from doudi.runtime.program.expressions import Number
from doudi.runtime.program.types import NUMBER, Date, Quantity, Type


def same_unit(left: Quantity, right: Quantity) -> bool:
    return (left.yuan, left.person, left.month, left.year) == (
        right.yuan,
        right.person,
        right.month,
        right.year,
    )


def is_zero(operand: Typed) -> bool:
    """A literal 0, which is as good as 0 of any unit."""
    return isinstance(operand.expr, Number) and operand.expr.value == 0


def common(args: tuple[Typed, ...], span: Span, scope: Scope) -> Quantity | None:
    """The unit that all operands share."""
    quantities = numbers(args, scope)
    if quantities is None:
        return None
    wanted = next(
        (it for it, arg in zip(quantities, args, strict=True) if not is_zero(arg)), quantities[0]
    )
    for quantity, arg in zip(quantities, args, strict=True):
        if not same_unit(quantity, wanted) and not is_zero(arg):
            first = args[quantities.index(wanted)]
            scope.findings.append(errors.units_differ(first, arg, span, scope))
            return None
    whole = all(it.integer for it in quantities)
    return wanted if whole == wanted.integer else _exact(wanted, integer=whole)


def numbers(args: tuple[Typed, ...], scope: Scope) -> list[Quantity] | None:
    """The operands' types if all are numbers; says which is not."""
    quantities: list[Quantity] = []
    sound = True
    for arg in args:
        match arg.type:
            case Quantity():
                quantities.append(arg.type)
            case None:
                sound = False
            case _:
                scope.findings.append(errors.not_a_number(arg, scope))
                sound = False
    return quantities if sound else None


def add(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    return common(args, span, scope)


def multiply(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    return _combined(args, 1, span, scope)


def divide(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    if is_zero(args[1]):
        scope.findings.append(errors.division_by_zero(args[1]))
        return None
    return _combined(args, -1, span, scope)


def _combined(args: tuple[Typed, ...], sign: int, span: Span, scope: Scope) -> Type | None:
    quantities = numbers(args, scope)
    if quantities is None:
        return None
    left, right = quantities
    result = Quantity(
        left.yuan + sign * right.yuan,
        left.person + sign * right.person,
        left.month + sign * right.month,
        left.year + sign * right.year,
        left.integer and right.integer and sign > 0,
    )
    if abs(result.yuan) > 1:
        scope.findings.append(errors.money_by_money(args[0], args[1], span, scope))
        return None
    return result


def negate(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
    quantities = numbers(args, scope)
    return None if quantities is None else quantities[0]


def shortfall(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    return common(args, span, scope)


def extreme(args: tuple[Typed, ...], span: Span, scope: Scope) -> Type | None:
    """`max` and `min` take dates as well."""
    if any(isinstance(it.type, Date) for it in args):
        for arg in args:
            if arg.type is not None and not isinstance(arg.type, Date):
                scope.findings.append(errors.types_differ(args[0], arg, span, scope))
                return None
        return None if any(it.type is None for it in args) else args[0].type
    return common(args, span, scope)


def per_month(args: tuple[Typed, ...], _: Span, scope: Scope) -> Type | None:
    quantities = numbers(args, scope)
    if quantities is None:
        return None
    by_year = quantities[0]
    if by_year.year != -1 or by_year.month != 0:
        scope.findings.append(errors.not_per_year(args[0], scope))
        return None
    return Quantity(by_year.yuan, by_year.person, -1, 0)


def _exact(quantity: Quantity, *, integer: bool) -> Quantity:
    if not integer and same_unit(quantity, NUMBER):
        return NUMBER
    return Quantity(quantity.yuan, quantity.person, quantity.month, quantity.year, integer)


RULES: Final[dict[str, Rule]] = {
    "add": add,
    "sub": add,
    "mul": multiply,
    "div": divide,
    "neg": negate,
    "shortfall": shortfall,
    "max": extreme,
    "min": extreme,
    "per_month": per_month,
}
