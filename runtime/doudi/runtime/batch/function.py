"""The answers for households that are in memory: one nested table in, one nested table out.

A `Function` runs elsewhere than here, too: it can be pickled, holds the rules as the bytes of a
bundle, and makes them ready once in each process however many batches follow.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import pyarrow as pa

from doudi.runtime.batch.answer_schema import answer_schema
from doudi.runtime.batch.commission import Commission, Ready, ready, rules_of
from doudi.runtime.batch.part import HOUSEHOLDS_AT_ONCE
from doudi.runtime.batch.tables import kinds, tables
from doudi.runtime.batch.words import Tongue
from doudi.runtime.bundle.read import Loaded
from doudi.runtime.bundle.write import write
from doudi.runtime.columns.decide import decide
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.read import chunks, columns_of, population
from doudi.runtime.population.sources import Shape
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId

Tabular: TypeAlias = Any  # a pyarrow.Table or RecordBatch, or whatever has __arrow_c_stream__


@dataclass(frozen=True, slots=True)
class Function:
    """Households with lists in them ▶ the same households, with answers for each scheme.

    `bundle`: the bytes of one. `area_facts`: of a file of them. `schemes`: none named is all.
    `plain`: for callers whose Arrow knows no dictionaries and no unsigned. Raises PopulationError
    for what is wrong with the rows; equal rows give equal answers wherever they stand.
    """

    bundle: bytes
    as_of: date | None = None
    area: AreaCode | None = None
    area_facts: bytes = b""
    schemes: tuple[SchemeId, ...] = ()
    ignore: frozenset[str] = frozenset()
    tongue: Tongue = "en"
    plain: bool = False

    def __call__(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        return self.of(batch)[HOUSEHOLD].combine_chunks().to_batches()[0]

    def of(self, named: Tabular | Mapping[str, Tabular]) -> Mapping[EntityId, pa.Table]:
        """One table of households for one, a table of each kind for tables by their kinds."""
        rules = rules_of(self.bundle)
        people = population(named, rules, as_of=self.as_of, area=self.area, ignore=self.ignore)
        here = self._ready(people.shape)
        found: dict[EntityId, list[pa.RecordBatch]] = {}
        for part in people.parts:
            for chunk in chunks(part, rules, rows=HOUSEHOLDS_AT_ONCE):
                answers = decide(chunk, here.engine)
                top = kinds(chunk.levels, here.schemes, rules)
                made = tables(chunk, answers, top, here.shape, here.writing)
                for kind, batch in made.items():
                    found.setdefault(kind, []).append(batch)
        return {kind: pa.Table.from_batches(batches) for kind, batches in found.items()}

    def schema(self, of: pa.Schema) -> pa.Schema:
        """Of the answers for households with these columns. Raises PopulationError."""
        rules = rules_of(self.bundle)
        columns = columns_of(of, rules, as_of=self.as_of, area=self.area, ignore=self.ignore)
        return answer_schema(columns, of, self._ready("nested"))

    def _ready(self, shape: Shape) -> Ready:
        return ready(
            Commission(self.bundle, self.area_facts, self.schemes, shape, self.tongue, self.plain)
        )


def decided(
    households: Tabular,
    rules: Loaded,
    *,
    as_of: date | None = None,
    area: AreaCode | None = None,
    schemes: Collection[SchemeId] = (),
    ignore: Collection[str] = (),
) -> pa.Table:
    """The answers for a table of households with lists in them, as a table of the same shape."""
    how = Function(
        write(rules.program), as_of, area, schemes=tuple(schemes), ignore=frozenset(ignore)
    )
    return how.of(households)[HOUSEHOLD]
