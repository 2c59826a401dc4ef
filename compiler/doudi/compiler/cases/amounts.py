"""Amounts expected and decided: whether they are the same, and how to say them."""

from __future__ import annotations

from doudi.compiler.cases.model import Money
from doudi.compiler.cases.wording import text
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.decision import AmountResult


def same_amount(expected: Money, actual: AmountResult) -> bool:
    if expected.low is None and expected.high is None:
        return actual.status in ("unknown", "left_to")
    return (expected.low, expected.high) == (actual.low, actual.high)


def amount_words(actual: AmountResult) -> Message:
    match actual.status:
        case "none":
            return text("没有写金额", "no amount is stated")
        case "left_to":
            return text(f"由 {actual.left_to} 确定", f"left to {actual.left_to}")
        case "unknown":
            return text("不详", "unknown")
        case _:
            return money_words(actual.low, actual.high)


def money_words(low: int | None, high: int | None) -> Message:
    if low is None and high is None:
        return text("不详", "unknown")
    if low == high and low is not None:
        return text(f"{_yuan(low)} 元", f"{_yuan(low)} yuan")
    first = "0" if low is None else _yuan(low)
    if high is None:
        return text(f"{first} 元以上", f"{first} yuan or more")
    return text(f"{first} 至 {_yuan(high)} 元", f"{first} to {_yuan(high)} yuan")


def _yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"
