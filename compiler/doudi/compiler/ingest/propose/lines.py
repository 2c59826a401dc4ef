"""Lines of a raw text that are no text of the notice: which, of what kind.

Takes the raw text; gives the lines as they stand in it, in their order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from doudi.compiler.notices.normalisation import BLANKS, HALF_TO_FULL, ruby_dropped, simplified

_LONGEST: Final = 400  # characters of a line that is no text
_TAIL: Final = 12
_CHAPTER: Final = re.compile(r"[一二三四五六七八九十百]+[、，]|第[一二三四五六七八九十百]+[章条]")
_NEWS: Final = re.compile(r"(?:近日|日前)[，,]?.{2,40}?(?:发布|印发|下发)")
_LEADS_OVER: Final = re.compile(r"如下[▼↓：:。]*|[▼↓]+")
_MOST_LINES_OF_A_TITLE: Final = 4


class NoText(NamedTuple):
    kind: str
    line: str


class _Pattern(NamedTuple):
    kind: str
    where: frozenset[str]
    pattern: re.Pattern[str]


def as_read(line: str) -> str:
    """A line as a reader sees it, whatever became of its characters."""
    table = simplified()
    plain = "".join(table.get(it, it) for it in ruby_dropped(line))
    wide = "".join(HALF_TO_FULL.get(it, it) for it in plain)
    return wide.strip(BLANKS)


def lines_without_text(text: str) -> tuple[NoText, ...]:
    lines = [it for it in text.split("\n") if it.strip(BLANKS)]
    seen = [as_read(it) if len(it) <= _LONGEST else "" for it in lines]
    chapter = next((i for i, it in enumerate(seen) if _CHAPTER.match(it)), min(len(lines), _TAIL))
    kinds: dict[int, str] = {}
    for index, line in enumerate(seen):
        places = {"any"}
        places |= {"head"} if index < chapter else set()
        places |= {"tail"} if index >= max(chapter, len(lines) - _TAIL) else set()
        for it in _patterns():
            if line and it.where & places and it.pattern.fullmatch(line):
                kinds.setdefault(index, it.kind)
    head = [i for i in range(chapter) if i not in kinds]
    kinds |= dict.fromkeys(_repeated([seen[i] for i in head], head), "repeated_title")
    kinds |= dict.fromkeys(_news([seen[i] for i in head], head), "news_lead")
    return tuple(NoText(kinds[i], lines[i].strip(BLANKS)) for i in sorted(kinds))


def _repeated(seen: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """A title said again, in one line or in several."""
    closed = ["".join(it.split()) for it in seen]
    for first in range(len(closed)):
        for again in range(first + 1, len(closed)):
            for length in range(1, _MOST_LINES_OF_A_TITLE + 1):
                same = "".join(closed[again : again + length]) == closed[first]
                if same and "关于" in closed[first]:
                    yield from places[again : again + length]
                    return


def _news(seen: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """The lead of a news item that carries the notice: from its first line to the one before it."""
    start = next((i for i, it in enumerate(seen) if _NEWS.match(it)), None)
    if start is None:
        return
    end = next(
        (i for i in range(len(seen) - 1, start - 1, -1) if _LEADS_OVER.search(seen[i])), start
    )
    yield from places[start : end + 1]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    table = files("doudi.compiler.ingest.propose").joinpath("lines.toml").read_text("utf-8")
    return tuple(
        _Pattern(
            it["kind"], frozenset(it["where"]), re.compile("".join(it["pattern"].splitlines()))
        )
        for it in tomllib.loads(table)["line"]
    )
