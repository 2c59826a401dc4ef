"""The facts of a case for which an expression came out as it did.

Takes an expression and where it is evaluated; gives each fact as it was found, down through
derived terms. Parts that came out otherwise than the whole made no difference and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from doudi.runtime.evaluation.evaluate import fact_use, holder, term_value, value
from doudi.runtime.evaluation.scope import Scope, scope_of
from doudi.runtime.operators.truths import truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define
from doudi.runtime.program.ids import TermId
from doudi.runtime.trace import FactUse
from doudi.runtime.values import Interval

_KNOWN = ("given", "not_applicable")


def grounds(expr: ir.Expr, scope: Scope) -> Iterator[FactUse]:
    """In the order of the rule's text; may repeat."""
    match expr:
        case ir.Fact():
            use = fact_use(expr, scope)
            if use.status in _KNOWN:
                yield use
        case ir.Term(id=term):
            yield from _behind(term, scope)
        case ir.Op(op="and" | "or" | "any_open", args=args):
            came = truth(value(expr, scope))
            for it in args:
                if truth(value(it, scope)) is came:
                    yield from grounds(it, scope)
        case ir.Op(args=args) | ir.Standard(args=args):
            for it in args:
                yield from grounds(it, scope)
        case ir.Aggregate():
            yield from _listed(expr, scope)
        case _:
            return


def _behind(term: TermId, scope: Scope) -> Iterator[FactUse]:
    """The term itself where the case gives it; else what it was derived from."""
    run = scope.run
    owner = holder(scope.node, run.index.terms[term].entity, run) or scope.node
    given = owner.instance.terms.get(term)
    if given is not None:
        if given.status in _KNOWN:
            yield FactUse(term, owner.key, given.status, given.value, given.source)
        return
    result = term_value(term, scope.node, run)
    means = run.index.terms[term].means
    if result.origin == "vocabulary" and means is not None:
        yield from grounds(means, Scope(run, owner, run.as_of, None, None))
    for id_ in result.provisions:
        provision = run.index.provisions[id_]
        inside = scope_of(run, provision, owner)
        if provision.condition is not None:
            yield from grounds(provision.condition, inside)
        if isinstance(provision.effect, Define):
            yield from grounds(provision.effect.value, inside)


def _listed(expr: ir.Aggregate, scope: Scope) -> Iterator[FactUse]:
    """What is said of the list's members; where it has none, that it has none."""
    nodes = scope.run.members(expr.entity, scope.node)
    if nodes == ():
        yield FactUse(expr.entity, scope.node.key, "given", Interval(0, 0))
    came = truth(value(expr, scope)) if expr.kind in ("exists", "every") else None
    for node in nodes or ():
        inside = scope.at(node)
        if expr.when is not None and came in (None, truth(value(expr.when, inside))):
            yield from grounds(expr.when, inside)
        if expr.value is not None:
            yield from grounds(expr.value, inside)
