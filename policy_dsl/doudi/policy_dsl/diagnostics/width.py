"""How wide text is on a terminal, and how a character is shown that must not act there.

A Chinese character takes two columns, so a caret belongs under columns and not
under code points. Characters of ambiguous width (× “ …) are counted as one, as
terminals do by default.
"""

from __future__ import annotations

import unicodedata
from typing import Final

TAB: Final = 4
_ZERO_WIDTH: Final = frozenset({"Mn", "Me"})
_NOT_SHOWN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def display_width(text: str) -> int:
    """The columns that `text` takes once it has been made visible."""
    return sum(_columns(char) for char in visible(text))


def visible(text: str) -> str:
    """The text with every character that would act on the terminal, or hide, spelt out.

    Bidi controls, escape sequences and zero-width characters are how one text can be
    made to look like another: they are shown as `<U+202E>`.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def cells(line: str) -> list[tuple[str, int]]:
    """For each code point of a line: what is shown for it, and in how many columns."""
    out: list[tuple[str, int]] = []
    column = 0
    for char in line:
        if char == "\t":
            width = TAB - column % TAB
            out.append((" " * width, width))
        else:
            shown = _shown(char)
            width = sum(_columns(it) for it in shown)
            out.append((shown, width))
        column += width
    return out


def _shown(char: str) -> str:
    if char == " " or unicodedata.category(char) not in _NOT_SHOWN:
        return char
    return f"<U+{ord(char):04X}>"


def _columns(char: str) -> int:
    if unicodedata.category(char) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
