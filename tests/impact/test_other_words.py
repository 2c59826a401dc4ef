"""A new version may know other words: a fact more, a choice with an option more."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from doudi.compiler.impact.run import Asked, impact
from doudi.runtime.population.errors import PopulationError
from tests.impact.small_population import AS_OF, STANDARD
from tests.support.literate import SMALL_RULES
from tests.support.small_folder import MONTHLY
from tests.support.two_versions import GRANTED, version

# The option stands first: whoever took one side's places for the other's would take 城镇 for it.
_WORDS: Final = (
    (SMALL_RULES / "vocabulary/words.policy")
    .read_text("utf-8")
    .replace("  - 城镇(urban)\n", "  - 集体(collective)\n  - 城镇(urban)\n")
    + """
事实 有子女入学(has_pupil)
  属于 成员
  类型 是否
"""
)
_PUPILS: Final = """
条款 二-9 「有子女入学的也给」
  出处 「示例」
  对每名 成员
  当 有子女入学
  可以 给予 一次性补助
  一次性
"""


def _impact(folder: Path, hukou: str) -> list[dict[str, Any]]:
    person = {"id": "p", "unemployed": True, "person_in_need": True, "has_pupil": False}
    pupil = {"id": "q", "unemployed": False, "person_in_need": True, "has_pupil": True}
    home = {"id": "h", "area": "500106", "hukou": hukou, "member": [person, pupil]}
    pq.write_table(pa.Table.from_pylist([home]), folder / "homes.parquet")
    for name in ("old", "new"):
        (folder / name).mkdir()
    old = version(folder / "old", GRANTED + MONTHLY)
    new = version(
        folder / "new",
        GRANTED + MONTHLY + _PUPILS,
        standards__dibao_yaml=STANDARD,
        vocabulary__words_policy=_WORDS,
    )
    impact(old, new, Asked((folder / "homes.parquet",), AS_OF, cells=folder / "cells.parquet"))
    return pq.read_table(folder / "cells.parquet").to_pylist()  # type: ignore[no-any-return]


def test_each_side_reads_a_table_by_its_own_words(tmp_path: Path) -> None:
    found = _impact(tmp_path, "urban")
    assert [
        (it["id"], it["effect"], it["cause"], it["old_low"], it["new_low"]) for it in found
    ] == [
        ("p", "more", "dibao_standard urban 500000 2020-09-01", 124000, 127200),
        ("q", "gained", "XX2021/二-9", None, None),
    ]


def test_what_only_the_new_side_knows_the_old_one_cannot_read(tmp_path: Path) -> None:
    with pytest.raises(PopulationError, match="collective"):
        _impact(tmp_path, "collective")
    assert not (tmp_path / "cells.parquet").exists()
