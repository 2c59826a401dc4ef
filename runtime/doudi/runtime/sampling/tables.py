"""A block of households ▸ Arrow tables, such as `population` reads them.

What is not known is null; what is not applicable is null as well, and a column beside it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import numpy as np
import pyarrow as pa

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Mask
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Text
from doudi.runtime.program.ids import EntityId, FactId, OptionId, TermId
from doudi.runtime.sampling.arrays import array_of, texts
from doudi.runtime.sampling.distributions import Assumed, DaysAfter, NotApplicable, Seldom
from doudi.runtime.sampling.draw import Drawing
from doudi.runtime.sampling.rows import Rows
from doudi.runtime.sampling.streams import CHANCES

Shape: TypeAlias = Literal["nested", "flat"]
Names: TypeAlias = Literal["en", "zh"]
Written: TypeAlias = tuple[pa.Field, pa.Array]

_WORDS: Final = {
    "id": "编号",
    "area": "地区",
    "as_of": "基准日",
    "status": "状态",
    "not_applicable": "不适用",
}


@dataclass(frozen=True, slots=True)
class Writing:
    """How it is written. `unknown`: the share of cells of which nothing is said."""

    shape: Shape
    names: Names
    unknown: Fraction

    def word(self, it: str) -> str:
        return _WORDS[it] if self.names == "zh" else it

    def name(self, id_: str, name: Text) -> str:
        return name.zh if self.names == "zh" else id_


def tables(drawing: Drawing, writing: Writing) -> Mapping[EntityId, pa.Table]:
    """One of households with lists of all that lies in them, or one for each kind."""
    kinds = (HOUSEHOLD,) if writing.shape == "nested" else tuple(drawing.kinds)
    found = {}
    for kind in kinds:
        fields, arrays = zip(*_columns(drawing.kinds[kind], drawing, writing), strict=True)
        found[kind] = pa.table(list(arrays), pa.schema(fields))
    return found


def kind_name(kind: EntityId, rules: Index, writing: Writing) -> str:
    return writing.name(kind, rules.entities[kind].name)


def _columns(rows: Rows, drawing: Drawing, writing: Writing) -> Iterator[Written]:
    yield pa.field(writing.word("id"), pa.int64()), pa.array(rows.ids)
    if rows.inside is None:
        yield from _heads(rows, drawing, writing)
    elif writing.shape == "flat":
        name = kind_name(rows.inside.entity, drawing.rules, writing)
        yield pa.field(name, pa.int64()), pa.array(rows.inside.ids[rows.of])
    for it in drawing.assumptions:
        if it.name in rows.columns:
            yield from _fact(it, rows, drawing, writing)
    if writing.shape == "nested":
        for inner in drawing.kinds.values():
            if inner.inside is rows:
                yield _list(inner, drawing, writing)


def _heads(rows: Rows, drawing: Drawing, writing: Writing) -> Iterator[Written]:
    areas = texts(rows.epoch, None, [it.area for it in drawing.epochs])
    yield pa.field(writing.word("area"), areas.type), areas
    days = pa.array([it.as_of for it in drawing.epochs], pa.date32()).take(pa.array(rows.epoch))
    yield pa.field(writing.word("as_of"), days.type), days


def _fact(it: Assumed, rows: Rows, drawing: Drawing, writing: Writing) -> Iterator[Written]:
    column, rules = rows.columns[it.name], drawing.rules
    named = rules.facts.get(FactId(it.name)) or rules.terms[TermId(it.name)]
    unsaid = ~column.given | _hidden(it.name, len(rows), drawing, writing)
    options = [writing.name(id_, name) for id_, name in _options(named.type, rules)]
    array, about = array_of(column.values, unsaid | column.absent, named.type, options)
    name = writing.name(it.name, named.name)
    yield pa.field(name, array.type, metadata=about or None), array
    if _may_be_absent(it):
        said = texts(
            np.zeros(len(rows), np.int32),
            unsaid | ~column.absent,
            [writing.word("not_applicable")],
        )
        yield pa.field(f"{name}.{writing.word('status')}", said.type), said


def _options(type_: types.Type, rules: Index) -> tuple[tuple[OptionId, Text], ...]:
    choices = vocabulary(rules.program).choices
    return choices[type_.id].options if isinstance(type_, types.Choice) else ()


def _hidden(name: str, number: int, drawing: Drawing, writing: Writing) -> Mask:
    if not writing.unknown:
        return np.zeros(number, bool)
    chances = drawing.streams.chances(f"unknown/{name}", number)
    return np.asarray(chances < writing.unknown * CHANCES // 1)


def _may_be_absent(it: Assumed) -> bool:
    draws = (it.otherwise, *(case.draw for case in it.cases))
    return any(isinstance(draw, NotApplicable | DaysAfter | Seldom) for draw in draws)


def _list(inner: Rows, drawing: Drawing, writing: Writing) -> Written:
    fields, arrays = zip(*_columns(inner, drawing, writing), strict=True)
    listed = pa.ListArray.from_arrays(
        pa.array(inner.offsets.astype(np.int32)),
        pa.StructArray.from_arrays(list(arrays), fields=list(fields)),
    )
    return pa.field(kind_name(inner.entity, drawing.rules, writing), listed.type), listed
