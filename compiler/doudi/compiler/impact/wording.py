"""The fixed words in which an impact is told, in both languages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.compiler.impact.effects import Effect
from doudi.compiler.impact.tally import Fate
from doudi.policy_dsl.diagnostics.model import Message

EFFECT: Final[Mapping[Effect, Message]] = {
    Effect.GAINED: Message("新获得", "gained"),
    Effect.MORE: Message("金额增加", "more"),
    Effect.LESS: Message("金额减少", "less"),
    Effect.LOST: Message("失去", "lost"),
    Effect.OTHER_AMOUNT: Message("金额另有变化", "another amount"),
    Effect.OTHER_OUTCOME: Message("力度改变", "another force"),
    Effect.SETTLED: Message("由待定变为已定", "settled now"),
    Effect.OPENED: Message("变为待定", "open now"),
    Effect.STILL_OPEN: Message("仍待定", "still open"),
}
EFFECT_MEANS: Final[Mapping[Effect, Message]] = {
    Effect.GAINED: Message("原来没有，现在给予", "nothing was given, and something is"),
    Effect.MORE: Message(
        "照旧给予，金额的上下限都不低于原来，且至少一端更高",
        "given as before, neither end of the amount lower and one of them higher",
    ),
    Effect.LESS: Message(
        "照旧给予，金额的上下限都不高于原来，且至少一端更低",
        "given as before, neither end of the amount higher and one of them lower",
    ),
    Effect.LOST: Message("原来给予，现在没有", "something was given, and nothing is"),
    Effect.OTHER_AMOUNT: Message(
        "照旧给予，金额或发放次数不同，说不上是增是减",
        "given as before, with an amount or a rhythm that is neither more nor less",
    ),
    Effect.OTHER_OUTCOME: Message(
        "应予、可予、一事一议、鼓励之间的变化",
        "granted, may be granted, case by case, encouraged: one in place of another",
    ),
    Effect.SETTLED: Message(
        "原来待定或需裁定，现在有了结果", "it was undetermined or needed a ruling, and is told now"
    ),
    Effect.OPENED: Message(
        "原来有结果，现在待定或需裁定；不算失去",
        "it was told, and is undetermined or needs a ruling now; no loss",
    ),
    Effect.STILL_OPEN: Message(
        "原来待定或需裁定，现在仍是，缘由不同",
        "undetermined or in need of a ruling before and after, not in the same way",
    ),
}
FATE: Final[Mapping[Fate, Message]] = {
    Fate.BETTER: Message("只有得益", "better off"),
    Fate.WORSE: Message("只有受损", "worse off"),
    Fate.BOTH: Message("有得有失", "both"),
    Fate.OTHER: Message("其他变化", "changed otherwise"),
    Fate.SAME: Message("不变", "as before"),
}
EVERY: Final[Mapping[str, Message]] = {
    "once": Message("一次性", "once"),
    "month": Message("每月", "a month"),
    "year": Message("每年", "a year"),
    "unsaid": Message("未写明次数", "not said how often"),
}

TITLE: Final = Message("规则变化对人群的影响", "What the change does to a population")
PEOPLE: Final = Message("户与人", "Households and people")
SCHEMES: Final = Message("各救助项目", "By scheme")
CAUSES: Final = Message("各条款", "By clause")
AREAS: Final = Message("各地区（户）", "By area (households)")
MONEY: Final = Message("金额", "Money")
OUTCOMES: Final = Message("结果由什么变为什么", "From which outcome to which")

CHANGED: Final = Message("结果有变", "changed")
HOUSEHOLDS: Final = Message("涉及户数", "households")
BEFORE: Final = Message("原给予", "given before")
AFTER: Final = Message("现给予", "given now")
OLD_SUM: Final = Message("原合计", "before")
NEW_SUM: Final = Message("现合计", "now")
DIFFERENCE: Final = Message("增减", "difference")
OLD_INEXACT: Final = Message("原金额不确定的", "not exact before")
NEW_INEXACT: Final = Message("现金额不确定的", "not exact now")
ALL: Final = Message("合计", "all")
IN_ALL: Final = Message("总数", "in all")
SCHEME: Final = Message("救助项目", "scheme")
CLAUSE: Final = Message("改动", "change")
AREA: Final = Message("地区", "area")
KIND: Final = Message("类", "kind")
OUTCOME: Final = Message("原 → 现", "before → now")
OR: Final = Message(" 或 ", " or ")
AND: Final = Message(" 与 ", " and ")

EACH_ENOUGH: Final = Message("单独一处就会如此", "each of them alone would do")
ALL_NEEDED: Final = Message("合在一起才会如此", "only together")

# {} are numbers; the first is that of all households.
LEAD: Final = Message(
    "{} 户中：只有得益 {}，只有受损 {}，有得有失 {}，其他变化 {}，不变 {}",
    "of {} households {} are better off, {} worse off, {} both, {} changed otherwise; {} stay as "
    "they were",
)
SYNTHETIC: Final = Message(
    "人群是合成的：按假定随机抽取，不是任何真实的家庭，数字不可当作统计或预测",
    "the population is synthetic: drawn at random from assumptions; no household in it is real, "
    "and none of these numbers is a statistic or a forecast",
)
NOBODY: Final = Message("没有任何一项结果改变", "no answer changes")
STILL_NOTHING: Final = Message(
    "另有 {} 项结果前后都不给予，只是理由不同；不计在内",
    "besides, {} answers are refusals before and after, for another reason; they are not counted",
)
WHEN: Final = Message("地区与评估日", "areas and dates")
AND_MORE: Final = Message("{}，另有 {} 个", "{} and {} more")
OLD_RULES: Final = Message("旧规则", "old rules")
NEW_RULES: Final = Message("新规则", "new rules")
# {} are numbers: in all, new, gone, different.
CHANGES: Final = Message(
    "规则改动 {} 处（新增 {}，删去 {}，改写 {}）",
    "changes of the rules: {} ({} new, {} gone, {} different)",
)
POPULATION: Final = Message("人群", "population")
NOTE_SCHEMES: Final = Message(
    "每项结果（一人或一户的一个救助项目）只计一次，只归一类；涉及户数会重叠",
    "every answer (one scheme for one person or household) is counted once, under one heading; "
    "households overlap",
)
NOTE_CAUSES: Final = Message(
    "每项有变的结果只归一个起因：旧规则里单做这一处改动，就得到新结果；须几处合在一起的，"
    "合为一个起因；几处各自都够的，写作“或”。各起因相加即为总数",
    "every changed answer has one cause: the change that by itself turns the old rules' answer "
    "into the new one; where only several do it together, those together; where each of several "
    "would, they are joined by “or”. Causes add up to the total",
)
NOTE_MONEY: Final = Message(
    "确定金额之和，应予、可予等一并计入；一次性、每月、每年的从不相加；金额不确定的另计件数",
    "sums of exact amounts, whatever the force with which they are given; what is paid once, every "
    "month and every year is never added up; amounts that are not exact are counted beside",
)
MEANINGS: Final = Message("各栏的意思", "What the columns say")
BETTER_WORSE: Final = Message("受损 ← → 得益", "worse ← → better")
BESIDES: Final = Message("其他变化", "other changes")
YUAN: Final = Message("增减（元）", "difference in yuan")
REST: Final = Message("其余 {} 项", "{} others")
DRAWN: Final = Message("图，数字见下表", "a drawing; the table below has its numbers")
