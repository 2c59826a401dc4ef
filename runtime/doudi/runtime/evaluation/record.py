"""Expressions again, keeping every step: what explanation reads.

The same look-ups and the same operator table as `evaluate`; a test holds that
the values agree step for step.
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
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.operators import apply
from doudi.runtime.program import expressions as ir
from doudi.runtime.trace import Step


def record(expr: ir.Expr, scope: Scope) -> Step:
    """The expression's value with the values of its parts, down to facts and figures."""
    match expr:
        case ir.Op(op=op, args=args):
            parts = tuple([record(it, scope) for it in args])
            found = apply(op, [it.value for it in parts], scope.run.index.tables)
            return Step(expr, found, parts)
        case ir.Fact():
            use = fact_use(expr, scope)
            return Step(expr, use.value, (), use, use.subject)
        case ir.Term(id=term):
            owner = holder(scope.node, scope.run.index.terms[term].entity, scope.run)
            result = term_value(term, scope.node, scope.run)
            return Step(expr, result.value, (), None, (owner or scope.node).key)
        case ir.Standard(args=args):
            parts = tuple([record(it, scope) for it in args])
            found, uses = standard_value(expr, [it.value for it in parts], scope)
            rows = tuple(
                Step(
                    expr,
                    found,
                    (),
                    it,
                )
                for it in uses
            )
            return Step(expr, found, parts + (rows if len(rows) > 1 else ()), uses[0])
        case ir.Aggregate():
            return _aggregate(expr, scope)
        case _:
            return Step(expr, constant(expr, scope))


def _aggregate(expr: ir.Aggregate, scope: Scope) -> Step:
    nodes = scope.run.members(expr.entity, scope.node) or ()
    parts = tuple(
        replace(record(part, scope.at(it)), subject=it.key)
        for it in nodes
        for part in (expr.when, expr.value)
        if part is not None
    )
    return Step(expr, value(expr, scope), parts)
