"""Households as facts files say them ▸ the same as Arrow tables, in one of many ways of writing.

The trees are those of facts files, with English names; they are what reading a table is held to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeAlias

import pyarrow as pa

from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.facts.words import STATUS
from doudi.runtime.population.case import case_of
from doudi.runtime.population.read import Population, chunks, population
from doudi.runtime.program.ids import AreaCode
from tests.unit.runtime.sample_program import PROGRAM

Tree: TypeAlias = dict[str, Any]
Columns: TypeAlias = list[tuple[pa.Field, pa.Array]]

DAY: Final = date(2021, 2, 15)
AREA: Final = AreaCode("500106")
HOUSEHOLD: Final = ("hukou", "household_income", "reported_at", "share")
MEMBER: Final = ("age", "confirmed", "discharge_date", "home_area", "low_income")

_CHINESE: Final[Mapping[str, str]] = {
    "id": "编号",
    **{it.id: it.name.zh for it in PROGRAM.entities},
    **{it.id: it.name.zh for it in PROGRAM.facts},
    **{it.id: it.name.zh for it in PROGRAM.terms},
}


@dataclass(frozen=True)
class Writing:
    """How a table writes what it says."""

    chinese: bool = False
    words: bool = False  # truths, days and moments as texts
    fen: bool = False
    categories: bool = False  # texts as dictionaries
    numbered: bool = False  # ids as whole numbers

    def name(self, english: str) -> str:
        return _CHINESE[english] if self.chinese else english


PLAIN: Final = Writing()


@cache
def rules() -> Index:
    return index(PROGRAM)


def opened(source: Any, **given: Any) -> Population:
    return population(source, rules(), **{"as_of": DAY, "area": AREA, **given})


def read(source: Any, rows: int = 1000, **given: Any) -> list[Case]:
    """Every household of it, as a case."""
    return [
        case_of(chunk, row, rules())
        for part in opened(source, **given).parts
        for chunk in chunks(part, rules(), rows=rows)
        for row in range(len(chunk.epoch_of))
    ]


def case_from_facts(tree: Tree) -> Case:
    """What a facts file says."""
    return case_from_python({"as_of": DAY, "area": AREA, "household": [tree]}, PROGRAM)


def nested(trees: Sequence[Tree], writing: Writing = PLAIN) -> pa.Table:
    """Households with a list of their members."""
    ends = [0]
    for tree in trees:
        ends.append(ends[-1] + len(tree["member"]))
    inside = _columns([it for tree in trees for it in tree["member"]], MEMBER, writing)
    people = pa.StructArray.from_arrays([it for _, it in inside], fields=[it for it, _ in inside])
    lists = pa.ListArray.from_arrays(pa.array(ends, pa.int32()), people)
    own = _columns(trees, HOUSEHOLD, writing)
    return _table([*own, (pa.field(writing.name("member"), lists.type), lists)])


def flat(trees: Sequence[Tree], writing: Writing = PLAIN) -> dict[str, pa.Table]:
    """A table of households, and one of members that name theirs."""
    owners = _ids([tree["id"] for tree in trees for _ in tree["member"]], writing)
    key = pa.field(writing.name("household"), owners.type)
    people = _columns([it for tree in trees for it in tree["member"]], MEMBER, writing)
    return {
        writing.name("household"): _table(_columns(trees, HOUSEHOLD, writing)),
        writing.name("member"): _table([(key, owners), *people]),
    }


def _table(columns: Columns) -> pa.Table:
    return pa.table([it for _, it in columns], schema=pa.schema([it for it, _ in columns]))


def _columns(trees: Sequence[Tree], names: Sequence[str], writing: Writing) -> Columns:
    ids = _ids([it["id"] for it in trees], writing)
    made = [(pa.field(writing.name("id"), ids.type), ids)]
    for name in names:
        said = [it.get(name) for it in trees]
        statuses = [it if isinstance(it, str) and it in STATUS else None for it in said]
        values = [None if status else it for it, status in zip(said, statuses, strict=True)]
        type_, metadata = _type(name, writing)
        array = _array([_value(it, name, writing) for it in values], type_)
        if writing.categories and pa.types.is_string(array.type):
            array = array.dictionary_encode()
        made.append((pa.field(writing.name(name), array.type, metadata=metadata), array))
        if any(statuses):
            status = f"{writing.name(name)}.{'状态' if writing.chinese else 'status'}"
            made.append((pa.field(status, pa.string()), pa.array(statuses, pa.string())))
    return made


def _ids(ids: Sequence[str], writing: Writing) -> pa.Array:
    return pa.array([int(it) for it in ids]) if writing.numbered else pa.array(ids, pa.string())


def _array(values: Sequence[Any], type_: pa.DataType) -> pa.Array:
    """As ranges where one of them is a range."""
    if not any(isinstance(it, dict) for it in values):
        return pa.array(values, type_)
    ranges = [it if it is None or isinstance(it, dict) else {"min": it, "max": it} for it in values]
    return pa.array(ranges, pa.struct([("min", type_), ("max", type_)]))


def _type(name: str, writing: Writing) -> tuple[pa.DataType, dict[str, str] | None]:
    match name:
        case "age":
            return pa.int16(), None
        case "share":
            return pa.decimal128(8, 4), None
        case "household_income" if writing.fen:
            return pa.int64(), {"unit": "fen"}
        case "household_income":
            return pa.decimal128(12, 2), None
        case "confirmed" | "low_income" if not writing.words:
            return pa.bool_(), None
        case "discharge_date" if not writing.words:
            return pa.date32(), None
        case "reported_at" if not writing.words:
            return pa.timestamp("ms"), None
        case _:
            return pa.string(), None


def _value(said: Any, name: str, writing: Writing) -> Any:
    if isinstance(said, dict):
        return {end: _value(it, name, writing) for end, it in said.items()}
    match name:
        case _ if said is None:
            return None
        case "household_income" if writing.fen:
            return int(Decimal(said) * 100)
        case "confirmed" | "low_income" if writing.words:
            return "是" if said else "否"
        case "discharge_date" if not writing.words:
            return date.fromisoformat(said)
        case "reported_at" if not writing.words:
            return datetime.fromisoformat(said)
        case _:
            return said
