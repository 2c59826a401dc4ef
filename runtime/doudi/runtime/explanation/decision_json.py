"""A decision as JSON: one document with a published schema, the same bytes every time.

Takes a decision and its program; gives plain JSON values for `canonical`. Money is
a decimal string in yuan, a date is ISO 8601, ids are those of the program. Nothing
depends on a language: texts for people come in both.
"""

from __future__ import annotations

from collections.abc import Iterable

from doudi.runtime.canonical import Json
from doudi.runtime.decision import (
    AmountResult,
    Contradiction,
    Decision,
    DutyResult,
    Need,
    Schedule,
    SchemeOutcome,
    Subject,
)
from doudi.runtime.explanation.contradictions import statement
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.figures import yuan
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.trace_json import fact_use_json, trace_json
from doudi.runtime.explanation.tree import Depth
from doudi.runtime.explanation.tree_json import blocks_json
from doudi.runtime.program.declarations import Program, Provision
from doudi.runtime.program.types import Quantity

SCHEMA = "doudi-decision/1"


def decision_json(decision: Decision, program: Program, depth: Depth = "verdict") -> Json:
    """The decision and its explanation in both languages; with `full` its trace as well."""
    document = decided_json(decision, program)
    document["explanation"] = {
        "depth": depth,
        "zh": blocks_json(explain(decision, program, depth, "zh")),
        "en": blocks_json(explain(decision, program, depth, "en")),
    }
    if depth == "full":
        document["trace"] = trace_json(decision.trace, lexicon(program, "zh"))
    return document


def decided_json(decision: Decision, program: Program) -> dict[str, Json]:
    """The decision alone: what an explanation is made from, and no wording of one."""
    areas = {it.code: it.name for it in program.areas}
    return {
        "schema": SCHEMA,
        "bundle": {
            "hash": decision.bundle_hash,
            "documents": {it.id: it.version for it in program.documents},
        },
        "as_of": decision.as_of.isoformat(),
        "area": {"code": decision.area, "name": areas.get(decision.area, "")},
        "outcomes": [_outcome(it, program) for it in decision.outcomes],
        "duties": [_duty(it, program) for it in decision.duties],
        "contradictions": [contradiction_json(it, program) for it in decision.contradictions],
        "clauses": _clauses(decision, program),
    }


def _outcome(it: SchemeOutcome, program: Program) -> Json:
    return {
        "scheme": it.scheme,
        "subject": subject_json(it.subject),
        "outcome": it.outcome.value,
        "norm": it.norm,
        "amount": {**amount_json(it.amount), "period": it.schedule.every if it.schedule else None},
        "schedule": schedule_json(it.schedule),
        "provisions": list(it.provisions),
        "place": [
            {"option": place.option, "mode": place.mode, "provision": place.provision}
            for place in it.places
        ],
        "fund": list(it.funds),
        "due": it.due.isoformat() if it.due else None,
        "procedures": list(it.procedures),
        "needs": needs_json(it.needs, program),
        "barred_by": list(it.barred_by),
        "failed": list(it.failed),
        "undetermined": list(it.undetermined),
        "judgement": list(it.judgement),
        "clashes": [
            {"facet": clash.facet, "provisions": list(clash.provisions)} for clash in it.clashes
        ],
        "assumptions": list(it.assumptions),
    }


def _duty(it: DutyResult, program: Program) -> Json:
    return {
        "provision": it.provision,
        "norm": it.norm,
        "holder": list(it.holders),
        "subject": subject_json(it.subject),
        "status": it.status,
        "due": it.due_moment or (it.due.isoformat() if it.due else None),
        "needs": needs_json(it.needs, program),
        "assumptions": list(it.assumptions),
    }


def amount_json(it: AmountResult) -> dict[str, Json]:
    return {
        "min": None if it.low is None else yuan(it.low),
        "max": None if it.high is None else yuan(it.high),
        "unit": None if it.unit is None else unit(it.unit),
        "status": it.status,
        "left_to": it.left_to or None,
        "discretionary": it.discretionary,
        "provisions": list(it.provisions),
    }


def unit(it: Quantity) -> str:
    """`yuan/person/month`, as the tables of standards write it."""
    below = ("person", it.person), ("month", it.month), ("year", it.year)
    return "yuan" + "".join(f"/{name}" for name, exponent in below if exponent < 0)


def schedule_json(it: Schedule | None) -> Json:
    if it is None:
        return None
    return {
        "every": it.every,
        "start": it.start.isoformat() if it.start else None,
        "end": it.end.isoformat() if it.end else None,
        "open": it.open,
        "instalments": [
            {"month": part.month.isoformat()[:7], "amount": amount_json(part.amount)}
            for part in it.instalments
        ],
        "assumptions": list(it.assumptions),
    }


def needs_json(needs: Iterable[Need], program: Program) -> Json:
    asks = {str(it.id): it.question for it in program.facts}
    return [
        {
            "kind": it.kind,
            "name": it.name,
            "subject": subject_json(it.subject) if it.subject else None,
            "question": {"zh": asks[it.name].zh, "en": asks[it.name].en}
            if it.kind == "fact" and it.name in asks
            else None,
            "detail": {"zh": it.detail, "en": it.detail_en or it.detail},
        }
        for it in needs
    ]


def _clauses(decision: Decision, program: Program) -> Json:
    """Every provision that the outcomes and duties name, with its sentence."""
    named: set[str] = {str(it.provision) for it in decision.duties}
    for it in decision.outcomes:
        named.update(it.provisions, it.barred_by, it.failed, it.undetermined, it.judgement)
        named.update(place.provision for place in it.places)
        named.update(id_ for clash in it.clashes for id_ in clash.provisions)
    return {it.id: clause_json(it, program) for it in program.provisions if it.id in named}


def clause_json(it: Provision, program: Program) -> Json:
    document = next((doc for doc in program.documents if doc.id == it.document), None)
    return {
        "document": it.document,
        "document_title": document.title if document else "",
        "document_number": document.number if document else "",
        "title": it.title,
        "quotes": [{"address": cite.address, "text": cite.quote} for cite in it.citations],
        "sources": list(it.sources),
    }


def contradiction_json(it: Contradiction, program: Program) -> Json:
    zh, en = lexicon(program, "zh"), lexicon(program, "en")
    return {
        "subject": subject_json(it.subject),
        "statement": {"zh": statement(it, zh), "en": statement(it, en)},
        "sources": list(it.sources),
        "facts": [fact_use_json(use, zh) for use in it.facts],
    }


def subject_json(it: Subject) -> Json:
    return {"entity": it.entity, "id": it.id}
