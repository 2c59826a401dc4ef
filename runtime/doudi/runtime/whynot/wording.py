"""The fixed words of `doudi whynot` in both languages; what a decision says has its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.runtime.explanation.tree import Lang
from doudi.runtime.explanation.wording import word

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "title": (
        "为何如此，怎样才会不同（{area}，评估日 {date}）",
        "Why it is so, and what would have to be different ({area}, {date})",
    ),
    "one_by_one": ("逐条来看", "Clause by clause"),
    "decisive": ("单是这一项不同，本条就会不同", "this alone would turn the clause"),
    "together": ("以上各项须同时不同，单改一项不够", "none of these would be enough by itself"),
    "bars": ("优先于 {over}，{principle}", "prevails over {over}: {principle}"),
    "elsewhere": ("适用于{area}", "made for {area}"),
    "time": ("{why}（{start} 起）", "{why} (from {start} on)"),
    "time_until": ("{why}（{start} 至 {end}）", "{why} ({start} to {end})"),
    "no_grant": ("规则里没有任何条款给予这一项目", "no clause of these rules provides it at all"),
    "ask": (
        "先问哪一项、答了会怎样，`doudi ask` 逐项列出。",
        "`doudi ask` lists what to ask first, and what each answer would settle.",
    ),
    "alternatives": ("怎样才会不同", "What would have to be different"),
    "how": (
        "只动规则写明可变的事实，项数最少，离现状近的在前；所写结果都是按改动后的事实重新运行所得。",
        "Only changeable facts are touched, as few as can be, nearest first; each decided again.",
    ),
    "would_be": ("则{outcome}", "then {outcome}"),
    "change": ("{fact}由{before}变为{after}", "{fact}: from {before} to {after}"),
    "come_to_be": ("{fact}（{status}）为{after}", "{fact} ({status}): {after}"),
    "more": (
        "另有 {count} 种改动项数同样少，未列出。",
        "{count} more of as few facts are not shown.",
    ),
    "moves": (
        "金额随这一事实一分一分地变动；要问达到某一数额须怎样，请用 `--at-least 元`。",
        "The amount moves with every fen of that fact; for a certain sum, use `--at-least YUAN`.",
    ),
    "just_enough": (
        "改动的数字取刚刚够得上的那一点；如果金额随它变动，可用 `--at-least 元` 问某一数额须怎样。",
        "Each number is just enough; if the amount moves with it, ask by `--at-least YUAN`.",
    ),
    "wanted": ("所问：怎样才至少有{sum}。", "Asked for: at least {sum}."),
    "cut_short": (
        "改动 {size} 项的办法太多，未能全部试完；以上是已试出的。",
        "There are too many ways to change {size} facts to try them all; these were found so far.",
    ),
    "settled": (
        "已经是应予，没有可比的更高金额，不必再找。",
        "It is granted already, and there is no higher amount to compare with.",
    ),
    "enough": (
        "现在的结果已经不少于 {sum}，不必再找。",
        "The result is already sure to be at least {sum}.",
    ),
    "facts_first": (
        "案情自相矛盾，须先核对改正；没有再找怎样改动。",
        "The facts contradict each other; until they are put right, no change is looked for.",
    ),
    "nothing": ("只动可变的事实，还达不到", "Changeable facts alone would not do it"),
    "nothing_settles": (
        "只动可变的事实，还定不下来",
        "Changeable facts alone would not settle it",
    ),
    "nothing_better": ("没有改动能带来更好的结果", "Nothing would give more"),
    "no_facts": (
        "关于这一项目的条款没有看任何可变的事实。",
        "The clauses on this scheme look at no changeable fact.",
    ),
    "none_at_all": (
        "条款所看的可变事实共 {count} 项，无论怎样变，结果都达不到。",
        "Whatever the {count} changeable facts were that the clauses look at, it would not do.",
    ),
    "none_one": (
        "条款所看的可变事实只有 1 项，无论怎样变，结果都达不到。",
        "Whatever the one changeable fact was that the clauses look at, it would not do.",
    ),
    "none_up_to": (
        "条款所看的可变事实共 {count} 项；改动至多 {size} 项的都已试过，没有一种达到，更多项未试。",
        "Of the {count} changeable facts, no change of up to {size} would do; more were not tried.",
    ),
    "just_those": (
        "挡在前面的正是上面各条，可变的事实动不了；所据事实若与实际不符，改正后再问。",
        "All of that stands in the way; where a fact of it is wrong, correct it and ask again.",
    ),
    "rests_on_those": (
        "结果所依据的正是上面各条，可变的事实动不了它们。",
        "The result rests on the clauses above, and no changeable fact moves them.",
    ),
    "given_outright": (
        "案情直接写明了{what}，这里照用；案情里不写，再问一次，可以看规则按其他事实怎样判断。",
        "The case says outright: {what}; leave that out to see what the rules make of the rest.",
    ),
    "hangs_on": (
        "看这些事实的条款，怎样都不足以达到所求：",
        "The clauses that look at these facts, and whose result falls short in every case:",
    ),
    "because": (
        "挡在前面、可变的事实动不了的是：",
        "What stands in the way, and no changeable fact can move:",
    ),
}


def say(key: str, lang: Lang, **names: object) -> str:
    return word(_SENTENCES, key, lang, **names)
