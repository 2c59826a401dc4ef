"""Expressions again, keeping every step: what explanation reads.

The same look-ups and the same operator table as `evaluate`; a test holds that
the values agree step for step. A fact or a term of a subject is one step of a
decision, wherever it is looked at.
"""

from __future__ import annotations

from dataclasses import replace

from doudi.runtime.evaluation.evaluate import (
    constant,
    fact_use,
    holder,
    standard_value,
    term_value,
    value,
)
from doudi.runtime.evaluation.scope import Node, Run, Scope, scope_of
from doudi.runtime.operators import apply
from doudi.runtime.operators.truths import truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import TermId
from doudi.runtime.trace import Step


def record(expr: ir.Expr, scope: Scope) -> Step:
    """The expression's value with the values of its parts, down to facts and figures."""
    match expr:
        case ir.Op(op=op, args=args):
            parts = tuple([record(it, scope) for it in args])
            came = apply(op, [it.value for it in parts], scope.run.index.tables)
            return Step(expr, came, parts)
        case ir.Fact():
            return _fact(expr, scope)
        case ir.Term():
            return _term(expr, scope)
        case ir.Standard(args=args):
            parts = tuple([record(it, scope) for it in args])
            figure, uses = standard_value(expr, [it.value for it in parts], scope)
            rows = tuple(Step(expr, figure, (), it) for it in uses)
            return Step(expr, figure, parts + (rows if len(rows) > 1 else ()), uses[0])
        case ir.Aggregate():
            return _aggregate(expr, scope)
        case ir.Special():
            return Step(expr, constant(expr, scope))
        case _:
            known = scope.run.index.literals
            found = known.get(id(expr))
            if found is None:
                found = known[id(expr)] = Step(expr, constant(expr, scope))
            return found


def record_conditions(run: Run) -> None:
    """Of every competent provision for each subject: what is recorded is not worked out again."""
    for provision in run.index.program.provisions:
        if run.competence[provision.id] == "competent":
            for node in run.nodes.get(provision.entity, ()):
                condition_step(provision, node, run)


def condition_step(provision: Provision, node: Node, run: Run) -> Step | None:
    """How a provision's condition came out for a subject; None where it has none."""
    if provision.condition is None:
        return None
    key = (provision.id, node.key)
    found = run.steps.get(key)
    if found is None:
        found = record(provision.condition, scope_of(run, provision, node))
        run.steps[key] = found
        run.conditions[key] = truth(found.value)
    return found


def _fact(expr: ir.Fact, scope: Scope) -> Step:
    run = scope.run
    owner = holder(scope.node, run.index.facts[expr.id].entity, run) or scope.node
    key = (expr.id, owner.key)
    found = run.steps.get(key)
    if found is None:
        use = fact_use(expr, scope)
        found = run.steps[key] = Step(expr, use.value, (), use, use.subject)
    return found


def _term(expr: ir.Term, scope: Scope) -> Step:
    run = scope.run
    owner = holder(scope.node, run.index.terms[expr.id].entity, run) or scope.node
    key = (expr.id, owner.key)
    found = run.steps.get(key)
    if found is None:
        _record_rules(expr.id, owner, run)
        result = term_value(expr.id, scope.node, run)
        found = run.steps[key] = Step(expr, result.value, (), None, owner.key)
    return found


def _record_rules(term: TermId, owner: Node, run: Run) -> None:
    """The conditions that a term hangs on, before it is asked what it came to."""
    if term in owner.instance.terms:
        return
    rules = run.index.by_term[term]
    for it in run.competent(rules.recognising + rules.forbidding + rules.defining):
        if it.entity == owner.instance.entity:
            condition_step(it, owner, run)


def _aggregate(expr: ir.Aggregate, scope: Scope) -> Step:
    nodes = scope.run.members(expr.entity, scope.node) or ()
    parts = tuple(
        replace(record(part, scope.at(it)), subject=it.key)
        for it in nodes
        for part in (expr.when, expr.value)
        if part is not None
    )
    return Step(expr, value(expr, scope), parts)
