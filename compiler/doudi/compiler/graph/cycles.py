"""Circles: terms that are made of themselves, and provisions that each prevail over the other.

Takes the graph; gives one finding for each knot, with the shortest way round it.
networkx is imported only when there is a circle to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

from doudi.compiler.graph import errors
from doudi.compiler.graph.model import Edge, Graph, Node, NodeKind, Relation, Step
from doudi.policy_dsl.diagnostics.model import Finding

# What a term's value is made of. A provision that recognises a term may also name
# dates and places, which no truth depends on.
_MAKES_A_TERM: Final = frozenset({"MEANS", "WHEN"})
_PRECEDENCE: Final = (Relation.EXCEPTION_TO, Relation.PREVAILS_OVER, Relation.SPECIAL_TO)


def find_cycles(graph: Graph) -> tuple[Finding, ...]:
    found = [errors.term_cycle(graph, way) for way in _circles(_between_terms(graph))]
    for relation in _PRECEDENCE:
        steps = (Step(it.source, it.target, it) for it in graph.edges if it.relation is relation)
        found.extend(errors.precedence_cycle(way) for way in _circles(steps))
    return tuple(found)


def _between_terms(graph: Graph) -> Iterator[Step]:
    used: dict[Node, list[Edge]] = {}
    for edge in graph.edges:
        if edge.target.kind is NodeKind.TERM and edge.detail in _MAKES_A_TERM:
            used.setdefault(edge.source, []).append(edge)
    for source, edges in used.items():
        if source.kind is NodeKind.TERM:
            yield from (Step(source, edge.target, edge) for edge in edges)
    for edge in graph.edges:
        if edge.relation is Relation.DEFINED_BY:
            for use in used.get(edge.target, ()):
                yield Step(edge.source, use.target, use, edge.target)


def _circles(steps: Iterable[Step]) -> Iterator[tuple[Step, ...]]:
    ways: dict[Node, dict[Node, Step]] = {}
    for step in steps:
        ways.setdefault(step.source, {}).setdefault(step.target, step)
    try:
        TopologicalSorter(ways).prepare()
    except CycleError:
        yield from _shortest_circles(ways)


def _shortest_circles(ways: Mapping[Node, Mapping[Node, Step]]) -> Iterator[tuple[Step, ...]]:
    import networkx as nx  # noqa: PLC0415 - only where there is a circle

    whole: nx.DiGraph[Node] = nx.DiGraph(
        [(source, target) for source, targets in ways.items() for target in targets]
    )
    knots = [sorted(it) for it in nx.strongly_connected_components(whole)]
    for knot in sorted(knots):
        first = knot[0]
        inside = whole.subgraph(knot)
        back = sorted(inside.successors(first))
        if not back:
            continue
        path = min(
            ([first, *nx.shortest_path(inside, it, first)] for it in back),
            key=lambda it: (len(it), it),
        )
        yield tuple(ways[a][b] for a, b in pairwise(path))
