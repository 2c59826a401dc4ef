"""The words of a cases file in both languages, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.decision import Outcome

OUTCOME_NAMES: Final = {
    Outcome.GRANTED: Message("应予", "granted"),
    Outcome.MAY_BE_GRANTED: Message("可予", "may_be_granted"),
    Outcome.CASE_BY_CASE: Message("一事一议", "case_by_case"),
    Outcome.ENCOURAGED: Message("鼓励", "encouraged"),
    Outcome.NOT_MET: Message("不符合", "not_met"),
    Outcome.EXCLUDED: Message("被排除", "excluded"),
    Outcome.NOT_COVERED: Message("未覆盖", "not_covered"),
    Outcome.UNDETERMINED: Message("待定", "undetermined"),
    Outcome.NEEDS_RULING: Message("需裁定", "needs_ruling"),
}
OUTCOMES: Final = {
    word: outcome for outcome, name in OUTCOME_NAMES.items() for word in (name.zh, name.en)
}
STATUS_NAMES: Final = {
    "met": Message("已履行", "met"),
    "breached": Message("违反", "breached"),
    "open": Message("待履行", "open"),
    "undetermined": Message("待定", "undetermined"),
    "none": Message("不适用", "none"),
}
STATUSES: Final = {
    word: status for status, name in STATUS_NAMES.items() for word in (name.zh, name.en)
}
UNKNOWN: Final = frozenset({"unknown", "不详", "未知"})
TRUTHS: Final = {
    "true": "true",
    "是": "true",
    "yes": "true",
    "false": "false",
    "否": "false",
    "no": "false",
    "unknown": "unknown",
    "不详": "unknown",
    "judgement": "judgement",
    "酌定": "judgement",
}
TRUTH_NAMES: Final = {
    "true": Message("是", "true"),
    "false": Message("否", "false"),
    "unknown": Message("不详", "unknown"),
    "judgement": Message("酌定", "judgement"),
}

APPLIES_NAMES: Final = {
    **TRUTH_NAMES,
    "date": Message("不在施行期", "not_in_force"),
    "area": Message("不在辖区", "out_of_area"),
    "authority": Message("无权规定", "without_authority"),
}
APPLIES: Final = TRUTHS | {
    word: key
    for key, name in APPLIES_NAMES.items()
    if key not in TRUTH_NAMES
    for word in (name.zh, name.en)
}
REVIEWS: Final = frozenset({"pending", "待复核", "done", "已复核"})


def listed(ids: Iterable[str]) -> Message:
    words = [f"`{it}`" for it in ids]
    return Message("、".join(words) or "无", ", ".join(words) or "nothing")


def text(zh: str, en: str | None = None) -> Message:
    """What reads the same in both languages need be said only once."""
    return Message(zh, zh if en is None else en)
