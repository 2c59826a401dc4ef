"""The answer as JSON, published as `doudi-whynot/1`.

Values of facts stand as a facts file has them, so that a change can be put into one; what somebody
would get is written as in a decision. Texts for people come in both languages.
"""

from __future__ import annotations

from typing import Final, assert_never

from doudi.runtime.canonical import Json
from doudi.runtime.decision import SchemeOutcome, Subject
from doudi.runtime.evaluation.index import Index
from doudi.runtime.explanation import decision_json as parts
from doudi.runtime.explanation.conditions import tree
from doudi.runtime.explanation.figures import yuan
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.tree_json import blocks_json
from doudi.runtime.facts.model import Given
from doudi.runtime.facts.written import given_json
from doudi.runtime.probing.cells import Cell, declared_of
from doudi.runtime.program.ids import EntityId
from doudi.runtime.trace import FactUse, Trace
from doudi.runtime.whynot.drawn import cited
from doudi.runtime.whynot.letter import letter
from doudi.runtime.whynot.model import (
    Alternative,
    Barred,
    Beaten,
    Carrying,
    Change,
    Clashing,
    Condition,
    Elsewhere,
    Failed,
    Left,
    Open,
    Reason,
    WhyNot,
)

SCHEMA: Final = "doudi-whynot/1"


def whynot_json(answer: WhyNot, rules: Index, most: int) -> Json:
    """`most`: how many alternatives are shown; the others are counted."""
    decision, found, program = answer.decision, answer.found, rules.program
    shown = found.alternatives[:most]
    named = {*cited(answer.reasons), *cited(answer.none_because)}
    named.update(id_ for it in shown for id_ in it.result.provisions)
    return {
        "schema": SCHEMA,
        "bundle": {"hash": decision.bundle_hash},
        "as_of": decision.as_of.isoformat(),
        "area": decision.area,
        "scheme": answer.outcome.scheme,
        "subject": parts.subject_json(answer.outcome.subject),
        "now": _result(answer.outcome),
        "contradictions": [parts.contradiction_json(it, program) for it in decision.contradictions],
        "sought": answer.sought,
        "at_least": None if answer.at_least is None else yuan(answer.at_least),
        "reasons": [_reason(it, decision.trace, rules) for it in answer.reasons],
        "alternatives": [_alternative(it, rules) for it in shown],
        "more": len(found.alternatives) - len(shown),
        "searched": {
            "changeable": found.changeable,
            "up_to": found.up_to,
            "exhausted": found.exhausted,
        },
        "none_because": [_reason(it, answer.fixed.trace, rules) for it in answer.none_because],
        "clauses": {it: parts.clause_json(rules.provisions[it], program) for it in sorted(named)},
        "explanation": {
            "zh": blocks_json(letter(answer, lexicon(program, "zh"), most)),
            "en": blocks_json(letter(answer, lexicon(program, "en"), most)),
        },
    }


def _result(it: SchemeOutcome) -> Json:
    every = None if it.schedule is None else it.schedule.every
    return {
        "outcome": it.outcome.value,
        "amount": {**parts.amount_json(it.amount), "period": every},
        "provisions": list(it.provisions),
    }


def _alternative(it: Alternative, rules: Index) -> Json:
    return {
        "changes": [_change(one, rules) for one in it.changes],
        "distance": str(it.distance),
        "result": _result(it.result),
    }


def _change(it: Change, rules: Index) -> Json:
    return {
        "fact": it.cell.name,
        "subject": _subject(it.cell.entity, it.cell.subject),
        "from": None if it.before is None else given_json(it.before, declared_of(it.cell, rules)),
        "to": given_json(it.after, declared_of(it.cell, rules)),
    }


def _reason(it: Reason, trace: Trace, rules: Index) -> Json:
    match it:
        case Failed(provision=id_, conditions=found):
            return {
                "kind": "not_met",
                "provision": id_,
                "conditions": [_condition(one, trace, rules) for one in found],
            }
        case Barred(provision=id_, over=over, conditions=found):
            return {
                "kind": "excluded",
                "provision": id_,
                "over": [{"provision": loser, "principle": by} for loser, by in over],
                "conditions": [_condition(one, trace, rules) for one in found],
            }
        case Beaten(contest=contest):
            return {
                "kind": "beaten",
                "provision": contest.loser,
                "by": contest.winner,
                "facet": contest.facet,
                "principle": contest.principle,
            }
        case Elsewhere():
            return {
                "kind": "not_competent",
                "provision": it.provision,
                "lacks": it.lacks,
                "why": it.why or None,
                "start": it.start.isoformat(),
                "end": None if it.end is None else it.end.isoformat(),
                "area": rules.provisions[it.provision].area,
            }
        case Open(need=need):
            return {"kind": "needed", "needs": parts.needs_json([need], rules.program)}
        case Clashing(clash=clash):
            return {"kind": "clash", "facet": clash.facet, "provisions": list(clash.provisions)}
        case Left(provision=id_, conditions=found):
            return {
                "kind": "left_to_the_office",
                "provision": id_,
                "norm": rules.provisions[id_].norm,
                "conditions": [_condition(one, trace, rules) for one in found],
            }
        case Carrying(provision=id_):
            return {"kind": "rests_on", "provision": id_}
        case _:
            assert_never(it)


def _condition(it: Condition, trace: Trace, rules: Index) -> Json:
    zh, en = (
        tree(it.step, trace, lexicon(rules.program, lang), everything=False).text
        for lang in ("zh", "en")
    )
    return {
        "text": {"zh": zh, "en": en},
        "decisive": it.decisive,
        "facts": [_fact(one, rules) for one in it.facts],
    }


def _fact(it: FactUse, rules: Index) -> Json:
    cell = Cell(EntityId(it.subject[0]), it.subject[1], it.fact)
    given = None if it.status == "absent" else Given(it.status, it.value, it.source)
    return {
        "fact": it.fact,
        "subject": _subject(*it.subject),
        "status": it.status,
        "value": None if given is None else given_json(given, declared_of(cell, rules)),
    }


def _subject(entity: str, id_: str) -> Json:
    return parts.subject_json(Subject(EntityId(entity), id_))
