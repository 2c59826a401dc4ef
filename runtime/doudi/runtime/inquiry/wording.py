"""The fixed words of inquiries and interviews in both languages, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.runtime.explanation.tree import Lang
from doudi.runtime.explanation.wording import word

_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "title": (
        "还要问什么：{area}案件（评估日 {date}）",
        "What is still to be asked: {area}, {date}",
    ),
    "count": (
        "下列 {count} 项还能改变结果；最该先问的排在前面。",
        "These {count} can still change a result, the best to ask first.",
    ),
    "count_one": (
        "只有下面这一项还能改变结果。",
        "Only this one can still change a result.",
    ),
    "nothing": ("没有还需要问的。", "Nothing is left to ask."),
    "of_a_kind": ("{outcome} {count} 项", "{outcome}: {count}"),
    "numbered": ("{number}. {text}", "{number}. {text}"),
    "how": ("答：{how}", "Answer: {how}"),
    "sensitive": (
        "属于敏感信息。",
        "This is sensitive.",
    ),
    "for": ("为了判断 {list}", "To tell: {list}"),
    "if": ("答{answer}：{then}", "{answer}: {then}"),
    "or": ("或", " or "),
    "any": ("任何数", "anything"),
    "any_answer": ("无论怎样答：{then}", "Whatever the answer: {then}"),
    "more": ("仍须再问（至多 {count} 项）", "at most {count} more to ask"),
    "then_more": (
        "{result}；仍须再问（至多 {count} 项）",
        "{result}; at most {count} more to ask",
    ),
    "stays_open": (
        "仍然待定：缺的不是问得到的",
        "still open: what is missing is not to be had by asking",
    ),
    "missing": ("问不到、而仍然缺的", "Missing, and not to be had by asking"),
    "give_term": (
        '有了认定，在案情里{who}之下写 `"{name}": "是"`，或者 `"否"`',
        'once it is decided, write it in the facts, under {who}: `"{name}": "yes"`, or `"no"`',
    ),
    "give_value": (
        '有了认定，在案情里{who}之下写 `"{name}": …`',
        'once it is decided, write it in the facts, under {who}: `"{name}": …`',
    ),
    "give_list": (
        '在案情里逐个写 `"{name}": [{{"id": "1"}}]`；一个也没有的，写 `"{name}": []`',
        'list each in the facts: `"{name}": [{{"id": "1"}}]`; where there is none: `"{name}": []`',
    ),
    "area_facts": ("地区事实（area_facts）", "the area (`area_facts`)"),
    "implied": ("不必问的：从已知的推得出", "Not to be asked: it follows from what is known"),
    "implied_by": ("{what}：{value}（{why}）", "{what}: {value} ({why})"),
    "how_truth": ("是、否", "yes, no"),
    "how_options": ("{list}（写名称或序号）", "{list} (by name or by number)"),
    "option": ("{number} {name}", "{number} {name}"),
    "how_money": ("金额，以{unit}为单位，如 1200.50", "an amount in {unit}, such as 1200.50"),
    "how_whole": ("整数{unit}", "a whole number{unit}"),
    "how_share": ("比例，如 30% 或 0.3", "a share, such as 30% or 0.3"),
    "how_number": ("一个数{unit}", "a number{unit}"),
    "how_day": ("日期，如 2021-02-15", "a day, such as 2021-02-15"),
    "how_moment": (
        "时刻，如 2021-02-15T09:30（北京时间）",
        "a moment, such as 2021-02-15T09:30 (Beijing time)",
    ),
    "how_area": ("地区名称或代码", "the name or code of an area"),
    "how_length": ("整数（{unit}）", "a whole number ({unit})"),
    "within": ("{how}；{range}", "{how}; {range}"),
    "interview": ("访谈：{area}案件（评估日 {date}）", "Interview: {area}, {date}"),
    "wishes": (
        "随时可写：? 为什么问 · 返回 · 不知道 · 不适用 · 跳过 · 退出。",
        "You may always write: ? why is it asked · back · unknown · n/a · skip · quit.",
    ),
    "kept_in": (
        "每答一问就存入 `{file}`；断了就这样接着问：",
        "Each answer is kept in `{file}` at once; to go on from it:",
    ),
    "rules_changed": (
        "上次用的是另一份规则。回答都保留，问题按现在的规则重新排。",
        "The rules are not those of last time. All answers are kept; the questions are new.",
    ),
    "progress": (
        "〔已答 {done} 问，照眼下看至多还有 {left} 问〕",
        "[{done} answered, as things stand at most {left} to go]",
    ),
    "not_understood": ("没有听懂：{why}", "That does not fit: {why}"),
    "no_utf8": ("这一行不是 UTF-8 文字", "the line is not UTF-8 text"),
    "too_long": ("这一行太长", "the line is too long"),
    "nothing_before": ("前面没有可以返回的问题。", "There is no question before this one."),
    "contradiction": (
        "这个回答与已知的不能同时成立：",
        "This answer and what is known cannot both be so:",
    ),
    "one_may_go_back": (
        "请核对。写“返回”可改这个回答；也可以接着答，决定里会写明这处矛盾。",
        "Please check. `back` changes the answer; or go on, and the decision will name this.",
    ),
    "all_asked": (
        "问完了。按回车得出决定；写“返回”可改上一个回答。",
        "All is asked. Press Enter for the decision; `back` changes the last answer.",
    ),
    "in_vain": (
        "这些问而未得，结果因此可能未定：",
        "These were asked in vain; a result may be open for want of them:",
    ),
    "broken_off": (
        "停在这里。已答的都在 `{file}`；接着问：",
        "Stopped here. All answers are in `{file}`; to go on:",
    ),
    "not_kept": (
        "上一个回答没有存下；此前的都在 `{file}`。",
        "The last answer was not kept; all before it are in `{file}`.",
    ),
    "facts_in": ("补全的案情写入了 `{file}`。", "The completed facts are in `{file}`."),
    "facts_in_session": (
        "回答都在 `{file}`；要写成案情文件：",
        "All answers are in `{file}`; to write them as a facts file:",
    ),
    "unit": ("（单位：{unit}）", " (unit: {unit})"),
}


def said(key: str, lang: Lang, **names: object) -> str:
    return word(_SAID, key, lang, **names)
