"""The dependency graph of a set of checked declarations.

Takes every declaration where it stands and the interface; gives the graph. Whatever was
kept from an earlier run has no value, and needs none: uses and targets say it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from doudi.compiler.graph.model import Edge, Graph, Group, Node, NodeKind, Relation
from doudi.compiler.model.checked import Located, Target, Use
from doudi.compiler.model.interface import Interface, Kind
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Provision

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
_CITES: Final = {
    "IMPLEMENTS": Relation.IMPLEMENTS,
    "INCORPORATES": Relation.INCORPORATES,
    "MENTIONS": Relation.MENTIONS,
    "REPEALS": Relation.REPEALS,
}


def build(
    declarations: Iterable[Located], interface: Interface, parts: Iterable[object] = ()
) -> Graph:
    """`parts`: the provisions as far as they are known, for their titles."""
    names: dict[Node, tuple[str, str]] = {}
    declared: dict[Node, Span] = {}
    titles = {
        Node(NodeKind.PROVISION, it.id): it.title for it in parts if isinstance(it, Provision)
    }
    groups: dict[Node, Group] = {}
    entities = {it.id: Group(it.id, it.zh, it.en) for it in interface.names.values()}
    for entry in interface.names.values():
        if kind := _NODE_KINDS.get(entry.kind):
            node = Node(kind, entry.id)
            names[node], declared[node] = (entry.zh, entry.en), entry.span
            if entry.entity in entities and kind in (NodeKind.FACT, NodeKind.TERM):
                groups[node] = entities[entry.entity]
    edges: list[Edge] = []
    for it in declarations:
        subject = _node(it, interface)
        if subject is None:
            continue
        names.setdefault(subject, (subject.id, subject.id))
        declared.setdefault(subject, it.span(it.checked.head))
        for cited in it.checked.cited:
            if cited.document is None:
                names.setdefault(Node(NodeKind.CITED, cited.name), (cited.name, cited.name))
        edges.extend(_edges(subject, it))
    known = sorted(names)
    order = {node: number for number, node in enumerate(known)}
    between = (edge for edge in edges if edge.source in order and edge.target in order)
    return Graph(
        {node: names[node] for node in known},
        tuple(sorted(between, key=lambda it: (order[it.source], order[it.target], it.place.start))),
        {node: declared[node] for node in known if node in declared},
        {node: titles[node] for node in known if node in titles},
        {node: groups[node] for node in known if node in groups},
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
    for cited in declaration.checked.cited:
        kind, id_ = NodeKind.DOCUMENT, cited.document
        if id_ is None:
            kind, id_ = NodeKind.CITED, cited.name
        place = declaration.span(cited.place)
        yield Edge(subject, Node(kind, id_), _CITES[cited.role], cited.role, place)
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
        relation = _CITES.get(use.role, Relation.LEANS_ON)
        return Edge(subject, used, relation, use.role, place)
    return Edge(subject, used, Relation.USES, use.role, place)


def _target(subject: Node, target: Target, declaration: Located) -> Edge:
    other = Node(NodeKind.PROVISION, f"{target.document}/{target.address}")
    place = declaration.span(target.place)
    if between := _BETWEEN.get(target.role):
        return Edge(subject, other, between, target.role, place)
    return Edge(other, subject, Relation.SHAPED_BY, target.role, place)
