"""Three questions: what uses this, what does this need, what moves when this standard moves.

Takes the graph and a node; gives what is reached, how far away, and the edge each was reached by.
Every answer follows meaning alone: standing in one document, or citing another, changes nothing
of what a provision says.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from doudi.compiler.graph.model import Edge, Graph, Node, NodeKind, Relation
from doudi.compiler.graph.part import with_documents


class Question(StrEnum):
    USES = "uses"
    NEEDS = "needs"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Reached:
    """`through` is the node one step nearer to what was asked about."""

    node: Node
    steps: int
    through: Node
    edge: Edge


@dataclass(frozen=True, slots=True)
class Answer:
    """Nearest first, then in the order of the graph."""

    question: Question
    centre: Node
    reached: tuple[Reached, ...]
    part: Graph


# The edge goes the way it is written, from the exception to the rule; but it is the rule whose
# result depends on the exception.
_OVERRIDES: Final = frozenset(
    {
        Relation.EXCEPTION_TO,
        Relation.PREVAILS_OVER,
        Relation.SPECIAL_TO,
        Relation.REPEALS,
    }
)
_MUTUAL: Final = frozenset({Relation.TAKES_HIGHER, Relation.STACKS_WITH})
_MOVED: Final = frozenset({NodeKind.PROVISION, NodeKind.SCHEME, NodeKind.TERM})


def ask(graph: Graph, question: Question, centre: Node, depth: int | None = None) -> Answer:
    upwards = question is not Question.NEEDS
    ways: dict[Node, list[tuple[Node, Edge]]] = {}
    for edge in graph.edges:
        for depends, on in _dependences(edge, centre):
            start, end = (on, depends) if upwards else (depends, on)
            ways.setdefault(start, []).append((end, edge))
    reached: dict[Node, Reached] = {}
    waiting = deque([(centre, 0)])
    while waiting:
        node, steps = waiting.popleft()
        if depth is not None and steps >= depth:
            continue
        for other, edge in ways.get(node, ()):
            if other != centre and other not in reached:
                reached[other] = Reached(other, steps + 1, node, edge)
                waiting.append((other, steps + 1))
    order = {node: number for number, node in enumerate(graph.names)}
    found = (
        it for it in reached.values() if question is not Question.MOVES or it.node.kind in _MOVED
    )
    ordered = tuple(sorted(found, key=lambda it: (it.steps, order[it.node])))
    kept = with_documents({centre, *(it.node for it in ordered)})
    return Answer(question, centre, ordered, graph.only(kept))


def _dependences(edge: Edge, centre: Node) -> Iterator[tuple[Node, Node]]:
    """Pairs of what depends and what it depends on."""
    source, target = edge.source, edge.target
    if edge.relation is Relation.IN_DOCUMENT and target != centre:
        return
    if source.kind is NodeKind.DOCUMENT and centre not in (source, target):
        return
    if edge.relation in _OVERRIDES and source.kind is NodeKind.PROVISION:
        yield target, source
        return
    yield source, target
    if edge.relation in _MUTUAL:
        yield target, source
