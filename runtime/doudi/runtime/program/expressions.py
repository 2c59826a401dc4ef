"""Expressions of a compiled program. What each operator means is in `operators.py`, once.

Every expression is well typed when it reaches the runtime; evaluation never
asks for a type. `Op.op` is a key of `operators.OPERATORS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from doudi.runtime.program.ids import AreaCode, EntityId, FactId, OptionId, StandardId, TermId
from doudi.runtime.program.types import DurationUnit


@dataclass(frozen=True, slots=True)
class Truth:
    """`是` or `否`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number: money in fen, a date as its ordinal, a percentage as a fraction of 1.

    `kind` is for printing alone: number, money, percent or date.
    """

    value: Fraction
    kind: Literal["number", "money", "percent", "date", "moment"] = "number"


@dataclass(frozen=True, slots=True)
class Option:
    id: OptionId


@dataclass(frozen=True, slots=True)
class Place:
    """An area given by name in a rule."""

    code: AreaCode


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time such as 20 working days; only ever an operand of `shift`."""

    count: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Fact:
    """A given fact of the subject or of an entity that contains it."""

    id: FactId


@dataclass(frozen=True, slots=True)
class Term:
    """A derived term of the subject or of an entity that contains it."""

    id: TermId


@dataclass(frozen=True, slots=True)
class Standard:
    """The amount in force for the case's area on the month or day being looked at, in fen."""

    id: StandardId
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Op:
    op: str
    args: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Over the entities of a kind inside the subject (or inside what contains it).

    count: how many satisfy `when`; sum: of `value` over those; exists / every:
    whether some / all satisfy `when`. `when` None means all of them.
    """

    kind: Literal["count", "sum", "exists", "every"]
    entity: EntityId
    value: Expr | None
    when: Expr | None


@dataclass(frozen=True, slots=True)
class Special:
    """The case's date, the issue date of the document, the first day of the month paid."""

    name: Literal["as_of", "issue_date", "payment_month"]


Expr: TypeAlias = (
    Truth | Number | Option | Place | Span | Fact | Term | Standard | Op | Aggregate | Special
)
