"""`金额`, `舍入` and the period: how much, and how often.

The amount's own unit says what is counted for one payment. A sum a month paid monthly
stays a sum a month; paid once, it is just that sum (`低保标准 × 2` once is 元/人).
A sum without a period, paid monthly, is that sum every month.
"""

from __future__ import annotations

from typing import Final, Literal

from doudi.compiler.names.scope import Scope
from doudi.compiler.types import amount_errors, errors
from doudi.compiler.types import declaration_errors as clause_errors
from doudi.compiler.types.arithmetic import common
from doudi.compiler.types.clauses import Clauses, assumed, first, part
from doudi.compiler.types.describe import short
from doudi.compiler.types.expressions import argument
from doudi.compiler.types.typed import Typed
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program.declarations import Amount, Period, Rounding
from doudi.runtime.program.expressions import Expr, Number
from doudi.runtime.program.expressions import Span as Length
from doudi.runtime.program.types import MONEY, Date, DurationUnit, Quantity

_EVERY: Final[dict[str, Literal["once", "month", "year"]]] = {
    "ONCE": "once",
    "MONTHLY": "month",
    "YEARLY": "year",
}
_MODES: Final[dict[str, Literal["at_most", "at_least"]]] = {
    "AT_MOST": "at_most",
    "AT_LEAST": "at_least",
}
_ROUNDING: Final[dict[str, Literal["half_up", "up", "down"]]] = {
    "HALF_UP": "half_up",
    "ROUND_UP": "up",
    "ROUND_DOWN": "down",
}
_PARTS: Final[dict[str, Literal["whole", "by_day", "none"]]] = {
    "WHOLE": "whole",
    "BY_DAY": "by_day",
    "NONE": "none",
}
_MONTHS_A_YEAR: Final = 12


def amount_of(clauses: Clauses, scope: Scope) -> Amount | None:
    clause = first(clauses, "AMOUNT")
    rounding = _rounding(clauses, clause, scope)
    if clause is None:
        return None
    scope.role = "AMOUNT"
    match clause.args[0]:
        case ast.Part(keyword="LEFT_TO", args=(ast.String(text), *_)):
            unit = _paid(MONEY, clause, clauses, scope)
            return Amount("left_to", None, None, text, unit or MONEY, rounding)
        case ast.Part(keyword=bound, args=(node, *_)) as said:
            return _bounded(bound, argument(node, said.span, scope), clauses, rounding, scope)
        case node:
            value = argument(node, clause.span, scope)
    to = part(clause, "TO")
    if to is None:
        return _bounded("", value, clauses, rounding, scope)
    upper = argument(to.args[0], to.span, scope)
    shared = common((value, upper), clause.span, scope)
    if shared is None:
        scope.broken = True
        return None
    unit = _unit(Typed(value.expr, shared, clause.span), clauses, scope)
    if unit is None:
        return None
    return Amount("between", value.expr, upper.expr, "", unit, rounding)


def period_of(clauses: Clauses, scope: Scope) -> Period | None:
    stated = [clauses[it][0] for it in _EVERY if it in clauses]
    for other in stated[1:]:
        why = Message("发放周期只能有一个", "there is one period")
        scope.findings.append(clause_errors.clash(other, stated[0], why))
    start, end = _date(clauses, "FROM", scope), _date(clauses, "UNTIL", scope)
    months = _months(clauses, scope)
    part_month = first(clauses, "PART_MONTH")
    _check_run(stated[0] if stated else None, clauses, scope)
    if not stated:
        return None
    mode, reason = None, None
    if part_month is not None and isinstance(part_month.args[0], ast.Word):
        mode, reason = _PARTS[part_month.args[0].token], assumed(part_month)
    return Period(_EVERY[stated[0].keyword], start, end, months, mode, reason)


def _bounded(
    bound: str,
    value: Typed,
    clauses: Clauses,
    rounding: Rounding | None,
    scope: Scope,
) -> Amount | None:
    unit = _unit(value, clauses, scope)
    if unit is None:
        return None
    return Amount(_MODES.get(bound, "exactly"), value.expr, None, "", unit, rounding)


def _unit(value: Typed, clauses: Clauses, scope: Scope) -> Quantity | None:
    match value.type:
        case None:
            scope.broken = True
            return None
        case Quantity(yuan=1, person=0 | -1):
            return _paid(value.type, value, clauses, scope)
        case Quantity(yuan=1):
            unit = short(value.type, scope.names)
            scope.findings.append(amount_errors.not_payable(value.span, unit))
            return None
        case _:
            scope.findings.append(amount_errors.not_money(value, scope))
            return None


def _paid(
    unit: Quantity, at: Typed | ast.Clause, clauses: Clauses, scope: Scope
) -> Quantity | None:
    """The unit of one payment; says where it cannot be paid that often."""
    shown = short(unit, scope.names)
    if (unit.month, unit.year) not in ((0, 0), (-1, 0), (0, -1)):
        scope.findings.append(amount_errors.not_payable(at.span, shown))
        return None
    if (monthly := first(clauses, "MONTHLY")) is not None:
        if unit.year:
            advice = Message("用 `月均(…)` 化成按月", "make it monthly with `per_month(…)`")
            scope.findings.append(amount_errors.amount_unit(monthly, at.span, shown, advice))
            return None
        return Quantity(unit.yuan, unit.person, month=-1)
    if (yearly := first(clauses, "YEARLY")) is not None:
        if unit.month:
            advice = Message("乘以 `12个月`，写明一年多少", "multiply by `12 months`")
            scope.findings.append(amount_errors.amount_unit(yearly, at.span, shown, advice))
            return None
        return Quantity(unit.yuan, unit.person, year=-1)
    return Quantity(unit.yuan, unit.person)


def _rounding(clauses: Clauses, amount: ast.Clause | None, scope: Scope) -> Rounding | None:
    clause = first(clauses, "ROUNDING")
    if clause is None:
        return None
    scope.role = "ROUNDING"
    if amount is None:
        why = Message("舍入的是金额", "it is the amount that is rounded")
        scope.findings.append(clause_errors.needs(clause, "AMOUNT", why))
        return None
    to, mode = part(clause, "TO"), clause.args[0]
    if to is None or not isinstance(mode, ast.Word):
        return None
    step = argument(to.args[0], to.span, scope)
    match step:
        case Typed(Number(value), Quantity(yuan=1, person=0, month=0, year=0)):
            if value > 0 and value.denominator == 1:
                return Rounding(_ROUNDING[mode.token], int(value))
    if step.type is not None:
        scope.findings.append(amount_errors.no_rounding_step(step.span))
    return None


def _date(clauses: Clauses, keyword: str, scope: Scope) -> Expr | None:
    clause = first(clauses, keyword)
    if clause is None:
        return None
    scope.role = keyword
    typed = argument(clause.args[0], clause.span, scope)
    match typed.type:
        case Date():
            return typed.expr
        case None:
            scope.broken = True
        case _:
            scope.findings.append(errors.not_a_date(typed, scope))
    return None


def _months(clauses: Clauses, scope: Scope) -> int | None:
    clause = first(clauses, "DURING")
    if clause is None:
        return None
    scope.role = "DURING"
    typed = argument(clause.args[0], clause.span, scope)
    match typed.expr:
        case Length(count, DurationUnit.MONTHS) if count > 0:
            return count
        case Length(count, DurationUnit.YEARS) if count > 0:
            return count * _MONTHS_A_YEAR
    if typed.type is None:
        scope.broken = True
    else:
        scope.findings.append(amount_errors.months_needed(typed.span))
    return None


def _check_run(every: ast.Clause | None, clauses: Clauses, scope: Scope) -> None:
    """What only makes sense of payments that come again and again."""
    for keyword in ("FROM", "UNTIL", "DURING", "PART_MONTH"):
        clause = first(clauses, keyword)
        if clause is None:
            continue
        if every is None:
            why = Message("说明每隔多久发一次", "say how often it is paid")
            scope.findings.append(clause_errors.needs(clause, "MONTHLY", why))
        elif every.keyword == "ONCE" or (keyword == "PART_MONTH" and every.keyword != "MONTHLY"):
            why = Message("它只用于按月发放", "it is for what is paid every month")
            scope.findings.append(clause_errors.clash(clause, every, why))
    until, during = first(clauses, "UNTIL"), first(clauses, "DURING")
    if until is not None and during is not None:
        why = Message("终点和期间只写一个", "say when it ends, or how long it runs")
        scope.findings.append(clause_errors.clash(during, until, why))
