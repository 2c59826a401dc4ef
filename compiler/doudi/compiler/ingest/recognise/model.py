"""What was recognised in a sentence: the author's words, their kind and where they stand."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "norm",
    "amount",
    "multiple",
    "percentage",
    "deadline",
    "group",
    "place",
    "fund",
    "benefit",
    "document",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
IN_CHINESE: Final[dict[Kind, str]] = {
    "norm": "规范词",
    "amount": "金额",
    "multiple": "倍数",
    "percentage": "比例",
    "deadline": "期限",
    "group": "人群",
    "place": "地点",
    "fund": "资金",
    "benefit": "给付",
    "document": "文件",
}


class Recognised(NamedTuple):
    """`sense`: of a norm its force, else ""; offsets are of the sentence."""

    kind: Kind
    words: str
    start: int
    end: int
    sense: str = ""
