"""Why a scheme came out as it did: which provision, which part of its condition, what is missing.

Written from docs/language/columns.md, The reason; names are the Chinese ones of the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from doudi.policy_dsl import ast
from tests.reference import values as v
from tests.reference.case import Case, Node, is_given
from tests.reference.expressions import Scene, listed, value
from tests.reference.priority import beats
from tests.reference.rules import Provision
from tests.reference.semantics import (
    MOST_UNKNOWN,
    STRONGEST_FIRST,
    Result,
    Speaking,
    resolved,
    seen,
    speaking,
)
from tests.reference.terms import (
    about_term,
    meaning,
    prevailing,
    recognised,
    scene,
    truth_of,
)
from tests.reference.values import FALSE, JUDGEMENT, NA, TRUE, UNKNOWN, Range, Symbol, Truth, Value


class Reason(NamedTuple):
    """`condition`: the part, from 1, or 0; `missing`: a name, or "calendar"."""

    provision: str | None = None
    condition: int = 0
    missing: str | None = None


def reason(result: Result, scheme: str, node: Node, case: Case) -> Reason:
    """`result`: what the scheme comes to for the node."""
    if result.outcome == "not_covered":
        return Reason()
    if result.outcome in STRONGEST_FIRST.values():
        return Reason(first(result.carrying, case).id)
    if result.outcome == "excluded":
        return Reason(first(result.barred_by, case).id)
    if result.outcome == "needs_ruling":
        return Reason(first(result.provisions, case).id)
    said = speaking(scheme, node, case)
    if result.outcome == "not_met":
        failed = next(it for it in said.grants if said.truths[it] is FALSE)
        return decided_by(failed, FALSE, node, case)
    return decided_by(telling(said, case), UNKNOWN, node, case)


def first(ids: Collection[str], case: Case) -> Provision:
    return next(it for it in case.rules.provisions if it.id in ids)


def telling(said: Speaking, case: Case) -> Provision:
    """The first open provision that makes a difference, or else the first."""
    if len(said.open) > MOST_UNKNOWN:
        return said.open[0]
    tried = list(said.tried())
    outcomes = [resolved(said, truths, case)[0].outcome for truths in tried]
    for it in said.open:
        others = [it_ for it_ in said.open if it_ is not it]
        for truths, outcome in zip(tried, outcomes, strict=True):
            for those, other in zip(tried, outcomes, strict=True):
                if outcome != other and all(truths[o] is those[o] for o in others):
                    return it
    return said.open[0]


def decided_by(provision: Provision, truth: Truth, node: Node, case: Case) -> Reason:
    here = scene(case, seen(provision, node, case), provision)
    (when,) = provision.clauses.all("WHEN")
    place, part = next(
        (place, it)
        for place, it in enumerate(parts(whole(when)), start=1)
        if v.holds(value(it, here)) is truth
    )
    return Reason(provision.id, place, first_open(part, here))


def whole(when: ast.Clause) -> ast.Expr:
    """The lines of a 当 as one expression."""
    lines = [_line(it) for it in when.conditions]
    return lines[0] if len(lines) == 1 else ast.All(tuple(lines), when.span)


def _line(it: ast.Condition) -> ast.Expr:
    if it.expr is not None:
        return it.expr
    listed_ = tuple(item.arg for item in it.items if item.arg is not None)
    open_ = len(listed_) < len(it.items)
    return (
        ast.All(listed_, it.span)  # type: ignore[arg-type]
        if it.list == "ALL"
        else ast.Any(listed_, open_, it.span)  # type: ignore[arg-type]
    )


def parts(expr: ast.Expr) -> list[ast.Expr]:
    """What is joined on the outermost level; of a single one nothing is joined."""
    match expr:
        case ast.And((single,)) | ast.All((single,)):
            return parts(single)
        case ast.And(operands) | ast.All(operands):
            return list(operands)
        case _:
            return [expr]


def is_open(it: Value) -> bool:
    return it in (UNKNOWN, Symbol(None)) or (isinstance(it, Range) and not v.known(it))


def first_open(expr: ast.Expr, scene: Scene) -> str | None:
    """What is missing first in it."""
    return next(all_open(expr, scene), None)


def all_open(expr: ast.Expr, here: Scene) -> Iterator[str]:
    """Everything that is open, in the order in which it is looked for."""
    if not is_open(value(expr, here)):
        return
    match expr:
        case ast.Name(name):
            yield from _named(name, here)
        case ast.Call(name, None, args):
            for it in args:
                yield from all_open(it, here)
            yield here.case.rules.zh(name.text)
        case ast.Aggregate():
            yield from _of_people(expr, here)
        case _:
            inner = operands(expr)
            for it in inner:
                yield from all_open(it, here)
            if asks_calendar(expr, here) and not any(is_open(value(it, here)) for it in inner):
                yield "calendar"


def operands(expr: ast.Expr) -> list[ast.Expr]:
    match expr:
        case ast.And(inner) | ast.Or(inner) | ast.Any(inner) | ast.All(inner):
            return list(inner)
        case ast.Not(it) | ast.Negative(it):
            return [it]
        case ast.Compare(_, left, right) | ast.Binary(_, left, right):
            return [left, right]
        case ast.In(it, options):
            return [it, *options]
        case ast.Within(it, area):
            return [it, area]
        case ast.Call(_, _, args):
            return list(args)
        case _:
            raise AssertionError(expr)


def asks_calendar(expr: ast.Expr, here: Scene) -> bool:
    match expr:
        case ast.Call(_, "SPRING_FESTIVAL", _):
            return True
        case ast.Binary("+" | "-", _, right):
            return isinstance(value(right, here), v.Length)
        case _:
            return False


def _named(name: str, here: Scene) -> Iterator[str]:
    """A fact, a term, or a standard that is looked up by nothing."""
    rules = here.case.rules
    zh = rules.zh(name)
    if rules.declared[name][0].keyword != "TERM":
        yield zh
        return
    node = here.node.nearest(rules.entity_of(name))
    assert node is not None
    yield from _of_term(zh, node, here.case)


def _of_term(name: str, node: Node, case: Case) -> Iterator[str]:
    about = about_term(name, case)
    recognising = [it for it in about if it.act == "RECOGNISE" and it.norm != "prohibition"]
    defining = [it for it in about if it.act == "DEFINE"]
    truths = [truth_of(it, node, case) for it in defining]
    means = case.rules.clauses(name).arg("MEANS")
    if is_given(name, node):
        yield name
    elif recognising:
        forbidding = [it for it in about if it.norm == "prohibition"]
        for it in recognising:
            if recognised(it, forbidding, node, case) is UNKNOWN:
                against = [other for other in forbidding if beats(other, it, case.rules)]
                yield from _of_conditions([it, *against], node, case)
    elif any(it is not FALSE for it in truths):
        yield from _of_conditions(defining, node, case)
        if UNKNOWN not in truths and JUDGEMENT not in truths:
            true = [it for it, truth in zip(defining, truths, strict=True) if truth is TRUE]
            for it in prevailing(true, node, case):
                yield from all_open(meaning(it), scene(case, node, it))
    elif means is None:
        yield name
    else:
        yield from all_open(means, scene(case, node))


def _of_conditions(provisions: Iterable[Provision], node: Node, case: Case) -> Iterator[str]:
    for it in provisions:
        for when in it.clauses.all("WHEN"):
            yield from all_open(whole(when), scene(case, node, it))


def _of_people(expr: ast.Aggregate, here: Scene) -> Iterator[str]:
    entity = here.case.rules.zh(expr.entity.text)
    nodes = listed(entity, here)
    if nodes is None:
        yield entity
        return
    for node in nodes:
        there = here._replace(node=node)
        for it in _of_one(expr, there):
            yield from all_open(it, there)


def _of_one(expr: ast.Aggregate, there: Scene) -> list[ast.Expr]:
    """Where it is looked for of one person."""
    said, when = expr.value, expr.when
    both = [it for it in (said, when) if it is not None]
    if expr.kind == "SUM":
        out = when is not None and v.holds(value(when, there)) is FALSE
        return [] if out or value(both[0], there) in (NA, v.exactly(0)) else both[::-1]
    if said is None or when is None:
        return both
    if expr.kind == "EVERY":
        return [ast.Or((ast.Not(when, expr.span), said), expr.span)]
    return [ast.And((said, when), expr.span)]
