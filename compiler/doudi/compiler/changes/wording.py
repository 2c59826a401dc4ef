"""The fixed words in which changes are shown, in both languages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.compiler.changes.answers import Aspect
from doudi.compiler.changes.causes import Way
from doudi.compiler.changes.declared import Kind
from doudi.compiler.changes.equivalence import Why
from doudi.compiler.changes.parts import Part
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.keywords import BY_TOKEN


def _keyword(token: str) -> Message:
    """As an author writes it; English keywords without their underscores."""
    found = BY_TOKEN[token]
    return Message(found.zh, found.en.replace("_", " "))


KIND: Final[Mapping[Kind, Message]] = {
    Kind.DOCUMENT: _keyword("DOCUMENT"),
    Kind.PROVISION: _keyword("PROVISION"),
    Kind.ENTITY: _keyword("ENTITY"),
    Kind.CHOICE: _keyword("CHOICE"),
    Kind.FACT: _keyword("FACT"),
    Kind.TERM: _keyword("TERM"),
    Kind.SCHEME: _keyword("SCHEME"),
    Kind.STANDARD: _keyword("STANDARD"),
    Kind.ROW: Message("标准的一行", "row of a standard"),
    Kind.AXIOM: _keyword("AXIOM"),
    Kind.DISJOINT: _keyword("DISJOINT"),
    Kind.AUTHORITY: _keyword("AUTHORITY"),
    Kind.RANK: _keyword("RANK"),
    Kind.PRECEDENCE: _keyword("PRECEDENCE"),
    Kind.AREA: Message("地区", "area"),
    Kind.CALENDAR: Message("日历", "calendar"),
}
# The headings under which changes of the rules stand, in this order.
GROUPS: Final[tuple[tuple[Message, tuple[Kind, ...]], ...]] = (
    (Message("文件", "Documents"), (Kind.DOCUMENT,)),
    (Message("条款", "Provisions"), (Kind.PROVISION,)),
    (
        Message("词汇", "Vocabulary"),
        (Kind.ENTITY, Kind.CHOICE, Kind.FACT, Kind.TERM, Kind.SCHEME, Kind.AXIOM, Kind.DISJOINT),
    ),
    (Message("标准", "Standards"), (Kind.STANDARD, Kind.ROW)),
    (
        Message("优先次序、机关、地区、日历", "Precedence, authorities, areas, calendar"),
        (Kind.PRECEDENCE, Kind.RANK, Kind.AUTHORITY, Kind.AREA, Kind.CALENDAR),
    ),
)
PART: Final[Mapping[Part, Message]] = {
    Part.AREA: _keyword("AREA"),
    Part.FORCE: _keyword("IN_FORCE"),
    Part.FOR_EACH: _keyword("FOR_EACH"),
    Part.CONDITION: _keyword("WHEN"),
    Part.NORM: Message("力度", "force of the norm"),
    Part.EFFECT: Message("所定之事", "what it lays down"),
    Part.AMOUNT: _keyword("AMOUNT"),
    Part.PERIOD: Message("发放周期", "period"),
    Part.PLACES: _keyword("PLACE"),
    Part.LIFTS: _keyword("LIFTS"),
    Part.FUNDS: _keyword("FUND"),
    Part.DUE: _keyword("DUE"),
    Part.PROCEDURES: _keyword("PROCEDURE"),
    Part.HOLDERS: _keyword("HOLDER"),
    Part.EXCEPTION_TO: _keyword("EXCEPTION_TO"),
    Part.PREVAILS_OVER: _keyword("PREVAILS_OVER"),
    Part.SPECIAL_TO: _keyword("SPECIAL_TO"),
    Part.EXCLUDES: _keyword("EXCLUDES"),
    Part.TAKES_HIGHER: _keyword("TAKES_HIGHER"),
    Part.STACKS_WITH: _keyword("STACKS_WITH"),
    Part.REPEALS: _keyword("REPEALS"),
    Part.AUTHORITY: _keyword("ISSUER"),
    Part.RANK: _keyword("RANKED"),
    Part.ISSUED: _keyword("ISSUED"),
    Part.VERSION: _keyword("VERSION"),
    Part.MEANING: Message("含义", "meaning"),
    Part.LINKS: Message("与其他文件的关系", "how it leans on other documents"),
    Part.CONTAINER: _keyword("OF"),
    Part.OPTIONS: Message("各选项", "options"),
    Part.TYPE: _keyword("TYPE"),
    Part.RANGE: _keyword("RANGE"),
    Part.CHANGEABLE: _keyword("CHANGEABLE"),
    Part.MEANS: _keyword("MEANS"),
    Part.KIND: _keyword("KIND"),
    Part.BY: _keyword("BY"),
    Part.UNIT: _keyword("UNIT"),
    Part.FIGURE: Message("数额", "figure"),
    Part.UNTIL: Message("末日", "last day"),
    Part.ABOVE: _keyword("ABOVE"),
    Part.PRINCIPLES: Message("各项原则", "principles"),
    Part.PARENT: _keyword("OF"),
    Part.WORKING_DAYS: Message("工作日", "working days"),
    Part.SPRING_FESTIVALS: _keyword("SPRING_FESTIVAL"),
    Part.WHEN: _keyword("WHEN"),
    Part.THEN: _keyword("THEN"),
    Part.NAME: _keyword("LABEL"),
    Part.TITLE: Message("标题", "title"),
    Part.NUMBER: _keyword("NUMBER_OF"),
    Part.CITATIONS: _keyword("CITES"),
    Part.SOURCES: _keyword("SOURCE"),
    Part.ASSUMPTIONS: _keyword("ASSUMES"),
    Part.AMBIGUITIES: _keyword("AMBIGUOUS"),
    Part.QUESTION: _keyword("ASKS"),
    Part.NOTICE: _keyword("NOTICE"),
    Part.SENSITIVE: _keyword("SENSITIVE"),
}
ASPECT: Final[Mapping[Aspect, Message]] = {
    Aspect.OUTCOME: Message("是否给予", "outcome"),
    Aspect.AMOUNT: Message("金额", "amount"),
    Aspect.SCHEDULE: Message("发放时间", "schedule"),
    Aspect.PLACE: Message("地点", "place"),
    Aspect.FUND: Message("资金", "fund"),
    Aspect.DUE: Message("期限", "deadline"),
    Aspect.PROCEDURE: Message("程序", "procedure"),
    Aspect.STATUS: Message("履行情况", "status"),
    Aspect.HOLDER: Message("责任主体", "whose duty"),
}
# A change as a cause, {} is what changed; then the way it was found, {} are the changes.
ADDS: Final = Message("新增 {}", "new {}")
REMOVES: Final = Message("删去 {}", "{} is gone")
REWRITES: Final = Message("改写 {}", "{} is different")
WAY: Final[Mapping[Way, Message]] = {
    Way.UNDONE: Message("{}（不这样改，结果照旧）", "{} (but for this, it stays as it was)"),
    Way.MADE: Message("{}（单是这样改，就会如此）", "{} (this alone is enough)"),
    Way.TOGETHER: Message(
        "{}（合在一起：几处都不改，结果才照旧）",
        "{} (together: it stays as it was but for all of them)",
    ),
}
WHY: Final[Mapping[Why, Message]] = {
    "time": Message("到了时间上限", "the time for one question was up"),
    "memory": Message("到了内存上限", "the memory was used up"),
    "size": Message("问题太大", "the question is too large"),
    "not_analysed": Message("条件超出可证明的范围", "it is beyond what can be proved"),
    "run_time": Message("到了整次运行的时间上限", "the time for the whole run was up"),
    "not_replayed": Message(
        "找到的案例在运行时没有重现", "the case that was found did not come out so when decided"
    ),
    "never": Message("这一条从未施行", "it is never in force"),
}
SAME: Final = Message(
    "写法不同，已证明：凡事实都清楚的，结果都相同",
    "written differently; proved the same for whomever all the facts are known of",
)
ALSO: Final = Message("另有相同的 {} 项", "and {} that are the same")
ALIKE: Final = Message("读起来相同，规则里写的不同", "read alike, and written differently")
BY_AXIOMS: Final = Message("依据公理：{}", "by the axioms: {}")
NOT_DECIDED: Final = Message("是否同义，没有得出结论：{}", "not decided whether it is the same: {}")
WITNESS: Final = Message("一例：{}", "shown by a case: {}")
COMES_TO: Final = Message("原为 {}，现为 {}", "it was {}, it is {}")
SAME_ANSWER: Final = Message(
    "就这一例，各项结果仍然不变", "for this case every answer stays as it was"
)
ONLY_WORDING: Final = Message("只改了措辞或依据", "only wording or grounds")
UNRAISED: Final = Message("含义变了，版本没有变", "it means something else under the same version")
ADDED: Final = Message("新增", "new")
REMOVED: Final = Message("删去", "gone")
OLD: Final = Message("旧", "old")
NEW: Final = Message("新", "new")
NOTHING: Final = Message("没有", "none")
NO_ANSWER: Final = Message("没有这一项", "no such thing")
UNCONDITIONAL: Final = Message("无条件", "no condition")
NO_FIGURE: Final = Message("没有数字", "no figure")
CAUSE: Final = Message("起因", "cause")
ANY_OF: Final = Message("或者", "or else")
TITLE: Final = Message("规则的变化", "What changes in the rules")
RULES: Final = Message("规则", "Rules")
CASES: Final = Message("案例", "Cases")
RECEIPTS: Final = Message("凭证", "Receipts")
CHANGED: Final = Message("结果有变的", "with another answer")
UNREAD: Final = Message("读不了的", "not to be read")
NO_CHANGE: Final = Message("两边的规则完全相同", "the rules are the same on both sides")
ONLY_REASONS: Final = Message("仍不给予，只是理由不同", "still nothing, for another reason")
STATEMENT: Final[Mapping[bool, Message]] = {True: Message("是", "yes"), False: Message("否", "no")}
