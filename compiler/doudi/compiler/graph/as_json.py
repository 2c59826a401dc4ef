"""The graph for programs: JSON with a published schema, and GraphML."""

from __future__ import annotations

import io
import json
import re
from typing import Any, Final

from doudi.compiler.graph.model import Graph, Node, document_of
from doudi.compiler.graph.picture import key
from doudi.compiler.graph.questions import Answer
from doudi.policy_dsl.source import Span

SCHEMA: Final = "doudi-graph/2"
_NOT_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(graph: Graph, answer: Answer | None = None) -> str:
    reached = {} if answer is None else {it.node: it for it in answer.reached}
    nodes = []
    for node in graph.names:
        shown = _node(graph, node)
        if node in reached:
            shown |= {"steps": reached[node].steps, "through": key(reached[node].through)}
        nodes.append(shown)
    asked = (
        {}
        if answer is None
        else {"question": {"asked": answer.question.value, "of": key(answer.centre)}}
    )
    whole = {
        "schema": SCHEMA,
        **asked,
        "nodes": nodes,
        "edges": [
            {
                "source": key(it.source),
                "target": key(it.target),
                "relation": it.relation.value,
                "clause": it.detail.lower(),
                "place": _place(it.place),
            }
            for it in graph.edges
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def as_graphml(graph: Graph) -> str:
    """GraphML has no nested values and no absent ones: a place is three, what is absent is left."""
    import networkx as nx  # noqa: PLC0415 - only where GraphML is asked for

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.names:
        shown = _node(graph, node)
        name = _legal(shown.pop("id"))
        drawn.add_node(name, **_flat(shown))
    for number, it in enumerate(graph.edges):
        drawn.add_edge(
            _legal(key(it.source)),
            _legal(key(it.target)),
            key=f"e{number}",
            relation=it.relation.value,
            clause=it.detail.lower(),
            **_flat({"place": _place(it.place)}),
        )
    out = io.BytesIO()
    nx.write_graphml_xml(drawn, out, named_key_ids=True)
    return out.getvalue().decode() + "\n"


def _node(graph: Graph, node: Node) -> dict[str, Any]:
    zh, en = graph.names[node]
    document = document_of(node)
    group = graph.groups.get(node)
    declared = graph.declared.get(node)
    return {
        "id": key(node),
        "kind": node.kind.value,
        "zh": zh,
        "en": en,
        "title": graph.titles.get(node),
        "document": None if document is None else key(document),
        "entity": None if group is None else group.id,
        "place": None if declared is None else _place(declared),
    }


def _place(place: Span) -> dict[str, Any]:
    line, column = place.source.position(place.start)
    return {"file": place.source.name, "line": line, "column": column}


def _flat(values: dict[str, Any]) -> dict[str, Any]:
    flat = dict(values)
    flat.update(flat.pop("place", None) or {})
    return {name: _allowed(it) for name, it in flat.items() if it is not None}


def _allowed(value: object) -> object:
    return _legal(value) if isinstance(value, str) else value


def _legal(text: str) -> str:
    """XML has no place for some characters, whatever a file or a document is called."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
