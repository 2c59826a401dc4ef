"""A difference between a receipt and its re-execution, as a person would tell it.

Takes the difference and the program that both are of; gives the two halves of a line:
what it is about, and what it was and is. Names are those of the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.runtime.canonical import canonical
from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.facts.convert import shown
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.receipt.codes import code_in_words
from doudi.runtime.receipt.differences import Absent, Difference, Side, Step

# What the members of a receipt and of its decision are called.
_MEMBERS: Final[Mapping[str, tuple[str, str]]] = {
    "amount": ("金额", "amount"),
    "area": ("地区", "area"),
    "as_of": ("评估日", "date"),
    "assumptions": ("推定", "assumptions"),
    "barred_by": ("排除它的条款", "what bars it"),
    "bundle": ("规则包", "bundle"),
    "clashes": ("互相抵触的条款", "clashes"),
    "contradictions": ("互相矛盾的事实", "contradictory facts"),
    "discretionary": ("酌定", "at discretion"),
    "due": ("期限", "due"),
    "end": ("终止", "end"),
    "documents": ("文件", "documents"),
    "engine": ("写成它的 doudi", "doudi that made it"),
    "facet": ("所涉", "what they differ on"),
    "facts": ("事实", "facts"),
    "facts_hash": ("事实的哈希", "hash of the facts"),
    "failed": ("未满足的条款", "conditions not met"),
    "fund": ("资金", "fund"),
    "every": ("周期", "how often"),
    "hash": ("哈希", "hash"),
    "holder": ("责任主体", "whose duty"),
    "instalments": ("各期", "instalments"),
    "judgement": ("须由经办机关判断的条款", "left to judgement"),
    "left_to": ("由谁决定", "left to"),
    "max": ("上限", "upper end"),
    "meaning": ("含义的哈希", "hash of its meaning"),
    "min": ("下限", "lower end"),
    "mode": ("办理方式", "how it is bound to the place"),
    "needs": ("尚待查明", "still needed"),
    "norm": ("应当、可以或其他", "norm"),
    "notice": ("原文的哈希", "hash of its text"),
    "open": ("尚未终止", "runs on"),
    "outcome": ("结果", "outcome"),
    "period": ("周期", "how often"),
    "place": ("办理地", "place"),
    "procedures": ("程序", "procedures"),
    "provisions": ("依据", "grounds"),
    "schedule": ("发放", "payments"),
    "selection": ("所选", "selection"),
    "sources": ("所据文件", "sources"),
    "start": ("起始", "start"),
    "status": ("状态", "status"),
    "trace_hash": ("全部经过的哈希", "hash of the full trace"),
    "undetermined": ("尚不能判断的条款", "undetermined clauses"),
    "unit": ("单位", "unit"),
    "version": ("版本", "version"),
}

_TRUTH: Final = {True: ("是", "yes"), False: ("否", "no")}

# Of these the members are named, and they only where they are meant as a whole.
_LISTS: Final[Mapping[str | int, tuple[str, str]]] = {
    "clauses": ("所引条文", "clauses cited"),
    "decision": ("决定", "decision"),
    "duties": ("各项职责", "duties"),
    "outcomes": ("各项结果", "outcomes"),
}


def in_words(difference: Difference, names: Lexicon) -> str:
    """`临时救助金 · 成员 p1 · 金额 · 上限：凭证「1240.00」，重算「1272.00」`."""
    lang = names.lang
    about = _about(difference, names)
    if difference.moved:
        return about + choose(lang, "：次序不同", ": in another order")
    was, now = (_said(it, difference, names) for it in (difference.was, difference.now))
    return about + choose(
        lang,
        f"：凭证{was or '没有'}，重算{now or '没有'}",
        f": the receipt has {was or 'nothing'}, the re-execution {now or 'nothing'}",
    )


def _about(difference: Difference, names: Lexicon) -> str:
    *above, last = difference.path
    words = [it for step in above if (it := _step(step, names))]
    words.append(choose(names.lang, *_LISTS[last.at]) if last.at in _LISTS else _step(last, names))
    words = [it for it in words if it]
    return choose(names.lang, " · ", ", ").join(words) or difference.place


def _step(step: Step, names: Lexicon) -> str:
    if isinstance(step.at, str):
        if step.at in _MEMBERS:
            return choose(names.lang, *_MEMBERS[step.at])
        if step.at in names.documents:
            return step.at
        return _id(step.at, names) if step.at in names.provisions else ""
    match step.item:
        case {"scheme": str(scheme), "subject": {"entity": str(entity), "id": str(id_)}}:
            return _of(lexicon.scheme(names, scheme), entity, id_, names)
        case {"provision": str(provision), "subject": {"entity": str(entity), "id": str(id_)}}:
            return _of(_id(provision, names), entity, id_, names)
        case {"name": str(name), "subject": {"entity": str(entity), "id": str(id_)}}:
            return _of(_id(name, names), entity, id_, names)
        case {"document": str(document)}:
            return document
        case {"month": str(month)}:
            return month
        case {"name": str(name)} | {"option": str(name)} | {"provision": str(name)}:
            return _id(name, names)
        case _:
            return ""


def _of(what: str, entity: str, id_: str, names: Lexicon) -> str:
    return f"{what} · {lexicon.subject(names, entity, id_)}"


def _said(side: Side, difference: Difference, names: Lexicon) -> str:
    """Empty where there is nothing."""
    last = difference.path[-1].at
    match side:
        case Absent() | None:
            return ""
        case str(text):
            said = code_in_words(last, text, names.lang)
            return _quoted(_id(text, names) if said == text else said, names.lang)
        case bool():
            return _quoted(choose(names.lang, *_TRUTH[side]), names.lang)
        case {"scheme": _} | {"provision": _} | {"name": _} | {"document": _}:
            return choose(names.lang, "有这一项", "it")
        case _:
            return _quoted(canonical(side).decode(), names.lang)


def _id(id_: str, names: Lexicon) -> str:
    """An id by the name of what it is, a text as it is."""
    if id_ in names.provisions:
        return lexicon.short(ProvisionId(id_), names.lang)
    if id_ in names.schemes:
        return lexicon.scheme(names, id_)
    if id_ in names.facts:
        return lexicon.fact(names, id_)
    if id_ in names.terms:
        return lexicon.term(names, id_)
    if id_ in names.standards:
        return lexicon.standard(names, id_)
    return lexicon.option(names, id_) if id_ in names.options else id_


def _quoted(text: str, lang: Lang) -> str:
    return choose(lang, f"「{shown(text)}」", f"`{shown(text)}`")
