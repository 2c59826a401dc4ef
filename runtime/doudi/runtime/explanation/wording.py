"""The fixed words of explanations in both languages, in one place.

Everything that a person reads and that is neither a name nor a quotation comes
from here, so that a translator opens one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.runtime.decision import Outcome
from doudi.runtime.explanation.tree import Lang, Mark

OUTCOME: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.GRANTED: ("应予", "granted"),
    Outcome.MAY_BE_GRANTED: ("可予", "may be granted"),
    Outcome.CASE_BY_CASE: ("一事一议", "case by case"),
    Outcome.ENCOURAGED: ("鼓励", "encouraged"),
    Outcome.NOT_MET: ("不符合", "not met"),
    Outcome.EXCLUDED: ("被排除", "excluded"),
    Outcome.NOT_COVERED: ("未覆盖", "not covered"),
    Outcome.UNDETERMINED: ("待定", "undetermined"),
    Outcome.NEEDS_RULING: ("需裁定", "needs a ruling"),
}

# What a reader hopes to see first.
OUTCOME_ORDER: Final = (
    Outcome.GRANTED,
    Outcome.MAY_BE_GRANTED,
    Outcome.CASE_BY_CASE,
    Outcome.ENCOURAGED,
    Outcome.NEEDS_RULING,
    Outcome.UNDETERMINED,
    Outcome.EXCLUDED,
    Outcome.NOT_MET,
    Outcome.NOT_COVERED,
)

# {who} and {what} are names, {whom} is one that stands before a Chinese name; amount and
# schedule complete the sentence.
VERDICT: Final[Mapping[Outcome, tuple[str, str]]] = {
    Outcome.GRANTED: ("应当给予{whom}{what}", "{who} must be given {what}"),
    Outcome.MAY_BE_GRANTED: (
        "可以给予{whom}{what}，是否给予由经办机关决定",
        "{who} may be given {what}; the office decides whether",
    ),
    Outcome.CASE_BY_CASE: (
        "{who}的{what}须一事一议，由经办机关根据实际情况决定",
        "{what} for {who} is decided case by case, by the office and on the circumstances",
    ),
    Outcome.ENCOURAGED: (
        "鼓励给予{whom}{what}，并非必须给予",
        "giving {who} {what} is encouraged, not required",
    ),
    Outcome.NOT_MET: (
        "{who}不符合{what}的条件",
        "the conditions of {what} are not met for {who}",
    ),
    Outcome.EXCLUDED: (
        "{who}本来符合{what}的条件，但被明文排除",
        "the conditions of {what} are met for {who}, but another clause excludes it",
    ),
    Outcome.NOT_COVERED: (
        "此时此地没有关于{what}的有效条款",
        "no clause in force here and now provides {what}",
    ),
    Outcome.UNDETERMINED: (
        "{who}能否得到{what}，现有情况尚不足以判断",
        "whether {what} is to be given to {who} cannot be told from what is known",
    ),
    Outcome.NEEDS_RULING: (
        "{who}的{what}需要裁定：条款之间互相抵触，没有一条原则能分出先后",
        "{what} for {who} needs a ruling: clauses clash, and no principle decides between them",
    ),
}

# What the marks of an argument say; one that is neither says nothing.
MARK: Final[Mapping[str, tuple[str, str]]] = {
    Mark.HOLDS: ("成立", "holds"),
    Mark.FAILS: ("不成立", "does not hold"),
    Mark.UNKNOWN: ("不能判断", "cannot be told"),
    Mark.JUDGEMENT: ("须由经办机关判断", "for the office to judge"),
    Mark.NONE: ("", ""),
}

DUTY_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    "met": ("已履行", "met"),
    "breached": ("未履行", "breached"),
    "open": ("尚待履行", "still open"),
    "undetermined": ("待定", "undetermined"),
}

PROHIBITION_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    **DUTY_STATUS,
    "met": ("没有违反", "kept"),
    "breached": ("已经违反", "broken"),
}

# Open is for these what a duty would be breached by: nobody has to use or to follow them.
PERMISSION_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    **DUTY_STATUS,
    "met": ("用到了", "used"),
    "open": ("没有用到", "not used"),
}

ENCOURAGEMENT_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    **DUTY_STATUS,
    "met": ("做到了", "done"),
    "open": ("没有做到，并不违反", "not done, and need not be"),
}

# Of what is said in words alone it is not known whether it was done.
IN_WORDS_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    **DUTY_STATUS,
    "open": ("并非必须", "not required"),
}

PRINCIPLE: Final[Mapping[str, tuple[str, str]]] = {
    "exception": ("例外规定优先", "an exception goes before its rule"),
    "declared": ("有明示的优先关系", "priority is declared"),
    "higher": ("上位规范优先", "the higher rank prevails"),
    "special": ("特别规定优先", "the special prevails over the general"),
    "later": ("后发文件优先", "the later prevails over the earlier"),
}

PRINCIPLE_NAME: Final[Mapping[str, tuple[str, str]]] = {
    "exception": ("例外", "exception"),
    "declared": ("明示", "declared priority"),
    "higher": ("上位", "higher rank"),
    "special": ("特别", "special over general"),
    "later": ("后法", "later over earlier"),
}

FACET: Final[Mapping[str, tuple[str, str]]] = {
    "outcome": ("是否给予", "the outcome"),
    "amount": ("金额", "the amount"),
    "period": ("发放周期", "the period"),
    "fund": ("资金来源", "the fund"),
    "due": ("期限", "the deadline"),
    "place": ("受理地点", "the place"),
    "term": ("用语的含义", "the meaning of a term"),
}

PLACE_MODE: Final[Mapping[str, tuple[str, str]]] = {
    "allowed": ("可在{place}办理", "it may be handled at the {place}"),
    "duty": ("由{place}办理", "it is handled at the {place}"),
    "only": ("只能在{place}办理", "it is handled only at the {place}"),
}

COMPETENCE: Final[Mapping[str, tuple[str, str]]] = {
    "date": ("评估日不在施行期内", "not in force on that day"),
    "area": ("不适用于本地区", "made for another area"),
    "authority": ("超出发文机关的辖区", "outside its issuer's area"),
}

FACT_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    "absent": ("未提供", "not given"),
    "unknown": ("不详", "unknown"),
    "not_asked": ("未询问", "not asked"),
    "not_applicable": ("不适用", "not applicable"),
}

ROUNDING: Final[Mapping[str, tuple[str, str]]] = {
    "half_up": ("四舍五入", "rounded half up"),
    "up": ("进位", "rounded up"),
    "down": ("舍去尾数", "rounded down"),
}

WHY_DROPPED: Final[Mapping[str, tuple[str, str]]] = {
    "before": ("当时尚未施行", "not yet in force"),
    "after": ("当时已经失效", "no longer in force"),
    "repealed": ("已被废止", "repealed"),
}

# What evaluation assumes by itself; an analyst's assumption stays as she wrote it.
TAKEN_FOR_GRANTED: Final[Mapping[str, str]] = {
    "起始月未写明，按评估日所在月起算": (
        "the text does not say when payment starts; taken to be the month of the case"
    ),
    "不足一月的未写明，按整月计": (
        "the text does not say how to count a part of a month; counted as a whole one"
    ),
    "期间过长，只列前1200期": "the period is too long; only the first 1,200 payments are listed",
}

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "title": ("关于{area}案件的决定说明（评估日 {date}）", "Decision for {area} on {date}"),
    "rules": ("所依据的规则包：{hash}", "Made with rule bundle {hash}"),
    "section": ("{what} · {who}：{outcome}", "{what} – {who}: {outcome}"),
    "for_each": ("均为{how}", "for each, {how}"),
    "for": ("{scheme}（{who}）", "{scheme} for {who}"),
    "at_a_glance": ("{outcome}：{list}。", "{outcome}: {list}."),
    "pending": ("还不能判断的项目", "Cannot be told yet"),
    "refusals": ("不符合条件的项目", "Conditions not met"),
    "duties": ("经办机关的职责", "Duties of the offices"),
    "contradictions": ("案情自相矛盾", "The facts contradict themselves"),
    "check_facts": (
        (
            "以下各项不能同时成立，其中必有错误。决定仍按案情所写作出，改正前不可依靠；"
            "请逐项核对、改正，再重新办理。"
        ),
        (
            "These cannot all be so; something here is wrong. The decision follows the facts as "
            "they stand and is not to be relied on: check each, correct what is wrong, and decide "
            "again."
        ),
    ),
    "as_they_stand": ("按案情所写的决定", "The decision, as the facts stand"),
    "exclude_each_other": ("{list}：至多一项为是", "at most one of these holds: {list}"),
    "none_listed": ("没有{what}", "there is no {what}"),
    "nothing": (
        "没有任何救助项目可供判断：案情中没有相应的人或家庭。",
        "There is no scheme to decide on: the case names nobody that one could be for.",
    ),
    "nothing_drawn": (
        "没有可画的论证：没有哪个救助项目在此时此地有有效条款。",
        "There is no argument to draw: no clause in force here and now is about a scheme.",
    ),
    "not_drawn": (
        "另有 {count} 项不符合或者还不能判断，没有画出；用 --scheme 指明的会画出",
        "{count} more are not met or cannot be told, and not drawn; --scheme draws the one named",
    ),
    "not_covered_head": ("未覆盖的项目", "Not covered"),
    "not_covered": (
        "此时此地没有关于下列项目的有效条款，这不等于不符合：{list}。",
        "No clause in force here and now is about: {list}. That is not the same as not met.",
    ),
    "because": ("理由：{list}。", "Reasons – {list}."),
    "otherwise": ("本来符合的条件：{list}。", "Conditions met – {list}."),
    "because_barred": ("排除的理由：{list}。", "Excluded because – {list}."),
    "unmet": ("未满足的条件：{list}。", "Not met – {list}."),
    "open_facts": ("尚不清楚的是：{list}。", "Not clear – {list}."),
    "if_so": ("认定属于的，{amount}", "if it is: {amount}"),
    "judged": (
        "须由经办机关判断的是：{list}。",
        "Left to the judgement of the office – {list}.",
    ),
    "barred": ("排除的依据：{list}。", "Excluded by {list}."),
    "clash": (
        "关于{facet}，以下条款说法不一，须由有权机关裁定：{list}。",
        "On {facet} these clauses differ, and somebody with authority must decide: {list}.",
    ),
    "clash_named": (
        "关于{facet}，以下条款说法不一，均予列出：{list}。",
        "On {facet} these clauses differ; all are listed: {list}.",
    ),
    "needs": ("还需要弄清：", "Still needed:"),
    "assumed": ("【推定】{text}", "[assumed] {text}"),
    "force_assumed": (
        "{of} 的施行时间：{why}",
        "the time in force of {of}: {why}",
    ),
    "part_month_assumed": (
        "{of} 不足一月的如何计：{why}",
        "how {of} counts a part of a month: {why}",
    ),
    "due_assumed": ("{of} 的期限：{why}", "the deadline of {of}: {why}"),
    "documents": ("所引文件", "Documents cited"),
    "doubt": (
        "{of} 有不止一种读法：{text}",
        "{of} can be read in more than one way: {text}",
    ),
    "assumed_of": ("{of}：{why}", "{of}: {why}"),
    "missing": ("缺：{text}", "Missing: {text}"),
    "to_be_found_in": ("{what}，应见{document}", "{what}, to be found in {document}"),
    "undefined_term": (
        "是否「{term}」？（此时此地没有条款界定，须由认定机关告知）",
        "{term}? (no clause here and now defines it; whoever decides on it has to say)",
    ),
    "whole_list": ("{what}的名单（案情中没有）", "the list of every {what} (not in the case)"),
    "contents": ("目录", "Contents"),
    "argued": ("论证：{list}", "The argument: {list}"),
    "marks": ("记号：{list}", "Marks: {list}"),
    "conditions": ("条件", "Conditions"),
    "no_condition": ("没有附加条件", "sets no condition"),
    "same_conditions": ("条件同上", "the same conditions"),
    "list_fails": ("列举的各项都不符合：{list}", "none of those listed applies: {list}"),
    "all_of": ("以下全部", "all of these"),
    "any_of": ("以下任一", "any of these"),
    "open_list": (
        "以下任一，或同类情形（原文为「等」）",
        "any of these, or the like (the text says 等)",
    ),
    "etc": (
        "等：列举之外的同类情形，由经办机关判断",
        "等 (and the like): whether the case is of that kind is for the office to judge",
    ),
    "like_those": (
        "是否属于「{claim}」所指的同类情形（列举的各项都不符合，原文留有「等」字）",
        'whether this is of the kind meant by "{claim}" (none listed applies; the text says 等)',
    ),
    "none_of": ("并非以下情形", "not this"),
    "elided": ("其余 {count} 项不影响结果，从略", "{count} more made no difference"),
    "amount": ("金额的计算", "How the amount is reckoned"),
    "tables": ("所用标准", "Standards used"),
    "paid_start": ("自 {date} 起", "from {date}"),
    "paid_end": ("到 {date} 止", "until {date}"),
    "gives": ("算得{value}", "which gives {value}"),
    "reckoned": ("计算：{list}", "Reckoned: {list}"),
    "since": ("{month} 起", "from {month} on"),
    "stacked": ("{one} 与 {other} 的金额相加", "the sums of {one} and {other} are added"),
    "higher": (
        "{one} 与 {other} 的金额取高者",
        "of the sums of {one} and {other} the higher stands",
    ),
    "by_day": (
        "{month} 不足一月，按日发给{share}",
        "{month} is not a whole month; {share} of it is paid",
    ),
    "stated_in": ("{clause} 写明", "stated in {clause}"),
    "from_case": ("由案情提供", "given in the case"),
    "source": ("来源：{text}", "source: {text}"),
    "term_given": ("由案情直接认定", "stated in the case"),
    "term_by": ("依据 {list}", "under {list}"),
    "term_vocabulary": ("按通用定义", "by the common definition"),
    "see_above": ("，论证见上", ", argued above"),
    "term_undefined": ("此时此地没有定义", "not defined here and now"),
    "contests": ("条款之间的先后", "Which clause prevails"),
    "contest": (
        "关于{facet}，{winner} 优先于 {loser}：{principle}",
        "On {facet}, {winner} prevails over {loser}: {principle}",
    ),
    "contest_open": (
        "关于{facet}，{winner} 与 {loser} 不一致，没有原则可以决定",
        "On {facet}, {winner} and {loser} differ, and no principle decides",
    ),
    "set_aside": (
        "对{who}，{loser} 不适用，以 {winner} 为准：{principle}",
        "For {who}, {loser} does not apply; {winner} goes before it: {principle}",
    ),
    "precedence": (
        "先后依次看：{list}。这是本规则集写明的约定，并非定论。",
        "In this order: {list}. That is a policy which this set of rules states, not settled law.",
    ),
    "dropped": ("没有适用的条款", "Provisions that do not apply"),
    "all_provisions": ("逐条结果", "Every provision, one by one"),
    "terms": ("用语的认定", "How the terms came out"),
    "open_end": (
        "终止日期尚未确定；以后各月按当月有效的标准计算。",
        "The end is not known yet; each later month follows the standard then in force.",
    ),
    "stated_exactly": ("金额为{sum}", "the amount is {sum}"),
    "stated_at_most": ("金额不超过{sum}", "the amount is at most {sum}"),
    "stated_at_least": ("金额不少于{sum}", "the amount is at least {sum}"),
    "stated_between": ("金额为{sum}至{upper}", "the amount is {sum} to {upper}"),
    "stated_left_to": ("金额由{who}决定", "the amount is left to {who}"),
    "for_want_of": ("{amount}，因为缺{list}", "{amount}, for want of {list}"),
    "no_amount": ("金额文中未写", "the text states no amount"),
    "month": ("月份", "Month"),
    "year": ("年份", "Year"),
    "each": ("每月金额", "Amount each month"),
    "each_year": ("每年金额", "Amount each year"),
    "months": ("{start} 至 {end}", "{start} to {end}"),
    "unknown_amount": ("不详", "not known"),
    "rounded": (
        "{before}，以{unit}为单位{rule}，为 {after}",
        "{before}, {rule} in units of {unit}: {after}",
    ),
    "rounded_assumed": (
        "【推定】文中未写如何舍入：{before} 不足一分的部分舍去，为 {after}",
        "[assumed] the text does not say how to round: {before} cut to whole fen, {after}",
    ),
    "fund": ("资金由{list}列支", "paid from: {list}"),
    "due": ("最迟 {date} 办结", "due by {date}"),
    "procedure": ("程序：{list}", "procedure: {list}"),
    "holder": ("责任主体：{list}", "duty of: {list}"),
}


def word(table: Mapping[str, tuple[str, str]], key: str, lang: Lang, **names: object) -> str:
    zh, en = table[key]
    template = zh if lang == "zh" else en
    return template.format(**names) if names else template


def say(key: str, lang: Lang, **names: object) -> str:
    return word(SENTENCES, key, lang, **names)
