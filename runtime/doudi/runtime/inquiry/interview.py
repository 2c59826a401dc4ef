"""An interview as a value: a case, what was answered since, and what to ask next.

Knows no terminal, no file and no clock; each function gives a new interview. The same answers
in the same order always lead to the same question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from doudi.runtime.canonical import Json
from doudi.runtime.decision import Contradiction, Decision
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.selection import EVERYTHING, Selection, selected
from doudi.runtime.facts.errors import FactsError, Findings
from doudi.runtime.facts.given import Place, given
from doudi.runtime.facts.model import Case, Given
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.inquiry.implications import with_implied
from doudi.runtime.inquiry.model import Inquiry, Question
from doudi.runtime.inquiry.next_questions import next_questions
from doudi.runtime.probing.cells import Cell, declared_of, given_in, with_answers


@dataclass(frozen=True, slots=True)
class Answered:
    """`said`: as it stands in a facts file; `given`: what that comes to."""

    cell: Cell
    said: Json
    given: Given


@dataclass(frozen=True, slots=True, eq=False)
class Interview:
    """`case`: before the first answer. `costs`: by a fact's id, 1 where it is not named."""

    rules: Index
    case: Case
    as_of: date
    wanted: Selection = EVERYTHING
    costs: Mapping[str, Fraction] = field(default_factory=dict)
    answers: tuple[Answered, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an interview is.

    `waiting`: what is to be asked, best first; no more questions than these are still to come.
    `unanswered`: what would still matter, and was asked in vain: nobody knows, skipped, a range.
    """

    inquiry: Inquiry
    waiting: tuple[Question, ...]
    unanswered: tuple[Question, ...]


def standing(interview: Interview) -> Standing:
    inquiry = next_questions(
        interview.rules,
        case_now(interview),
        interview.as_of,
        schemes=interview.wanted.schemes,
        subjects=interview.wanted.subjects,
        costs=interview.costs,
    )
    asked = {it.cell for it in interview.answers}
    vain = {it.cell for it in inquiry.questions if it.cell in asked or _unknown(it, interview)}
    return Standing(
        inquiry,
        tuple(it for it in inquiry.questions if it.cell not in vain),
        tuple(it for it in inquiry.questions if it.cell in vain),
    )


def current(interview: Interview) -> Question | None:
    """The question to ask; None where no answer that somebody could give would change a result."""
    waiting = standing(interview).waiting
    return waiting[0] if waiting else None


def answered(interview: Interview, cell: Cell, said: Json) -> Interview:
    """With an answer as a facts file would have it. Raises FactsError where it does not fit."""
    answer = Answered(cell, said, read_answer(cell, said, interview.rules))
    return replace(interview, answers=(*interview.answers, answer))


def back(interview: Interview) -> Interview:
    """As it was before the last answer; the same where there is none."""
    return replace(interview, answers=interview.answers[:-1])


def case_now(interview: Interview) -> Case:
    """The case with all answers in their places; of two to one question the later counts."""
    answers = {it.cell: it.given for it in interview.answers}
    return with_answers(interview.case, answers, interview.rules)


def read_answer(cell: Cell, said: Json, rules: Index, path: str = "") -> Given:
    """What an answer comes to. Raises FactsError, which names `path`."""
    found = Findings()
    place = Place(path, declared_of(cell, rules), vocabulary(rules.program), found)
    answer = given(said, place)
    if found.count:
        raise FactsError(found.all())
    return answer


def case_concluded(interview: Interview, inquiry: Inquiry) -> Case:
    """The case with all answers, and those that follow from them, each by what it follows from."""
    return with_implied(case_now(interview), inquiry.implied, interview.rules)


def decision_now(interview: Interview, inquiry: Inquiry, bundle_hash: str = "") -> Decision:
    """What the rules come to with the answers so far, on what was asked about alone."""
    case = case_concluded(interview, inquiry)
    found = decide(interview.rules, case, interview.as_of, bundle_hash=bundle_hash)
    return replace(selected(found, interview.wanted), duties=())


def contradictions_now(interview: Interview) -> tuple[Contradiction, ...]:
    """What of the facts with the answers so far cannot all be so."""
    return contradictions(start(interview.rules, case_now(interview), interview.as_of))


def _unknown(question: Question, interview: Interview) -> bool:
    """Whether the facts say already that nobody knows."""
    known = given_in(interview.case, question.cell)
    return known is not None and known.status == "unknown"
