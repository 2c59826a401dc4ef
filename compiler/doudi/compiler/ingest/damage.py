"""What is damaged in a clean text and cannot be put right by a rule: said, and never guessed.

Takes the clean text and its outline; gives stretches of it, with the reason. Nothing here changes
the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from doudi.compiler.notices.outline import Outline
from doudi.policy_dsl.diagnostics.model import Message

Sort: TypeAlias = Literal["characters", "brackets", "missing"]

_WIDE: Final = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”"
_SIGNS: Final[tuple[tuple[str, Message], ...]] = (
    ("\ufffd+", Message("U+FFFD，字已丢失", "U+FFFD: the character is lost")),
    (
        rf"(?<=[{_WIDE}])\?+|\?+(?=[{_WIDE}])",
        Message("半角「?」，可能是丢失的字", "a half-width `?`, perhaps for a lost character"),
    ),
    (
        "[a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]*",
        Message("留下的注音", "a reading left over"),
    ),
    ("[\ue000-\uf8ff]+", Message("自造字区的字", "characters of a private font")),
    (
        "[\u2e80-\u2fd5]+",
        Message("认不出是哪个字的部首", "a radical that stands for no one character"),
    ),
    ("锟斤拷|烫烫+|屯屯屯+|[ÃÂâäåæçèéï][\u0080-\u00bf]", Message("转码的残迹", "a wrong encoding")),
    (
        "[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+",
        Message("看不见的字符", "characters that cannot be seen"),
    ),
)
_ANY: Final = re.compile("|".join(f"(?P<sign{i}>{it})" for i, (it, _) in enumerate(_SIGNS)))
_PAIRS: Final = {
    "（": "）",
    "《": "》",
    "“": "”",
    "〔": "〕",
    "【": "】",
    "「": "」",
    "(": ")",
    "[": "]",
}
_CLOSING: Final = {it: opening for opening, it in _PAIRS.items()}
_NEAR: Final = 3
_MOST: Final = 200
_HEADING_ONLY: Final = re.compile(r"[^。]{1,40}。")
_CAPTCHA_SHOWN: Final = 24


class Damage(NamedTuple):
    """`words`: what `damage` in notice.yaml names, so that it stands in the text once."""

    sort: Sort
    start: int
    end: int
    why: Message


def damage(text: str, outline: Outline, captcha: Iterable[str] = ()) -> tuple[Damage, ...]:
    found = [*_characters(text), *_truncated(text, outline), *_table_missing(text, captcha)]
    return tuple(sorted(found, key=lambda it: it.start)[:_MOST])


def _characters(text: str) -> Iterator[Damage]:
    """Signs near each other are one place; a bracket without its other half there belongs to it."""
    places: list[tuple[int, int, Message]] = []
    for match in _ANY.finditer(text):
        why = next(it for i, (_, it) in enumerate(_SIGNS) if match.group(f"sign{i}") is not None)
        places.append((*match.span(), why))
    lone = [(at, at + 1) for at in _unpaired(text)]
    merged: list[Damage] = []
    for start, end, why in places:
        if merged and start - merged[-1].end <= _NEAR and "\n" not in text[merged[-1].end : start]:
            merged[-1] = merged[-1]._replace(end=end)
        else:
            merged.append(Damage("characters", start, end, why))
    for i, it in enumerate(merged):
        near = [at for at in lone if it.start - _NEAR <= at[0] <= it.end + _NEAR]
        lone = [at for at in lone if at not in near]
        start = min([it.start, *(at[0] for at in near)])
        merged[i] = it._replace(start=start, end=max([it.end, *(at[1] for at in near)]))
    yield from merged
    for start, end in lone:
        yield Damage(
            "brackets", start, end, Message("没有配对的括号或引号", "without its other half")
        )


def _unpaired(text: str) -> Iterator[int]:
    """In each paragraph by itself."""
    start = 0
    for line in text.split("\n"):
        waiting: list[tuple[str, int]] = []
        for at, char in enumerate(line, start):
            if char in _PAIRS:
                waiting.append((char, at))
            elif char in _CLOSING:
                if waiting and waiting[-1][0] == _CLOSING[char]:
                    waiting.pop()
                else:
                    yield at
        yield from (at for _, at in waiting)
        start += len(line) + 1


def _truncated(text: str, outline: Outline) -> Iterator[Damage]:
    """An item that is one short sentence where another beside it goes on behind its heading."""
    headed = {it.section for it in outline.sentences if it.number == 0}
    beside: dict[str, list[str]] = {}
    for it in outline.sections:
        if it.address.endswith("是"):
            beside.setdefault(it.address.rpartition("·")[0], []).append(it.address)
    for group in beside.values():
        if not any(it in headed for it in group):
            continue
        for address in group:
            only = outline.sentence(f"{address}-1")
            if address in headed or only is None:
                continue
            if _HEADING_ONLY.fullmatch(text[only.start : only.end]):
                why = "只有一句，而并列的项另有正文：可能被删去"
                in_english = "one sentence, where the items beside it go on: perhaps cut"
                yield Damage("missing", only.start, only.end, Message(why, in_english))


def _table_missing(text: str, captcha: Iterable[str]) -> Iterator[Damage]:
    """What stood where a page asked for a code is not there; the words before it are."""
    for line in captcha:
        end = len(text.rstrip("\n"))
        start = max(text.rfind("\n", 0, end) + 1, end - _CAPTCHA_SHOWN)
        shown = line[:_CAPTCHA_SHOWN]
        yield Damage(
            "missing",
            start,
            end,
            Message(
                f"其后的内容缺失，原处只剩验证码提示「{shown}」",
                f"what followed is missing; in its place stands `{shown}`",
            ),
        )
