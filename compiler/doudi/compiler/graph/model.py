"""The dependency graph as a value.

An edge goes from what depends to what it depends on: from a provision to a term in its
condition, from a term to the provision that defines it. Where one provision speaks of another
(例外于, 优先于 …) the edge goes the way it is written.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from doudi.policy_dsl.source import Span


class NodeKind(StrEnum):
    DOCUMENT = "document"
    PROVISION = "provision"
    SCHEME = "scheme"
    TERM = "term"
    FACT = "fact"
    STANDARD = "standard"
    CITED = "cited"  # a document that is cited and not encoded; its id is how it is cited


class Relation(StrEnum):
    """Why one thing depends on another."""

    USES = "uses"  # a condition, an amount, a date of it reads the other
    GRANTED_BY = "granted_by"  # a scheme by a provision that grants or forbids it
    DEFINED_BY = "defined_by"  # a term by a provision that recognises or defines it
    SHAPED_BY = "shaped_by"  # a scheme or provision by one that adds to it
    EXCLUDED_BY = "excluded_by"  # a scheme by a provision that keeps it from being given
    IN_DOCUMENT = "in_document"
    EXCEPTION_TO = "exception_to"
    PREVAILS_OVER = "prevails_over"
    SPECIAL_TO = "special_to"
    TAKES_HIGHER = "takes_higher"
    STACKS_WITH = "stacks_with"
    REPEALS = "repeals"  # a provision another, or a document another
    IMPLEMENTS = "implements"  # a document another, as the next two
    INCORPORATES = "incorporates"
    MENTIONS = "mentions"
    LEANS_ON = "leans_on"  # a provision on a document


@dataclass(frozen=True, slots=True, order=True)
class Node:
    kind: NodeKind
    id: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`detail` is the token of the clause that caused it: WHEN, AMOUNT and so on."""

    source: Node
    target: Node
    relation: Relation
    detail: str
    place: Span


class Group(NamedTuple):
    """What a fact or a term belongs to: the entity that it is asked of."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes in order, with the name people know them by; edges in the order of their nodes."""

    names: dict[Node, tuple[str, str]]  # zh, en
    edges: tuple[Edge, ...]
    declared: dict[Node, Span] = field(default_factory=dict)  # the name in its declaration
    titles: dict[Node, str] = field(default_factory=dict)  # of provisions
    groups: dict[Node, Group] = field(default_factory=dict)

    def only(self, nodes: AbstractSet[Node]) -> Graph:
        """The part of it that these nodes are, and the edges between them."""
        return Graph(
            {node: names for node, names in self.names.items() if node in nodes},
            tuple(it for it in self.edges if it.source in nodes and it.target in nodes),
            {node: it for node, it in self.declared.items() if node in nodes},
            {node: it for node, it in self.titles.items() if node in nodes},
            {node: it for node, it in self.groups.items() if node in nodes},
        )


def document_of(node: Node) -> Node | None:
    """The document that a provision stands in."""
    if node.kind is not NodeKind.PROVISION:
        return None
    return Node(NodeKind.DOCUMENT, node.id.partition("/")[0])


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a way through the graph: from one node to the next, and the edge that shows it."""

    source: Node
    target: Node
    edge: Edge
    through: Node | None = None  # the provision in between
