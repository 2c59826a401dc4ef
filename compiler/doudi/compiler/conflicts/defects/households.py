"""A household that shows a defect: replayed by the runtime, with as few facts as possible.

Takes a world and what the runtime must find of it; gives the draft, None where it finds otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from doudi.compiler.conflicts.defects.ground import Ground
from doudi.compiler.conflicts.model import Class, NotDecided, SaysValue, Shown
from doudi.compiler.conflicts.witness import draft_of, literals, smallest
from doudi.compiler.drafts.draft import Draft
from doudi.compiler.proof.answer import World
from doudi.compiler.proof.scene import Scene
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId

# What a replayed household shows is just that: nobody prevails here.
_AS_ASKED: Final = Shown(Class.OPEN, None, (SaysValue(""), SaysValue("")))


def household(
    world: World,
    subject: EntityId,
    scene: Scene,
    shows: Callable[[Draft], bool],
    ground: Ground,
    about: tuple[Provision, ...],
) -> Draft | None:
    """`about`: in whose name it is said where the runtime finds otherwise."""

    def replay(it: Draft) -> Shown | None:
        return _AS_ASKED if shows(it) else None

    def allowed(it: Draft) -> bool:
        return isinstance(ground.ask(literals(it), scene, about), World)

    draft = draft_of(world, (subject,), scene)
    if not shows(draft):
        ground.open.append(NotDecided(tuple(it.id for it in about), None, "not_replayed"))
        return None
    return smallest(draft, _AS_ASKED, replay, allowed, ground.rules).draft
