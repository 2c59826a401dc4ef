"""The fixed words in which conflicts are shown, in both languages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from doudi.compiler.conflicts.model import Class, Kind
from doudi.policy_dsl.diagnostics.model import Message
from doudi.runtime.program.declarations import Norm

CLASS: Final[Mapping[Class, Message]] = {
    Class.OPEN: Message("未决", "open"),
    Class.EXCEPTION: Message("例外", "exception"),
    Class.DECLARED: Message("明示", "declared"),
    Class.HIGHER: Message("上位", "higher"),
    Class.SPECIAL: Message("特别", "special"),
    Class.LATER: Message("后法", "later"),
    Class.REPEAL: Message("废止", "repeal"),
    Class.STRONGER: Message("从严", "stronger"),
    Class.UNION: Message("并行", "union"),
}
# {winner} prevails, or stands on; {loser} is the other one.
RESOLVED: Final[Mapping[Class, Message]] = {
    Class.EXCEPTION: Message(
        "{winner} 优先：它是例外规定", "{winner} prevails: it is an exception to {loser}"
    ),
    Class.DECLARED: Message(
        "{winner} 优先：优先关系有明示", "{winner} prevails: its priority is declared"
    ),
    Class.HIGHER: Message(
        "{winner} 优先：位阶高于 {loser}", "{winner} prevails: it is of higher rank than {loser}"
    ),
    Class.SPECIAL: Message(
        "{winner} 优先：它是 {loser} 的特别规定",
        "{winner} prevails: it is the special provision, {loser} the general one",
    ),
    Class.LATER: Message(
        "{winner} 优先：它在 {loser} 之后", "{winner} prevails: it came after {loser}"
    ),
    Class.REPEAL: Message(
        "{loser} 已被废止，由 {winner} 接续", "{loser} was repealed; {winner} stands on"
    ),
}
# Where none prevails.
UNRESOLVED: Final[Mapping[Class, Message]] = {
    Class.STRONGER: Message(
        "两条都能做到：照较严的一条做，就都做到了",
        "both can be kept: who keeps the stronger keeps both",
    ),
    Class.UNION: Message(
        "分不出先后，两条同时有效，可以任选", "neither prevails, and both stay open to people"
    ),
    Class.REPEAL: Message("其中一条已被废止", "one of them was repealed"),
}
STRONGER: Final = Message(
    "两条都能做到：照较严的 {} 做，就都做到了",
    "both can be kept: who keeps {}, the stronger one, keeps both",
)
NEEDS_RULING: Final = Message(
    "需裁定：没有一条原则能分出先后", "needs a ruling: no principle decides between them"
)
CONTRADICT: Final = Message(
    "未决：没有一条原则能分出先后，两条不能都做到",
    "open: no principle decides between them, and both cannot be kept",
)
KIND: Final[Mapping[Kind, Message]] = {
    Kind.OUTCOME: Message("是否给予", "outcome"),
    Kind.AMOUNT: Message("金额", "amount"),
    Kind.PERIOD: Message("发放周期", "period"),
    Kind.PLACE: Message("地点", "place"),
    Kind.FUND: Message("资金", "fund"),
    Kind.DEADLINE: Message("期限", "deadline"),
    Kind.FORCE: Message("力度", "force"),
    Kind.PROCEDURE: Message("程序", "procedure"),
    Kind.HOLDER: Message("职责归属", "whose duty"),
    Kind.STATUS: Message("认定", "status"),
    Kind.MEANING: Message("含义", "meaning"),
}
NORM: Final[Mapping[Norm, Message]] = {
    "duty": Message("应当", "must"),
    "permission": Message("可以", "may"),
    "case_by_case": Message("可以一事一议", "may, case by case"),
    "encouragement": Message("鼓励", "is encouraged to"),
    "prohibition": Message("不得", "must not"),
}
KEPT: Final[Mapping[str, Message]] = {
    "met": Message("此例做到了", "kept here"),
    "breached": Message("此例没有做到", "broken here"),
    "open": Message("此例尚待履行", "still to be done here"),
    "undetermined": Message("此例不能判断", "not to be told here"),
}
# Nobody breaches a permission, and an encouragement binds nobody: not so done, they are open.
KEPT_OTHERWISE: Final[Mapping[tuple[Norm, str], Message]] = {
    ("permission", "met"): Message("此例用到了", "used here"),
    ("permission", "open"): Message("此例没有用到", "not used here"),
    ("case_by_case", "met"): Message("此例用到了", "used here"),
    ("case_by_case", "open"): Message("此例没有用到", "not used here"),
    ("encouragement", "open"): Message("此例没有做到，并不违反", "not done here, and need not be"),
    ("prohibition", "met"): Message("此例没有违反", "kept here"),
    ("prohibition", "breached"): Message("此例违反了", "broken here"),
}
VALUE: Final[Mapping[str, Message]] = {
    "true": Message("是", "yes"),
    "false": Message("否", "no"),
    "not_applicable": Message("不适用", "not applicable"),
}
EVERY: Final[Mapping[str, Message]] = {
    "once": Message("一次性", "once"),
    "month": Message("按月", "every month"),
    "year": Message("按年", "every year"),
}
PART_MONTH: Final[Mapping[str, Message]] = {
    "whole": Message("不足月按整月", "part months as whole ones"),
    "by_day": Message("不足月按日", "part months by the day"),
    "none": Message("不足月不计", "part months not at all"),
}
PLACE: Final[Mapping[str, Message]] = {
    "allowed": Message("可在{}", "may be at {}"),
    "duty": Message("由{}办理", "is the duty of {}"),
    "only": Message("只能在{}", "only at {}"),
    "lifted": Message("取消“只能在{}”的限制", "lifts the restriction to {}"),
}
WHY: Final[Mapping[Literal["time", "memory", "size", "not_replayed", "run_time"], Message]] = {
    "time": Message("到了时间上限", "the time for one question was up"),
    "memory": Message("到了内存上限", "the memory was used up"),
    "size": Message("问题太大", "the question is too large"),
    "not_replayed": Message(
        "找到的案例在运行时没有重现", "the case that was found did not come out so when decided"
    ),
    "run_time": Message("到了整次运行的时间上限", "the time for the whole run was up"),
}

TITLE: Final = Message("冲突台账", "The conflict ledger")
CONFLICT: Final = Message("冲突", "conflict")
DIFFERENCE: Final = Message("地区差异", "difference between areas")
DIFFERENCES: Final = Message("各地规定不同的事项", "Differences between areas")
NOT_DECIDED: Final = Message("没有得出结论", "not decided")
NOT_ANALYSED: Final = Message("没有参加核对", "not analysed")
BEFORE_AND_AFTER: Final = Message("废止以后的一例", "a case after the repeal")
WITNESS: Final = Message("两条都适用的一例", "a case to which both apply")
DIFFERENT: Final = Message("两地结果不同的一例", "a case that comes out differently")
SAYS: Final = Message("说法", "says")
AREA_FACTS: Final = Message("地区", "area")
SAYS_NOTHING: Final = Message("没有规定", "nothing provides for it")
SOURCE: Final = Message("出处", "source")
NEVER: Final = Message("从未施行", "never")
BY: Final = Message("不晚于 {}", "by {}")
DAY_UNKNOWN: Final = Message("期限因案情而定，此例不详", "by a day that is not known here")
FROM: Final = Message("{} 起", "from {}")
FROM_TO: Final = Message("{} 至 {}", "{} to {}")
TOTALS: Final = Message("合计", "all in all")
SIDES: Final = Message("两条规定", "The two provisions")
ID: Final = Message("编号", "id")
CLASS_HEAD: Final = Message("类别", "class")
NUMBER: Final = Message("数目", "number")
MATTER: Final = Message("事项", "matter")
HEADING: Final = Message("标题", "heading")
ADDRESS: Final = Message("条款", "provision")
DOCUMENT: Final = Message("文件", "document")
IN_FORCE: Final = Message("施行", "in force")
QUOTE: Final = Message("原文", "text")
TREATMENT: Final = Message("处理", "how it is resolved")
EVE: Final = Message("前一日", "the day before")
BOTH: Final = Message("同时施行", "both in force")
ACKNOWLEDGED: Final = Message("已确认", "acknowledged")
NO_CONFLICTS: Final = Message("没有发现冲突", "no conflict was found")
NO_DIFFERENCES: Final = Message("没有发现各地不同之处", "no difference between areas was found")
HOW_TO: Final = Message(
    "看过并认可的，在规则文件里写：",
    "what you have looked at and accept is written in a rule file:",
)
