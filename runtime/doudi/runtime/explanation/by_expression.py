"""What is said of an expression in any case, kept for the next one.

By which object it is, for rules are read once and an expression is large; each is held, so that no
other takes its place.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

from doudi.runtime.program.expressions import Expr

Made = TypeVar("Made")

MOST: Final = 100_000  # more than rules have; some are put together for a single answer


class ByExpression(Generic[Made]):
    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[int, tuple[Expr, Made]] = {}

    def get(self, expr: Expr) -> Made | None:
        found = self._known.get(id(expr))
        return None if found is None else found[1]

    def keep(self, expr: Expr, made: Made) -> Made:
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[id(expr)] = expr, made
        return made
