"""The steps a raw text needs, proposed in their order; each is there because it finds something.

Takes the raw text; gives the steps and the lines they drop. Nothing lost is made up: a step that
would need to know what stood there (an erratum) is never proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from doudi.compiler.ingest.propose.joins import joins
from doudi.compiler.ingest.propose.lines import NoText, lines_without_text
from doudi.compiler.notices.normalisation import (
    BLANKS,
    CloseBlanks,
    DropEmptyLines,
    DropLine,
    DropRuby,
    FullWidth,
    LineEnds,
    Radicals,
    Replace,
    Simplify,
    Step,
    TrimLines,
    normalise,
    simplified,
)

# A scraper's commas before the mark that was meant, and marks that were doubled.
_DOUBLED: Final = (
    *((",,", "，"), (",、", "、"), (",。", "。"), (",；", "；"), (",：", "："), ("，，", "，")),
    *(("。。", "。"), ("、、", "、"), ("；；", "；")),
)
_MARKS: Final = ",;:()!"
_WIDE: Final = "\u3001-\u303f\u3400-\u9fff\uff00-\uffef“”"
_TONED: Final = re.compile(r"(?<=[\u3400-\u9fff])\([a-z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][^()]{0,6}\)")
# One full-width blank between two names is the author's: 中共中央办公厅　国务院办公厅.
_INNER_BLANK: Final = re.compile(
    rf"(?<=[{_WIDE}0-9▶])[{BLANKS}]+(?=[{_WIDE}0-9▶])(?<!(?<![{BLANKS}])\u3000)"
)
_TRADITIONAL_FROM: Final = 0.02  # of the Chinese characters; names alone have fewer
_FEWEST_READINGS: Final = 3


class Proposal(NamedTuple):
    steps: tuple[Step, ...]
    dropped: tuple[NoText, ...]


def propose(raw: str) -> Proposal:
    steps: list[Step] = []
    text = raw
    dropped: tuple[NoText, ...] = ()

    def take(*wanted: Step) -> str:
        now = text
        for it in wanted:
            made, missed = normalise(now, (it,))
            if not missed:
                steps.append(it)
                now = made.text
        return now

    text = take(LineEnds(), Radicals())
    dropped = lines_without_text(text)
    text = take(*(DropLine(it.kind, it.line) for it in dropped))
    if len(_TONED.findall(text)) >= _FEWEST_READINGS:
        text = take(DropRuby())
    if _share_of_traditional(text) >= _TRADITIONAL_FROM:
        text = take(Simplify())
    text = take(*(Replace(*it) for it in _DOUBLED if it[0] in text))
    text = take(*_full_width(text))
    indented = text
    text = take(TrimLines())
    if _INNER_BLANK.search(text):
        text = take(CloseBlanks())
    text = take(*joins(text, indented))
    if text.startswith("\n") or "\n\n" in text or not text.endswith("\n"):
        text = take(DropEmptyLines())
    return Proposal(tuple(steps), dropped)


def _share_of_traditional(text: str) -> float:
    table = simplified()
    chinese = sum("\u3400" <= it <= "\u9fff" for it in text)
    return sum(it in table for it in text) / chinese if chinese else 0.0


def _full_width(text: str) -> Iterator[Step]:
    marks = [
        it
        for it in _MARKS
        if re.search(rf"(?<=[{_WIDE}]){re.escape(it)}|{re.escape(it)}(?=[{_WIDE}])", text)
    ]
    if "?" in text and not re.search(r'\?(?!\s*(?:\n|\Z|[”’"」）)]))', text):
        marks.append("?")  # only where each ends a line: inside one it may be a lost character
    if "://" in text and ":" in marks:
        marks.remove(":")
    if marks:
        yield FullWidth("".join(marks))
