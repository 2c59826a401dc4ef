"""One question, by the shortest way that answers it: boxes where they can, else the solver."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal, TypeAlias

from doudi.compiler.conflicts.recollection import Recollection
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof import boxes
from doudi.compiler.proof.answer import Answer, GaveUp
from doudi.compiler.proof.formula import NEVER, Formula
from doudi.compiler.proof.knowledge import asserted
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import cells_of

Route: TypeAlias = Literal["boxes", "solver"]
ROUTES: tuple[Route, ...] = ("boxes", "solver")


@dataclass(frozen=True, slots=True)
class Prover:
    """What all questions of a run share. `answered`: how many each route answered."""

    knowledge: Knowledge
    limits: Limits = field(default_factory=Limits)
    routes: tuple[Route, ...] = ROUTES
    answered: Counter[Route] = field(default_factory=Counter)
    began: float = field(default_factory=monotonic)
    recollection: Recollection | None = None

    @property
    def late(self) -> bool:
        """Whether the run has had its time."""
        return self.limits.run_s is not None and monotonic() - self.began > self.limits.run_s

    def prove(self, formulas: tuple[Formula, ...], scene: Scene) -> Answer:
        if self.recollection is None:
            return self._proven(formulas, scene)
        mark = self.recollection.mark(formulas, scene)
        found = self.recollection.answer(mark)
        if found is None:
            found = self._proven(formulas, scene)
            self.recollection.note(mark, found)
        return found

    def _proven(self, formulas: tuple[Formula, ...], scene: Scene) -> Answer:
        touched = [cell for it in formulas if it != NEVER for cell in cells_of(it, scene)]
        known = asserted(self.knowledge, touched, scene)
        answer: Answer = GaveUp("size")
        for route in self.routes:
            if route == "boxes":
                answer = boxes.solve(formulas, known, scene, self.limits.pair_ms, self.limits)
            else:
                from doudi.compiler.proof import solver_z3  # noqa: PLC0415 - only where boxes give up

                answer = solver_z3.solve(formulas, known, scene, self.limits.pair_ms)
            if not isinstance(answer, GaveUp):
                self.answered[route] += 1
                break
        return answer
