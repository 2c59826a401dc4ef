"""A part of the graph: what is around a name, or around a document, so many steps away.

Takes the graph and where to stand; gives the part, with the documents its provisions stand in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Final

from doudi.compiler.graph.model import Graph, Node, NodeKind, Relation, document_of

MOST: Final = 60  # nodes, documents not counted: more of them nobody can read in one picture


def named(graph: Graph, name: str) -> tuple[Node, ...]:
    """Every node of that id or name: a term and a scheme may not share one, but be safe."""
    return tuple(
        node for node, names in graph.names.items() if name == node.id or (name and name in names)
    )


def around(graph: Graph, centre: tuple[Node, ...], depth: int | None) -> Graph:
    """Upwards and downwards from the centre, but not up and then down again.

    `depth` None: as far as it goes. Two provisions do not belong together for standing in one
    document, unless the document itself is asked about.
    """
    import networkx as nx  # noqa: PLC0415 - only where a part is asked for

    kept: set[Node] = set()
    for start in centre:
        whole: nx.DiGraph[Node] = nx.DiGraph(
            [
                (it.source, it.target)
                for it in graph.edges
                if it.relation is not Relation.IN_DOCUMENT or it.target == start
            ]
        )
        whole.add_nodes_from(graph.names)
        if start.kind is NodeKind.DOCUMENT:
            # What a document's provisions need is part of it.
            whole.add_edges_from([(b, a) for a, b in list(whole.in_edges(start))])
        for direction in (whole, whole.reverse(copy=False)):
            reached = nx.single_source_shortest_path_length(direction, start, cutoff=depth)
            kept.update(dict(reached))
    return graph.only(with_documents(kept))


def of_document(graph: Graph, document: Node) -> Graph:
    """A document's provisions, what each touches directly, and what the document cites."""
    own = {document} | {it for it in graph.names if document_of(it) == document}
    touched = {
        other
        for it in graph.edges
        if it.relation is not Relation.IN_DOCUMENT
        for node, other in ((it.source, it.target), (it.target, it.source))
        if node in own
    }
    return graph.only(with_documents(own | touched))


def within_document(graph: Graph, document: Node) -> Graph:
    """Of a part, what belongs to one document or to the shared vocabulary its provisions touch."""
    own = {it for it in graph.names if it == document or document_of(it) == document}
    touched = {
        other
        for it in graph.edges
        for node, other in ((it.source, it.target), (it.target, it.source))
        if node in own
    }
    foreign = {NodeKind.PROVISION, NodeKind.DOCUMENT, NodeKind.CITED}
    return graph.only(own | {it for it in touched if it.kind not in foreign})


def with_documents(nodes: Iterable[Node]) -> set[Node]:
    kept = set(nodes)
    return kept | {it for node in kept if (it := document_of(node)) is not None}


def size(graph: Graph) -> int:
    """How many nodes a picture of it would have: a document is drawn round its provisions."""
    return sum(it.kind is not NodeKind.DOCUMENT for it in graph.names)


def deepest_legible(part: Callable[[int], Graph]) -> int | None:
    """The largest depth whose picture can be read; None where even one step is too much.

    `part`: what there is within so many steps.
    """
    deepest, before = None, -1
    for depth in count(1):
        now = size(part(depth))
        if now > MOST or now == before:
            break
        deepest, before = depth, now
    return deepest
