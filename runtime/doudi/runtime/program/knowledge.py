"""What the rules assert about the world beside norms: what facts must keep to, not what follows.

No outcome comes from these. Proofs suppose them, and facts that break one contradict themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId, FactId, TermId


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
