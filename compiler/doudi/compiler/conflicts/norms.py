"""Two norms with tests: whether both can be kept, and which asks for more.

See docs/language/conflicts.md, procedure and force. Takes two provisions and a scene; gives how
their tests lie to one another, with the world that shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from doudi.compiler.conflicts.model import Kind
from doudi.compiler.conflicts.questions import FREE, requirement, speaking
from doudi.compiler.conflicts.voices import Pair, tested
from doudi.compiler.proof.answer import Answer, GaveUp, Impossible, World
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.scene import Scene
from doudi.runtime.evaluation.contest import STRENGTH
from doudi.runtime.program.declarations import Provision

Prove: TypeAlias = Callable[[tuple[Formula, ...]], Answer]


@dataclass(frozen=True, slots=True)
class Related:
    """`how`: what was found of the two tests; `world` shows it (None where nothing differs).

    clash: they cannot both be kept; stricter: both can, one asks for more; same: each is kept
    where the other is.
    """

    how: Literal["clash", "stricter", "same", "apart"]
    world: World | None


def related(pair: Pair, scene: Scene, prove: Prove) -> Related | GaveUp:
    speak = speaking(pair, scene)
    first, second = pair.first, pair.second
    kept = {it.id: requirement(it, scene, kept=True) for it in (first, second)}
    broken = {it.id: requirement(it, scene, kept=False) for it in (first, second)}
    both_kept = prove((*speak, kept[first.id], kept[second.id]))
    if isinstance(both_kept, GaveUp):
        return both_kept
    only: list[tuple[Provision, Answer]] = []
    for keeps, breaks in ((first, second), (second, first)):
        only.append((keeps, prove((*speak, kept[keeps.id], broken[breaks.id]))))
    for _, it in only:
        if isinstance(it, GaveUp):
            return it
    alone = [(keeps, it) for keeps, it in only if isinstance(it, World)]
    if isinstance(both_kept, Impossible):
        return _clashing(alone)
    if not alone:
        return Related("same", both_kept if isinstance(both_kept, World) else None)
    alike = tested(first, scene.rules) == tested(second, scene.rules)
    bound = first.norm not in FREE and second.norm not in FREE
    if len(alone) == 1 and alike and bound:
        return Related("stricter", alone[0][1])
    return Related("apart", None)


def asks(pair: Pair, found: Related) -> bool:
    """Whether what was found of the tests is what the pair is asked about."""
    match pair.matter.kind:
        case Kind.PROCEDURE:
            # What one text asks for twice, the second time more strictly, is one requirement.
            apart = pair.first.document != pair.second.document
            return found.how == "clash" or (found.how == "stricter" and apart)
        case Kind.FORCE | Kind.HOLDER:
            return found.how == "same"
        case _:
            return False


def _clashing(alone: list[tuple[Provision, World]]) -> Related:
    """Where one can be kept though not both; of a permission, where it can be used.

    A permission is against a duty only where the duty can be kept too, by not using it.
    """
    free = [(keeps, world) for keeps, world in alone if keeps.norm in FREE]
    if free and len(alone) > len(free):
        return Related("clash", free[0][1])
    if not free and alone and all(keeps.norm not in FREE for keeps, _ in alone):
        return Related("clash", alone[0][1])
    return Related("apart", None)


def weaker_and_stronger(pair: Pair) -> tuple[Provision, Provision]:
    first, second = pair.first, pair.second
    strength = [STRENGTH.get(it.norm or "duty", 0) for it in (first, second)]
    return (first, second) if strength[0] < strength[1] else (second, first)
