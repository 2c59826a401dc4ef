"""What a column may hold: every way to store a value says the same as a facts file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pytest

from doudi.runtime.population.read import chunks
from doudi.runtime.program.ids import EntityId
from tests.population.households import DAY, HOUSEHOLD, Tree, case_from_facts, opened, read, rules

NOON: Final = datetime(2021, 2, 15, 12)  # noqa: DTZ001 - Beijing time
SAME: Final = {
    "bool": ("confirmed", pa.array([True]), True),
    "yes in words": ("confirmed", pa.array(["是"]), True),
    "no as a category": ("confirmed", pa.array(["no"]).dictionary_encode(), False),
    "an integer of 8 bits": ("age", pa.array([40], pa.int8()), 40),
    "an integer of 64 bits without a sign": ("age", pa.array([40], pa.uint64()), 40),
    "a whole decimal": ("age", pa.array([Decimal("40.00")]), 40),
    "yuan and fen": ("household_income", pa.array([Decimal("12.30")]), Decimal("12.3")),
    "whole yuan": ("household_income", pa.array([12], pa.uint16()), 12),
    "thousands of yuan": (
        "household_income",
        pa.array([Decimal(12000)], pa.decimal128(5, -3)),
        12000,
    ),
    "yuan with zeros behind": (
        "household_income",
        pa.array([Decimal("12.3")], pa.decimal128(38, 18)),
        Decimal("12.3"),
    ),
    "yuan in 64 bits": (
        "household_income",
        pa.array([Decimal("12.3")], pa.decimal64(18, 4)),
        Decimal("12.3"),
    ),
    "a share": ("share", pa.array([Decimal("0.0375")]), Decimal("0.0375")),
    "a share that is whole": ("share", pa.array([1]), 1),
    "an option in English": ("hukou", pa.array(["urban"]), "城镇"),
    "an option as a large text": ("hukou", pa.array(["城镇"], pa.large_string()), "urban"),
    "an area by its code": ("home_area", pa.array([500105]), "重庆市江北区"),
    "an area by its name": ("home_area", pa.array(["浙江省江北区"]), "330205"),
    "a day": ("discharge_date", pa.array([DAY]), "2021-02-15"),
    "a day in milliseconds": ("discharge_date", pa.array([DAY], pa.date64()), "2021-02-15"),
    "a day as midnight": (
        "discharge_date",
        pa.array([datetime(2021, 2, 15)], pa.timestamp("ns")),  # noqa: DTZ001 - as above
        "2021-02-15",
    ),
    "a day in words": ("discharge_date", pa.array(["2021-02-15"]), "2021-02-15"),
    "a moment": ("reported_at", pa.array([NOON], pa.timestamp("us")), "2021-02-15T12:00"),
    "a moment with a zone": (
        "reported_at",
        pa.array([datetime(2021, 2, 15, 4)], pa.timestamp("s", "UTC")),  # noqa: DTZ001 - UTC
        "2021-02-15T12:00",
    ),
    "a moment in words": ("reported_at", pa.array(["2021-02-15 12:00"]), "2021-02-15T12:00"),
    "a range": ("age", pa.array([{"min": 3, "max": 5}]), {"min": 3, "max": 5}),
    "a range without an end": ("age", pa.array([{"最小": 3, "最大": None}]), {"min": 3}),
    "a range that is null": ("age", pa.array([None], pa.struct({"min": pa.int8()})), None),
    "nothing at all": ("age", pa.nulls(1), None),
}


@pytest.mark.parametrize(("name", "column", "said"), SAME.values(), ids=SAME.keys())
def test_a_column_says_what_a_facts_file_says(name: str, column: pa.Array, said: Any) -> None:
    facts = {} if said is None else {name: said}
    if name in HOUSEHOLD:
        source: Any = pa.table({"id": ["h"], name: column})
        tree: Tree = {"id": "h", **facts}
    else:
        member = pa.table({"id": ["p"], "household": ["h"], name: column})
        source = {"household": pa.table({"id": ["h"]}), "member": member}
        tree = {"id": "h", "member": [{"id": "p", **facts}]}
    assert read(source) == [case_from_facts(tree)]


def test_an_amount_may_be_in_fen() -> None:
    fen = pa.field("household_income", pa.int32(), metadata={"unit": "fen"})
    schema = pa.schema([("id", pa.string()), fen])
    tree = {"id": "h", "household_income": Decimal("12.30")}
    assert read(pa.table([["h"], [1230]], schema=schema)) == [case_from_facts(tree)]


def test_a_table_has_its_own_days_and_areas() -> None:
    """What a household's own columns say goes before what was given for all."""
    table = pa.table(
        {
            "id": ["a", "b", "c"],
            "地区": ["重庆市江北区", None, "500105"],
            "评估日": ["2021-03-01", "2021-03-01", None],
        }
    )
    found = [(it.area, it.as_of) for it in read(table, as_of=DAY, area="500106")]
    assert found == [
        ("500105", date(2021, 3, 1)),
        ("500106", date(2021, 3, 1)),
        ("500105", DAY),
    ]


def test_kinds_that_no_table_tells_of_are_unknown_and_not_none() -> None:
    (alone,) = read(pa.table({"id": ["h"]}))
    assert alone.roots[0].children == {}
    nobody = pa.table({"id": pa.array([], pa.string()), "household": pa.array([], pa.string())})
    (empty,) = read({"household": pa.table({"id": ["h"]}), "member": nobody})
    assert empty.roots[0].children == {"member": ()}


def test_what_is_known_of_everybody_is_told_by_its_plane() -> None:
    """So that deciding need not look for what is unknown where nothing is."""
    full, gaps = _planes([True, False]), _planes([True, None])
    assert (full["confirmed"].open, gaps["confirmed"].open) == (False, True)
    assert full["age"].high is full["age"].low
    assert full["age"].bound == 1
    assert gaps["age"].bound == 150  # the end of the declared range
    assert gaps["age"].absent is None


def _planes(values: list[bool | None]) -> dict[str, Any]:
    numbers = pa.array([None if it is None else int(it) for it in values], pa.int8())
    member = pa.table(
        {"id": ["p", "q"], "household": ["h", "h"], "confirmed": values, "age": numbers}
    )
    source = {"household": pa.table({"id": ["h"]}), "member": member}
    (chunk,) = chunks(opened(source).parts[0], rules(), rows=10)
    return {str(id_): it for id_, it in chunk.levels[EntityId("member")].facts.items()}
