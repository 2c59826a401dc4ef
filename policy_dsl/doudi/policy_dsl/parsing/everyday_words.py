"""What people write by habit, and what the language has for it.

Takes a word that cannot stand where it stands; gives the advice for it, or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.keywords import BY_TOKEN, Role

_INSTEAD: Final[dict[str, tuple[str, str]]] = {  # the token that it stands for, and its spelling
    "大于": ("COMPARE", ">"),
    "高于": ("COMPARE", ">"),
    "超过": ("COMPARE", ">"),
    "小于": ("COMPARE", "<"),
    "低于": ("COMPARE", "<"),
    "等于": ("COMPARE", "="),
    "是": ("COMPARE", "="),
    "不等于": ("COMPARE", "≠"),
    "大于等于": ("COMPARE", "≥"),
    "不小于": ("COMPARE", "≥"),
    "不低于": ("COMPARE", "≥"),
    "不少于": ("COMPARE", "≥"),
    "小于等于": ("COMPARE", "≤"),
    "不大于": ("COMPARE", "≤"),
    "不高于": ("COMPARE", "≤"),
    "不多于": ("COMPARE", "≤"),
    "不超过": ("COMPARE", "≤"),
    "并且": ("AND", "且"),
    "而且": ("AND", "且"),
    "和": ("AND", "且"),
    "或者": ("OR", "或"),
    "乘": ("TIMES", "×"),
    "乘以": ("TIMES", "×"),
    "除以": ("DIVIDED", "÷"),
    "加": ("PLUS", "+"),
    "减": ("MINUS", "-"),
}
_ACTS: Final = {"GRANT", "RECOGNISE", "COMPLETE", "SATISFY"}
_NORMS: Final = ("SHALL", "MAY", "ENCOURAGE", "SHALL_NOT", "CASE_BY_CASE")


def instead_of(word: str, accepted: Iterable[str]) -> str | None:
    """`>` for 大于, where a comparison may stand."""
    token, spelling = _INSTEAD.get(word, ("", ""))
    return spelling if token in {it.removeprefix("_") for it in accepted} else None


def act_without_norm(token: str) -> Message | None:
    """给予 alone: whether it must, may or should be given is the point of a rule."""
    if token not in _ACTS:
        return None
    norms = [BY_TOKEN[it] for it in _NORMS if it in BY_TOKEN]
    zh, en = "、".join(f"`{it.zh}`" for it in norms), ", ".join(f"`{it.en}`" for it in norms)
    return Message(f"前面要写明 {zh} 之一", f"one of {en} comes before it")


def run_together(word: str, accepted: Iterable[str]) -> Message | None:
    """应当给予…: a word of the language and what follows it, with no blank between."""
    words = (BY_TOKEN.get(it.removeprefix("_")) for it in accepted)
    heads = [it.zh for it in words if it and it.role is Role.CLAUSE and word.startswith(it.zh)]
    if not heads:
        return None
    head = max(heads, key=len)
    return Message(f"`{head}` 后面要空一格", f"put a blank after `{head}`")


def behind_a_number(word: str) -> Message | None:
    """2倍, 2021年2月3日: a number as a notice writes it."""
    if word.startswith("倍"):
        return Message(
            "`倍` 不用写，写成乘法，例如 `低保标准(户别) × 2`",
            "leave `倍` out and multiply: `dibao_standard(hukou) × 2`",
        )
    if word.startswith("年") and "月" in word:
        return Message("日期写成 `2021-02-04`", "a date is written `2021-02-04`")
    return None
