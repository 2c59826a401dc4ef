"""What proofs lean on: what the program asserts of the world, and what only authors need."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, ProvisionId
from doudi.runtime.program.knowledge import Axiom, Disjoint


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
