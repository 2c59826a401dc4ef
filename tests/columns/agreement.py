"""Engines beside each other: where do they not say the same?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.written import facts_json
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.program.ids import EntityId, SchemeId
from tests.columns.engines import Areas, Engine
from tests.columns.said import Said
from tests.reference.found import in_yaml


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
    """The first of each household; counts in `seen` what was said."""
    told = {name: it(chunk, areas) for name, it in engines.items()}
    schemes = {name: sorted(it) for name, it in told.items()}
    assert len({*map(tuple, schemes.values())}) == 1, f"not of the same schemes: {schemes}"
    differing: set[int] = set()
    for scheme in next(iter(schemes.values())):
        whose = households_of(rules.schemes[scheme].entity, chunk, rules)
        columns = [it[scheme] for it in told.values()]
        for number, (row, *cells) in enumerate(zip(whose, *columns, strict=True)):
            seen.update(_sorts(cells[-1]))
            if len({*cells}) > 1 and row not in differing:
                differing.add(row)
                said = dict(zip(told, cells, strict=True))
                yield Difference(case_of(chunk, row, rules, areas), scheme, number, said)


def households_of(kind: EntityId, chunk: Chunk, rules: Index) -> list[int]:
    """The household in which each of a kind lies, by its place in the chunk."""
    level, container = chunk.levels[kind], rules.entities[kind].container
    if container is None or level.offsets is None:
        return list(range(len(level)))
    outer = households_of(container, chunk, rules)
    found: list[int] = np.repeat(outer, np.diff(level.offsets)).tolist()
    return found


def _sorts(it: Said) -> tuple[str, ...]:
    missing = () if it.missing is None else ("missing",)
    return (f"outcome {it.outcome}", f"amount {it.status}", *missing)


def shown(it: Difference, rules: Index) -> str:
    """The household and what each engine says of it."""
    case = it.case
    kind = rules.schemes[it.scheme].entity
    told = "\n".join(f"{name:>12}: {said}" for name, said in it.told.items())
    facts = in_yaml(facts_json(case, rules.program))
    return f"{it.scheme}, {kind} {it.number}, {case.as_of} in {case.area}\n{told}\n{facts}"
