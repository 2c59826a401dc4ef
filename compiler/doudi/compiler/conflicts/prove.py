"""One question, by the shortest way that answers it: boxes where they can, else the solver."""

from __future__ import annotations

from typing import Literal, TypeAlias

from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof import boxes, solver_z3
from doudi.compiler.proof.answer import Answer, GaveUp
from doudi.compiler.proof.formula import NEVER, Formula
from doudi.compiler.proof.knowledge import asserted
from doudi.compiler.proof.limits import Limits
from doudi.compiler.proof.scene import Scene
from doudi.compiler.proof.translate import cells_of

Route: TypeAlias = Literal["boxes", "solver"]
ROUTES: tuple[Route, ...] = ("boxes", "solver")


def prove(
    formulas: tuple[Formula, ...],
    scene: Scene,
    knowledge: Knowledge,
    limits: Limits,
    routes: tuple[Route, ...] = ROUTES,
) -> Answer:
    """A world that meets all formulas and breaks no knowledge, or why there is none."""
    touched = [cell for it in formulas if it != NEVER for cell in cells_of(it)]
    known = asserted(knowledge, touched, scene)
    answer: Answer = GaveUp("size")
    if "boxes" in routes:
        answer = boxes.solve(formulas, known, scene, limits.pair_ms, limits)
    if isinstance(answer, GaveUp) and "solver" in routes:
        answer = solver_z3.solve(formulas, known, scene, limits.pair_ms)
    return answer
