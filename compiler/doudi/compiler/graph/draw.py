"""The picture as text for other programs to draw: Mermaid and DOT."""

from __future__ import annotations

from typing import Final

from doudi.compiler.graph.model import NodeKind
from doudi.compiler.graph.picture import Box, Link, Picture, Tone
from doudi.policy_dsl.diagnostics.width import visible

_MERMAID_SHAPES: Final = {
    NodeKind.DOCUMENT: ("[", "]"),
    NodeKind.PROVISION: ("[", "]"),
    NodeKind.SCHEME: ("([", "])"),
    NodeKind.TERM: ("{{", "}}"),
    NodeKind.FACT: ("(", ")"),
    NodeKind.STANDARD: ("[(", ")]"),
    NodeKind.CITED: ("[/", "/]"),
}
_DOT_SHAPES: Final = {
    NodeKind.DOCUMENT: "box",
    NodeKind.PROVISION: "box",
    NodeKind.SCHEME: "doubleoctagon",
    NodeKind.TERM: "hexagon",
    NodeKind.FACT: "ellipse",
    NodeKind.STANDARD: "cylinder",
    NodeKind.CITED: "note",
}
_MERMAID_ARROWS: Final = {Tone.OVERRIDES: "-.->", Tone.CITES: "==>"}


def as_mermaid(picture: Picture) -> str:
    numbers = _numbers(picture)
    lines = ["flowchart LR"]
    for box in picture.boxes:
        left, right = _MERMAID_SHAPES[box.kind]
        if not box.rows:
            lines.append(f"  {numbers[box.key]}{left}{_mermaid(box.title)}{right}")
            continue
        lines.append(f"  subgraph {numbers[box.key]}[{_mermaid(box.title)}]")
        lines.extend(f"    {numbers[row.key]}{left}{_mermaid(row.text)}{right}" for row in box.rows)
        lines.append("  end")
    for link in picture.links:
        arrow = _MERMAID_ARROWS.get(link.tone, "-->")
        words = _words(link)
        said = f"|{_mermaid(words)}|" if words else ""
        lines.append(f"  {numbers[link.source]} {arrow}{said} {numbers[link.target]}")
    chosen = [numbers[row.key] for box in picture.boxes for row in box.rows if row.chosen]
    if chosen:
        lines.append("  classDef chosen stroke-width:4px")
        lines.append(f"  class {','.join(chosen)} chosen")
    return "\n".join(lines) + "\n"


def as_dot(picture: Picture) -> str:
    numbers = _numbers(picture)
    # A box is no node of DOT: where one is linked it is spoken for by its first row.
    ends = {it.key: _end(it, numbers) for it in picture.boxes}
    lines = ["digraph doudi {", "  rankdir=LR; compound=true;", f"  label={_dot(picture.title)};"]
    for box in picture.boxes:
        shape = _DOT_SHAPES[box.kind]
        if not box.rows:
            lines.append(f"  {numbers[box.key]} [label={_dot(box.title)}, shape={shape}];")
            continue
        lines.append(f"  subgraph cluster_{numbers[box.key]} {{")
        lines.append(f"    label={_dot(box.title)};")
        for row in box.rows:
            bold = ", penwidth=3" if row.chosen else ""
            lines.append(f"    {numbers[row.key]} [label={_dot(row.text)}, shape={shape}{bold}];")
        lines.append("  }")
    for link in picture.links:
        source, target = (ends.get(it, numbers[it]) for it in (link.source, link.target))
        style = ", style=dashed" if link.tone in (Tone.OVERRIDES, Tone.CITES) else ""
        lines.append(f"  {source} -> {target} [label={_dot(_words(link))}{style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _numbers(picture: Picture) -> dict[str, str]:
    keys = [key for it in picture.boxes for key in (it.key, *(row.key for row in it.rows))]
    return {key: f"n{number}" for number, key in enumerate(keys)}


def _end(box: Box, numbers: dict[str, str]) -> str:
    return numbers[box.rows[0].key if box.rows else box.key]


def _words(link: Link) -> str:
    counted = f"× {link.count}" if link.count > 1 else ""
    return f"{link.words} {counted}".strip()


def _mermaid(text: str) -> str:
    escaped = visible(text).replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;")
    return '"' + escaped.replace(">", "#gt;") + '"'


def _dot(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
