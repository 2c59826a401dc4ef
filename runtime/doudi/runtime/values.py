"""What an expression can turn out to be.

A truth is one of four: true, false, unknown (a fact would settle it) and
judgement (no fact would: an open list, an ambiguous word). A number, a date or a
moment is an interval of exact numbers; an unknown one has open ends. Nothing
here is ever a binary floating-point number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from doudi.runtime.program.types import DurationUnit


class Truth(StrEnum):
    """Kleene's three, and judgement.

    `and` is the least of F < U < J < T, `or` the greatest of F < J < U < T; both are
    associative, and `not` keeps U and J.
    """

    FALSE = "false"
    TRUE = "true"
    UNKNOWN = "unknown"
    JUDGEMENT = "judgement"

    __hash__ = str.__hash__  # of what it equals: an Enum would hash its name, and slowly


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both included; None is an open end."""

    low: Fraction | int | None
    high: Fraction | int | None

    @property
    def exact(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class Symbol:
    """A known option or area code."""

    id: str


@dataclass(frozen=True, slots=True)
class UnknownSymbol:
    """An option or area that is not known."""


@dataclass(frozen=True, slots=True)
class Length:
    count: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise: no discharge date before discharge.

    A comparison with it is false, a condition that is it is false, a sum skips it,
    arithmetic with it gives it.
    """


Value: TypeAlias = Truth | Interval | Symbol | UnknownSymbol | Length | NotApplicable

UNKNOWN_NUMBER = Interval(None, None)
UNKNOWN_SYMBOL = UnknownSymbol()
NOT_APPLICABLE = NotApplicable()
