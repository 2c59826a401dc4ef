"""The words in which the ledger is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.compiler.ledger.model import SentenceClass
from doudi.policy_dsl.diagnostics.model import Message

CLASS: Final[Mapping[SentenceClass, Message]] = {
    "encoded": Message("已编码", "encoded"),
    "delegated": Message("委任", "delegated"),
    "discretionary": Message("酌定", "discretionary"),
    "procedural": Message("程序性", "procedural"),
    "exhortation": Message("宣示", "exhortation"),
    "damaged": Message("残损", "damaged"),
    "open": Message("待办", "open"),
}
# What stands in the text itself, so that colour is never the only sign.
BADGE: Final[Mapping[SentenceClass, Message]] = {
    "encoded": Message("编", "En"),
    "delegated": Message("委", "De"),
    "discretionary": Message("酌", "Di"),
    "procedural": Message("程", "Pr"),
    "exhortation": Message("宣", "Ex"),
    "damaged": Message("残", "Da"),
    "open": Message("待", "Op"),
}
MEANING: Final[Mapping[SentenceClass, Message]] = {
    "encoded": Message("至少一个条款引用了它", "at least one provision quotes it"),
    "delegated": Message("交给别的机关去定", "left to another authority to settle"),
    "discretionary": Message("由经办机关裁量", "left to the discretion of who applies it"),
    "procedural": Message("机关内部怎么办事", "how authorities are to work"),
    "exhortation": Message("只是号召，没有给谁什么", "an appeal that provides nothing"),
    "damaged": Message("原件残缺，读不全", "the source is damaged here"),
    "open": Message("还没有去处", "not accounted for yet"),
}

ADDRESS: Final = Message("条文", "sentence")
CLASS_HEAD: Final = Message("类别", "class")
QUOTED: Final = Message("引用", "quoted")
BY_WHAT: Final = Message("条款或理由", "provisions or reason")
TEXT: Final = Message("原文", "text")
DOCUMENT: Final = Message("文件", "document")
SENTENCES: Final = Message("句数", "sentences")
ALL: Final = Message("合计", "all")
TITLE: Final = Message("逐句台账", "The sentence ledger")
