"""Tokens that may stand somewhere → a phrase that says so in the author's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from doudi.policy_dsl.keywords import BY_TOKEN, Role

END: Final = "$END"

_EXPRESSION: Final = {"NAME", "NUMBER", "LPAR"}  # where these may stand, any may
_OPERATORS: Final = {"PLUS", "MINUS", "TIMES", "DIVIDED"}
_CONNECTIVES: Final = {"COMPARE", "AND", "OR", "IN", "WITHIN"}
_MOST: Final = 6

_KINDS: Final[dict[str, tuple[str, str]]] = {
    "NAME": ("名称", "a name"),
    "STRING": ("「」中的一段文字", "a text in 「」"),
    "NUMBER": ("数字", "a number"),
    "DATE": ("日期（如 `2021-02-04`）", "a date such as `2021-02-04`"),
    "ADDRESS": ("条文地址（如 `五(二)-2`）", "an address such as `五(二)-2`"),
    "REFERENCE": ("条款（如 `CQ2021/五(二)-2`）", "a provision such as `CQ2021/五(二)-2`"),
    "VERSION_NUMBER": ("版本号（如 `1.0.0`）", "a version such as `1.0.0`"),
    "FILENAME": ("文件名（如 `notice.txt`）", "a file name such as `notice.txt`"),
    "LPAR": ("`(`", "`(`"),
    "RPAR": ("`)`", "`)`"),
    "COMMA": ("`,`", "`,`"),
    "BULLET": ("以 `-` 开头的列表项", "a list item that begins with `-`"),
    "PERCENT": ("`%`", "`%`"),
    "MINUS": ("`-`", "`-`"),
}


def bare(token: str) -> str:
    return token.removeprefix("_").removesuffix("_LINE")


def role(token: str) -> Role | None:
    keyword = BY_TOKEN.get(bare(token))
    return keyword.role if keyword else None


def allows_another_clause(accepted: Iterable[str]) -> bool:
    """What has been read so far is complete."""
    return any(it == END or role(it) is Role.CLAUSE for it in accepted)


def phrase(accepted: Iterable[str]) -> tuple[str, str]:
    """`名称或「」中的一段文字` and the same in English; never empty."""
    tokens = {bare(it) for it in accepted if it != END}
    found: list[tuple[str, str]] = []
    if tokens >= _EXPRESSION:
        found.append(("表达式（名称、数字、日期……）", "an expression (a name, a number, a date …)"))
        tokens = {it for it in tokens if not _begins_expression(it)}
    if tokens >= _OPERATORS:
        found.append(("运算或比较符号", "an operator or a comparison"))
        tokens -= _OPERATORS | _CONNECTIVES | {"LPAR"}
    if len(units := {it for it in tokens if role(it) is Role.UNIT}) > 1:
        found.append(("单位（如 `元`、`个工作日`）", "a unit such as `yuan` or `working_days`"))
        tokens -= units | {"PERCENT"}
    clauses = {it for it in tokens if role(it) is Role.CLAUSE}
    if len(clauses) > _MOST:
        found.append(("下一个子句", "the next clause"))
        tokens -= clauses
    found.extend(_KINDS[it] for it in _KINDS if it in tokens)
    words = [it for it in BY_TOKEN if it in tokens]
    found.extend((f"`{BY_TOKEN[it].zh}`", f"`{BY_TOKEN[it].en}`") for it in words[:_MOST])
    if len(words) > _MOST:
        found.append(("别的词", "another word"))
    if not found:
        found.append(("下一个声明", "the next declaration"))
    return _alternatives([zh for zh, _ in found], "、", "或"), _alternatives(
        [en for _, en in found], ", ", " or "
    )


def clauses(accepted: Iterable[str]) -> tuple[str, str]:
    """The clauses among them, by name."""
    tokens = {bare(it) for it in accepted}
    words = [it for it in BY_TOKEN.values() if it.token in tokens and it.role is Role.CLAUSE]
    return (
        "、".join(f"`{it.zh}`" for it in words) or "下一个声明",
        ", ".join(f"`{it.en}`" for it in words) or "the next declaration",
    )


def _begins_expression(token: str) -> bool:
    return token in {
        "NAME", "NUMBER", "LPAR", "NOT", "DATE", "MINUS", "YES", "NO", "AS_OF", "ISSUE_DATE",
        "PAYMENT_MONTH", "ANY", "ALL", "COUNT", "SUM", "EXISTS", "EVERY",
    } or role(token) is Role.FUNCTION  # fmt: skip


def _alternatives(phrases: list[str], comma: str, last: str) -> str:
    *others, end = phrases
    return f"{comma.join(others)}{last}{end}" if others else end
