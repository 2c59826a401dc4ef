"""An explanation as Markdown, for an issue, a mail or a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, assert_never

from doudi.runtime.explanation.columns import visible
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

_MARKS: Final = {
    Mark.HOLDS: "✓ ",
    Mark.FAILS: "✗ ",
    Mark.UNKNOWN: "? ",
    Mark.JUDGEMENT: "~ ",
    Mark.NONE: "",
}
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|#])")


def markdown(explanation: Explanation) -> str:
    return "\n\n".join(_block(it) for it in explanation.blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"{'#' * level} {_plain(text)}"
        case Line(text=text, tone=Tone.ANSWER):
            return f"**{_plain(text)}**"
        case Line(text=text, tone=Tone.ASSUMED):
            return f"*{_plain(text)}*"
        case Line(text=text):
            return _plain(text)
        case Quote(text="", clause=clause):
            return f"> {_plain(clause)}"
        case Quote(text=text, clause=clause):
            return f"> 「{_plain(text)}」\n>\n> —— {_plain(clause)}"
        case Tree(nodes=nodes):
            return "\n".join(line for node in nodes for line in _node(node, ""))
        case Table(head=head, rows=rows):
            return "\n".join([_row(head), _row(("---",) * len(head)), *map(_row, rows)])
        case _:
            assert_never(block)


def _node(node: Node, indent: str) -> Iterator[str]:
    yield f"{indent}- {_MARKS[node.mark]}{_plain(node.text)}"
    for child in node.children:
        yield from _node(child, indent + "  ")


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(it if it == "---" else _plain(it) for it in cells) + " |"


def _plain(text: str) -> str:
    """Nothing that somebody wrote into a rule or a fact becomes markup."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split("\n"))))
