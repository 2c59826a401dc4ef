"""A condition that is not settled: what is open in it, and what it can still come to.

`split` takes a condition apart at and, or, not, at terms and at the people it looks through, down
to leaves that look at facts. The `reach` of a part is all that it can come to when facts are
answered, each leaf for itself, and perhaps more. `told_apart` is which truths of a part make a
difference to its whole, the other parts being as they may: where none do, no answer inside
matters. See docs/language/asking.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product
from typing import Final, TypeAlias

from doudi.runtime.evaluation.evaluate import (
    counting_against,
    holder,
    settled,
    standard_value,
    term_value,
    value,
)
from doudi.runtime.evaluation.scope import (
    Join,
    Joining,
    Leaf,
    Node,
    Part,
    Run,
    Scope,
    Settled,
    Told,
    scope_of,
)
from doudi.runtime.operators.truths import (
    F,
    J,
    T,
    U,
    conjunction,
    disjunction,
    negation,
    open_list,
    truth,
)
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import TermId
from doudi.runtime.values import Interval, Truth

Apart: TypeAlias = frozenset[tuple[Truth, Truth]]

EVERYTHING: Final[Apart] = frozenset(
    (one, other) for one, other in product(Truth, repeat=2) if one is not other
)
_STUCK: Final = frozenset({U})
_ANSWERED: Final = frozenset({T, F, U})
_ANYTHING: Final = frozenset(Truth)


_MEANING: Final[dict[str, Callable[[Sequence[Truth]], Truth]]] = {
    "and": conjunction,
    "or": disjunction,
    "any_open": open_list,
    "not": lambda parts: negation(parts[0]),
    "against": lambda parts: T if parts[0] is F else J,
}


def split(expr: ir.Expr, scope: Scope) -> Part:
    match expr:
        case ir.Op(op="and" | "or" | "any_open" | "not" as op, args=args):
            return _join(op, (split(it, scope) for it in args))
        case ir.Term(id=term):
            owner = holder(scope.node, scope.run.index.terms[term].entity, scope.run)
            if owner is None:
                return _leaf(expr, scope)
            key = (str(term), owner.key)
            if key not in scope.run.parts:
                scope.run.parts[key] = _term(expr, term, owner, scope)
            return scope.run.parts[key]
        case ir.Aggregate(kind="exists" | "every" as kind, when=when) if when is not None:
            nodes = scope.run.members(expr.entity, scope.node)
            if nodes is None:
                return _leaf(expr, scope)
            inside = (split(when, scope.at(it)) for it in nodes)
            return _join("or" if kind == "exists" else "and", inside)
        case _:
            return _leaf(expr, scope)


def split_condition(provision: Provision, node: Node, run: Run) -> Part:
    """For the entity of the provision's kind that the node is or lies in."""
    if provision.condition is None:
        return _settled(T)
    owner = holder(node, provision.entity, run) or node
    key = (str(provision.id), owner.key)
    if key not in run.parts:
        run.parts[key] = split(provision.condition, scope_of(run, provision, owner))
    return run.parts[key]


def _term(expr: ir.Term, term: TermId, owner: Node, scope: Scope) -> Part:
    run = scope.run
    result = term_value(term, owner, run)
    if settled(result.value):
        return _settled(truth(result.value))
    declared = run.index.terms[term]
    if result.origin == "vocabulary" and declared.means is not None:
        return split(declared.means, Scope(run, owner, run.as_of, None, None))
    rules = run.index.by_term[term]
    recognising = run.competent(rules.recognising)
    if result.origin != "provisions" or not recognising:
        return _leaf(expr, scope)
    forbidding = run.competent(rules.forbidding)
    return _join("or", (_recognised(it, forbidding, owner, run) for it in recognising))


def _recognised(one: Provision, forbidding: Sequence[Provision], owner: Node, run: Run) -> Part:
    against = (
        _join("not" if beaten else "against", (split_condition(other, owner, run),))
        for other, beaten in counting_against(one, forbidding, run.index)
    )
    return _join("and", (split_condition(one, owner, run), *against))


def _settled(its: Truth) -> Settled:
    return Settled(its, frozenset({its}))


def _leaf(expr: ir.Expr, scope: Scope) -> Part:
    its = truth(value(expr, scope))
    return _settled(its) if its is not U else Leaf(U, _leaf_reach(expr, scope), expr, scope)


def _join(op: Joining, parts: Iterable[Part]) -> Part:
    listed = tuple(parts)
    its = _MEANING[op]([it.now for it in listed])
    if its is not U:
        return _settled(its)
    return Join(U, _joined(op, tuple(it.reach for it in listed)), op, listed)


def told_apart(of: Join, at: int, apart: Apart) -> Apart:
    """Which truths of one part make a difference that `apart` sees in the whole."""
    others = tuple(it.reach for here, it in enumerate(of.parts) if here != at)
    rest = _joined("and" if of.op == "and" else "or", others) if others else None
    return _told_apart(of.op, rest, apart)


@cache
def _told_apart(op: Joining, rest: Told | None, apart: Apart) -> Apart:
    """`rest`: what the other parts together can come to; None: there are none."""
    meaning = _MEANING[op]
    beside = [[]] if rest is None else [[it] for it in rest]
    return frozenset(
        (one, other)
        for one, other in EVERYTHING
        if any((meaning([one, *its]), meaning([other, *its])) in apart for its in beside)
    )


def matters(part: Part, apart: Apart) -> bool:
    """Whether answers can move it between truths that make a difference."""
    return any(one in part.reach and other in part.reach for one, other in apart)


def hopeless(expr: ir.Expr, scope: Scope) -> bool:
    """Whether a number or an option stays open whatever facts are answered, and none narrows it."""
    if settled(value(expr, scope)):
        return False
    match expr:
        case ir.Standard(args=args):
            uses = standard_value(expr, [value(it, scope) for it in args], scope)[1]
            return all(it.amount is None for it in uses)
        case ir.Term(id=term):
            owner = holder(scope.node, scope.run.index.terms[term].entity, scope.run)
            return owner is None or _hopeless_term(term, owner, scope.run)
        case ir.Op(op="mul", args=(one, other)):
            sides = ((one, other), (other, one))
            return any(hopeless(it, scope) and _never_zero(by, scope) for it, by in sides)
        case ir.Op(op="add" | "sub" | "div" | "neg" | "shortfall" | "per_month", args=args):
            return any(hopeless(it, scope) for it in args)
        case ir.Aggregate():
            return scope.run.members(expr.entity, scope.node) is None
        case _:
            return False


def _hopeless_term(term: TermId, owner: Node, run: Run) -> bool:
    result = term_value(term, owner, run)
    means = run.index.terms[term].means
    match result.origin:
        case "undefined":
            return True
        case "vocabulary" if means is not None:
            return hopeless(means, Scope(run, owner, run.as_of, None, None))
        case _:
            return False


def _never_zero(expr: ir.Expr, scope: Scope) -> bool:
    its = value(expr, scope)
    return isinstance(its, Interval) and its.low is not None and its.low > 0


def _leaf_reach(expr: ir.Expr, scope: Scope) -> Told:
    match expr:
        case ir.Fact():
            return _ANSWERED
        case ir.Term(id=term):
            owner = holder(scope.node, scope.run.index.terms[term].entity, scope.run)
            origin = "undefined" if owner is None else term_value(term, owner, scope.run).origin
            return {"undefined": _STUCK, "given": _ANSWERED}.get(origin, _ANYTHING)
        case ir.Aggregate():
            return _STUCK
        case ir.Op(args=args):
            stuck = any(_stuck(it, scope) for it in args)
            return _STUCK if stuck else _ANYTHING
        case _:
            return _ANYTHING


def _stuck(expr: ir.Expr, scope: Scope) -> bool:
    truths = isinstance(value(expr, scope), Truth)
    return split(expr, scope).reach == _STUCK if truths else hopeless(expr, scope)


@cache
def _joined(op: Joining, parts: tuple[Told, ...]) -> Told:
    """All that a join of these can come to."""
    if op in ("not", "against"):
        return frozenset(_MEANING[op]([it]) for it in parts[0])
    plain = _MEANING["and" if op == "and" else "or"]
    found = frozenset({plain([])})
    for reached in parts:
        found = frozenset(plain([one, it]) for one in found for it in reached)
    return frozenset(open_list([it]) for it in found) if op == "any_open" else found
