"""Two tables deep: those who owe support lie in a member, who lies in a household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import pyarrow as pa
import pytest

from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import case_from_python
from doudi.runtime.population import parts, tables
from doudi.runtime.population.case import case_of
from doudi.runtime.population.errors import PopulationError
from doudi.runtime.population.read import chunks, population
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Entity, Fact, Text
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from tests.unit.runtime import sample_program

SUPPORTER: Final = EntityId("legal_supporter")
PROGRAM: Final = replace(
    sample_program.PROGRAM,
    entities=(
        *sample_program.PROGRAM.entities,
        Entity(SUPPORTER, Text("法定义务人", "legal_supporter"), EntityId("member")),
    ),
    facts=(
        *sample_program.PROGRAM.facts,
        Fact(
            FactId("months_away"),
            Text("离家月数", "months_away"),
            SUPPORTER,
            types.WHOLE,
            Text("离家几个月？", "Away for how many months?"),
            Fraction(0),
            Fraction(1200),
        ),
    ),
)
RULES: Final = index(PROGRAM)
TREES: Final[tuple[dict[str, Any], ...]] = tuple(
    {
        "id": f"h{home}",
        "member": [
            {
                "id": f"h{home}-{person}",
                "age": person,
                "legal_supporter": [
                    {"id": f"h{home}-{person}-{it}", "months_away": it} for it in range(person % 3)
                ],
            }
            for person in range(home % 4)
        ],
    }
    for home in (7, 3, 9, 1, 4, 8, 2, 6)  # in no order that an id would tell
)


def cases() -> list[Case]:
    given = {"as_of": date(2021, 2, 15), "area": "500106"}
    return [case_from_python({**given, "household": [tree]}, PROGRAM) for tree in TREES]


def nested() -> pa.Table:
    supporter = pa.struct({"编号": pa.string(), "离家月数": pa.int32()})
    member = pa.struct(
        {"编号": pa.string(), "年龄": pa.int8(), "法定义务人": pa.large_list(supporter)}
    )
    rows = [
        [
            {
                "编号": person["id"],
                "年龄": person["age"],
                "法定义务人": [
                    {"编号": it["id"], "离家月数": it["months_away"]}
                    for it in person["legal_supporter"]
                ],
            }
            for person in tree["member"]
        ]
        for tree in TREES
    ]
    ids = [tree["id"] for tree in TREES]
    return pa.table({"编号": ids, "成员": pa.array(rows, pa.list_(member))})


def flat() -> dict[str, pa.Table]:
    people = [(tree["id"], it) for tree in TREES for it in tree["member"]]
    away = [(person["id"], it) for _, person in people for it in person["legal_supporter"]]
    return {
        "legal_supporter": pa.table(
            {
                "member": [owner for owner, _ in away],
                "id": [it["id"] for _, it in away],
                "months_away": pa.array([it["months_away"] for _, it in away], pa.uint8()),
            }
        ),
        "household": pa.table({"id": [tree["id"] for tree in TREES]}),
        "member": pa.table(
            {
                "household": [owner for owner, _ in people],
                "id": [it["id"] for _, it in people],
                "age": pa.array([it["age"] for _, it in people], pa.int8()),
            }
        ),
    }


def read(source: Any, rows: int) -> list[Case]:
    people = population(source, RULES, as_of=date(2021, 2, 15), area=AreaCode("500106"))
    return [
        case_of(chunk, row, RULES)
        for part in people.parts
        for chunk in chunks(part, RULES, rows=rows)
        for row in range(len(chunk.epoch_of))
    ]


@pytest.fixture(params=[1, 3, 100], ids=lambda it: f"parts of {it}")
def _parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", request.param)
    monkeypatch.setattr(parts, "_READ", request.param)
    monkeypatch.setattr(tables, "_HELD", 2)


@pytest.mark.usefixtures("_parts")
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_lists_in_lists_and_tables_of_tables_say_the_same(rows: int) -> None:
    assert read(nested(), rows) == read(flat(), rows) == cases()


@pytest.mark.usefixtures("_parts")
def test_a_supporter_of_nobody_is_found() -> None:
    source = flat()
    source["member"] = source["member"].filter(pa.array([it != 2 for it in range(12)]))
    with pytest.raises(PopulationError) as said:
        read(source, 3)
    assert said.value.in_("zh") == "legal_supporter，第 2 行，列 `member`：没有编号为 `h7-2` 的成员"


def test_the_id_of_a_member_to_whom_others_belong_is_there_once_in_the_whole_table() -> None:
    source = flat()
    ids = ["x", *source["member"]["id"].to_pylist()[1:-1], "x"]
    source["member"] = source["member"].set_column(1, "id", pa.array(ids))
    with pytest.raises(PopulationError) as said:
        read(source, 3)
    assert said.value.in_("en") == (
        "member, row 12, column `id`: the id `x` is also that of member, row 1"
    )


def test_an_id_is_there_once_in_a_household_whosever_list_it_is_in() -> None:
    table = nested()
    lists = table["成员"].to_pylist()
    lists[1][1]["法定义务人"][0]["编号"] = lists[1][2]["法定义务人"][1]["编号"]
    broken = table.set_column(1, "成员", pa.array(lists, table.schema.field("成员").type))
    with pytest.raises(PopulationError) as said:
        read(broken, 2)
    assert said.value.in_("zh") == (
        "第 2 行（`h3`），第 3 个成员，第 2 个法定义务人，列 `编号`：同一户里有两个这样的编号"
    )


def test_a_place_in_a_list_in_a_list_is_told_step_by_step() -> None:
    table = nested()
    lists = table["成员"].to_pylist()
    lists[2] = [
        {"编号": "a", "法定义务人": []},
        {"编号": "b", "法定义务人": [{"编号": "c", "离家月数": -1}]},
    ]
    broken = table.set_column(1, "成员", pa.array(lists, table.schema.field("成员").type))
    with pytest.raises(PopulationError) as said:
        read(broken, 2)
    assert said.value.in_("zh") == (
        "第 3 行（`h9`），第 2 个成员，第 1 个法定义务人，列 `离家月数`：`-1` 小于下限 0"
    )
