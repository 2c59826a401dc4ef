"""A rules folder whose notice, rules and reasons would act in a page that believed them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.support.small_folder import small_folder

SCRIPT: Final = "<script>document.title='owned'</script>"
IMAGE: Final = "<img src=x onerror=document.title='owned'>"
CLOSING: Final = "</title></style></script></pre></a>"
ENTITY: Final = "&lt;b&gt;&amp;amp;"
MARKDOWN: Final = "|`*[点](javascript:alert)*`|"
NOTICE: Final = f"""一、补助{SCRIPT}
失业人员{SCRIPT}给予补助{IMAGE}。甲{CLOSING}乙{ENTITY}。
二、要求"onmouseover="document.title='owned'
要{MARKDOWN}办。
"""
RULES: Final = f"""\
条款 一-1 「补助{IMAGE}{CLOSING}」
  引自 一-1 「失业人员{SCRIPT}给予补助{IMAGE}」
  对每名 成员
  当 失业 # {SCRIPT} {CLOSING}
  可以 给予 一次性补助

条文 一-2 宣示 「{SCRIPT}{CLOSING}」
条文 二-1 委任 「{IMAGE}：{MARKDOWN}」
"""


def hostile_folder(folder: Path) -> Path:
    root = small_folder(folder, RULES, notice__notice_txt=NOTICE)
    document = root / "notice/rules.policy"
    text = document.read_text("utf-8").replace("关于困难人员生活补助的通知", f"通知{SCRIPT}")
    document.write_text(text, "utf-8")
    return root
