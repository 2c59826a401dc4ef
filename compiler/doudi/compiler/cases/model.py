"""A case as written: facts, and what is expected of them. Names are as the analyst wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from doudi.compiler.data.yaml import Node
from doudi.policy_dsl.source import Span
from doudi.runtime.decision import Outcome


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a cases file with its place."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Money:
    """Fen, both ends included. `low` and `high` None: the amount is expected to be unknown."""

    low: int | None
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedOutcome:
    """Of a scheme and a subject. What is None or () is not looked at."""

    scheme: Word
    subject: Word | None
    outcome: tuple[Outcome, Span] | None
    amount: Money | None
    by: tuple[Word, ...]
    not_by: tuple[Word, ...]
    places: tuple[Word, ...] | None
    funds: tuple[Word, ...] | None
    due: tuple[date, Span] | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedDuty:
    provision: Word
    subject: Word | None
    status: Word
    due: tuple[date, Span] | None
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedTerm:
    term: Word
    subject: Word | None
    value: Word
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedApplies:
    """Whether a provision applies to a subject: a truth, or why it is not competent."""

    provision: Word
    subject: Word | None
    applies: Word
    span: Span


Expectation: TypeAlias = ExpectedOutcome | ExpectedDuty | ExpectedTerm | ExpectedApplies


@dataclass(frozen=True, slots=True)
class Case:
    """`facts` is the tree as written, or what the file named by `facts_file` holds."""

    name: Word
    as_of: date | None
    facts: Node | None
    facts_file: Word | None
    expect: tuple[Expectation, ...]
    span: Span
