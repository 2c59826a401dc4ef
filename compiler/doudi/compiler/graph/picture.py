"""What is drawn: boxes with rows in them, and links between rows.

Takes a part of the graph; gives its picture, which Mermaid, DOT and SVG each draw in their way.
Provisions stand in the box of their notice, facts and terms in that of what they are asked of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from doudi.compiler.graph import wording
from doudi.compiler.graph.model import Edge, Graph, Node, NodeKind, Relation, document_of
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.source import Span


class Tone(StrEnum):
    """What a link says, as far as a colour can show it."""

    USES = "uses"
    MAKES = "makes"  # grants, recognises, defines
    SHAPES = "shapes"
    OVERRIDES = "overrides"
    CITES = "cites"

    @property
    def leads(self) -> bool:
        """Whether it leads from a column to the next; the others are fitted in between."""
        return self in (Tone.USES, Tone.MAKES, Tone.SHAPES)


_TONES = {
    Relation.USES: Tone.USES,
    Relation.GRANTED_BY: Tone.MAKES,
    Relation.DEFINED_BY: Tone.MAKES,
    Relation.SHAPED_BY: Tone.SHAPES,
    Relation.TAKES_HIGHER: Tone.SHAPES,
    Relation.STACKS_WITH: Tone.SHAPES,
    Relation.EXCLUDED_BY: Tone.OVERRIDES,
    Relation.EXCEPTION_TO: Tone.OVERRIDES,
    Relation.PREVAILS_OVER: Tone.OVERRIDES,
    Relation.SPECIAL_TO: Tone.OVERRIDES,
    Relation.REPEALS: Tone.OVERRIDES,
    Relation.IMPLEMENTS: Tone.CITES,
    Relation.INCORPORATES: Tone.CITES,
    Relation.MENTIONS: Tone.CITES,
    Relation.LEANS_ON: Tone.CITES,
    Relation.IN_DOCUMENT: Tone.CITES,
}


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    text: str
    tip: str  # everything, where the text is cut
    place: Span | None = None
    chosen: bool = False  # what was asked about


@dataclass(frozen=True, slots=True)
class Box:
    """`key` is itself the end of links where a document cites another."""

    key: str
    kind: NodeKind
    title: str
    tip: str
    rows: tuple[Row, ...]
    place: Span | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Between two rows or boxes. `count`: how many edges of the graph it stands for."""

    source: str
    target: str
    tone: Tone
    words: str
    tip: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """`ahead`: pairs of boxes of which the first stands left of the second, linked or not."""

    title: str
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    ahead: tuple[tuple[str, str], ...] = ()


def tone(relation: Relation) -> Tone:
    return _TONES[relation]


def key(node: Node) -> str:
    return f"{node.kind.value}:{node.id}"


def detailed(graph: Graph, title: str, lang: Lang, centre: Iterable[Node] = ()) -> Picture:
    """Every node by itself."""
    chosen = frozenset(centre)
    levels = _levels(graph)
    boxes: dict[tuple[str, int], list[Node]] = {}
    for node, level in sorted(levels.items(), key=lambda it: as_written(graph, it[0])):
        boxes.setdefault((_home(graph, node), level), []).append(node)
    holding = {home for home, _ in boxes}
    drawn = []
    for (home, level), nodes in boxes.items():
        kind = nodes[0].kind
        if kind is NodeKind.PROVISION and (document := document_of(nodes[0])) is not None:
            drawn.append(_of_document(graph, document, nodes, level, lang, chosen))
        else:
            rows = tuple(_row(graph, it, lang, chosen) for it in nodes)
            drawn.append(Box(f"{home}#{level}", kind, *_heading(graph, nodes[0], lang), rows))
    citing = _citing(graph)
    for node in graph.names:
        alone = node.kind in (NodeKind.DOCUMENT, NodeKind.CITED)
        if alone and f"box {key(node)}" not in holding and (node in chosen or node in citing):
            drawn.append(_of_document(graph, node, [], 0, lang, chosen))
    ends = {it.key for it in drawn} | {row.key for it in drawn for row in it.rows}
    first = _first_boxes(drawn)
    return Picture(title, tuple(drawn), _links(graph, ends, first, lang))


def _levels(graph: Graph) -> dict[Node, int]:
    """The column of each node: to the right of whatever depends on it. A circle shares one."""
    import networkx as nx  # noqa: PLC0415 - only where a picture is asked for

    drawn = [it for it in graph.names if it.kind not in (NodeKind.DOCUMENT, NodeKind.CITED)]
    whole: nx.DiGraph[Node] = nx.DiGraph()
    whole.add_nodes_from(drawn)
    whole.add_edges_from(
        (it.source, it.target)
        for it in graph.edges
        if it.source in whole and it.target in whole and tone(it.relation).leads
    )
    knots = nx.condensation(whole)
    levels: dict[Node, int] = {}
    for level, generation in enumerate(nx.topological_generations(knots)):
        for knot in generation:
            levels.update(dict.fromkeys(knots.nodes[knot]["members"], level))
    return {node: levels[node] for node in drawn}


def as_written(graph: Graph, node: Node) -> tuple[NodeKind, str, int, Node]:
    document, place = document_of(node), graph.declared.get(node)
    file, start = ("", 0) if place is None else (place.source.name, place.start)
    return node.kind, f"{'' if document is None else document.id} {file}", start, node


def _home(graph: Graph, node: Node) -> str:
    document = document_of(node)
    if document is not None:
        return f"box {key(document)}"
    group = graph.groups.get(node)
    return f"box {node.kind.value}" + ("" if group is None else f" {group.id}")


def _heading(graph: Graph, node: Node, lang: Lang) -> tuple[str, str]:
    kinds = wording.MANY[node.kind].in_(lang)
    group = graph.groups.get(node)
    if group is None:
        return kinds, kinds
    said = Message(f"{group.zh} · {kinds}", f"{group.en} · {kinds}").in_(lang)
    return said, said


def _of_document(
    graph: Graph,
    document: Node,
    nodes: list[Node],
    level: int,
    lang: Lang,
    chosen: frozenset[Node],
) -> Box:
    encoded = document.kind is NodeKind.DOCUMENT
    unsaid = "" if encoded else f"（{wording.KINDS[document.kind].in_(lang)}）"
    text = wording.label(graph, document, lang) if document in graph.names else document.id
    rows = tuple(_row(graph, it, lang, chosen) for it in nodes)
    return Box(
        f"{key(document)}#{level}",
        document.kind,
        text,
        text + unsaid,
        rows,
        graph.declared.get(document),
        document in chosen,
    )


def _row(graph: Graph, node: Node, lang: Lang, chosen: frozenset[Node]) -> Row:
    text = wording.label(graph, node, lang)
    short = text.partition("/")[2] if node.kind is NodeKind.PROVISION else text
    place = graph.declared.get(node)
    zh, en = graph.names[node]
    both = f"{zh} · {en}" if zh != en and node.kind is not NodeKind.PROVISION else text
    where = "" if place is None else f"\n{place.source.name}:{place.line}"
    tip = f"{wording.KINDS[node.kind].in_(lang)} {both}{where}"
    return Row(key(node), short, tip, place, node in chosen)


def _citing(graph: Graph) -> frozenset[Node]:
    """Whatever cites or is cited."""
    edges = (it for it in graph.edges if it.relation is not Relation.IN_DOCUMENT)
    return frozenset(node for it in edges for node in (it.source, it.target))


def _first_boxes(boxes: Iterable[Box]) -> dict[str, str]:
    first: dict[str, str] = {}
    for box in sorted(boxes, key=lambda it: int(it.key.rpartition("#")[2])):
        first.setdefault(box.key.rpartition("#")[0], box.key)
    return first


def _links(graph: Graph, ends: set[str], first: dict[str, str], lang: Lang) -> tuple[Link, ...]:
    together: dict[tuple[str, str, Tone], list[Edge]] = {}
    for edge in graph.edges:
        if edge.relation is Relation.IN_DOCUMENT:
            continue
        source, target = key(edge.source), key(edge.target)
        source, target = first.get(source, source), first.get(target, target)
        if source in ends and target in ends and source != target:
            together.setdefault((source, target, tone(edge.relation)), []).append(edge)
    return tuple(
        Link(source, target, kind, _words(edges, lang), _tip(graph, edges, lang))
        for (source, target, kind), edges in together.items()
    )


def _words(edges: Iterable[Edge], lang: Lang) -> str:
    return "、".join(dict.fromkeys(wording.RELATIONS[it.relation].in_(lang) for it in edges))


def _tip(graph: Graph, edges: Iterable[Edge], lang: Lang) -> str:
    lines = []
    for it in edges:
        one, other = (wording.label(graph, node, lang) for node in (it.source, it.target))
        words = wording.RELATIONS[it.relation].in_(lang)
        said = wording.clause(it.detail, lang)
        why = "" if said == words else f"（{said}）" if lang == "zh" else f" ({said})"
        lines.append(f"{one} {words} {other}{why}\n  {it.place.source.name}:{it.place.line}")
    return "\n".join(dict.fromkeys(lines))
