"""The codes of a decision's JSON in words: `month` is 每月, `yuan/person/month` is 元/人/月."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from doudi.runtime.command_line.language import Lang, choose
from doudi.runtime.explanation.wording import DUTY_STATUS, FACET, OUTCOME

_EVERY: Final[Mapping[str, tuple[str, str]]] = {
    "once": ("一次性", "once"),
    "month": ("每月", "every month"),
    "year": ("每年", "every year"),
}
_AMOUNT_STATUS: Final[Mapping[str, tuple[str, str]]] = {
    "exact": ("确定", "exact"),
    "range": ("一个范围", "a range"),
    "unknown": ("不详", "unknown"),
    "left_to": ("由有关机关决定", "left to somebody"),
    "none": ("没有金额", "no amount"),
}
# What each member holds where it holds a code and not a name, a figure or a text.
_CODES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "outcome": {it.value: said for it, said in OUTCOME.items()},
    "norm": {
        "duty": ("应当", "must"),
        "permission": ("可以", "may"),
        "case_by_case": ("可以一事一议", "may, case by case"),
        "encouragement": ("鼓励", "is encouraged"),
        "prohibition": ("不得", "must not"),
    },
    "every": _EVERY,
    "period": _EVERY,
    "status": {**DUTY_STATUS, **_AMOUNT_STATUS},
    "mode": {
        "allowed": ("可以在此办理", "may be handled there"),
        "duty": ("在此办理", "is handled there"),
        "only": ("只能在此办理", "is handled only there"),
    },
    "facet": FACET,
}
_UNIT: Final[Mapping[str, tuple[str, str]]] = {
    "yuan": ("元", "yuan"),
    "person": ("人", "person"),
    "month": ("月", "month"),
    "year": ("年", "year"),
}


def code_in_words(member: str | int, code: str, lang: Lang) -> str:
    """As it is where the member holds no codes, or not this one."""
    if member == "unit":
        return _unit(code, lang)
    said = _CODES.get(str(member), {}).get(code)
    return code if said is None else choose(lang, *said)


def _unit(code: str, lang: Lang) -> str:
    parts = code.split("/")
    if any(it not in _UNIT for it in parts):
        return code
    return choose(lang, "/", " per ").join(choose(lang, *_UNIT[it]) for it in parts)
