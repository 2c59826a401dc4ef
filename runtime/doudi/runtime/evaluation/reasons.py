"""Why a scheme came out as it did, in as few words as fit into a table.

Takes the outcome of one scheme for one subject; gives the provision that decided, the part of its
condition that did, and what is missing. See docs/language/columns.md, The reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import assert_never

from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation.combinations import MOST_UNKNOWN, Speaking, resolved, speaking_on
from doudi.runtime.evaluation.evaluate import (
    condition,
    counting_against,
    holder,
    settled,
    term_value,
    value,
)
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.needs import LOOKS_UP_CALENDAR
from doudi.runtime.evaluation.scope import Node, Run, Scope, scope_of
from doudi.runtime.operators.truths import F, J, T, U, conjunction, negation, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Define, Provision
from doudi.runtime.program.ids import ProvisionId, TermId
from doudi.runtime.values import Interval, Truth

_NOTHING = Interval(0, 0)


@dataclass(frozen=True, slots=True)
class Reason:
    """`condition`: which of its parts, from 1; 0 where none is meant.

    `missing`: the id of a fact, a term, a standard or a kind of subject, or "calendar".
    """

    provision: ProvisionId | None = None
    condition: int = 0
    missing: str | None = None


def reason(found: SchemeOutcome, node: Node, run: Run) -> Reason:
    """`found`: what `scheme_outcome` gave for the scheme, the node and the run."""
    match found.outcome:
        case Outcome.GRANTED | Outcome.MAY_BE_GRANTED | Outcome.CASE_BY_CASE | Outcome.ENCOURAGED:
            return Reason(found.provisions[0])  # those with the strongest word come first
        case Outcome.NOT_MET:
            return _decided_by(run.index.provisions[found.failed[0]], F, node, run)
        case Outcome.EXCLUDED:
            return Reason(in_order(found.barred_by, run.index)[0].id)
        case Outcome.NEEDS_RULING:
            return Reason(in_order(found.provisions, run.index)[0].id)
        case Outcome.UNDETERMINED:
            open_ = in_order(found.undetermined, run.index)
            speaking = speaking_on(found.scheme, node, run)
            return _decided_by(telling(open_, speaking, run.index), U, node, run)
        case Outcome.NOT_COVERED:
            return Reason()
        case _:
            assert_never(found.outcome)


def parts(whole: ir.Expr | None) -> tuple[ir.Expr, ...]:
    """What is joined by `and` on the outermost level of a condition."""
    match whole:
        case None:
            return ()
        case ir.Op(op="and", args=args):
            return args
        case _:
            return (whole,)


def first_open(expr: ir.Expr, scope: Scope) -> str | None:
    """What is missing first in an expression, None where nothing is."""
    if settled(value(expr, scope)):
        return None
    match expr:
        case ir.Fact(id=fact):
            return fact
        case ir.Term(id=term):
            return _in_term(term, scope)
        case ir.Standard(id=standard, args=args):
            return _in_any(args, scope) or standard
        case ir.Op(op=op, args=args):
            reached = all(settled(value(it, scope)) for it in args)
            beyond = "calendar" if reached and op in LOOKS_UP_CALENDAR else None
            return _in_any(args, scope) or beyond
        case ir.Aggregate():
            return _in_people(expr, scope)
        case _:
            return None


def _decided_by(provision: Provision, came: Truth, node: Node, run: Run) -> Reason:
    """The first part of the provision's condition that came out so; what it lacks if it is open."""
    scope = scope_of(run, provision, holder(node, provision.entity, run) or node)
    for number, part in enumerate(parts(provision.condition), start=1):
        if truth(value(part, scope)) is came:
            return Reason(provision.id, number, first_open(part, scope))
    return Reason(provision.id)


def telling(open_: Sequence[Provision], speaking: Speaking, index: Index) -> Provision:
    """The first that makes a difference to the outcome; the first of all where none is told."""
    if len(open_) > MOST_UNKNOWN:
        return open_[0]
    outcomes = {}
    for told in product((F, T), repeat=len(open_)):
        chosen = {it.id: its for it, its in zip(open_, told, strict=True)}
        outcomes[told] = resolved(speaking, chosen, index, [])[0].outcome
    for at, it in enumerate(open_):
        if any(
            outcomes[told] is not outcomes[(*told[:at], T, *told[at + 1 :])]
            for told in outcomes
            if told[at] is F
        ):
            return it
    return open_[0]


def in_order(ids: Collection[ProvisionId], index: Index) -> list[Provision]:
    return [it for it in index.program.provisions if it.id in ids]


def _in_any(args: Iterable[ir.Expr], scope: Scope) -> str | None:
    return _first(first_open(it, scope) for it in args)


def _in_term(term: TermId, scope: Scope) -> str | None:
    run = scope.run
    declared = run.index.terms[term]
    owner = holder(scope.node, declared.entity, run)
    result = term_value(term, scope.node, run)
    if owner is None or result.origin in ("given", "undefined"):
        return term
    if result.origin == "vocabulary" and declared.means is not None:
        return first_open(declared.means, Scope(run, owner, run.as_of, None, None))
    recognising = run.competent(run.index.by_term[term].recognising)
    if recognising:
        return _in_recognised(term, recognising, owner, run)
    return _in_defined(term, owner, run)


def _in_recognised(
    term: TermId, recognising: Iterable[Provision], owner: Node, run: Run
) -> str | None:
    """As in `or` of the recognitions, each `and` not what forbids it and goes before it."""
    forbidding = run.competent(run.index.by_term[term].forbidding)
    return _first(_in_recognition(it, forbidding, owner, run) for it in recognising)


def _in_recognition(
    one: Provision, forbidding: Iterable[Provision], owner: Node, run: Run
) -> str | None:
    against = [it for it, beats in counting_against(one, forbidding, run.index) if beats]
    forbidden = [negation(condition(it, owner, run)) for it in against]
    if conjunction([condition(one, owner, run), *forbidden]) is not U:
        return None
    return _in_conditions((one, *against), owner, run)


def _in_defined(term: TermId, owner: Node, run: Run) -> str | None:
    defining = run.competent(run.index.by_term[term].defining)
    truths = [condition(it, owner, run) for it in defining]
    if U in truths:
        return _in_conditions(defining, owner, run)
    if J in truths:
        return None
    prevailing = (run.index.provisions[it] for it in term_value(term, owner, run).provisions)
    return _first(
        first_open(it.effect.value, scope_of(run, it, owner))
        for it in prevailing
        if isinstance(it.effect, Define)
    )


def _in_conditions(provisions: Iterable[Provision], owner: Node, run: Run) -> str | None:
    return _first(
        first_open(it.condition, scope_of(run, it, owner))
        for it in provisions
        if it.condition is not None
    )


def _in_people(expr: ir.Aggregate, scope: Scope) -> str | None:
    nodes = scope.run.members(expr.entity, scope.node)
    if nodes is None:
        return expr.entity
    return _first(_in_one(expr, scope.at(it)) for it in nodes)


def _in_one(expr: ir.Aggregate, scope: Scope) -> str | None:
    """Of one of the people; whoever adds nothing to a sum in any case leaves nothing open in it."""
    counted = T if expr.when is None else truth(value(expr.when, scope))
    if expr.value is not None:
        adds = value(expr.value, scope)
        if counted is F or not isinstance(adds, Interval) or adds == _NOTHING:
            return None
    return _in_any((it for it in (expr.when, expr.value) if it is not None), scope)


def _first(found: Iterable[str | None]) -> str | None:
    return next((it for it in found if it), None)
