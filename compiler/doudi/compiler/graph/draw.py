"""The graph as text: JSON for programs, Mermaid and DOT for drawings."""

from __future__ import annotations

import json
from typing import Final, Literal

from doudi.compiler.graph.model import Graph, Node, NodeKind, Relation
from doudi.policy_dsl.diagnostics.model import Lang, Message

SCHEMA: Final = "doudi-graph/1"

_RELATIONS: Final = {
    Relation.USES: Message("用到", "uses"),
    Relation.GRANTED_BY: Message("由其给予", "granted by"),
    Relation.DEFINED_BY: Message("由其认定", "defined by"),
    Relation.SHAPED_BY: Message("由其补充", "shaped by"),
    Relation.EXCLUDED_BY: Message("被其排除", "excluded by"),
    Relation.IN_DOCUMENT: Message("载于", "in"),
    Relation.EXCEPTION_TO: Message("例外于", "exception to"),
    Relation.PREVAILS_OVER: Message("优先于", "prevails over"),
    Relation.SPECIAL_TO: Message("特别于", "special to"),
    Relation.TAKES_HIGHER: Message("取高于", "takes the higher with"),
    Relation.STACKS_WITH: Message("叠加于", "stacks with"),
    Relation.REPEALS: Message("废止", "repeals"),
    Relation.LEANS_ON: Message("依据", "leans on"),
}
_MERMAID_SHAPES: Final = {
    NodeKind.DOCUMENT: ("[[", "]]"),
    NodeKind.PROVISION: ("[", "]"),
    NodeKind.SCHEME: ("([", "])"),
    NodeKind.TERM: ("{{", "}}"),
    NodeKind.FACT: ("(", ")"),
    NodeKind.STANDARD: ("[(", ")]"),
}
_DOT_SHAPES: Final = {
    NodeKind.DOCUMENT: "folder",
    NodeKind.PROVISION: "box",
    NodeKind.SCHEME: "doubleoctagon",
    NodeKind.TERM: "hexagon",
    NodeKind.FACT: "ellipse",
    NodeKind.STANDARD: "cylinder",
}

Drawing = Literal["json", "mermaid", "dot"]


def draw(graph: Graph, form: Drawing, lang: Lang) -> str:
    match form:
        case "json":
            return as_json(graph)
        case "mermaid":
            return as_mermaid(graph, lang)
        case "dot":
            return as_dot(graph, lang)


def as_json(graph: Graph) -> str:
    whole = {
        "schema": SCHEMA,
        "nodes": [
            {"id": _key(node), "kind": node.kind.value, "zh": zh, "en": en}
            for node, (zh, en) in graph.names.items()
        ],
        "edges": [
            {
                "source": _key(it.source),
                "target": _key(it.target),
                "relation": it.relation.value,
                "clause": it.detail.lower(),
                "place": {
                    "file": it.place.source.name,
                    "line": it.place.line,
                    "column": it.place.source.position(it.place.start)[1],
                },
            }
            for it in graph.edges
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_mermaid(graph: Graph, lang: Lang) -> str:
    numbers = {node: f"n{number}" for number, node in enumerate(graph.names)}
    lines = ["flowchart LR"]
    for node, number in numbers.items():
        left, right = _MERMAID_SHAPES[node.kind]
        label = _label(graph, node, lang).replace('"', "#quot;")
        lines.append(f'  {number}{left}"{label}"{right}')
    drawn = {(it.source, it.target, it.relation): None for it in graph.edges}
    for source, target, relation in drawn:
        words = _RELATIONS[relation].in_(lang)
        lines.append(f"  {numbers[source]} -->|{words}| {numbers[target]}")
    return "\n".join(lines) + "\n"


def as_dot(graph: Graph, lang: Lang) -> str:
    numbers = {node: f"n{number}" for number, node in enumerate(graph.names)}
    lines = ["digraph doudi {", "  rankdir=LR;"]
    for node, number in numbers.items():
        label = _quoted(_label(graph, node, lang))
        lines.append(f"  {number} [label={label}, shape={_DOT_SHAPES[node.kind]}];")
    drawn = {(it.source, it.target, it.relation): None for it in graph.edges}
    for source, target, relation in drawn:
        words = _quoted(_RELATIONS[relation].in_(lang))
        lines.append(f"  {numbers[source]} -> {numbers[target]} [label={words}];")
    return "\n".join([*lines, "}"]) + "\n"


def _key(node: Node) -> str:
    return f"{node.kind.value}:{node.id}"


def _label(graph: Graph, node: Node, lang: Lang) -> str:
    zh, en = graph.names[node]
    return (zh if lang == "zh" else en) or zh or node.id


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
