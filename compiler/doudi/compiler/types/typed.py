"""An expression and its type; what rules of typing take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from doudi.compiler.names.scope import Scope
from doudi.policy_dsl.source import Span
from doudi.runtime.program.expressions import Expr, Truth
from doudi.runtime.program.types import Type


class Typed(NamedTuple):
    """`type` None: something is wrong with it and has been said; whatever uses it stays silent."""

    expr: Expr
    type: Type | None
    span: Span


Rule: TypeAlias = Callable[[tuple[Typed, ...], Span, Scope], Type | None]
"""From typed operands to the operator's type; None after saying what is wrong."""

NOTHING: Final = Truth(value=False)  # stands where there is no meaning; never gets into a program


def nothing(span: Span) -> Typed:
    return Typed(NOTHING, None, span)
