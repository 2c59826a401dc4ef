"""Lists of entities: which numbers there are, and whether some or all of them are so.

Mirrors the runtime's `members`: the entities of a kind inside the subject or the nearest
container. In a draft only the first entity of a kind has entities inside it, so what a second
one contains is not known.

The count of a kind in the subject's chain is at least 1. That is not said here: whoever asks for
a world says it once for all its formulas.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from doudi.compiler.proof.asking import Asking
from doudi.compiler.proof.comparisons import Rail
from doudi.compiler.proof.formula import ALWAYS, NEVER, Formula, Within, both, either
from doudi.compiler.proof.scene import Scene, View, count_of
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId


@dataclass(frozen=True, slots=True)
class Listing:
    """`given`: the list is known. `there[k - 1]`, `lacking[k - 1]`: it is, with or without a kth.

    `alone`: the list is that of one entity which is there, so its length is the count itself.
    """

    given: Formula
    there: tuple[Formula, ...]
    lacking: tuple[Formula, ...]
    alone: bool


def listing(entity: EntityId, view: View, scene: Scene) -> Listing | None:
    """None: such a list is never known from there."""
    if entity == AREA_ENTITY:
        return None
    container = scene.rules.entities[entity].container
    seen = view.seen(scene.rules)
    if container is None or (container in seen and container != AREA_ENTITY):
        inside_first = container is None or seen[container] == 1
        return _listing(entity, ALWAYS, NEVER, scene) if inside_first else None
    outer = None if container == AREA_ENTITY else listing(container, view, scene)
    if outer is None:
        return None
    just_one = both(outer.there[0], outer.lacking[1])
    return _listing(entity, just_one, outer.lacking[0], scene)


def listed(expr: ir.Aggregate, truth: Rail, view: View, asking: Asking) -> Formula:
    """Of `exists` and `every`."""
    found = listing(expr.entity, view, asking.scene)
    if found is None:
        return NEVER
    numbers = range(1, asking.scene.members + 1)
    each = [
        asking.of(expr.when, truth, View(expr.entity, number, view.issued)) for number in numbers
    ]
    if truth is (expr.kind == "exists"):  # one of them is enough
        return either(*(both(there, it) for there, it in zip(found.there, each, strict=False)))
    alike = (either(lacking, it) for lacking, it in zip(found.lacking, each, strict=False))
    return both(found.given, *alike)


def _listing(entity: EntityId, inside: Formula, empty: Formula, scene: Scene) -> Listing:
    """`inside`: just one container is there; `empty`: none is, so that there are none of these."""
    cell, most = count_of(entity), scene.members

    def at_most(number: int) -> Formula:
        return either(empty, both(inside, Within(cell, None, Fraction(number))))

    return Listing(
        at_most(most),
        tuple(both(inside, Within(cell, Fraction(it), None)) for it in range(1, most + 2)),
        tuple(at_most(it - 1) for it in range(1, most + 2)),
        alone=inside == ALWAYS,
    )
