"""What else bears on a scheme, laid still: so that an outcome turns with the provision and is told.

Takes what was found of a provision that speaks on a scheme; gives the same with facts added
for the other provisions of the scheme, the same facts in every case. No atom of the pairs and no
result may change by it; where one would, the fact is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from doudi.compiler.case_generation.edges import Edge
from doudi.compiler.case_generation.goals import Constants, Goal, Place, Search, SpentError, Want
from doudi.compiler.case_generation.pairs import Pair
from doudi.compiler.case_generation.target import Judge, Look, Target, atoms
from doudi.compiler.drafts.draft import Cell, Draft, containers, seen_from
from doudi.runtime.evaluation.index import Index
from doudi.runtime.operators.truths import T, U
from doudi.runtime.program.declarations import Facet, Grant, Provision
from doudi.runtime.program.ids import SchemeId
from doudi.runtime.values import Value

_LIMIT: Final = 1_500
_TRIED: Final = 3


@dataclass(frozen=True, slots=True)
class _Watched:
    """A draft, and what must not change in it."""

    target: Target
    draft: Draft
    look: Look


def settled(
    provision: Provision,
    pairs: tuple[Pair, ...],
    edges: tuple[Edge, ...],
    constants: Constants,
    judge: Judge,
) -> tuple[tuple[Pair, ...], tuple[Edge, ...]]:
    scheme = scheme_of(provision, judge.rules)
    if scheme is None:
        return pairs, edges
    watched = list(_watched(provision, pairs, edges, judge))
    search = Search(judge, constants, judge.asked + _LIMIT)
    added: dict[Cell, Value] = {}
    try:
        for it in watched:
            for goals in _open(scheme, provision, it.draft, judge.rules):
                _add(goals, it, watched, added, search)
    except SpentError:
        pass  # what is settled by now stands
    return (
        tuple(
            replace(it, holds=_with(it.holds, added), fails=_with(it.fails, added)) for it in pairs
        ),
        tuple(
            replace(it, inside=_with(it.inside, added), outside=_with(it.outside, added))
            for it in edges
        ),
    )


def scheme_of(provision: Provision, rules: Index) -> SchemeId | None:
    match provision.effect:
        case Grant(scheme=scheme):
            return scheme
        case Facet(scheme=scheme, provision=of):
            granted = rules.provisions[of].effect if of is not None else None
            return granted.scheme if isinstance(granted, Grant) else scheme
        case _:
            return None


def _watched(
    provision: Provision, pairs: tuple[Pair, ...], edges: tuple[Edge, ...], judge: Judge
) -> Iterator[_Watched]:
    for pair in pairs:
        for side in (pair.holds, pair.fails):
            yield _Watched(
                pair.target, side, judge.look(pair.target, atoms(pair.target.expr), side)
            )
    if provision.condition is not None:
        whole = Target(provision, "condition", provision.condition)
        for edge in edges:
            yield _Watched(whole, edge.inside, judge.look(whole, (), edge.inside))


def _open(
    scheme: SchemeId, provision: Provision, draft: Draft, rules: Index
) -> Iterator[list[Goal]]:
    """For each other provision what it should come to; of a facet first that it has a grant."""
    by, competence = rules.by_scheme[scheme], rules.competence(draft.as_of, draft.area)
    others = [
        it
        for it in dict.fromkeys((*by.grants, *by.bars, *by.facets))
        if competence[it.id] == "competent" and it.id != provision.id and it.condition is not None
    ]
    if isinstance(provision.effect, Facet):
        carrying = [it for it in others if it in by.grants and _speaks_of(provision, it)]
        yield [goal for it in carrying for goal in _goals(it, "true", draft, rules)]
    for it in others:
        yield list(_goals(it, "open", draft, rules))


def _speaks_of(facet: Provision, grant: Provision) -> bool:
    effect = facet.effect
    return not isinstance(effect, Facet) or effect.provision in (None, grant.id)


def _goals(it: Provision, want: Want, draft: Draft, rules: Index) -> Iterator[Goal]:
    if it.condition is not None and it.entity in containers(draft.subject, rules):
        yield Goal(it.condition, want, Place(seen_from(it.entity, 1, rules), it))


def _add(
    alternatives: list[Goal],
    at: _Watched,
    watched: list[_Watched],
    added: dict[Cell, Value],
    search: Search,
) -> None:
    """The first of the goals that can be met; none where one of them is settled already."""
    draft = _with(at.draft, added)
    truths = [search.judge.truth(it.expr, it.at.seen, draft, it.at.of) for it in alternatives]
    wanted = [(goal, now) for goal, now in zip(alternatives, truths, strict=True)]
    if any(goal.want == "true" and now is T for goal, now in wanted):
        return
    for goal, now in wanted:
        if now is not U:
            continue
        for found in islice(search.meet(goal, draft), _TRIED):
            if found.lists != draft.lists:
                continue
            new = {cell: value for cell, value in found.cells.items() if cell not in draft.cells}
            if _undisturbed(watched, {**added, **new}, search.judge):
                added.update(new)
                return


def _undisturbed(watched: Iterable[_Watched], added: Mapping[Cell, Value], judge: Judge) -> bool:
    return all(
        judge.look(
            it.target, atoms(it.target.expr) if it.look.atoms else (), _with(it.draft, added)
        )
        == it.look
        for it in watched
    )


def _with(draft: Draft, added: Mapping[Cell, Value]) -> Draft:
    """What the draft knows itself it keeps."""
    return replace(draft, cells={**added, **draft.cells}) if added else draft
