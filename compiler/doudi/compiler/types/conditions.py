"""`当` and `则`: one condition a line, or a list under `任一` / `全部`."""

from __future__ import annotations

from doudi.compiler.names.scope import Scope
from doudi.compiler.types.comparisons import truths
from doudi.compiler.types.expressions import argument, elaborated, joined
from doudi.compiler.types.typed import Typed, nothing
from doudi.policy_dsl import ast
from doudi.runtime.program.expressions import Expr


def condition(clause: ast.Clause, scope: Scope) -> Expr | None:
    """The whole clause as one truth; None when something in it is wrong."""
    lines = [_line(it, scope) for it in clause.conditions]
    whole = joined("and", lines, clause.span, scope)
    return truth(whole, scope)


def truth(typed: Typed, scope: Scope) -> Expr | None:
    if typed.type is None:
        scope.broken = True
        return None
    return None if truths((typed,), typed.span, scope) is None else typed.expr


def _line(line: ast.Condition, scope: Scope) -> Typed:
    if line.expr is not None:
        return elaborated(line.expr, scope)
    operands = [argument(it.arg, it.span, scope) for it in line.items if it.arg is not None]
    if not operands:
        return nothing(line.span)
    is_open = any(it.arg is None for it in line.items)
    op = "and" if line.list == "ALL" else "any_open" if is_open else "or"
    return joined(op, operands, line.span, scope)
