"""The dependency graph of a set of checked declarations.

Takes every declaration where it stands and the interface; gives the graph. Whatever was
kept from an earlier run has no value, and needs none: uses and targets say it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from doudi.compiler.graph.model import Edge, Graph, Node, NodeKind, Relation
from doudi.compiler.model.checked import Located, Target, Use
from doudi.compiler.model.interface import Interface, Kind

_NODE_KINDS: Final = {
    Kind.SCHEME: NodeKind.SCHEME,
    Kind.TERM: NodeKind.TERM,
    Kind.FACT: NodeKind.FACT,
    Kind.STANDARD: NodeKind.STANDARD,
    Kind.DOCUMENT: NodeKind.DOCUMENT,
}
# A name that an act is about depends on the provision, not the other way round.
_ABOUT: Final = {
    "GRANT": Relation.GRANTED_BY,
    "RECOGNISE": Relation.DEFINED_BY,
    "DEFINE": Relation.DEFINED_BY,
    "FACET_OF": Relation.SHAPED_BY,
    "EXCLUDES": Relation.EXCLUDED_BY,
}
_BETWEEN: Final = {
    "EXCEPTION_TO": Relation.EXCEPTION_TO,
    "PREVAILS_OVER": Relation.PREVAILS_OVER,
    "SPECIAL_TO": Relation.SPECIAL_TO,
    "TAKES_HIGHER": Relation.TAKES_HIGHER,
    "STACKS_WITH": Relation.STACKS_WITH,
    "REPEALS": Relation.REPEALS,
}


def build(declarations: Iterable[Located], interface: Interface) -> Graph:
    names: dict[Node, tuple[str, str]] = {}
    for entry in interface.names.values():
        if kind := _NODE_KINDS.get(entry.kind):
            names[Node(kind, entry.id)] = (entry.zh, entry.en)
    edges: list[Edge] = []
    for it in declarations:
        subject = _node(it, interface)
        if subject is not None:
            names.setdefault(subject, (subject.id, subject.id))
            edges.extend(_edges(subject, it))
    known = sorted(names)
    order = {node: number for number, node in enumerate(known)}
    between = (edge for edge in edges if edge.source in order and edge.target in order)
    return Graph(
        {node: names[node] for node in known},
        tuple(sorted(between, key=lambda it: (order[it.source], order[it.target], it.place.start))),
    )


def may_close_a_circle(declaration: Located) -> bool:
    """Whether `find_cycles` has any need of it: a check need not draw ten thousand grants."""
    checked = declaration.checked
    return (
        "/" not in checked.id
        or any(it.role in ("RECOGNISE", "DEFINE") for it in checked.uses)
        or any(it.role in _BETWEEN for it in checked.targets)
    )


def _node(declaration: Located, interface: Interface) -> Node | None:
    id_ = declaration.checked.id
    if "/" in id_:
        return Node(NodeKind.PROVISION, id_)
    entry = interface.names.get(id_)
    kind = None if entry is None else _NODE_KINDS.get(entry.kind)
    return None if kind is None else Node(kind, id_)


def _edges(subject: Node, declaration: Located) -> Iterator[Edge]:
    for use in declaration.checked.uses:
        edge = _use(subject, use, declaration)
        if edge is not None and edge.source != edge.target:
            yield edge
        elif edge is not None and subject.kind is NodeKind.TERM:
            yield edge  # a term that is defined by itself alone
    for target in declaration.checked.targets:
        yield _target(subject, target, declaration)
    if subject.kind is NodeKind.PROVISION:
        document = Node(NodeKind.DOCUMENT, subject.id.partition("/")[0])
        head = declaration.span(declaration.checked.head)
        yield Edge(subject, document, Relation.IN_DOCUMENT, "PROVISION", head)


def _use(subject: Node, use: Use, declaration: Located) -> Edge | None:
    kind = _NODE_KINDS.get(use.kind)
    if kind is None:
        return None
    used = Node(kind, use.id)
    place = declaration.span(use.place)
    about = _ABOUT.get(use.role) if subject.kind is NodeKind.PROVISION else None
    if about is not None:
        return Edge(used, subject, about, use.role, place)
    if kind is NodeKind.DOCUMENT:
        return Edge(subject, used, Relation.LEANS_ON, use.role, place)
    return Edge(subject, used, Relation.USES, use.role, place)


def _target(subject: Node, target: Target, declaration: Located) -> Edge:
    other = Node(NodeKind.PROVISION, f"{target.document}/{target.address}")
    place = declaration.span(target.place)
    if between := _BETWEEN.get(target.role):
        return Edge(subject, other, between, target.role, place)
    return Edge(other, subject, Relation.SHAPED_BY, target.role, place)
