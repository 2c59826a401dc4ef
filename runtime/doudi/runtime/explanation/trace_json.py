"""The trace as JSON, for an auditor: every step with its value, its facts and its figures.

Takes a trace and the names of its program (only to know units); gives plain JSON
values. Its schema is published as `trace`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import assert_never

from doudi.runtime.canonical import Json
from doudi.runtime.explanation import figures
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.units import type_of
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.types import Boolean, Date, Moment, Quantity, Type
from doudi.runtime.trace import FactUse, ProvisionTrace, StandardUse, Step, SubjectKey, Trace
from doudi.runtime.values import (
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)

SCHEMA = "doudi-trace/1"


def trace_json(trace: Trace, names: Lexicon) -> Json:
    return {
        "schema": SCHEMA,
        "provisions": [_provision(it, names) for it in trace.provisions],
        "terms": [
            {
                "term": it.term,
                "subject": _key(it.subject),
                "value": _value(it.value, _term_type(it.term, names)),
                "origin": it.origin,
                "provisions": list(it.provisions),
                "source": it.source or None,
                "step": _step(it.step, names),
            }
            for it in trace.terms
        ],
        "contests": [
            {
                "facet": it.facet,
                "winner": it.winner,
                "loser": it.loser,
                "principle": it.principle,
                "scheme": it.scheme,
                "subject": None if it.subject is None else _key(it.subject),
            }
            for it in trace.contests
        ],
        "roundings": [
            {
                "provision": it.provision,
                "subject": _key(it.subject),
                "before": it.before,
                "after": it.after,
                "rule": it.rule,
                "assumed": it.assumed,
            }
            for it in trace.roundings
        ],
        "amounts": [
            {"provision": id_, "subject": _key(key), "step": _step(step, names)}
            for id_, key, step in trace.amounts
        ],
        "days": [
            {
                "facet": it.facet,
                "provision": it.provision,
                "subject": _key(it.subject),
                "step": _step(it.step, names),
            }
            for it in trace.days
        ],
    }


def fact_use_json(use: FactUse, names: Lexicon) -> Json:
    """Of a fact, of a term that the case gives, or of a list that it leaves empty."""
    declared = names.facts.get(use.fact) or names.terms.get(use.fact)
    return {
        "fact": use.fact,
        "subject": _key(use.subject),
        "status": use.status,
        "value": _value(use.value, declared.type if declared else Boolean()),
        "source": use.source or None,
    }


def _provision(it: ProvisionTrace, names: Lexicon) -> Json:
    return {
        "provision": it.provision,
        "subject": _key(it.subject),
        "competence": it.competence,
        "why": it.why or None,
        "truth": it.truth,
        "condition": _step(it.condition, names),
    }


def _step(it: Step | None, names: Lexicon) -> Json:
    if it is None:
        return None
    said: dict[str, Json] = {
        **_head(it.expr),
        "value": _value(it.value, type_of(it.expr, names)),
    }
    if it.subject is not None:
        said["subject"] = _key(it.subject)
    if it.use is not None:
        said["use"] = _use(it.use, names)
    if it.note:
        said["note"] = it.note
    if it.parts:
        said["parts"] = [_step(part, names) for part in it.parts]
    return said


def _head(expr: ex.Expr) -> dict[str, Json]:
    """What kind of expression a step is, without its operands: they are its parts."""
    match expr:
        case ex.Truth() | ex.Number() | ex.Place() | ex.Span() | ex.Option():
            return {"kind": "literal"}
        case ex.Fact(id=fact):
            return {"kind": "fact", "name": fact}
        case ex.Term(id=term):
            return {"kind": "term", "name": term}
        case ex.Standard(id=standard):
            return {"kind": "standard", "name": standard}
        case ex.Op(op=op):
            return {"kind": "operator", "name": op}
        case ex.Aggregate(kind=kind, entity=entity):
            return {"kind": "aggregate", "name": kind, "entity": entity}
        case ex.Special(name=name):
            return {"kind": "special", "name": name}
        case _:
            assert_never(expr)


def _value(it: Value, type_: Type) -> Json:
    match it:
        case Truth():
            return {"truth": it.value}
        case Interval(low=low, high=high):
            return {_unit(type_): {"min": _end(low, type_), "max": _end(high, type_)}}
        case Symbol(id=id_):
            return {"symbol": id_}
        case UnknownSymbol():
            return {"symbol": None}
        case Length(count=count, unit=unit):
            return {"length": {"count": count, "unit": unit.value}}
        case NotApplicable():
            return {"not_applicable": True}
        case _:
            assert_never(it)


def _unit(type_: Type) -> str:
    match type_:
        case Quantity(yuan=1):
            return "fen"
        case Date():
            return "date"
        case Moment():
            return "moment"
        case _:
            return "number"


def _end(it: Fraction | int | None, type_: Type) -> str | None:
    """An exact number as `n` or `n/d`; a day or a minute as the calendar writes it."""
    if it is None:
        return None
    if isinstance(type_, Date):
        return figures.day(int(it))
    if isinstance(type_, Moment):
        return figures.moment(int(it)).replace(" ", "T")
    return str(Fraction(it))


def _use(use: FactUse | StandardUse, names: Lexicon) -> Json:
    match use:
        case FactUse():
            return fact_use_json(use, names)
        case StandardUse():
            return {
                "standard": use.standard,
                "options": list(use.options),
                "area": use.area,
                "on": use.on.isoformat(),
                "fen": use.amount,
                "document": use.document or None,
                "source": use.source or None,
            }
        case _:
            assert_never(use)


def _term_type(id_: str, names: Lexicon) -> Type:
    declared = names.terms.get(id_)
    return declared.type if declared is not None else Boolean()


def _key(key: SubjectKey) -> Json:
    entity, id_ = key
    return {"entity": entity, "id": id_}
