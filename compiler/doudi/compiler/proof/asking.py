"""One question within one scene: what asks it, and what it has found of terms so far.

Parts of the translation lean on each other: comparisons on terms, terms on conditions, conditions
on comparisons. They meet here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol, TypeAlias

from doudi.compiler.drafts.draft import empty, run_of
from doudi.compiler.proof.comparisons import Rail
from doudi.compiler.proof.formula import ALWAYS, NEVER, Formula
from doudi.compiler.proof.scene import Scene, View
from doudi.runtime.evaluation.scope import Run, Scope
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import TermId

Terms: TypeAlias = dict[tuple[TermId, int, Rail], Formula]


class Translate(Protocol):
    def __call__(self, expr: ir.Expr, truth: Rail, view: View, asking: Asking) -> Formula: ...


@dataclass(frozen=True, slots=True)
class Asking:
    """`terms`: what boolean terms of an entity come to in this scene."""

    scene: Scene
    translate: Translate
    terms: Terms
    _runs: dict[date, Run] = field(default_factory=dict)

    def of(self, expr: ir.Expr | None, truth: Rail, view: View) -> Formula:
        """The formula of an expression's being true, or false; what is not there is true."""
        if expr is None:
            return ALWAYS if truth else NEVER
        return self.translate(expr, truth, view, self)

    def condition(self, provision: Provision, owner: View, *, truth: Rail) -> Formula:
        """Of a provision's condition, read from one of the entities."""
        return self.of(provision.condition, truth, self.read(provision, owner))

    def scope(self, day: date, view: View) -> Scope:
        """Where the runtime evaluates what no fact bears on: an empty case on that day."""
        if day not in self._runs:
            nobody = empty(AREA_ENTITY, day, self.scene.area, self.scene.rules)
            self._runs[day] = run_of(nobody, self.scene.rules)
        run = self._runs[day]
        return Scope(run, run.area, day, None, view.issued)

    def read(self, provision: Provision, owner: View) -> View:
        """What stands in a provision, read from an entity."""
        return replace(owner, issued=self.scene.rules.documents[provision.document].issued)
