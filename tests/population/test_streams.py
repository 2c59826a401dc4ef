"""Tables of other programs, and tables that can be read but once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pytest

from doudi.runtime.population.case import case_of
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.population.read import streamed
from tests.population.households import AREA, DAY, Tree, case_from_facts, flat, nested, read, rules

TREES: Final[tuple[Tree, ...]] = tuple(
    {"id": f"h{it}", "share": 1, "member": [{"id": "p", "age": it}]} for it in range(9)
)
CASES: Final = list(map(case_from_facts, TREES))


@dataclass(frozen=True)
class Foreign:
    """What another program gives: nothing but the Arrow C stream."""

    table: pa.Table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def reader(table: pa.Table, rows: int = 4) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=rows))


def nobody(table: pa.Table) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=table.schema)


def flowing(source: Any, rows: int = 1000) -> list[Any]:
    return [
        case_of(chunk, row, rules())
        for chunk in streamed(source, rules(), as_of=DAY, area=AREA, rows=rows)
        for row in range(len(chunk.epoch_of))
    ]


def test_a_table_of_another_program_is_taken() -> None:
    assert read(Foreign(nested(TREES))) == CASES
    assert read(nested(TREES).to_batches()[0]) == CASES
    assert read({name: Foreign(it) for name, it in flat(TREES).items()}) == CASES


def test_texts_and_lists_may_be_large_or_views() -> None:
    large = pa.large_list(pa.struct({"id": pa.string_view(), "age": pa.int8()}))
    table = nested(TREES).select(["id", "member"])
    member = table["member"].cast(pa.list_(pa.struct({"id": pa.string(), "age": pa.int8()})))
    as_large = pa.table(
        {
            "id": table["id"].cast(pa.large_string()),
            "hukou": pa.array(["urban"] * 9, pa.string_view()),
            "member": pa.array(member.to_pylist(), large),
        }
    )
    as_plain = pa.table({"id": table["id"], "hukou": ["urban"] * 9, "member": member})
    assert read(as_large) == read(as_plain)


@pytest.mark.parametrize("rows", [1, 3, 1000])
def test_what_can_be_read_but_once_is_read_once(rows: int) -> None:
    assert flowing(reader(nested(TREES)), rows) == CASES
    tables = flat(TREES)
    tables["member"] = tables["member"].set_column(
        tables["member"].schema.get_field_index("id"), "id", pa.array([f"p{it}" for it in range(9)])
    )
    once = {name: reader(it) for name, it in tables.items()}
    assert flowing(once, rows) == read(tables)


def test_chunks_come_while_the_table_is_still_being_made() -> None:
    table = nested(TREES)
    made: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for start in range(0, 9, 3):
            made.append(start)
            yield table.slice(start, 3).combine_chunks().to_batches()[0]

    endless = pa.RecordBatchReader.from_batches(table.schema, batches())
    next(iter(streamed(endless, rules(), as_of=DAY, area=AREA, rows=3)))
    assert made == [0]


def test_batches_without_rows_are_of_no_matter() -> None:
    tables = flat(TREES)
    once = {
        name: pa.RecordBatchReader.from_batches(
            it.schema, [nobody(it), *it.to_batches(max_chunksize=2), nobody(it)]
        )
        for name, it in tables.items()
    }
    assert flowing(once, 3) == CASES


def test_an_id_twice_is_said_when_all_have_been_read() -> None:
    twice = pa.concat_tables([nested(TREES), nested(TREES[2:3])])
    with pytest.raises(PopulationError) as said:
        flowing(reader(twice))
    assert said.value.in_("en") == (
        "household, row 10, column `id`: the id `h2` is also that of household, row 3"
    )


def test_a_member_of_no_household_is_found() -> None:
    tables = flat(TREES)
    once = {"household": reader(tables["household"][:5]), "member": reader(tables["member"])}
    with pytest.raises(PopulationError) as said:
        flowing(once)
    assert said.value.in_("en") == ("member, row 6, column `household`: there is no household `h5`")


def test_texts_are_not_compared_with_whole_numbers() -> None:
    tables = {
        "household": reader(pa.table({"id": [1, 2]})),
        "member": reader(pa.table({"id": ["p"], "household": ["1"]})),
    }
    with pytest.raises(PopulationError) as said:
        flowing(tables)
    assert said.value.in_("en") == (
        "member, column `household`: is string, and the ids of `household` are int64; "
        "store both as one type"
    )
