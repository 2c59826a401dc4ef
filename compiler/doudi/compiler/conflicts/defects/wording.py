"""The sentences about defects, in both languages: what is so, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Code, Message

LOOKED_AT: Final = Message(
    "看过并认可的，写 `确认 「{id}」` 和理由",
    'if it is meant, write `acknowledge "{id}"` and the reason',
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`headline` has {about} and {others}; `help` what is to be done."""

    code: Code
    headline: Message
    help: Message


_CHECK: Final = Message(
    "核对条件和原文；公理有误的，改正公理",
    "check the condition against the text; if an axiom is wrong, correct that",
)
_MERGE: Final = Message(
    "删去一条，或把引文并到一条里：一条可以有几行 `引自`",
    "remove one, or let one quote both places: a provision may have several `cites`",
)
_ORDER: Final = Message("核对两头的日期", "check the days at both ends")
_FORCE: Final = Message(
    "核对两边的施行和废止日期，或改指当时施行的条款",
    "check when each of them is in force, or name what is in force at that time",
)

NEVER_TRUE: Final = Sentence(
    codes.NEVER_TRUE,
    Message("{about} 的条件对任何人都不成立", "nobody ever meets the condition of {about}"),
    _CHECK,
)
ALWAYS_TRUE: Final = Sentence(
    codes.ALWAYS_TRUE,
    Message("{about} 的条件对谁都成立", "everybody meets the condition of {about}"),
    Message(
        "删去这个 `当`，或核对是不是少写了什么",
        "leave `when` out, or see whether it lacks something",
    ),
)
SHADOWED: Final = Sentence(
    codes.NEVER_DECISIVE,
    Message(
        "{about} 不起作用：凡适用它的，{others} 也适用，而且说得不比它少",
        "{about} changes nothing: wherever it applies {others} does too, and says no less",
    ),
    _MERGE,
)
BARRED: Final = Sentence(
    codes.NEVER_DECISIVE,
    Message(
        "{about} 不起作用：凡适用它的，都被 {others} 排除",
        "{about} changes nothing: {others} bars everybody whom it is about",
    ),
    Message("核对两边的条件和先后", "check the conditions of both, and which prevails"),
)
IMPLIED: Final = Sentence(
    codes.IMPLIED,
    Message(
        "{about} 已包含在 {others} 之中：说的一样，范围更窄",
        "{others} contains {about}: it says the same, and reaches further",
    ),
    _MERGE,
)
DUPLICATE: Final = Sentence(
    codes.DUPLICATE,
    Message(
        "{about} 与 {others} 说的是同一件事：条件、内容、时间、地区都一样",
        "{about} and {others} say the same: of the same people, on the same days, in one area",
    ),
    _MERGE,
)
GAP: Final = Sentence(
    codes.PARTITION_GAP,
    Message(
        "划分 {about} 有遗漏：有的对象哪一条都不符合",
        "the partition {about} has a gap: somebody comes under none of its provisions",
    ),
    Message(
        "补上条款，或在划分的 `当` 里写明是哪些人的划分",
        "add a provision, or say in its `when` of whom it is a partition",
    ),
)
APART: Final = Sentence(
    codes.PARTITION_GAP,
    Message(
        "划分 {about} 的各条从不同时同地施行",
        "the provisions of {about} are never in force on one day in one place",
    ),
    _FORCE,
)
OUT_OF_SIGHT: Final = Sentence(
    codes.PARTITION_GAP,
    Message(
        "{others} 管的对象，从划分 {about} 的对象看不到",
        "whom {others} is about cannot be seen from whom {about} divides",
    ),
    Message(
        "`对每名` 写各条共同的对象，或其中最里面的一个",
        "let `for_each` name what all the provisions are about, or the innermost of these",
    ),
)
OVERLAP: Final = Sentence(
    codes.PARTITION_OVERLAP,
    Message(
        "划分 {about} 有重叠：有的对象同时符合 {others}",
        "the partition {about} has an overlap: somebody comes under {others} at once",
    ),
    Message("把其中一条的条件收窄", "narrow the condition of one of them"),
)
DEAD_REFERENCE: Final = Sentence(
    codes.DEAD_REFERENCE,
    Message(
        "{about} 提到 {others}，而两者从不同时同地施行",
        "{about} refers to {others}, and the two are never in force on one day in one place",
    ),
    _FORCE,
)
TOOTHLESS: Final = Sentence(
    codes.TOOTHLESS_EXCLUSION,
    Message(
        "{about} 排除不到任何人：没有谁既适用它，又有 {others} 可得",
        "{about} excludes nobody: nobody whom it is about could have {others} anyway",
    ),
    Message("核对两边的条件、地区和日期", "check the conditions, the areas and the days of both"),
)
NO_EXCEPTION: Final = Sentence(
    codes.TOOTHLESS_EXCLUSION,
    Message(
        "{about} 不是 {others} 的例外：没有谁同时适用两条",
        "{about} is no exception to {others}: nobody comes under both",
    ),
    Message(
        "核对两边的条件；不是例外的，删去 `例外于`",
        "check both conditions; if it is no exception, remove `exception_to`",
    ),
)
UNUSED: Final = Sentence(
    codes.UNUSED,
    Message(
        "{about} 声明了，没有条款、定义或公理用到",
        "{about} is declared, and no provision, definition or axiom uses it",
    ),
    Message("删去，或写出用到它的条款", "remove it, or write the provision that needs it"),
)
TAKEN_AWAY: Final = Sentence(
    codes.PERMISSION_IN_PROHIBITION,
    Message(
        "{about} 允许的，{others} 全部禁止",
        "whatever {about} permits, {others} prohibits",
    ),
    Message("核对两边的条件和先后", "check the conditions of both, and which prevails"),
)
PERIOD_ENDS: Final = Sentence(
    codes.ENDS_BEFORE_IT_BEGINS,
    Message(
        "{about} 的 `止于` 对谁都早于 `起于`",
        "`until` of {about} is before its `from`, whoever it is",
    ),
    _ORDER,
)
ALREADY_DUE: Final = Sentence(
    codes.ENDS_BEFORE_IT_BEGINS,
    Message(
        "{about} 的期限在它施行的每一天都已经过了",
        "what {about} asks for is overdue on every day on which it is in force",
    ),
    Message("核对期限和施行日期", "check the due day, and when it is in force"),
)
NEVER_IN_FORCE: Final = Sentence(
    codes.ENDS_BEFORE_IT_BEGINS,
    Message("{about} 还没施行就已废止", "{about} is repealed before it comes into force"),
    _FORCE,
)
RULED_OUT: Final = Sentence(
    codes.CONTRADICTORY_KNOWLEDGE,
    Message(
        "按公理、互斥，{about} 对谁都不可能是「是」",
        "by what the rules assert, {about} can be true of nobody",
    ),
    Message("改正或删去其中一条", "correct or remove one of these"),
)

IN_ORDER: Final[Mapping[str, Sentence]] = {"UNTIL": PERIOD_ENDS, "DUE": ALREADY_DUE}
EXCLUDE: Final = Message("互相排斥：{}", "these exclude one another: {}")
IMPOSSIBLE: Final = Message("不可能成立：{}", "cannot be: {}")
FOR_ONE: Final = Message("例如：{case}", "for example: {case}")


def filled(message: Message, **names: Message) -> Message:
    return Message(
        message.zh.format(**{key: it.zh for key, it in names.items()}),
        message.en.format(**{key: it.en for key, it in names.items()}),
    )
