"""Expressions and the small things that clauses take as arguments."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from doudi.policy_dsl.source import Span


@dataclass(frozen=True, slots=True)
class Name:
    """`低保对象`: whatever was declared under that name, in either language."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Bilingual:
    """`年龄(age)`: a name being declared, in both languages; `en` may be missing."""

    zh: str
    en: str | None
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A fixed word of the language standing as an argument, such as `现金` or `是`."""

    token: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class String:
    """`「…」` or `"…"`: the text between, escapes undone."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    value: Decimal
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Percent:
    """`30%`; the value is 30."""

    value: Decimal
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """`元/人/月`, as tokens: ("YUAN", "PERSON", "MONTH"); `人` alone is ("PERSON",)."""

    tokens: tuple[str, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class MoneyLiteral:
    """`620元/人/月`, `2.5万元`; the unit's first token is YUAN or TEN_THOUSAND."""

    value: Decimal
    unit: Unit
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DurationLiteral:
    """`20个工作日`; unit is a token of DAYS WORKING_DAYS WEEKS MONTHS YEAR HOURS."""

    value: Decimal
    unit: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quantity:
    """`3人`: a number of persons."""

    value: Decimal
    unit: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`2021-02-04`, as written; whether the day exists is checked later, with a finding."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class VersionLiteral:
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FileName:
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """`五(二)-2`: where in a notice's text; brackets half-width."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """`CQ2021/五(二)-2`: a provision of a document."""

    document: str
    address: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Any:
    """`任一(a, b, 等)`: `open` when the list ends in 等."""

    operands: tuple[Expr, ...]
    open: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class All:
    operands: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Compare:
    op: Literal["=", "!=", "<", "<=", ">", ">="]
    left: Expr
    right: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class In:
    """`失业状态 为其一 (a, b)`."""

    operand: Expr
    options: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Within:
    """`居住地 位于 重庆市`: the area or any area inside it."""

    operand: Expr
    area: Name
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binary:
    op: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function (`token` set) or a standard (`token` None) with its arguments."""

    name: Name
    token: str | None
    args: tuple[Expr, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """`合计(成员, 月收入 当 非 特困人员)`; kind is COUNT SUM EXISTS or EVERY."""

    kind: str
    entity: Name
    value: Expr | None
    when: Expr | None
    span: Span = field(compare=False, repr=False)


Expr: TypeAlias = (
    Name
    | Word
    | NumberLiteral
    | Percent
    | MoneyLiteral
    | DurationLiteral
    | Quantity
    | DateLiteral
    | Not
    | And
    | Or
    | Any
    | All
    | Compare
    | In
    | Within
    | Binary
    | Negative
    | Call
    | Aggregate
)

Arg: TypeAlias = Expr | Bilingual | String | Unit | VersionLiteral | FileName | Address | Reference
