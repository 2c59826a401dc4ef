"""The trace of a decision that has been made: what became of every provision, and why.

Compact: filters, truths, contests, roundings, terms. Full: conditions and amounts
step by step as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from doudi.runtime.decision import DutyResult, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.evaluate import condition, holder
from doudi.runtime.evaluation.record import condition_step, record
from doudi.runtime.evaluation.scope import Run, Scope, TermResult, scope_of
from doudi.runtime.program.declarations import Complete, Define, Facets, Provision, Satisfy
from doudi.runtime.program.expressions import Expr, Fact
from doudi.runtime.program.ids import ProvisionId, TermId
from doudi.runtime.trace import (
    DayStep,
    ProvisionTrace,
    StandardUse,
    Step,
    SubjectKey,
    TermTrace,
    Trace,
)


def trace(
    run: Run,
    outcomes: tuple[SchemeOutcome, ...],
    duties: tuple[DutyResult, ...],
    notes: Notes,
    *,
    full: bool,
) -> Trace:
    provisions = tuple(
        it for p in run.index.program.provisions for it in _became(p, run, full=full)
    )
    amounts = tuple(_amounts(run, outcomes)) if full else ()
    tests = tuple(_tests(run, duties)) if full else ()
    days = tuple(_days(run, outcomes, duties)) if full else ()
    # Last: recording above may have asked for terms that nothing had asked for before.
    terms = tuple(
        _term(term, key, run.terms[term, key], run, full=full) for term, key in sorted(run.terms)
    )
    return Trace(
        provisions,
        terms,
        tuple(dict.fromkeys(notes.contests)),
        tuple(dict.fromkeys(notes.roundings)),
        amounts + tests,
        days,
    )


def _became(provision: Provision, run: Run, *, full: bool) -> list[ProvisionTrace]:
    competence = run.competence[provision.id]
    if competence != "competent":
        return [
            ProvisionTrace(provision.id, run.area.key, competence, _why(provision, run), None, None)
        ]
    found = []
    for node in run.nodes.get(provision.entity, ()):
        step = condition_step(provision, node, run) if full else None
        truth = condition(provision, node, run)
        found.append(ProvisionTrace(provision.id, node.key, "competent", "", truth.value, step))
    return found


def _why(provision: Provision, run: Run) -> Literal["", "before", "after", "repealed"]:
    """Which side of its time a provision is on; nothing to add for area and authority."""
    document = run.index.documents[provision.document]
    forces = (document.force, provision.force)
    if any(run.as_of < it.start for it in forces):
        return "before"
    if any(it.end is not None and run.as_of > it.end for it in forces):
        return "after"
    ends = [run.index.repealed.get(it) for it in (document.id, provision.id)]
    return "repealed" if any(it is not None and it <= run.as_of for it in ends) else ""


def _amounts(
    run: Run, outcomes: tuple[SchemeOutcome, ...]
) -> Iterator[tuple[ProvisionId, SubjectKey, Step]]:
    """How each stated amount was worked out; for schedules, in every month that it is otherwise."""
    for outcome in outcomes:
        key: SubjectKey = (outcome.subject.entity, outcome.subject.id)
        node = run.by_key.get(key)
        for id_ in outcome.amount.provisions:
            provision = run.index.provisions[id_]
            clause = provision.facets.amount
            if clause is None or node is None:
                continue
            for expr in (it for it in (clause.value, clause.upper) if it is not None):
                before = None
                for month in _months(outcome, run.as_of):
                    scope = scope_of(run, provision, node)
                    scope = replace(scope, on=month or run.as_of, month=month)
                    step = record(expr, scope)
                    if (found := (step.value, tuple(_rows(step)))) != before:
                        yield id_, key, step
                    before = found


def _months(outcome: SchemeOutcome, as_of: date) -> list[date | None]:
    plan = outcome.schedule
    if plan is None or plan.every == "once":
        return [None]
    return [it.month for it in plan.instalments] or [as_of.replace(day=1)]


def _rows(step: Step) -> Iterator[StandardUse]:
    """The rows under a step, whatever the day they were looked up on."""
    if isinstance(step.use, StandardUse):
        yield replace(step.use, on=date.min)
    for part in step.parts:
        yield from _rows(part)


def _tests(run: Run, duties: tuple[DutyResult, ...]) -> list[tuple[ProvisionId, SubjectKey, Step]]:
    """What each duty was judged by: its test, or the day that it was done."""
    found = []
    for duty in duties:
        provision = run.index.provisions[duty.provision]
        node = run.by_key.get((duty.subject.entity, duty.subject.id))
        match provision.effect:
            case Satisfy(test=test):
                judged_by: Expr = test
            case Complete(fact=fact):
                judged_by = Fact(fact)
            case _:
                continue
        if node is not None:
            step = record(judged_by, scope_of(run, provision, node))
            found.append((provision.id, node.key, step))
    return found


def _days(
    run: Run, outcomes: tuple[SchemeOutcome, ...], duties: tuple[DutyResult, ...]
) -> Iterator[DayStep]:
    """How every day that a provision states was worked out, of those that speak."""
    speaking = [(id_, it.subject) for it in outcomes for id_ in it.provisions]
    speaking += [(it.provision, it.subject) for it in duties]
    for id_, subject in speaking:
        provision, node = run.index.provisions[id_], run.by_key.get((subject.entity, subject.id))
        if node is None:
            continue
        for facet, expr in _stated(provision.facets):
            yield DayStep(facet, id_, node.key, record(expr, scope_of(run, provision, node)))


def _stated(facets: Facets) -> Iterator[tuple[Literal["due", "start", "end"], Expr]]:
    if facets.due is not None:
        yield "due", facets.due
    if facets.period is not None and facets.period.start is not None:
        yield "start", facets.period.start
    if facets.period is not None and facets.period.end is not None:
        yield "end", facets.period.end


def _term(term: TermId, key: SubjectKey, result: TermResult, run: Run, *, full: bool) -> TermTrace:
    declared = run.index.terms[term]
    node = run.by_key.get(key)
    step = None
    if full and node is not None and result.origin == "vocabulary" and declared.means is not None:
        step = record(declared.means, Scope(run, node, run.as_of, None, None))
    if full and node is not None and len(result.provisions) == 1:
        provision = run.index.provisions[result.provisions[0]]
        if isinstance(provision.effect, Define):
            owner = holder(node, provision.entity, run) or node
            step = record(provision.effect.value, scope_of(run, provision, owner))
    given = node.instance.terms.get(term) if node is not None else None
    source = given.source if given is not None and result.origin == "given" else ""
    return TermTrace(term, key, result.value, result.origin, result.provisions, step, source)
