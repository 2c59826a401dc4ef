"""How wide text is on a terminal, where Chinese takes two columns, and where it may break."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# A line of Chinese must not begin with one of these, nor end with one of those.
_NOT_FIRST = frozenset("，。；：？！、」』）〕》】)],.;:?!%％元")
_NOT_LAST = frozenset("「『（〔《【([")


def width(text: str) -> int:
    return sum(map(_width, text))


def wrap(text: str, columns: int, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most `columns`, the first after `first`, the others after `rest`."""
    lines: list[str] = []
    line, used = first, width(first)
    fresh = True
    for piece in _pieces(text):
        if not fresh and used + width(piece.rstrip(" ")) > columns:
            lines.append(line.rstrip(" "))
            line, used = rest, width(rest)
        line += piece
        used += width(piece)
        fresh = False
    return [*lines, line.rstrip(" ")]


def visible(text: str) -> str:
    """Characters that a terminal would obey, or that would hide or turn others, spelt out."""
    if text.isprintable():
        return text
    return "".join(f"\\u{ord(it):04x}" if _commands(it) else it for it in text)


def _commands(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _pieces(text: str) -> Iterator[str]:
    """What must stay together: a word, or a Chinese character with its punctuation."""
    piece = ""
    for it in text:
        if piece and _may_break(piece[-1], it):
            yield piece
            piece = ""
        piece += it
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return before == " " or _width(before) > 1 or _width(after) > 1


@lru_cache(1 << 12)  # more characters than letters are made of
def _width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
