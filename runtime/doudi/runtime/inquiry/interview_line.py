"""One line that somebody typed ▶ an answer as a facts file would have it, or a wish.

A line is read as the value of a facts file is; on top of that an option may be chosen by its
number, a range may be said in words, and what a keyboard for Chinese makes of digits counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from doudi.runtime.canonical import Json
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import counted, shown
from doudi.runtime.facts.errors import FactsError, Problem
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.facts.words import STATUS, TRUTHS
from doudi.runtime.program import types
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.strict_json import Refused, exact_number


class Wish(StrEnum):
    """What is no answer."""

    WHY = "why"
    BACK = "back"
    QUIT = "quit"
    HELP = "help"


Heard: TypeAlias = "Wish | Json"

_WISHES: Final[Mapping[str, Wish]] = {
    "?": Wish.WHY,
    "为什么": Wish.WHY,
    "为何": Wish.WHY,
    "why": Wish.WHY,
    "返回": Wish.BACK,
    "back": Wish.BACK,
    "退出": Wish.QUIT,
    "quit": Wish.QUIT,
    "exit": Wish.QUIT,
    "": Wish.HELP,
    "帮助": Wish.HELP,
    "help": Wish.HELP,
}
_STATUS: Final[Mapping[str, str]] = {
    **STATUS,
    "不知道": "unknown",
    "不清楚": "unknown",
    "don't know": "unknown",
    "n/a": "not_applicable",
    "not applicable": "not_applicable",
    "跳过": "not_asked",
    "skip": "not_asked",
}
_TRUTHS: Final[Mapping[str, bool]] = {
    **TRUTHS,
    "y": True,
    "n": False,
    "true": True,
    "false": False,
}
_BETWEEN: Final = re.compile(r"(.+?)\s*(?:至|~|\bto\b)\s*(.+)")
_FROM: Final = re.compile(r"(?:至少|不早于|at least\b|not before\b)\s*(.+)")
_UNTIL: Final = re.compile(r"(?:至多|不晚于|at most\b|not after\b)\s*(.+)")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_GROUPED: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")


def heard(line: str, type_: types.Type, rules: Index) -> Heard:
    """Raises FactsError where a number is too long to be one, or a yes or no is neither."""
    text = line.strip()
    folded = _folded(text)
    if folded in _WISHES:
        return _WISHES[folded]
    if folded in _STATUS:
        return _STATUS[folded]
    match type_:
        case types.Boolean():
            return _truth(text, folded)
        case types.Choice(id=choice):
            return _option(text, folded, choice, rules)
        case types.Area():
            return text
        case _:
            return _counted(folded, type_)


def wish(line: str) -> Wish | None:
    """Where nothing is asked that could be answered."""
    return _WISHES.get(_folded(line))


def _folded(line: str) -> str:
    return unicodedata.normalize("NFKC", line.strip()).casefold()


def _truth(text: str, folded: str) -> bool:
    """Said as it is asked for: `true` and `false` are for files."""
    if folded not in _TRUTHS:
        said = shown(text)
        problem = Problem("", f"应为是或否，却是 `{said}`", f"should be yes or no, not `{said}`")
        raise FactsError((problem,))
    return _TRUTHS[folded]


def _option(text: str, folded: str, choice: ChoiceId, rules: Index) -> str:
    options = rules.options[choice]
    names = vocabulary(rules.program).options[choice]
    numbered = {str(at): it for at, it in enumerate(options, 1)}
    return text if text in names else numbered.get(folded, text)


def _counted(folded: str, type_: types.Type) -> Json:
    if counted(type_):
        if found := _FROM.fullmatch(folded):
            return {"min": _one(found[1], type_)}
        if found := _UNTIL.fullmatch(folded):
            return {"max": _one(found[1], type_)}
        if found := _BETWEEN.fullmatch(folded):
            return {"min": _one(found[1], type_), "max": _one(found[2], type_)}
    return _one(folded, type_)


def _one(text: str, type_: types.Type) -> Json:
    """A number as one, anything else as it stands: a day, a moment, a share such as 30%."""
    if isinstance(type_, types.Moment):
        return text.upper()  # the T between day and hour
    bare = text
    if isinstance(type_, types.Quantity) and type_.yuan:
        bare = text.removesuffix("元").removesuffix("yuan").rstrip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if isinstance(type_, types.Date) or not _NUMBER.fullmatch(bare):
        return text
    try:
        return exact_number(bare)
    except Refused as refused:
        raise FactsError((Problem("", refused.zh, refused.en),)) from None
