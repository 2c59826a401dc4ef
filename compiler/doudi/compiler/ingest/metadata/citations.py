"""The documents a notice cites, and how: 贯彻, 根据, 按照, 废止, or only in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from doudi.compiler.ingest.metadata.parts import NUMBER, numbers

How: TypeAlias = Literal["implements", "grounds", "incorporates", "repeals", "mentions"]

CITED: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{1,120}})》(?:[（(](?P<number>{NUMBER.pattern})[）)])?"
)
_BEFORE: Final[tuple[tuple[How, re.Pattern[str]], ...]] = (
    ("implements", re.compile(r"贯彻(?:落实|执行)?[^。；]{0,12}\Z")),
    ("grounds", re.compile(r"(?:根据|依据)[^。；，]{0,12}\Z")),
    ("incorporates", re.compile(r"(?:按照?|依照|遵照|执行|落实)[^。；，]{0,12}\Z")),
)
_LIST: Final = re.compile(r"[、和及与，]{1,2}\Z")
_REPEALED: Final = re.compile(r"[^。；]{0,30}(?:同时|一并|予以)?废止")
_REACH: Final = 30


class Citation(NamedTuple):
    """`words` are the author's; `number` "" where none is given."""

    how: How
    title: str
    number: str
    words: str
    start: int
    end: int


def citations(text: str) -> tuple[Citation, ...]:
    """Each citation once for each way it is cited, in the order of the text."""
    seen: set[tuple[str, str]] = set()
    kept: list[Citation] = []
    named: set[str] = set()
    for it in sorted((*_titled(text), *_numbered(text)), key=lambda it: it.start):
        key = it.how, it.title or it.number
        known = it.how == "mentions" and (it.title in named or it.number in named)
        if key not in seen and not known:
            kept.append(it)
        seen.add(key)
        named |= {it.title, it.number} - {""}
    return tuple(kept)


def _titled(text: str) -> Iterator[Citation]:
    before: Citation | None = None
    for match in CITED.finditer(text):
        how = _how(text, match.start(), match.end())
        between = "" if before is None else text[before.end : match.start()]
        if how == "mentions" and before is not None and _LIST.fullmatch(between):
            how = before.how
        before = Citation(
            how, match["title"], match["number"] or "", match.group(), match.start(), match.end()
        )
        yield before


def _numbered(text: str) -> Iterator[Citation]:
    """Numbers without a title; one alone on its line is the notice's own."""
    for start, end in numbers(text):
        alone = f"\n{text}\n"[start : end + 2] == f"\n{text[start:end]}\n"
        if not alone and text[max(0, start - 2) : start] not in ("》（", "》("):
            yield Citation("mentions", "", text[start:end], text[start:end], start, end)


def _how(text: str, start: int, end: int) -> How:
    if _REPEALED.match(text, end):
        return "repeals"
    before = text[max(0, start - _REACH) : start].rpartition("\n")[2]
    return next((how for how, it in _BEFORE if it.search(before)), "mentions")
