"""The whole graph in one picture: notices between what they give and what they ask.

Takes the graph; gives a picture whose rows stand for many nodes and whose links are counted.
Schemes that are shaped by the same notices share a row, facts and terms are counted by what
they are asked of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from doudi.compiler.graph import wording
from doudi.compiler.graph.model import Edge, Graph, Group, Node, NodeKind, Relation, document_of
from doudi.compiler.graph.picture import Box, Link, Picture, Row, Tone, as_written, key, tone
from doudi.policy_dsl.diagnostics.model import Lang, Message

_SECTION: Final = re.compile(
    r"-[^-]*\Z|(?<=\d)[a-z]\Z"
)  # the sentence and the letter of an address
MOST_COUNTED: Final = 250  # rows that each stand for many
_NAMED: Final = 3  # as many names are written out where one row stands for several


def condensed(
    graph: Graph, title: str, lang: Lang, opened: AbstractSet[Node] = frozenset()
) -> Picture:
    """`opened`: documents of which every section has its own row."""
    touching = _documents_touching(graph)
    homes: dict[Node, str] = {}
    sizes = Counter(it for node in graph.names if (it := document_of(node)) is not None)
    boxes: list[Box] = [
        _column(
            graph,
            NodeKind.SCHEME,
            # Of one document, most schemes are touched by it alone: each says more by itself.
            _each(graph, NodeKind.SCHEME) if opened else _alike(graph, NodeKind.SCHEME, touching),
            homes,
            lang,
        )
    ]
    for node in graph.names:
        if node.kind in (NodeKind.DOCUMENT, NodeKind.CITED):
            sections = _sections(graph, node) if node in opened else {}
            # Of another document only what is touched is here, and that is no number to state.
            number = sizes[node] if node in opened or not opened else 0
            boxes.append(_document(graph, node, number, sections, homes, lang))
        elif (document := document_of(node)) is not None:
            homes.setdefault(node, f"{key(document)}#")
    boxes.append(
        _column(graph, NodeKind.STANDARD, _alike(graph, NodeKind.STANDARD, touching), homes, lang)
    )
    boxes.extend(
        _column(graph, kind, _grouped(graph, kind), homes, lang)
        for kind in (NodeKind.TERM, NodeKind.FACT)
    )
    shown = tuple(it for it in boxes if it.kind in _ALONE or it.rows)
    return Picture(title, shown, _links(graph, homes, lang), _ahead(shown))


def _ahead(boxes: tuple[Box, ...]) -> tuple[tuple[str, str], ...]:
    """Schemes, then every notice, then what the notices speak of, whoever is linked to whom."""
    columns = [
        [it.key for it in boxes if it.kind in kinds]
        for kinds in ((NodeKind.SCHEME,), (NodeKind.DOCUMENT,), _SPOKEN_OF, (NodeKind.FACT,))
    ]
    filled = [it for it in columns if it]
    return tuple(
        (one, other) for left, right in pairwise(filled) for one in left for other in right
    )


_ALONE: Final = (NodeKind.DOCUMENT, NodeKind.CITED)
_SPOKEN_OF: Final = (NodeKind.STANDARD, NodeKind.TERM)


def _documents_touching(graph: Graph) -> dict[Node, frozenset[Node]]:
    touching: dict[Node, set[Node]] = {}
    for edge in graph.edges:
        for node, other in ((edge.source, edge.target), (edge.target, edge.source)):
            document = document_of(other)
            if document is not None:
                touching.setdefault(node, set()).add(document)
    return {node: frozenset(it) for node, it in touching.items()}


def _each(graph: Graph, kind: NodeKind) -> list[tuple[Group | None, list[Node]]]:
    return [(None, [node]) for node in graph.names if node.kind is kind]


def _alike(
    graph: Graph, kind: NodeKind, touching: dict[Node, frozenset[Node]]
) -> list[tuple[Group | None, list[Node]]]:
    rows: dict[frozenset[Node], list[Node]] = {}
    for node in graph.names:
        if node.kind is kind:
            rows.setdefault(touching.get(node, frozenset()), []).append(node)
    return [(None, nodes) for nodes in rows.values()]


def _grouped(graph: Graph, kind: NodeKind) -> list[tuple[Group | None, list[Node]]]:
    rows: dict[Group | None, list[Node]] = {}
    for node in graph.names:
        if node.kind is kind:
            rows.setdefault(graph.groups.get(node), []).append(node)
    return list(rows.items())


def _column(
    graph: Graph,
    kind: NodeKind,
    groups: list[tuple[Group | None, list[Node]]],
    homes: dict[Node, str],
    lang: Lang,
) -> Box:
    rows = []
    for group, nodes in groups:
        at = f"{kind.value}#{nodes[0].id}"
        homes.update(dict.fromkeys(nodes, at))
        names = [wording.name(graph, it, lang) for it in nodes]
        every = "、".join(names) if lang == "zh" else ", ".join(names)
        text = every
        if group is not None:
            text = f"{group.zh if lang == 'zh' else group.en} {len(nodes)}"
        elif len(names) > _NAMED:
            short = "、".join(names[:_NAMED]) if lang == "zh" else ", ".join(names[:_NAMED])
            text = Message(f"{len(names)}项：{short}…", f"{len(names)}: {short}…").in_(lang)
        place = graph.declared.get(nodes[0]) if len(nodes) == 1 else None
        rows.append(Row(at, text, f"{wording.MANY[kind].in_(lang)} {every}", place))
    many = wording.MANY[kind].in_(lang)
    total = sum(len(nodes) for _, nodes in groups)
    return Box(f"{kind.value}#", kind, f"{many} {total}", many, tuple(rows))


def _sections(graph: Graph, document: Node) -> dict[str, list[Node]]:
    own = [it for it in graph.names if document_of(it) == document]
    sections: dict[str, list[Node]] = {}
    for node in sorted(own, key=lambda it: as_written(graph, it)):
        sections.setdefault(_SECTION.sub("", node.id.partition("/")[2]), []).append(node)
    return sections


def _document(
    graph: Graph,
    node: Node,
    provisions: int,
    sections: Mapping[str, list[Node]],
    homes: dict[Node, str],
    lang: Lang,
) -> Box:
    homes[node] = f"{key(node)}#"
    text = wording.label(graph, node, lang)
    if node.kind is NodeKind.CITED:
        return Box(homes[node], node.kind, text, f"{wording.KINDS[node.kind].in_(lang)} {text}", ())
    place = graph.declared.get(node)
    title = graph.names[node][0]
    many = Message(
        f"{provisions}条", f"{provisions} provision{'' if provisions == 1 else 's'}"
    ).in_(lang)
    said = f"{node.id} · {many} · {title}" if provisions else f"{node.id} {title}"
    rows = []
    for section, nodes in sections.items():
        at = f"{homes[node]}{section}"
        homes.update(dict.fromkeys(nodes, at))
        title = graph.titles.get(nodes[0], "")
        many = Message(f"{len(nodes)}条", f"{len(nodes)}").in_(lang)
        text = f"{section} {title}" if len(nodes) == 1 else f"{section} · {many} · {title}"
        tip = "\n".join(wording.label(graph, it, lang) for it in nodes)
        rows.append(Row(at, text, tip, graph.declared.get(nodes[0])))
    return Box(homes[node], node.kind, said, said, tuple(rows), place)


def _links(graph: Graph, homes: dict[Node, str], lang: Lang) -> tuple[Link, ...]:
    together: dict[tuple[str, str, Tone], list[Edge]] = {}
    for edge in graph.edges:
        source, target = homes.get(edge.source), homes.get(edge.target)
        if edge.relation is Relation.IN_DOCUMENT or source is None or target is None:
            continue
        if source == target:
            continue
        what = tone(edge.relation)
        if edge.target.kind is NodeKind.SCHEME or edge.source.kind is NodeKind.SCHEME:
            source, target = sorted((source, target), key=lambda it: not it.startswith("scheme#"))
        elif edge.target.kind is NodeKind.PROVISION and not source.startswith("document:"):
            source, target = target, source
        together.setdefault((source, target, what), []).append(edge)
    return tuple(
        Link(source, target, what, "", _tip(edges, lang), len(edges))
        for (source, target, what), edges in together.items()
    )


def _tip(edges: list[Edge], lang: Lang) -> str:
    counted = Counter(it.relation for it in edges)
    return "\n".join(
        f"{wording.RELATIONS[relation].in_(lang)} × {number}"
        for relation, number in counted.items()
    )
