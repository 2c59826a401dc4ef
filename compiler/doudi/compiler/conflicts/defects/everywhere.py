"""An expression of the vocabulary as the condition of a provision that is in force everywhere.

So that definitions and axioms can be asked about like any provision.
"""

from __future__ import annotations

from doudi.compiler.conflicts.meetings import scenes
from doudi.compiler.drafts.window import Window
from doudi.compiler.proof.scene import Scene
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import (
    Facets,
    Force,
    NotExecutable,
    Provision,
    Relations,
)
from doudi.runtime.program.ids import EntityId, ProvisionId


def everywhere(name: str, entity: EntityId, condition: ir.Expr, rules: Index) -> Provision | None:
    """In force from the first day of the oldest document on; None where there is no document."""
    documents = rules.program.documents
    if not documents:
        return None
    document = min(documents, key=lambda it: (it.force.start, it.id))
    return Provision(
        id=ProvisionId(name),
        document=document.id,
        title="",
        citations=(),
        sources=(),
        assumptions=(),
        ambiguities=(),
        area=next(it.code for it in rules.program.areas if it.parent is None),
        force=Force(document.force.start),
        entity=entity,
        condition=condition,
        norm=None,
        effect=NotExecutable(""),
        facets=Facets(),
        relations=Relations(),
    )


def all_scenes(provision: Provision, rules: Index) -> tuple[Scene, ...]:
    always = Window(provision.force.start, None)
    return scenes(provision.area, always, (provision,), rules)
