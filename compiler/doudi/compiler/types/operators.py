"""The typing rule of every operator, under the operator's name in the runtime's table."""

from __future__ import annotations

from typing import Final

from doudi.compiler.types import arithmetic, comparisons, dates
from doudi.compiler.types.typed import Rule

RULES: Final[dict[str, Rule]] = {**arithmetic.RULES, **comparisons.RULES, **dates.RULES}

# How many arguments a function of the language takes: at least, at most (None: any number).
ARITY: Final[dict[str, tuple[int, int | None]]] = {
    "shortfall": (2, 2),
    "either": (2, 2),
    "max": (2, None),
    "min": (2, None),
    "per_month": (1, 1),
    "year_of": (1, 1),
    "month_of": (1, 1),
    "date_of": (3, 3),
    "month_start": (1, 1),
    "month_end": (1, 1),
    "quarter_end": (1, 1),
    "year_end": (1, 1),
    "spring_festival": (1, 1),
    "age_on": (2, 2),
    "months_between": (2, 2),
}
