"""A few households of the small program as tables, in both shapes, and the command run on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.population import parts
from tests.support.sample_program import PROGRAM

Row = Mapping[str, Any]

AS_OF: Final = "2021-10-12"

_MEMBER: Final = pa.struct(
    [
        ("编号", pa.string()),
        ("年龄", pa.int32()),
        ("新冠确诊", pa.bool_()),
        ("参加失业保险", pa.bool_()),
        ("低保对象", pa.bool_()),
    ]
)
_HOUSEHOLD: Final = pa.schema(
    [
        ("编号", pa.string()),
        ("地区", pa.string()),
        ("户别", pa.string()),
        ("家庭月收入", pa.decimal128(12, 2)),
    ]
)

HOMES: Final[Sequence[Row]] = (
    {
        "编号": "陈家",
        "地区": "重庆市江北区",
        "户别": "城镇",
        "家庭月收入": Decimal("900.00"),
        "成员": [
            {"编号": "父亲", "年龄": 46, "新冠确诊": True, "低保对象": True},
            {"编号": "奶奶", "年龄": 71, "新冠确诊": False, "参加失业保险": False},
        ],
    },
    {
        "编号": "李家",
        "地区": "重庆市",
        "户别": None,
        "家庭月收入": Decimal("1200.50"),
        "成员": [{"编号": "李雷", "年龄": None, "参加失业保险": False, "低保对象": False}],
    },
    {"编号": "空家", "地区": "重庆市", "户别": "城镇", "家庭月收入": None, "成员": []},
    {
        "编号": "十堰家",
        "地区": "十堰市",
        "户别": "城镇",
        "家庭月收入": Decimal(0),
        "成员": [{"编号": "p1", "年龄": 30, "新冠确诊": True, "低保对象": True}],
    },
)


def many(households: int) -> list[Row]:
    """The same over and over under other ids."""
    return [
        {
            **home,
            "编号": f"{number:06}",
            "成员": [{**it, "编号": f"{number:06}/{it['编号']}"} for it in home["成员"]],
        }
        for number in range(households)
        for home in [HOMES[number % len(HOMES)]]
    ]


def nested(path: Path, homes: Sequence[Row] = HOMES, *, rows: int = 1000) -> Path:
    """One table, with row groups of so many households."""
    schema = _HOUSEHOLD.append(pa.field("成员", pa.list_(_MEMBER)))
    pq.write_table(pa.Table.from_pylist(list(homes), schema=schema), path, row_group_size=rows)
    return path


def flat(folder: Path, homes: Sequence[Row] = HOMES, *, rows: int = 1000) -> Path:
    """A table for each kind."""
    folder.mkdir()
    households = pa.Table.from_pylist(list(homes), schema=_HOUSEHOLD)
    people = [{**it, "家庭": home["编号"]} for home in homes for it in home["成员"]]
    members = pa.Table.from_pylist(people, schema=pa.schema([*_MEMBER, ("家庭", pa.string())]))
    pq.write_table(households, folder / "household.parquet", row_group_size=rows)
    pq.write_table(members, folder / "member.parquet", row_group_size=rows)
    return folder


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


class Doudi:
    """`doudi batch` on the small program, for one day, in this process."""

    def __init__(self, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.bundle = place / "rules.doudi"
        self.bundle.write_bytes(write(PROGRAM))
        self._capsys = capsys

    def __call__(self, *words: object, lang: str = "en", as_of: str = AS_OF) -> Ran:
        given = [*map(str, words), "--bundle", str(self.bundle), "--as-of", as_of, "--lang", lang]
        self._capsys.readouterr()
        code = main(["batch", *given])
        said = self._capsys.readouterr()
        return Ran(code, said.out, said.err)


@contextmanager
def small_parts(households: int) -> Iterator[None]:
    """So that a small table is cut into several; each of its row groups stays whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "PART", households)
        yield


def bytes_in(folder: Path) -> Mapping[str, bytes]:
    return {
        it.relative_to(folder).as_posix(): it.read_bytes()
        for it in sorted(folder.rglob("*"))
        if it.is_file()
    }
