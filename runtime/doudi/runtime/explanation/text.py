"""An explanation as plain text for a terminal or a letter; colour only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from doudi.runtime.explanation.columns import visible, width, wrap
from doudi.runtime.explanation.tree import (
    Block,
    Explanation,
    Heading,
    Line,
    Mark,
    Node,
    Quote,
    Table,
    Tone,
    Tree,
)

COLUMNS: Final = 80

MARKS: Final = {
    Mark.HOLDS: "✓ ",
    Mark.FAILS: "✗ ",
    Mark.UNKNOWN: "? ",
    Mark.JUDGEMENT: "~ ",
    Mark.NONE: "· ",
}
_MARK_COLOUR: Final = {
    Mark.HOLDS: "32",
    Mark.FAILS: "31",
    Mark.UNKNOWN: "33",
    Mark.JUDGEMENT: "35",
    Mark.NONE: "2",
}
_TONE_COLOUR: Final = {Tone.ANSWER: "1", Tone.ASSUMED: "33", Tone.MISSING: "33", Tone.QUIET: "2"}


def text(explanation: Explanation, *, color: bool = False, columns: int = COLUMNS) -> str:
    lines: list[str] = []
    for block in explanation.blocks:
        lines += _block(block, columns, color=color)
    return "\n".join(lines).strip("\n") + "\n"


def _block(block: Block, columns: int, *, color: bool) -> list[str]:
    match block:
        case Heading(level=level, text=heading):
            return _heading(level, heading, columns, color=color)
        case Line(text=line, tone=tone):
            lines = wrap(visible(line), columns)
            return [_paint(it, _TONE_COLOUR.get(tone), color=color) for it in lines]
        case Quote(text="", clause=clause):
            return wrap(visible(clause), columns, "    ", "    ")
        case Quote(text=quote, clause=clause):
            said = wrap(visible(f"「{quote}」"), columns, "    ", "    ")
            return said + wrap(visible(f"—— {clause}"), columns, "    ", "       ")
        case Tree(nodes=nodes):
            return [line for node in nodes for line in _node(node, "", columns, color=color)]
        case Table(head=head, rows=rows):
            return list(_table(head, rows))
        case _:
            assert_never(block)


def _heading(level: int, heading: str, columns: int, *, color: bool) -> list[str]:
    lines = [_paint(it, "1", color=color) for it in wrap(visible(heading), columns)]
    match level:
        case 1:
            return [*lines, "═" * min(width(heading), columns)]
        case 2:
            return ["", *lines, "─" * min(width(heading), columns)]
        case _:
            return ["", *lines]


def _node(node: Node, indent: str, columns: int, *, color: bool) -> Iterator[str]:
    mark = MARKS[node.mark]
    first = f"{indent}{mark}"
    lines = wrap(visible(node.text), columns, first, indent + "  ")
    painted = indent + _paint(mark, _MARK_COLOUR[node.mark], color=color)
    yield painted + lines[0].removeprefix(first)
    yield from lines[1:]
    for child in node.children:
        yield from _node(child, indent + "  ", columns, color=color)


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(width(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield "    " + "  ".join(cells).rstrip()


def _paint(line: str, code: str | None, *, color: bool) -> str:
    return f"\x1b[{code}m{line}\x1b[0m" if color and code and line else line
