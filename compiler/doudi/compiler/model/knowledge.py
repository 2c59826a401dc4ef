"""What the rules assert about the world beside norms: proofs use it, decisions do not."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, FactId, ProvisionId, TermId


@dataclass(frozen=True, slots=True)
class Axiom:
    """For each of the entity: where `when` holds, `then` holds."""

    statement: str
    entity: EntityId
    when: Expr | None
    then: Expr
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disjoint:
    """At most one of these truths holds of one subject."""

    members: tuple[FactId | TermId, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a person has looked at and accepts, with the reason: in words, or two provisions."""

    statement: str
    provisions: tuple[ProvisionId, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Partition:
    """Of each of the entity where `when` holds, just one of the provisions' conditions is true."""

    statement: str
    entity: EntityId
    when: Expr | None
    provisions: tuple[ProvisionId, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    axioms: tuple[Axiom, ...] = ()
    disjoints: tuple[Disjoint, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    partitions: tuple[Partition, ...] = ()
