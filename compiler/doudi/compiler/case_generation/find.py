"""Everything that can be shown of a program's provisions: pairs, edges of time and place.

Takes a program's index; gives for each provision the pairs found and what could not be shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from doudi.compiler.case_generation.contexts import areas_inside, days_of
from doudi.compiler.case_generation.edges import Edge, NoEdge, edges_of, end_of_condition
from doudi.compiler.case_generation.inputs import Inputs, inputs_of
from doudi.compiler.case_generation.pairs import Pair, Unshown, pair_for
from doudi.compiler.case_generation.settle import settled
from doudi.compiler.case_generation.target import (
    Judge,
    Target,
    atoms,
    seen_by,
    targets_of_provision,
    targets_of_term,
)
from doudi.compiler.drafts.draft import Draft, empty
from doudi.compiler.drafts.window import Window, window_of
from doudi.runtime.areas import COUNTRY
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import NotExecutable, Provision, Term
from doudi.runtime.program.ids import AreaCode
from doudi.runtime.values import Truth

_MOST_CONTEXTS: Final = 12


@dataclass(frozen=True, slots=True)
class Found:
    """Of one provision or term, in the order of its text."""

    of: Provision | Term
    pairs: tuple[Pair, ...]
    edges: tuple[Edge, ...]
    unshown: tuple[Unshown | NoEdge, ...]


def find(rules: Index, only: str | None = None) -> Iterator[Found]:
    """`only`: the id of one provision."""
    judge = Judge(rules)
    for provision in rules.program.provisions:
        wanted = only is None or provision.id == only
        if wanted and not isinstance(provision.effect, NotExecutable):
            yield _of_provision(provision, judge)
    for term in rules.program.terms:
        if only is None or term.id == only:
            found = _found(term, tuple(targets_of_term(term)), judge)
            if found.pairs or found.unshown:
                yield found


def contexts_of(target: Target, rules: Index) -> list[Draft]:
    """Days and areas to look at a target on, the likeliest first."""
    window, area, seat = _where(target.of, rules)
    if window is None:
        return []
    first = empty(target.entity, window.start, area, rules)
    return _contexts(target, window, inputs(target, first, rules), rules, area, seat)


def inputs(target: Target, draft: Draft, rules: Index) -> Inputs:
    exprs = [it for it in (target.given, target.expr) if it is not None]
    return inputs_of(exprs, seen_by(target, rules), draft, rules)


def _of_provision(provision: Provision, judge: Judge) -> Found:
    return _found(provision, tuple(targets_of_provision(provision, judge.rules)), judge)


def _found(of: Provision | Term, targets: tuple[Target, ...], judge: Judge) -> Found:
    shown: list[Pair] = []
    unshown: list[Unshown | NoEdge] = []
    edges: list[Edge] = []
    for target in targets:
        contexts = contexts_of(target, judge.rules)
        known: list[Draft] = []
        for atom in atoms(target.expr):
            found = pair_for(target, atom, contexts, judge, known)
            if isinstance(found, Pair):
                shown.append(found)
                known += [it for it in (found.holds, found.fails) if it not in known]
            else:
                unshown.append(found)
    if isinstance(of, Provision):
        whole = Target(of, "condition", of.condition or ir.Truth(value=True))
        contexts = contexts_of(whole, judge.rules)
        constants = tuple(inputs(whole, contexts[0], judge.rules).constants) if contexts else ()
        for it in edges_of(of, contexts, constants, judge):
            if isinstance(it, Edge):
                edges.append(it)
            else:
                unshown.append(it)
        ended = any(
            judge.look(it.target, (), side).result is Truth.FALSE
            for it in shown
            if it.target.aim == "condition"
            for side in (it.holds, it.fails)
        )
        end = None if ended else end_of_condition(of, contexts, constants, judge)
        if of.condition is not None and end is not None:
            edges.append(end)
        pairs, kept = settled(of, tuple(shown), tuple(edges), constants, judge)
        return Found(of, pairs, kept, tuple(unshown))
    return Found(of, tuple(shown), tuple(edges), tuple(unshown))


def _contexts(
    target: Target,
    window: Window,
    read: Inputs,
    rules: Index,
    area: AreaCode,
    seat: AreaCode,
) -> list[Draft]:
    areas = areas_inside(area, seat, read.standards, rules)
    days = days_of(window, rules, monthly=_reads_date(target))
    found = [empty(target.entity, day, it, rules) for it in areas for day in days]
    return found[:_MOST_CONTEXTS] if not _reads_date(target) else found[: 2 * _MOST_CONTEXTS]


def _where(of: Provision | Term, rules: Index) -> tuple[Window | None, AreaCode, AreaCode]:
    if isinstance(of, Term):
        starts = [it.force.start for it in rules.program.documents]
        return Window(max(starts, default=date(2021, 1, 1)), None), COUNTRY, COUNTRY
    authority = rules.documents[of.document].authority
    return window_of(of, rules), of.area, rules.authorities[authority].area


def _reads_date(target: Target) -> bool:
    exprs = [it for it in (target.given, target.expr) if it is not None]
    return any(
        isinstance(it, ir.Special) and it.name != "issue_date" for e in exprs for it in _all(e)
    )


def _all(expr: ir.Expr) -> Iterator[ir.Expr]:
    yield expr
    match expr:
        case ir.Op(args=args) | ir.Standard(args=args):
            for it in args:
                yield from _all(it)
        case ir.Aggregate(value=value, when=when):
            for part in (value, when):
                if part is not None:
                    yield from _all(part)
        case _:
            return
