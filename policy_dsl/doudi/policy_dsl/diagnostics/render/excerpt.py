"""The lines of one source that marks point at, each mark underlined in the line below.

Takes marks of one source; gives lines with a gutter of line numbers. Lines between
marks are left out, a line wider than a terminal is shown around its mark, and of a
mark over many lines the first and the last are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from doudi.policy_dsl.diagnostics.model import Severity
from doudi.policy_dsl.diagnostics.render import paint
from doudi.policy_dsl.diagnostics.width import cells
from doudi.policy_dsl.source import Source

WIDEST: Final = 100  # columns of source shown of one line
_BEFORE: Final = 30  # columns shown before a mark when the line is cut
_WHOLE: Final = 4  # a mark over more lines than this is shown by its ends
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    source: Source
    start: int
    end: int
    text: str
    primary: bool

    @property
    def first_line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def last_line(self) -> int:
        return self.source.position(max(self.start, self.end - 1))[0]


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a mark that lies in one line, in code points of that line."""

    line: int
    start: int
    end: int
    mark: Mark
    text: str


def excerpt(
    source: Source, marks: Sequence[Mark], gutter: int, severity: Severity, *, color: bool
) -> Iterator[str]:
    """The lines below `--> file:line:column`; none for a source without text."""
    if not source.text:
        return
    bar = paint.frame("|", color=color)
    blank = f"{' ' * gutter} {bar}"
    yield blank
    pieces = sorted(
        (piece for mark in marks for piece in _pieces(mark)),
        key=lambda it: (it.line, it.start, it.end),
    )
    shown = 0
    for line in sorted({it.line for it in pieces}):
        if shown and line > shown + 1:
            yield paint.frame("...", color=color)
        shown = line
        number = paint.frame(f"{line:>{gutter}}", color=color)
        for text, rows in _rows(source.line(line), [it for it in pieces if it.line == line]):
            yield f"{number} {bar} {text}".rstrip()
            for indent, width, piece in rows:
                underline = _style(piece.mark, severity, color=color)(
                    ("^" if piece.mark.primary else "-") * width
                    + (f" {piece.text}" if piece.text else "")
                )
                yield f"{blank} {' ' * indent}{underline}"
    yield blank


def _pieces(mark: Mark) -> Iterator[_Piece]:
    first, last = mark.first_line, mark.last_line
    column = mark.source.position(mark.start)[1] - 1
    lines = range(first, last + 1)
    if len(lines) > _WHOLE:
        lines = range(first, first + 1)
    for line in (*lines, *([last] if last not in lines else [])):
        text = mark.source.line(line)
        start = column if line == first else len(text) - len(text.lstrip())
        end = len(text.rstrip())
        if line == last:
            end = start + mark.end - mark.start if first == last else _column(mark)
        if line != first and end <= start and line != last:
            continue
        start = min(start, len(text))
        yield _Piece(
            line, start, min(max(end, start), len(text)), mark, mark.text if line == last else ""
        )


def _column(mark: Mark) -> int:
    return mark.source.position(mark.end - 1)[1]


def _rows(
    text: str, pieces: Sequence[_Piece]
) -> Iterator[tuple[str, list[tuple[int, int, _Piece]]]]:
    """The line as shown with the underlines that belong below it, once for each window of it."""
    shown = cells(text)
    widths = [width for _, width in shown]
    if sum(widths) <= WIDEST:
        whole = "".join(it for it, _ in shown)
        yield whole, [(*_place(widths, 0, it.start, it.end), it) for it in pieces]
        return
    for piece in pieces:
        left = _back(widths, piece.start)
        right = _on(widths, left)
        cut = _CUT if left else ""
        window = cut + "".join(it for it, _ in shown[left:right]) + (_CUT * (right < len(text)))
        indent, width = _place(widths, left, piece.start, min(piece.end, right))
        yield window, [(indent + len(cut), width, piece)]


def _place(widths: Sequence[int], left: int, start: int, end: int) -> tuple[int, int]:
    """Columns before a mark, and the columns it takes: at least one, so that it can be seen."""
    return sum(widths[left:start]), max(sum(widths[start:end]), 1)


def _back(widths: Sequence[int], start: int) -> int:
    columns, left = 0, start
    while left and columns + widths[left - 1] <= _BEFORE:
        left -= 1
        columns += widths[left]
    return left


def _on(widths: Sequence[int], left: int) -> int:
    columns, right = 0, left
    while right < len(widths) and columns + widths[right] <= WIDEST:
        columns += widths[right]
        right += 1
    return right


def _style(mark: Mark, severity: Severity, *, color: bool) -> Callable[[str], str]:
    if mark.primary:
        return paint.kind(severity, color=color)
    return lambda text: paint.frame(text, color=color)
