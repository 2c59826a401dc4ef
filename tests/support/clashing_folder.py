"""A small rules folder in which two provisions clash, one of them of a document without a text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.support.small_folder import small_folder

_OLDER: Final = """\
文件 YY2019 「关于困难人员生活补助的旧办法」
  发文机关 某局
  位阶 市级文件
  辖区 重庆市
  印发 2019-02-04
  施行 2019-02-04 起
  版本 1.0.0

机关 某局(bureau)
  辖区 重庆市

条款 1 「失业的补助500元」
  出处 「旧办法第1条」
  对每名 成员
  当 失业
  可以 给予 一次性补助
  金额 500元
  一次性
"""
NEWER: Final = """\
条款 一-2 「老年失业的补助800元」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  出处 「示例」
  对每名 成员
  当 失业
   且 年龄 >= 60
  应当 给予 一次性补助
  金额 800元
  一次性
"""
PREVAILS: Final = "  优先于 YY2019/1\n"


def clashing_folder(folder: Path, more: str = "", *, declared: bool = False) -> Path:
    """`more` is added to the notice's own rules. `declared`: the newer one says it prevails."""
    rules = NEWER + (PREVAILS if declared else "") + more
    return small_folder(folder, rules, older__rules_policy=_OLDER)
