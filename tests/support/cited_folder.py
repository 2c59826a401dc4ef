"""A small rules folder whose two notices lean on each other and on one nobody has encoded."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.support.small_folder import GRANT, MONTHLY, small_folder

_OLDER: Final = """\
文件 YY2019 「关于困难人员生活补助的旧办法」
  发文机关 某市政府
  位阶 市级文件
  辖区 重庆市
  印发 2019-02-04
  施行 2019-02-04 起
  版本 1.0.0
  提及 「某市发〔2018〕3号」
  提及 「关于困难人员生活补助的通知」

条款 1 「旧办法认定困难人员」
  出处 「旧办法第1条」 「https://example.org」
  对每名 成员
  当 失业
  应当 认定 困难人员
"""
RECOGNISES: Final = """\
条款 一-1a 「失业的困难人员」
  引自 一-1 「失业的困难人员」
  对每名 成员
  当 失业
  应当 认定 困难人员
  优先于 YY2019/1
"""


def cited_folder(folder: Path) -> Path:
    rules = f"{MONTHLY}\n{GRANT}\n{RECOGNISES}"
    root = small_folder(folder, rules, older__rules_policy=_OLDER)
    own = root / "notice/rules.policy"
    text = own.read_text("utf-8")
    lock = "  版本 1.0.0\n"
    assert text.count(lock) == 1
    own.write_text(
        text.replace(lock, f"{lock}  贯彻 YY2019\n  提及 「某部发〔2017〕1号」\n"), "utf-8"
    )
    return root
