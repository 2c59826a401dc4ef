"""An explanation as JSON: its blocks, for whoever draws them in a page of their own."""

from __future__ import annotations

from typing import assert_never

from doudi.runtime.canonical import Json
from doudi.runtime.explanation.tree import (
    Block,
    Explanation,
    Heading,
    Line,
    Node,
    Quote,
    Table,
    Tree,
)


def blocks_json(explanation: Explanation) -> Json:
    return [_block(it) for it in explanation.blocks]


def _block(block: Block) -> Json:
    match block:
        case Heading(level=level, text=text):
            return {"kind": "heading", "level": level, "text": text}
        case Line(text=text, tone=tone):
            return {"kind": "line", "text": text, "tone": tone.value}
        case Quote(text=text, clause=clause):
            return {"kind": "quote", "text": text, "clause": clause}
        case Tree(nodes=nodes):
            return {"kind": "tree", "nodes": [_node(it) for it in nodes]}
        case Table(head=head, rows=rows):
            return {"kind": "table", "head": list(head), "rows": [list(it) for it in rows]}
        case _:
            assert_never(block)


def _node(node: Node) -> Json:
    return {
        "text": node.text,
        "mark": node.mark.value,
        "children": [_node(it) for it in node.children],
    }
