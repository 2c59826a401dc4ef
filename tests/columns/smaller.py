"""A household made small: as few people and facts as still have engines say different things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final, TypeVar

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.program.ids import EntityId
from tests.columns.agreement import Difference, differences
from tests.columns.cases import chunk_of
from tests.columns.engines import Engine

MOST_TRIES: Final = 1000
Name = TypeVar("Name")


def smaller(
    found: Difference, engines: Mapping[str, Engine], kinds: Collection[EntityId], rules: Index
) -> Difference:
    """Alone in a chunk; as it is where they differ only beside other households."""
    least = _alone(found.case, engines, kinds, rules)
    if least is None:
        return found
    at, fewer = 0, False
    for _ in range(MOST_TRIES):
        case = next(islice(_fewer(least.case), at, None), None)
        if case is None:
            if not fewer:
                break
            at, fewer = 0, False
            continue
        tried = _alone(case, engines, kinds, rules)
        if tried is None:
            at += 1
        else:
            least, fewer = tried, True
    return least


def _alone(
    case: Case, engines: Mapping[str, Engine], kinds: Collection[EntityId], rules: Index
) -> Difference | None:
    chunk, areas = chunk_of([case], kinds, rules), {case.area: case.area_instance}
    return next(differences(engines, chunk, areas, rules, Counter()), None)


def _fewer(case: Case) -> Iterator[Case]:
    (root,) = case.roots
    yield from (replace(case, roots=(it,)) for it in _less(root))
    yield from (replace(case, area_instance=it) for it in _less(case.area_instance))


def _less(it: Instance) -> Iterator[Instance]:
    """Without one of those inside; without many of its facts, or few; those inside with less."""
    for kind, inside in it.children.items():
        for at in range(len(inside)):
            fewer = {**it.children, kind: (*inside[:at], *inside[at + 1 :])}
            yield replace(it, children=fewer)
    yield from (replace(it, facts=facts) for facts in _without_some(it.facts))
    yield from (replace(it, terms=terms) for terms in _without_some(it.terms))
    for kind, inside in it.children.items():
        for at, one in enumerate(inside):
            for less in _less(one):
                changed = {**it.children, kind: (*inside[:at], less, *inside[at + 1 :])}
                yield replace(it, children=changed)


def _without_some(given: Mapping[Name, Given]) -> Iterator[dict[Name, Given]]:
    names = list(given)
    some = len(names)
    while some:
        for first in range(0, len(names), some):
            yield {it: given[it] for it in (*names[:first], *names[first + some :])}
        some //= 2
