"""A rule file's text → the pieces that are parsed one by one.

A declaration begins in column 0 with its keyword. Comments in column 0 directly before it are its
own; indented ones belong to the declaration above, and so, as a mistake, does anything else in
column 0. The pieces follow one another without a gap, so together they are the whole text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from doudi.policy_dsl.keywords import KEYWORDS, Role
from doudi.policy_dsl.source import Source

_LINE: Final = re.compile(
    r"^(?:(?P<comment>#)|(?P<inside>[ \t\u3000]+\S)|(?P<word>\w+)|\S)", re.MULTILINE
)
_HEADS: Final = frozenset(
    spelling for it in KEYWORDS if it.role is Role.DECLARATION for spelling in (it.zh, it.en)
)


@dataclass(frozen=True, slots=True)
class Piece:
    """`head` is where the declaration begins; None for what follows the last declaration."""

    start: int
    head: int | None
    end: int


def split(source: Source) -> tuple[Piece, ...]:
    starts: list[int] = []
    heads: list[int] = []
    run: int | None = None  # where the comments that may belong to the next head begin
    for line in _LINE.finditer(source.text):
        match line.lastgroup:
            case "comment":
                run = line.start() if run is None else run
            case "word" if line["word"] in _HEADS:
                starts.append(line.start() if run is None else run)
                heads.append(line.start())
                run = None
            case _:
                run = None
    size = len(source.text)
    tail = size if run is None else run
    if not heads:
        return (Piece(0, None, size),) if size else ()
    starts[0] = 0
    ends = [*starts[1:], tail]
    pieces = tuple(map(Piece, starts, heads, ends))
    return (*pieces, Piece(tail, None, size)) if tail < size else pieces
