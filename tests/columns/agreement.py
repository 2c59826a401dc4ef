"""Engines beside each other: where do they not say the same?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.written import facts_json
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.program.ids import EntityId, SchemeId
from tests.columns.engines import Areas, Engine, asked
from tests.columns.said import Said
from tests.reference.found import in_yaml

CELLS: Final = "cells compared"


@dataclass(frozen=True, slots=True)
class Difference:
    """`number`: of the subject among all of the chunk that the scheme is for, from 0."""

    case: Case
    scheme: SchemeId
    number: int
    told: Mapping[str, Said]


def differences(
    engines: Mapping[str, Engine], chunk: Chunk, areas: Areas, rules: Index, seen: Counter[str]
) -> Iterator[Difference]:
    """The first of each household; counts in `seen` the cells and what was said in them."""
    households = asked(chunk, areas, rules)
    told = {name: it(households) for name, it in engines.items()}
    schemes = {name: sorted(it) for name, it in told.items()}
    assert len({*map(tuple, schemes.values())}) == 1, f"not of the same schemes: {schemes}"
    differing: set[int] = set()
    for scheme in next(iter(schemes.values())):
        columns = [list(it[scheme]) for it in told.values()]
        seen.update(_sorts(columns[-1], rules))
        kind = rules.schemes[scheme].entity
        assert {*map(len, columns)} == {len(chunk.levels[kind])}, f"not of as many: {scheme}"
        if all(it == columns[0] for it in columns):
            continue
        whose = households_of(kind, chunk, rules)
        for number, (row, *cells) in enumerate(zip(whose, *columns, strict=True)):
            if len({*cells}) > 1 and row not in differing:
                differing.add(row)
                said = dict(zip(told, cells, strict=True))
                yield Difference(households.cases[row], scheme, number, said)


def households_of(kind: EntityId, chunk: Chunk, rules: Index) -> list[int]:
    """The household in which each of a kind lies, by its place in the chunk."""
    level, container = chunk.levels[kind], rules.entities[kind].container
    if container is None or level.offsets is None:
        return list(range(len(level)))
    outer = households_of(container, chunk, rules)
    found: list[int] = np.repeat(outer, np.diff(level.offsets)).tolist()
    return found


def _sorts(column: Sequence[Said], rules: Index) -> Counter[str]:
    found = Counter({CELLS: len(column)})
    for (outcome, status, missing), times in Counter(
        (it.outcome, it.status, it.missing) for it in column
    ).items():
        found[f"outcome {outcome}"] += times
        found[f"amount {status}"] += times
        if missing is not None:
            found[f"missing {_sort(missing, rules)}"] += times
    return found


def _sort(missing: str, rules: Index) -> str:
    known: dict[str, Collection[str]] = {
        "fact": rules.facts,
        "term": rules.terms,
        "kind": rules.entities,
        "calendar": ("calendar",),
    }
    return next((sort for sort, names in known.items() if missing in names), "standard")


def shown(it: Difference, rules: Index) -> str:
    """The household and what each engine says of it."""
    case = it.case
    kind = rules.schemes[it.scheme].entity
    told = "\n".join(f"{name:>12}: {said}" for name, said in it.told.items())
    facts = in_yaml(facts_json(case, rules.program))
    return f"{it.scheme}, {kind} {it.number}, {case.as_of} in {case.area}\n{told}\n{facts}"
