"""A small rules folder: the pages' vocabulary, one notice, and what a test lays beside."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tests.support.literate import GROUND, SMALL_RULES

GRANT: Final = """\
条款 一-2 「未参保失业人员」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  对每名 成员
  当 失业
  可以 给予 一次性补助
  一次性
"""
MONTHLY: Final = """\
条款 一-1 「按月发放生活补助」
  引自 一-1 「失业的困难人员，按低保标准2倍按月发放生活补助，直到再就业为止」
  对每名 成员
  当 失业
   且 困难人员
  应当 给予 生活补助
  金额 低保标准(户别) × 2
  按月
  止于 再就业日期
  不足月 按整月 推定 「文中未写」
"""


def small_folder(folder: Path, rules: str = "", **files: str) -> Path:
    """`rules` are added to the notice's own file; `files` are by name, `__` for a slash."""
    root = folder / "rules"
    for ground in (GROUND, SMALL_RULES):
        shutil.copytree(ground, root, dirs_exist_ok=True)
    own = root / "notice/rules.policy"
    own.write_text(own.read_text("utf-8") + "\n" + rules, "utf-8")
    for name, text in files.items():
        head, _, ending = name.rpartition("_")
        path = root / f"{head.replace('__', '/')}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root
