"""An inquiry as JSON: a form or another program asks from it. Published as `doudi-inquiry/1`.

Answers are written as a facts file has them; money that nobody answers, in results, as a
decimal string in yuan. Texts for people come in both languages.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, assert_never

from doudi.runtime.canonical import Json
from doudi.runtime.decision import Decision, Subject
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import decision_json as parts
from doudi.runtime.explanation.figures import per, yuan
from doudi.runtime.facts.model import Given
from doudi.runtime.facts.written import given_json
from doudi.runtime.inquiry.answer_forms import stretch_of
from doudi.runtime.inquiry.interview import Interview
from doudi.runtime.inquiry.model import Answer, Asked, Implied, Inquiry, Question
from doudi.runtime.probing.cells import Cell, declared_of
from doudi.runtime.probing.probe import Result, Sum
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import FactId, TermId
from doudi.runtime.values import Interval

SCHEMA: Final = "doudi-inquiry/1"


def inquiry_json(inquiry: Inquiry, decision: Decision, interview: Interview) -> Json:
    """`decision`: how what it is about stands now."""
    rules = interview.rules
    named = {id_ for it in inquiry.questions for asked in it.asked for id_ in asked.provisions}
    return {
        "schema": SCHEMA,
        "bundle": {"hash": decision.bundle_hash},
        "as_of": interview.as_of.isoformat(),
        "schemes": list(interview.wanted.schemes),
        "people": list(interview.wanted.subjects),
        "questions": [_question(it, rules) for it in inquiry.questions],
        "missing": parts.needs_json(inquiry.missing, rules.program),
        "implied": [_implied(it, rules) for it in inquiry.implied],
        "contradictions": [
            parts.contradiction_json(it, rules.program) for it in decision.contradictions
        ],
        "outcomes": [
            {
                "scheme": it.scheme,
                "subject": parts.subject_json(it.subject),
                "outcome": it.outcome.value,
            }
            for it in decision.outcomes
        ],
        "clauses": {
            it: parts.clause_json(rules.provisions[it], rules.program) for it in sorted(named)
        },
    }


def _question(it: Question, rules: Index) -> Json:
    return {
        **_cell(it.cell, rules),
        "text": _text(it.text),
        "type": _type(it.type, rules),
        "minimum": _number(it.low, it.cell, rules),
        "maximum": _number(it.high, it.cell, rules),
        "sensitive": it.sensitive,
        "cost": str(it.cost),
        "expected": str(it.expected),
        "asked": [_asked(one, it, rules) for one in it.asked],
    }


def _asked(it: Asked, question: Question, rules: Index) -> Json:
    return {
        "scheme": it.scheme,
        "subject": parts.subject_json(it.subject),
        "provisions": list(it.provisions),
        "answers": [_answer(one, it, question, rules) for one in it.answers],
    }


def _answer(it: Answer, among: Asked, question: Question, rules: Index) -> Json:
    stretch = stretch_of(it, among, question)
    return {
        "answer": given_json(it.given, declared_of(question.cell, rules)),
        "from": None if stretch is None else _number(stretch.low, question.cell, rules),
        "to": None if stretch is None else _number(stretch.high, question.cell, rules),
        "result": _result(it.result),
        "settles": it.settles,
        "still": it.still,
    }


def _result(it: Result) -> Json:
    return {
        "outcome": it.outcome.value,
        "amount": _sum(it.amount),
        "every": it.every,
        "start": _day(it.start),
        "end": _day(it.end),
        "instalments": [
            {"month": month.isoformat()[:7], "amount": _sum(amount)}
            for month, amount in it.instalments
        ],
    }


def _sum(it: Sum) -> Json:
    return {
        "status": it.status,
        "min": None if it.low is None else yuan(it.low),
        "max": None if it.high is None else yuan(it.high),
        "unit": None if it.unit is None else parts.unit(it.unit),
        "left_to": it.left_to or None,
        "discretionary": it.discretionary,
    }


def _implied(it: Implied, rules: Index) -> Json:
    return {
        **_cell(it.cell, rules),
        "answer": given_json(it.given, declared_of(it.cell, rules)),
        "statement": it.statement,
    }


def _cell(it: Cell, rules: Index) -> dict[str, Json]:
    fact = rules.facts.get(FactId(it.name))
    name = rules.terms[TermId(it.name)].name if fact is None else fact.name
    return {
        "fact": it.name,
        "name": _text(name),
        "subject": parts.subject_json(Subject(it.entity, it.subject)),
    }


def _type(type_: types.Type, rules: Index) -> Json:
    match type_:
        case types.Boolean():
            return {"kind": "boolean"}
        case types.Quantity():
            unit = parts.unit(type_) if type_.yuan else per(type_, "en").strip()
            return {"kind": "number", "unit": unit or None, "integer": type_.integer}
        case types.Date():
            return {"kind": "date"}
        case types.Moment():
            return {"kind": "moment"}
        case types.Duration(unit=unit_of_time):
            return {"kind": "duration", "unit": unit_of_time.value}
        case types.Area():
            return {"kind": "area"}
        case types.Choice(id=choice):
            (declared,) = (it for it in rules.program.choices if it.id == choice)
            options = [{"id": id_, **_text(text)} for id_, text in declared.options]
            return {"kind": "choice", "options": options}
        case _:
            assert_never(type_)


def _number(it: Fraction | int | None, cell: Cell, rules: Index) -> Json:
    if it is None:
        return None
    return given_json(Given("given", Interval(it, it)), declared_of(cell, rules))


def _text(it: Text) -> dict[str, Json]:
    return {"zh": it.zh, "en": it.en}


def _day(it: date | None) -> Json:
    return None if it is None else it.isoformat()
