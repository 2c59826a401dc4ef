"""A few provisions of one document, on the ground that generated rules stand on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.reference.compiled import Ready, ready
from tests.reference.generate import RuleSet, facts_declared
from tests.reference.vocabulary import GROUND

_DOCUMENT = """\
文件 A2020 「关于A2020的通知」
  发文机关 民政部
  位阶 通知级
  印发 2021-01-01
  施行 2021-01-01 起
  版本 1.0.0
"""


def small_rules(provisions: str, terms: str, figures: Mapping[str, int] | None = None) -> Ready:
    """`provisions`: their clauses, an empty line between two; they are A2020/1, A2020/2 and so on.

    `figures`: the dibao standard everywhere and always, by what it is looked up by, in yuan; no
    other standard has a figure.
    """
    numbered = "".join(
        f"\n条款 {number}\n  出处 「生成的条款」\n  {body.strip()}\n"
        for number, body in enumerate(provisions.strip().split("\n\n"), start=1)
    )
    files = {
        "precedence.policy": ("优先次序 「次序」\n  - 明示\n",),
        "vocabulary.policy": (GROUND, *facts_declared(), terms),
        "a2020/rules.policy": (_DOCUMENT + numbered,),
    }
    dibao = tuple(_row(option, yuan) for option, yuan in (figures or {}).items())
    return ready(
        RuleSet(files, {"dibao_standard": dibao, "care_standard": (), "fuel_standard": ()})
    )


def _row(option: str, yuan: int) -> Mapping[str, Any]:
    return {
        "areas": ["000000"],
        "options": [option],
        "start": date(2020, 1, 1),
        "end": None,
        "amount": Decimal(yuan),
        "document": "小通知",
        "source": "例",
    }
