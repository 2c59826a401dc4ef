"""Subjects of one kind while they are drawn, and for whom of them a condition holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

import numpy as np

from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import Codes, Indices, Integers, Mask
from doudi.runtime.program.ids import EntityId
from doudi.runtime.sampling.distributions import Between, Condition, OneOf, Place, Yes
from doudi.runtime.sampling.drawable import codes_of, drawable

Values: TypeAlias = Codes | Indices | Integers


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`values`: as in the plane of a fact of its type; where `absent`, they mean nothing.

    `given`: of whom anything is said.
    """

    values: Values
    absent: Mask
    given: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """`of`: for each, the row of what it lies in; `offsets` as in a `Level`.

    `epoch`: for each its place among the epochs. `columns`: of the facts and given terms that are
    drawn so far.
    """

    entity: EntityId
    inside: Rows | None
    of: Integers
    offsets: Integers
    ids: Integers
    epoch: Indices
    columns: dict[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)


def holding(condition: Condition, rows: Rows, rules: Index) -> Mask:
    """For whom it holds; where something is not applicable, or a term not given, it does not."""
    if isinstance(condition, Place):
        places = np.arange(1, len(rows) + 1, dtype=np.int64) - rows.offsets[rows.of]
        return np.asarray((places >= condition.low) & (places <= condition.high))
    if condition.name not in rows.columns and rows.inside is not None:
        return holding(condition, rows.inside, rules)[rows.of]
    column = rows.columns[condition.name]
    return _held(condition, column.values, rules) & ~column.absent & column.given


def _held(condition: Yes | Between | OneOf, values: Values, rules: Index) -> Mask:
    match condition:
        case Yes():
            return np.asarray(values != 0)
        case Between(low=low, high=high):
            return np.asarray((values >= low) & (values <= high))
        case OneOf(name=name, options=options):
            return np.isin(values, codes_of(options, drawable(name, rules).type, rules) or [])
        case _:
            assert_never(condition)
