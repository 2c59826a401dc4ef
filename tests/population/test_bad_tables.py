"""What is wrong with a table is said with its place, in both languages, and what to do about it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pytest

from doudi.runtime.population.errors import PopulationError
from tests.population.households import read

HOMES: Final = pa.table({"id": ["h1", "h2", "h3"], "户别": ["城镇", "农村", None]})
PEOPLE: Final = pa.table(
    {
        "id": ["a", "b", "c"],
        "household": ["h1", "h1", "h3"],
        "年龄": pa.array([4, 5, None], pa.int8()),
    }
)
_LISTED: Final = pa.list_(pa.struct({"id": pa.string(), "age": pa.int8()}))


def homes(**columns: Any) -> pa.Table:
    """The households with other columns; those that are None are left out."""
    return _with(HOMES, columns)


def people(**columns: Any) -> dict[str, pa.Table]:
    return {"household": HOMES, "member": _with(PEOPLE, columns)}


def listed(*members: Any) -> pa.Table:
    return homes(member=pa.array(members, _LISTED))


def _with(table: pa.Table, columns: dict[str, Any]) -> pa.Table:
    for name, values in columns.items():
        array = None if values is None else pa.array(values) if isinstance(values, list) else values
        if name in table.column_names:
            table = table.drop_columns(name)
        if array is not None:
            table = table.append_column(name, array)
    return table


@dataclass(frozen=True)
class Bad:
    source: Callable[[], Any]
    en: str
    zh: str


BAD: Final = {
    "no id": Bad(lambda: homes(id=None), "there is no column `id`", "缺少编号列 `id`（编号）"),
    "a misspelt column": Bad(
        lambda: people(年令=[1, 2, 3]),
        "member, column `年令`: there is nothing called `年令` here; did you mean `年龄`?",
        "member，列 `年令`：没有名为 `年令` 的项；是不是 `年龄`？",
    ),
    "a misspelt status": Bad(
        lambda: people(**{"年龄.statu": ["不详", None, None]}),
        "member, column `年龄.statu`: there is nothing called `年龄.statu` here; "
        "did you mean `年龄.status`?",
        "member，列 `年龄.statu`：没有名为 `年龄.statu` 的项；是不是 `年龄.status`？",
    ),
    "a column of another kind": Bad(
        lambda: people(household_income=[1, 2, 3]),
        "member, column `household_income`: `household_income` belongs inside `household`",
        "member，列 `household_income`：`household_income` 应写在 `家庭` 之内",
    ),
    "a fact of the area": Bad(
        lambda: homes(able_county=[True, True, True]),
        "column `able_county`: `able_county` is a fact of the area, which is given apart from "
        "households",
        "列 `able_county`：`able_county` 是地区的事实，不是家庭的；请另行给出各地区的事实",
    ),
    "both names of one fact": Bad(
        lambda: homes(hukou=["城镇"] * 3),
        "column `hukou`: `户别` and `hukou` are the same; give one of them",
        "列 `hukou`：`户别` 与 `hukou` 是同一项，只写其一",
    ),
    "one name twice": Bad(
        lambda: HOMES.append_column("户别", HOMES["户别"]),
        "column `户别`: there is more than one column of this name",
        "列 `户别`：同名的列不止一个",
    ),
    "a status of nothing": Bad(
        lambda: homes(**{"占比.状态": ["不详", None, None]}),
        "column `占比.状态`: it tells the status of `share`, for which there is no column",
        "列 `占比.状态`：有状态列，却没有 `占比`（`share`）本身的列",
    ),
    "an amount as a float": Bad(
        lambda: homes(家庭月收入=[1.5, 2.0, None]),
        "column `家庭月收入`: the column is double: amounts are no binary floats; store "
        "decimal128(12, 2), or integers with metadata unit=fen",
        "列 `家庭月收入`：列的类型是 double：金额不用二进制浮点数；请存为 decimal128(12, 2)（元），"
        "或整数并在列的元数据中注明 unit=fen",
    ),
    "whole numbers as floats": Bad(
        lambda: people(年龄=pa.array([4, None, 5], pa.float32())),
        "member, column `年龄`: the column is float: whole numbers are never binary floats; store "
        "integers, with nulls where unknown",
        "member，列 `年龄`：列的类型是 float：整数不用二进制浮点数；请存为整数列，不详处留空值",
    ),
    "a text for a number": Bad(
        lambda: people(年龄=["4", "5", None]),
        "member, column `年龄`: the column should be of whole numbers, not string",
        "member，列 `年龄`：列应为整数，却是 string",
    ),
    "a number for a truth": Bad(
        lambda: people(confirmed=[1, 0, 1]),
        "member, column `confirmed`: the column should be bool, or text of yes and no, not int64",
        "member，列 `confirmed`：列应为是否（bool，或文字 是、否），却是 int64",
    ),
    "fen that may have fractions": Bad(
        lambda: pa.table(
            [["h1"], pa.array([Decimal("1.5")])],
            schema=pa.schema(
                [
                    ("id", pa.string()),
                    pa.field("家庭月收入", pa.decimal128(2, 1), metadata={"unit": "fen"}),
                ]
            ),
        ),
        "column `家庭月收入`: a column in fen holds whole numbers, not decimal128(2, 1)",
        "列 `家庭月收入`：以分为单位的列应为整数，却是 decimal128(2, 1)",
    ),
    "a range that is none": Bad(
        lambda: homes(家庭月收入=[{"low": 1}, None, None]),
        "column `家庭月收入`: a range is a struct of `min` and `max`",
        "列 `家庭月收入`：范围写作含 min、max（最小、最大）的 struct",
    ),
    "an amount below its range": Bad(
        lambda: homes(家庭月收入=[Decimal("3.5"), Decimal("-0.01"), Decimal(-7)]),
        "row 2 (`h2`), column `家庭月收入`: `-0.01` is below 0 (and 1 more row nearby)",
        "第 2 行（`h2`），列 `家庭月收入`：`-0.01` 小于下限 0（近处另有 1 行也是这样）",
    ),
    "a fraction of a fen": Bad(
        lambda: homes(家庭月收入=[Decimal("3.500"), None, Decimal("3.501")]),
        "row 3 (`h3`), column `家庭月收入`: the amount `3.501` is in yuan and has at most two "
        "decimals",
        "第 3 行（`h3`），列 `家庭月收入`：金额 `3.501` 以元为单位，最多两位小数",
    ),
    "an amount beyond all that is counted": Bad(
        lambda: homes(家庭月收入=[10**13, 10**13 + 1, None]),
        "row 2 (`h2`), column `家庭月收入`: `10000000000001` is too large to be counted",
        "第 2 行（`h2`），列 `家庭月收入`：`10000000000001` 过大，无法计算",
    ),
    "an amount of more digits than a machine word": Bad(
        lambda: homes(家庭月收入=pa.array([Decimal("1E+30"), None, None], pa.decimal128(38, 4))),
        "row 1 (`h1`), column `家庭月收入`: `1000000000000000000000000000000` is too large to be "
        "counted",
        "第 1 行（`h1`），列 `家庭月收入`：`1000000000000000000000000000000` 过大，无法计算",
    ),
    "a share finer than is counted": Bad(
        lambda: homes(占比=[Decimal("0.1234560"), Decimal("0.1234567"), None]),
        "row 2 (`h2`), column `占比`: `0.1234567` has more than 6 decimals",
        "第 2 行（`h2`），列 `占比`：`0.1234567` 的小数多于 6 位",
    ),
    "a range upside down": Bad(
        lambda: homes(家庭月收入=[{"min": 1, "max": 2}, {"min": 3, "max": 2}, None]),
        "row 2 (`h2`), column `家庭月收入`: `min` is above `max`",
        "第 2 行（`h2`），列 `家庭月收入`：`min` 大于 `max`",
    ),
    "an option that there is not": Bad(
        lambda: homes(户别=["城镇", "城真", "农村"]),
        "row 2 (`h2`), column `户别`: there is no option `城真`; did you mean `城镇`?",
        "第 2 行（`h2`），列 `户别`：没有选项 `城真`；是不是 `城镇`？",
    ),
    "an area that may be two": Bad(
        lambda: homes(地区=["500106", "江北区", None]),
        "row 2 (`h2`), column `地区`: more than one area is called `江北区`; say which: "
        "浙江省宁波市江北区 (330205), 重庆市江北区 (500105)",
        "第 2 行（`h2`），列 `地区`：名为 `江北区` 的地区不止一个，请写明是哪一个："
        "浙江省宁波市江北区 (330205)、重庆市江北区 (500105)",
    ),
    "a day that there is not": Bad(
        lambda: people(discharge_date=["2021-02-28", "2021-02-30", None]),
        "member, row 2 (`b`), column `discharge_date`: there is no day `2021-02-30`",
        "member，第 2 行（`b`），列 `discharge_date`：没有 `2021-02-30` 这一天",
    ),
    "a day out of all time": Bad(
        lambda: people(discharge_date=pa.array([0, -30000, None], pa.int32()).cast(pa.date32())),
        "member, row 2 (`b`), column `discharge_date`: the year of `1887-11-12` is not between "
        "1900 and 2200",
        "member，第 2 行（`b`），列 `discharge_date`：`1887-11-12` 的年份不在 1900 至 2200 之间",
    ),
    "a moment with seconds": Bad(
        lambda: homes(reported_at=pa.array([60, 61, None], pa.int64()).cast(pa.timestamp("s"))),
        "row 2 (`h2`), column `reported_at`: `1970-01-01 00:01:01` is not a moment; write it as "
        "2021-02-15T09:30 (Beijing time)",
        "第 2 行（`h2`），列 `reported_at`：`1970-01-01 00:01:01` 不是时刻，时刻写作 "
        "2021-02-15T09:30（北京时间）",
    ),
    "a status nobody knows": Bad(
        lambda: people(**{"年龄": [1, None, None], "年龄.状态": [None, "不晓得", None]}),
        "member, row 2 (`b`), column `年龄`: there is no status `不晓得`; there are given, 已知, "
        "不详, unknown, 未询问, not_asked, 不适用, not_applicable",
        "member，第 2 行（`b`），列 `年龄`：没有状态 `不晓得`，可写：given、已知、不详、unknown、"
        "未询问、not_asked、不适用、not_applicable",
    ),
    "a value that is said not to be": Bad(
        lambda: people(**{"年龄.状态": ["不适用", None, None]}),
        "member, row 1 (`a`), column `年龄`: it has a value, and its status says that it has none",
        "member，第 1 行（`a`），列 `年龄`：既有值，状态又说没有；留其一",
    ),
    "a value that is said to be": Bad(
        lambda: people(**{"年龄.状态": [None, "given", "given"]}),
        "member, row 3 (`c`), column `年龄`: its status says that it is given, and it is empty",
        "member，第 3 行（`c`），列 `年龄`：状态说已给出，值却是空的",
    ),
    "an id that is null": Bad(
        lambda: homes(id=["h1", None, "h3"]),
        "row 2, column `id`: the id is missing",
        "第 2 行，列 `id`：缺少编号",
    ),
    "an id that cannot be seen": Bad(
        lambda: homes(id=["h1", " ", "h\x00"]),
        "row 2, column `id`: an id is a text of 1 to 200 signs that can be seen, not ` ` (and 1 "
        "more row nearby)",
        "第 2 行，列 `id`：编号应为 1 至 200 个看得见的字，却是 ` `（近处另有 1 行也是这样）",
    ),
    "whose members they are, twice": Bad(
        lambda: {
            "household": HOMES,
            "member": PEOPLE.append_column("household", PEOPLE["household"]),
        },
        "member, column `household`: there is more than one column of this name",
        "member，列 `household`：同名的列不止一个",
    ),
    "an id of numbers that are larger than others": Bad(
        lambda: homes(id=pa.array([1, 2, 3], pa.uint64())),
        "column `id`: an id is a text, or a whole number that int64 holds, not uint64",
        "列 `id`：编号应为文字，或 int64 装得下的整数，却是 uint64",
    ),
    "an id twice": Bad(
        lambda: homes(id=["h2", "h1", "h2"]),
        "row 3, column `id`: the id `h2` is also that of row 1",
        "第 3 行，列 `id`：编号 `h2` 与 第 1 行 重复",
    ),
    "an id twice in a household": Bad(
        lambda: people(id=["a", "a", "a"]),
        "member, row 2 (`a`), column `id`: this id is there twice in one household",
        "member，第 2 行（`a`），列 `id`：同一户里有两个这样的编号",
    ),
    "a list that is null": Bad(
        lambda: listed([], None, []),
        "row 2 (`h2`), column `member`: the list is null; where there is nobody, write an empty "
        "list",
        "第 2 行（`h2`），列 `member`：列表是空值；没有人时写空列表 []",
    ),
    "a member that is null": Bad(
        lambda: listed([{"id": "p"}], [], [{"id": "p"}, None]),
        "row 3 (`h3`), column `member`: one of the list is null",
        "第 3 行（`h3`），列 `member`：列表里有一项是空值",
    ),
    "a value in a list": Bad(
        lambda: listed([{"id": "p"}], [], [{"id": "p", "age": 1}, {"id": "q", "age": -1}]),
        "row 3 (`h3`), member 2, column `age`: `-1` is below 0",
        "第 3 行（`h3`），第 2 个成员，列 `age`：`-1` 小于下限 0",
    ),
    "no list at all": Bad(
        lambda: homes(member=[1, 2, 3]),
        "column `member`: should be a list<struct<…>> of member, not int64",
        "列 `member`：应为 成员 的列表 list<struct<…>>，却是 int64",
    ),
    "nobody says whose members they are": Bad(
        lambda: people(household=None),
        "member: there is no column `household`, which says in which one a row lies",
        "member：缺少列 `家庭`（`household`），即每行属于哪一个",
    ),
    "a member of an unknown household": Bad(
        lambda: people(household=["h1", "h9", "h3"]),
        "member, row 2, column `household`: there is no household `h9`",
        "member，第 2 行，列 `household`：没有编号为 `h9` 的家庭",
    ),
    "a member of no household": Bad(
        lambda: people(household=["h1", None, "h3"]),
        "member, row 2, column `household`: does not say which household it lies in",
        "member，第 2 行，列 `household`：没有写明属于哪个家庭",
    ),
    "members in another order": Bad(
        lambda: people(household=["h1", "h3", "h2"]),
        "member, row 3, column `household`: the rows of `h2` do not stand together, or not in the "
        "order of the table of `household`; sort this table in the order of that (both by id, say)",
        "member，第 3 行，列 `household`：`h2` 的行不连在一起，或不按家庭表的先后；"
        "请将本表按家庭表的次序排好（如两表都按编号排序）",
    ),
    "texts for numbers": Bad(
        lambda: people(household=[1, 1, 3]),
        "member, column `household`: is int64, and the ids of `household` are string; store both "
        "as one type",
        "member，列 `household`：是 int64，而家庭表的编号是 string；请存成同一类型",
    ),
    "a kind that there is not": Bad(
        lambda: {"household": HOMES, "membr": PEOPLE},
        "membr: there is no kind `membr`; did you mean `member`?",
        "membr：没有名为 `membr` 的类；是不是 `member`？",
    ),
    "a kind in no household": Bad(
        lambda: {"household": HOMES, "机构": PEOPLE},
        "机构: is no household and lies in none; only households and who is in them are decided "
        "here",
        "机构：不是家庭，也不在家庭之内；这里只算家庭和家庭里的人",
    ),
    "a kind twice": Bad(
        lambda: {"household": HOMES, "家庭": HOMES},
        "家庭: is of the same kind as `household`; give one of them",
        "家庭：与 `household` 是同一类的表，只给其一",
    ),
    "members in a list and in a table": Bad(
        lambda: {"household": listed([], [], []), "member": PEOPLE},
        "household, column `member`: there is a table of `member` as well; give the list or the "
        "table",
        "household，列 `member`：成员另有一张表；列表和表只给其一",
    ),
    "members alone": Bad(
        lambda: {"member": PEOPLE},
        "there is no table of `household`",
        "缺少 家庭（`household`）的表",
    ),
    "nobody": Bad(
        lambda: HOMES.slice(0, 0),
        "is empty: there is not one household in it",
        "表是空的，一户也没有",
    ),
    "no table": Bad(
        lambda: 3,
        "`int` is no table; give a Parquet or Arrow file, or a table of Arrow, pandas, Polars or "
        "DuckDB",
        "`int` 不是表；可用 Parquet、Arrow 文件，或 Arrow、pandas、Polars、DuckDB 的表",
    ),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_what_is_wrong_is_said(bad: Bad) -> None:
    with pytest.raises(PopulationError) as said:
        read(bad.source())
    assert (said.value.in_("en"), said.value.in_("zh")) == (bad.en, bad.zh)


def test_everything_that_a_schema_tells_is_said_at_once() -> None:
    source = {
        "household": homes(hukou=["城镇"] * 3, 家庭月收入=[1.0, 2.0, 3.0]),
        "member": _with(PEOPLE, {"household": None, "年令": [1, 2, 3]}),
    }
    with pytest.raises(PopulationError) as said:
        read(source, as_of=None, area=None)
    assert len(said.value.problems) == 6


def test_the_first_of_each_column_is_said_at_once() -> None:
    source = people(年龄=[-1, 151, -2], discharge_date=["x", None, None])
    with pytest.raises(PopulationError) as said:
        read(source)
    assert [it.place.column for it in said.value.problems] == ["年龄", "discharge_date"]


def test_where_a_table_names_no_day_or_area_one_is_to_be_given() -> None:
    with pytest.raises(PopulationError) as said:
        read(HOMES, as_of=None)
    assert said.value.in_("en") == "no date: add a column `as_of`, or give one beside it"
    with pytest.raises(PopulationError) as said:
        read(homes(area=["500106", None, "500106"]), area=None)
    assert said.value.in_("en") == (
        "row 2 (`h2`), column `area`: names no area, and none was given beside it"
    )


def test_a_column_that_is_of_no_concern_has_to_be_named() -> None:
    odd = homes(备注=["x", "y", "z"])
    with pytest.raises(PopulationError, match="nothing called `备注`"):
        read(odd)
    assert read(odd, ignore=["备注"]) == read(HOMES)


def test_what_is_wrong_crosses_to_another_process_whole() -> None:
    with pytest.raises(PopulationError) as said:
        read(listed([{"id": "p", "age": -1}], [], []))
    again = pickle.loads(pickle.dumps(said.value))  # noqa: S301 - our own
    assert again.problems == said.value.problems
