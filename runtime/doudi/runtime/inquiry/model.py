"""What is still to be asked about a case, and what each answer would settle.

The best question comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from doudi.runtime.decision import Need, Subject
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell
from doudi.runtime.probing.probe import Result
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import ProvisionId, SchemeId
from doudi.runtime.program.types import Type


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers that may be given, and what the scheme would come to with it.

    `low`, `high`: of a number or a date, the stretch of answers that this stands for, both ends
    included, in run-time units; None is an open end. `settles`: nothing more would be asked.
    """

    given: Given
    result: Result
    settles: bool
    still: int
    low: Fraction | int | None = None
    high: Fraction | int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """For which scheme and subject a question is asked, and which clauses read the fact."""

    scheme: SchemeId
    subject: Subject
    provisions: tuple[ProvisionId, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that can still change a result.

    `low`, `high`: its declared range in run-time units. `expected`: the cost of all questions to
    come if this one is asked first, each answer as likely as the other; an estimate.
    """

    cell: Cell
    text: Text
    type: Type
    low: Fraction | int | None
    high: Fraction | int | None
    sensitive: bool
    cost: Fraction
    expected: Fraction
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Implied:
    """The one answer left by what nobody can overturn; `statement`: the axiom or exclusion."""

    cell: Cell
    given: Given
    statement: str


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`questions`: exactly the facts that can still change a result. Empty: all is settled.

    `missing`: figures, notices, calendar years, definitions and whole lists of people that keep a
    result open and that no answer to a question would bring. `implied`: taken as answered.
    """

    questions: tuple[Question, ...]
    missing: tuple[Need, ...]
    implied: tuple[Implied, ...]
