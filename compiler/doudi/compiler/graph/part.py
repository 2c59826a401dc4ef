"""A part of the graph: what a name depends on and what depends on it, so many steps away."""

from __future__ import annotations

from doudi.compiler.graph.model import Graph, Node


def named(graph: Graph, name: str) -> tuple[Node, ...]:
    """Every node of that id or name: a term and a scheme may not share one, but be safe."""
    return tuple(
        node for node, names in graph.names.items() if name == node.id or (name and name in names)
    )


def around(graph: Graph, centre: tuple[Node, ...], depth: int | None) -> Graph:
    """Upwards and downwards from the centre, but not up and then down again.

    `depth` None: as far as it goes.
    """
    import networkx as nx  # noqa: PLC0415 - only where a part is asked for

    whole: nx.DiGraph[Node] = nx.DiGraph([(edge.source, edge.target) for edge in graph.edges])
    whole.add_nodes_from(graph.names)
    kept: set[Node] = set()
    for direction in (whole, whole.reverse(copy=False)):
        for node in centre:
            reached = nx.single_source_shortest_path_length(direction, node, cutoff=depth)
            kept.update(dict(reached))
    return Graph(
        {node: names for node, names in graph.names.items() if node in kept},
        tuple(it for it in graph.edges if it.source in kept and it.target in kept),
    )
