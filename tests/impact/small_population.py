"""Two versions of a small notice, and households whose answers anybody can work out by hand.

What the new version does:

    一-2  the unemployed: `may` becomes `must`      二-1  the aged (60) are given it as well
    二-2  not to who has an income                  二-8  the aged (80) are given it as well
    二-3  who has less than the standard is needy   二-4  the needy are given it as well
    dibao standard: urban 620 → 636 yuan, rural 496 → 480 yuan; the allowance is twice that
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from doudi.compiler.impact.report import Impact
from doudi.compiler.impact.run import Asked, impact
from doudi.runtime.bundle.read import Loaded
from tests.support.small_folder import MONTHLY
from tests.support.two_versions import GRANTED, version

_RAISED: Final = GRANTED.replace("可以 给予", "应当 给予")
_ADDED: Final = """
条款 二-1 「六十岁以上也给」
  出处 「示例」
  对每名 成员
  当 年龄 >= 60
  可以 给予 一次性补助
  一次性

条款 二-2 「有收入的不给」
  出处 「示例」
  对每名 成员
  当 月收入 > 0元/月
  不得 给予 一次性补助
  例外于 XX2021/一-2

条款 二-3 「低于标准的是困难人员」
  出处 「示例」
  对每名 成员
  当 月收入 ÷ 1人 < 低保标准(户别)
  应当 认定 困难人员

条款 二-4 「困难人员也给」
  出处 「示例」
  对每名 成员
  当 困难人员
  可以 给予 一次性补助
  一次性

条款 二-8 「八十岁以上也给」
  出处 「示例」
  对每名 成员
  当 年龄 >= 80
  可以 给予 一次性补助
  一次性
"""
STANDARD: Final = """\
standard: dibao_standard
rows:
  - {areas: ["500000"], options: [urban], start: 2020-09-01, amount: 636, document: 甲, source: 甲}
  - {areas: ["500000"], options: [rural], start: 2020-09-01, amount: 480, document: 甲, source: 甲}
"""

# A person who is not described is 30, has work and no income, and is known not to be needy.
HOUSEHOLDS: Final = """
- {id: raised, hukou: urban, member: [{id: 甲, unemployed: true, person_in_need: true}]}
- {id: lowered, hukou: rural, member: [{id: 乙, unemployed: true, person_in_need: true}]}
- {id: barred, hukou: urban, member: [{id: 丙, unemployed: true, income: 1000}]}
- {id: aged, hukou: urban, area: "500105", member: [{id: 丁, age: 65}]}
- {id: very aged, hukou: urban, area: "500105", member: [{id: 戊, age: 85}]}
- {id: needy, hukou: urban, member: [{id: 己, person_in_need: null}]}
- {id: not asked, hukou: urban, member: [{id: 庚, unemployed: true, income: null}]}
- {id: told now, hukou: urban, member: [{id: 辛, unemployed: true, person_in_need: null}]}
- {id: as before, hukou: urban, member: [{id: 壬}]}
- id: one of each
  hukou: urban
  member: [{id: 癸, unemployed: true, income: 1000}, {id: 子, age: 65}]
- {id: nobody, hukou: urban, member: []}
- {id: elsewhere, hukou: urban, area: "320100", member: [{id: 丑, unemployed: true}]}
"""
AS_OF: Final = date(2021, 6, 1)
_HERE: Final = "500106"
_MEMBER: Final = pa.struct(
    [
        ("id", pa.string()),
        ("age", pa.int64()),
        ("unemployed", pa.bool_()),
        ("income", pa.int64()),
        ("person_in_need", pa.bool_()),
    ]
)
SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("area", pa.string()),
        ("hukou", pa.string()),
        ("member", pa.list_(_MEMBER)),
    ]
)
_ORDINARY: Final = {"age": 30, "unemployed": False, "income": 0, "person_in_need": False}


def old_rules(folder: Path) -> Loaded:
    return version(folder, GRANTED + MONTHLY)


def new_rules(folder: Path, title: str = "六十岁以上也给") -> Loaded:
    """`title`: of the clause that gives it to the aged."""
    added = _ADDED.replace("六十岁以上也给", title)
    return version(folder, _RAISED + MONTHLY + added, standards__dibao_yaml=STANDARD)


def small_impact(folder: Path, **title: str) -> Impact:
    for name in ("old", "new"):
        (folder / name).mkdir()
    homes = population(folder / "homes.parquet", households())
    both = old_rules(folder / "old"), new_rules(folder / "new", **title)
    return impact(*both, Asked((homes,), AS_OF, cells=folder / "cells.parquet"))


def households() -> Sequence[dict[str, Any]]:
    found = yaml.safe_load(HOUSEHOLDS)
    return [
        {"area": _HERE, **it, "member": [_ORDINARY | person for person in it["member"]]}
        for it in found
    ]


def population(path: Path, those: Sequence[dict[str, Any]], **about: bytes) -> Path:
    """A file of these households; `about`: what it says of itself."""
    table = pa.Table.from_pylist(list(those), schema=SCHEMA.with_metadata(about or None))
    pq.write_table(table, path)
    return path
