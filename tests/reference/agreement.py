"""The runtime beside the reference: where do they not agree?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Any

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.decide import decide as decide_quickly
from doudi.runtime.evaluation.duties import duties as duties_of
from doudi.runtime.evaluation.evaluate import term_value, value
from doudi.runtime.evaluation.index import index
from doudi.runtime.evaluation.reasons import reason
from doudi.runtime.evaluation.scope import Run, Scope, scope_of, start
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.operators.truths import truth
from doudi.runtime.program.expressions import Aggregate
from doudi.runtime.trace import Contest, Step
from doudi.runtime.values import Interval, NotApplicable, Symbol, Truth, UnknownSymbol
from tests.reference import amounts, reasons, semantics
from tests.reference import values as v
from tests.reference.case import Case, case_of, number
from tests.reference.compiled import Ready
from tests.reference.reasons import Reason
from tests.reference.values import NA, Range


def trace_disagreements(these: Ready, facts: Mapping[str, Any]) -> list[str]:
    """What more detail, or a second time, decides otherwise; every step that is not its value."""
    case = case_from_python(facts, these.index.program)
    first = decide_quickly(these.index, case, detail="full")
    others = (
        decide_quickly(index(these.index.program), case, detail="full"),
        decide_quickly(these.index, case, detail="compact"),
        decide_quickly(these.index, case, detail="none"),
    )
    said = [] if first == others[0] else ["decided a second time, it is another decision"]
    if any((first.outcomes, first.duties) != (it.outcomes, it.duties) for it in others):
        said.append("detail changes what is decided")
    run = start(these.index, case, first.as_of)
    for it in first.trace.provisions:
        if it.condition is None:
            continue
        provision = these.index.provisions[it.provision]
        scope = scope_of(run, provision, run.by_key[it.subject])
        if truth(it.condition.value).value != it.truth:
            said.append(
                f"{it.provision} {it.subject}: {it.truth}, in the trace {it.condition.value}"
            )
        said += (f"{it.provision} {it.subject}: step {step}" for step in wrong(it.condition, scope))
    return said


def wrong(step: Step, scope: Scope) -> Iterator[Step]:
    """The steps whose value is not what their expression comes to."""
    if value(step.expr, scope) != step.value:
        yield step
    for part in step.parts:
        inner = isinstance(step.expr, Aggregate) and part.subject is not None
        node = scope.run.by_key[part.subject] if inner and part.subject else scope.node
        yield from wrong(part, replace(scope, node=node))


def disagreements(these: Ready, facts: Mapping[str, Any], seen: Counter[str]) -> Iterator[str]:
    """One line for each thing that the two say differently of."""
    case = case_from_python(facts, these.index.program)
    decision = decide_quickly(these.index, case, detail="none")
    told = case_of(facts, these.rules)
    answer = semantics.decide(told)
    run = start(these.index, case, decision.as_of)
    for term in these.index.program.terms:
        for node in run.nodes.get(term.entity, ()):
            ours = _value(term_value(term.id, node, run).value, these)
            theirs = answer.terms[these.zh[term.id], node.key[1]]
            if ours != theirs:
                yield f"term {these.zh[term.id]} {node.key[1]}: runtime {ours}, reference {theirs}"
    duties: dict[tuple[str, str], tuple[str, int | None]] = {
        (it.provision, it.subject.id): (it.status, _due(it)) for it in decision.duties
    }
    for key in sorted({*duties, *answer.duties}):
        ours_, theirs_ = duties.get(key), answer.duties.get(key)
        seen[f"duty {None if theirs_ is None else theirs_[0]}"] += 1
        if ours_ != theirs_:
            yield f"duty {key}: runtime {ours_}, reference {theirs_}"
    contests: list[Contest] = []
    assert tuple(duties_of(run, contests)) == decision.duties
    gone = {(it.loser, it.subject[1]) for it in contests if it.subject is not None}
    seen["duty set aside"] += len(answer.set_aside)
    if gone != answer.set_aside:
        yield f"set aside: runtime {sorted(gone)}, reference {sorted(answer.set_aside)}"
    for it in decision.outcomes:
        expected = answer.schemes[these.zh[it.scheme], it.subject.id]
        seen[f"outcome {expected.outcome}"] += 1
        seen.update(f"clash {facet}" for facet, _ in expected.clashes)
        decided, found = _reasons(it, expected, run, told, these)
        if expected.outcome == "undetermined":
            seen[f"missing {_sort_of(found.missing, these)}"] += 1
        if decided != found:
            yield f"{these.zh[it.scheme]} {it.subject.id}: runtime {decided}, reference {found}"
        for what, a, b in _different(it, expected, these):
            yield f"{these.zh[it.scheme]} {it.subject.id} {what}: runtime {a}, reference {b}"


def _reasons(
    it: SchemeOutcome, expected: semantics.Result, run: Run, told: Case, these: Ready
) -> tuple[Reason, Reason]:
    """The runtime's, in the rules' own names, and the reference's."""
    scheme, subject = these.zh[it.scheme], it.subject
    ours = reason(it, run.by_key[subject.entity, subject.id], run)
    here = told.subjects(these.rules.entity_of(scheme))
    (node,) = (one for one in here if one.id == subject.id)
    missing = None if ours.missing is None else these.zh.get(ours.missing, ours.missing)
    return (
        Reason(ours.provision, ours.condition, missing),
        reasons.reason(expected, scheme, node, told),
    )


def _sort_of(missing: str | None, these: Ready) -> str:
    if missing is None or missing not in these.rules.declared:
        return str(missing)
    return these.rules.declared[missing][0].keyword.lower()


def _value(it: object, these: Ready) -> object:
    match it:
        case Truth():
            return v.Truth(it.value)
        case Interval(low, high):
            return Range(-inf if low is None else low, inf if high is None else high)
        case Symbol(id_):
            return v.Symbol(these.zh.get(id_, id_))
        case UnknownSymbol():
            return v.Symbol(None)
        case NotApplicable():
            return NA
        case _:
            return it


def _due(it: Any) -> int | None:
    if it.due_moment is not None:
        return int(number(it.due_moment, "MOMENT"))
    return None if it.due is None else it.due.toordinal()


def _different(
    it: SchemeOutcome, expected: semantics.Result, these: Ready
) -> Iterator[tuple[str, object, object]]:
    def zh(options: Any) -> frozenset[str]:
        return frozenset(these.zh[one] for one in options)

    if it.outcome.value != expected.outcome:
        yield "outcome", it.outcome.value, expected.outcome
        return
    schedule = None
    if it.schedule is not None:
        s = it.schedule
        schedule = (
            s.every, s.start, s.end, s.open,
            tuple((one.month, _amount(one.amount)) for one in s.instalments),
        )  # fmt: skip
    for what, ours, theirs in (
        ("provisions", frozenset(it.provisions), expected.provisions),
        ("barred_by", frozenset(it.barred_by), expected.barred_by),
        ("amount", _amount(it.amount), expected.amount or amounts.NONE),
        ("schedule", schedule, _plain_payments(expected)),
        ("places", frozenset((these.zh[p.option], p.mode) for p in it.places), expected.places),
        ("funds", zh(it.funds), expected.funds),
        ("due", None if it.due is None else it.due.toordinal(), expected.due),
        (
            "clashes",
            frozenset((c.facet, frozenset(c.provisions)) for c in it.clashes),
            expected.clashes,
        ),
    ):
        if ours != theirs:
            yield what, ours, theirs


def _plain_payments(expected: semantics.Result) -> object:
    it = expected.payments
    return None if it is None else (it.run.every, it.start, it.end, it.open, it.months)


def _amount(it: Any) -> amounts.Amount:
    return amounts.Amount(it.status, it.low, it.high)
