"""Sentences broken over line ends and page ends: where, and the words around each break.

Takes the text as the other steps leave it; gives joins, each about exactly one place. Titles,
addressees, headings, signatures and dates end their lines; text does not end without a mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from doudi.compiler.notices.normalisation import BLANKS, Join

MOST: Final = 1000
_ENDS: Final = "。？！：；…▼”’）》」】]"
_NEVER_FIRST: Final = "，。、；：？！”’）》〕】"
_HEAD: Final = re.compile(
    r"[一二三四五六七八九十百]+(?:、|是)|（[一二三四五六七八九十百]+）|[0-9]{1,2}[.．、](?![0-9])|▶"
    r"|第[一二三四五六七八九十百0-9]+[章条节]|附件|附表"
)
_DATE: Final = re.compile(r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日")
_ROW: Final = re.compile(r"｜|[0-9]\s*(?:元|%|％)?\Z")  # of a table
_SHORT: Final = 30
_TAIL: Final = 8
_LENGTHS: Final = (6, 9, 14, 20, 40, 80)
_FEWEST_WRAPPED: Final = 8
_WIDEST: Final = 80
_FEWEST_INDENTED: Final = 3


def joins(text: str, indented: str = "") -> tuple[Join, ...]:
    """`indented`: the same lines with their blanks, where they say where paragraphs begin.

    None at all where there would be more than MOST: then it is not sentences that are broken.
    """
    full = [line for it in text.split("\n") if (line := it.strip(BLANKS))]
    breaks = list(pairwise(full))
    width = _wrapped_at(full)
    starts = _indents(indented, len(full)) if width is not None else ()
    start, end = _body(full)
    broken = [
        i
        for i, (line, after) in enumerate(breaks)
        if after[0] in _NEVER_FIRST
        or (start <= i < end and _is_broken(line, after, width, starts[i + 1] if starts else None))
    ]
    if len(broken) > MOST:
        return ()
    found: dict[int, Join] = {}
    for length in _LENGTHS:
        keys = Counter((a[-length:], b[:length]) for a, b in breaks)
        for i in broken:
            key = breaks[i][0][-length:], breaks[i][1][:length]
            if i not in found and keys[key] == 1 and all(map(str.strip, key)):
                found[i] = Join(*key)
    return tuple(found[i] for i in sorted(found) if _is_one_place(found[i], breaks))


def _is_one_place(it: Join, breaks: Sequence[tuple[str, str]]) -> bool:
    return sum(a.endswith(it.before) and b.startswith(it.after) for a, b in breaks) == 1


def _indents(indented: str, number: int) -> tuple[bool, ...]:
    """Which lines are indented; nothing where too few are for it to mean anything."""
    found = tuple(it[0] in BLANKS for it in indented.split("\n") if it.strip(BLANKS))
    return found if len(found) == number and sum(found) >= _FEWEST_INDENTED else ()


def _is_broken(line: str, after: str, width: int | None, begins: bool | None) -> bool:  # noqa: FBT001 - three answers: indented, not, and no telling
    if _HEAD.match(after) or _DATE.fullmatch(after) or begins:
        return False
    runs_full = width is not None and len(line) >= width - 2
    if _ROW.search(line) and not runs_full:
        return False
    if begins is False and runs_full:
        return True
    if line[-1] in _ENDS:
        return runs_full and line[-1] not in "。？！：；"
    if _HEAD.match(line) and "。" not in line:
        return runs_full  # a heading ends its line, unless it ran out of it
    return True


def _body(lines: Sequence[str]) -> tuple[int, int]:
    """The first line whose end may be a break, and the first one behind whose end none is."""
    start = 0
    for i, line in enumerate(lines):
        if line.endswith("：") or _HEAD.match(line) or len(line) > 2 * _SHORT or "。" in line:
            start = i
            break
    dates = [i for i in range(max(0, len(lines) - _TAIL), len(lines)) if _DATE.fullmatch(lines[i])]
    if not dates:
        return start, len(lines)
    end = dates[-1]
    while end > start and len(lines[end - 1]) <= _SHORT and lines[end - 1][-1] not in "。；：，、":
        end -= 1
    return start, max(start, end - 1)


def _wrapped_at(lines: Sequence[str]) -> int | None:
    """The width of a text whose lines end where the page does; None where paragraphs are whole."""
    if len(lines) < _FEWEST_WRAPPED:
        return None
    widths = sorted(len(it) for it in lines)
    widest = widths[len(widths) * 9 // 10]
    near = sum(widest - 3 <= it <= widest + 1 for it in widths)
    return widest if widest <= _WIDEST and near * 3 >= len(widths) else None
