"""Where an expression is evaluated: a case as linked nodes, a subject in it, and a day.

A Run holds what one decision has already worked out, so that nothing is worked
out twice; it never outlives the decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from doudi.runtime.decision import Need
from doudi.runtime.evaluation.index import Competences, Index, SchemeRules
from doudi.runtime.facts.model import AREA_ENTITY, Case, Instance
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId, TermId
from doudi.runtime.trace import Step, SubjectKey
from doudi.runtime.values import Truth, Value

Told: TypeAlias = frozenset[Truth]
Joining: TypeAlias = Literal["and", "or", "any_open", "not", "against"]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An entity of the case with the entities it lies in; `seen` are those, itself included."""

    instance: Instance
    parent: Node | None
    key: SubjectKey
    seen: dict[EntityId, Node]


@dataclass(frozen=True, slots=True, eq=False)
class TermResult:
    value: Value
    origin: Literal["given", "provisions", "vocabulary", "undefined"]
    provisions: tuple[ProvisionId, ...]
    clash: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A part of a condition, as `open_conditions` takes it apart: what it is, and can come to."""

    now: Truth
    reach: Told


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A fact, a comparison, or a term that is defined case by case; open."""

    now: Truth
    reach: Told
    expr: Expr
    scope: Scope


@dataclass(frozen=True, slots=True, eq=False)
class Join:
    """`against`: of a provision that forbids a status, neither beating nor beaten.

    It is true where that is false, else judgement.
    """

    now: Truth
    reach: Told
    op: Joining
    parts: tuple[Part, ...]


Part: TypeAlias = Settled | Leaf | Join


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    index: Index
    case: Case
    as_of: date
    competence: Competences
    area: Node
    nodes: dict[EntityId, tuple[Node, ...]]
    by_key: dict[SubjectKey, Node]
    terms: dict[tuple[TermId, SubjectKey], TermResult] = field(default_factory=dict)
    conditions: dict[tuple[ProvisionId, SubjectKey], Truth] = field(default_factory=dict)
    parts: dict[tuple[str, SubjectKey], Part] = field(default_factory=dict)
    needs: dict[tuple[str, SubjectKey], tuple[Need, ...]] = field(default_factory=dict)
    steps: dict[tuple[str, SubjectKey], Step] = field(default_factory=dict)
    speakers: dict[SchemeId, SchemeRules] = field(default_factory=dict)

    def competent(self, provisions: tuple[Provision, ...]) -> list[Provision]:
        return [it for it in provisions if self.competence[it.id] == "competent"]

    def members(self, entity: EntityId, node: Node) -> tuple[Node, ...] | None:
        """The entities of a kind inside the subject or the nearest container; None if not given."""
        container = self.index.entities[entity].container
        if container is None:
            return self.nodes.get(entity, ()) if entity in self.case.root_kinds else None
        holder = node.seen.get(container)
        if holder is not None:
            given = entity in holder.instance.children
            return self._inside(entity, holder) if given else None
        holders = self.members(container, node)
        if holders is None or any(entity not in it.instance.children for it in holders):
            return None
        return tuple(child for it in holders for child in self._inside(entity, it))

    def _inside(self, entity: EntityId, holder: Node) -> tuple[Node, ...]:
        return tuple(it for it in self.nodes.get(entity, ()) if it.parent is holder)


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """`on`: the day standards are looked up for; `month`: first day of the month being paid."""

    run: Run
    node: Node
    on: date
    month: date | None
    issued: date | None

    def at(self, node: Node) -> Scope:
        return Scope(self.run, node, self.on, self.month, self.issued)


def start(index: Index, case: Case, as_of: date) -> Run:
    area = Node(case.area_instance, None, (AREA_ENTITY, str(case.area)), {})
    area.seen[AREA_ENTITY] = area
    found: dict[EntityId, list[Node]] = {AREA_ENTITY: [area]}
    for root in case.roots:
        for node in _walk(root, area):
            found.setdefault(node.instance.entity, []).append(node)
    return Run(
        index=index,
        case=case,
        as_of=as_of,
        competence=index.competence(as_of, case.area),
        area=area,
        nodes={entity: tuple(nodes) for entity, nodes in found.items()},
        by_key={it.key: it for nodes in found.values() for it in nodes},
    )


def scope_of(run: Run, provision: Provision, node: Node) -> Scope:
    """Where a provision's condition and dates are evaluated."""
    issued = run.index.documents[provision.document].issued
    return Scope(run, node, run.as_of, None, issued)


def scope_in(run: Run, provision: Provision, node: Node, month: date | None) -> Scope:
    """Where what it pays for a month is evaluated; None: paid once, on the case's date."""
    issued = run.index.documents[provision.document].issued
    return Scope(run, node, month or run.as_of, month, issued)


def _walk(instance: Instance, parent: Node) -> Iterator[Node]:
    node = Node(instance, parent, (instance.entity, instance.id), dict(parent.seen))
    node.seen[instance.entity] = node
    yield node
    for children in instance.children.values():
        for child in children:
            yield from _walk(child, node)
