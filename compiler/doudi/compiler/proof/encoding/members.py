"""The entities that an aggregate looks at: which there can be, and when they are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from doudi.compiler.proof.encoding.cells import Cells
from doudi.compiler.proof.encoding.numbers import add, hull
from doudi.compiler.proof.encoding.terms import (
    Amount,
    Condition,
    amount_if,
    at_most,
    both,
    either,
    equal,
    negated,
    plus,
    same,
)
from doudi.compiler.proof.encoding.truths import negation
from doudi.compiler.proof.encoding.values import UNKNOWN_NUMBER, Number, Truth, exactly, number_if
from doudi.compiler.proof.scene import Scene, View
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program.ids import EntityId


@dataclass(frozen=True, slots=True)
class Members:
    """`given`: whether the list is; `there`: for each number, whether it has such an entity."""

    given: Condition
    numbers: tuple[int, ...]
    there: tuple[Condition, ...]


NOT_GIVEN = Members(given=False, numbers=(), there=())


def members(entity: EntityId, view: View, scene: Scene, cells: Cells) -> Members:
    """As the runtime's `Run.members`, for a draft: what lies in an entity lies in its first."""
    container = scene.rules.entities[entity].container
    if container is None:
        return _listed(entity, scene, cells)
    if container == AREA_ENTITY:
        return NOT_GIVEN
    holder = view.seen(scene.rules).get(container)
    if holder is not None:
        return _listed(entity, scene, cells) if holder == 1 else NOT_GIVEN
    holders = members(container, view, scene, cells)
    if holders is NOT_GIVEN:
        return NOT_GIVEN
    # A second holder's own list is not given; without holders there is nothing to list.
    count = cells.count(container)
    inside = _listed(entity, scene, cells)
    alone = equal(count, 1)
    return Members(
        both(holders.given, at_most(count, 1)),
        inside.numbers,
        tuple(both(alone, it) for it in inside.there),
    )


def _listed(entity: EntityId, scene: Scene, cells: Cells) -> Members:
    count = cells.count(entity)
    numbers = tuple(range(1, scene.members + 1))
    return Members(given=True, numbers=numbers, there=tuple(at_most(it, count) for it in numbers))


def each(found: Members, whens: Sequence[Truth]) -> Truth:
    pairs = list(zip(found.there, whens, strict=True))
    return Truth(
        both(found.given, *(either(negated(there), it.true) for there, it in pairs)),
        both(found.given, either(*(both(there, it.false) for there, it in pairs))),
    )


def some(found: Members, whens: Sequence[Truth]) -> Truth:
    return negation(each(found, [negation(it) for it in whens]))


def count(found: Members, whens: Sequence[Truth]) -> Number:
    """True ones to all but the false ones."""
    low: Amount = 0
    high: Amount = 0
    for there, when in zip(found.there, whens, strict=True):
        least, most = both(there, when.true), both(there, negated(when.false))
        low = plus(low, amount_if(least, 1, 0))
        high = plus(high, amount_if(most, 1, 0))
    if all(_settled(it) for it in whens):
        high = low
    return number_if(found.given, Number(low, high), Number(0, 0, high_open=True))


def total(found: Members, whens: Sequence[Truth], values: Sequence[Number]) -> Number:
    """Of what is not settled, all between nothing and its value."""
    it = exactly(0)
    for there, when, value in zip(found.there, whens, values, strict=True):
        counts = both(there, negated(when.false), negated(value.absent))
        part = replace(value, absent=False)
        if not _settled(when):
            part = number_if(when.true, part, hull((exactly(0), part)))
        it = add(it, number_if(counts, part, exactly(0)))
    return number_if(found.given, it, UNKNOWN_NUMBER)


def _settled(it: Truth) -> bool:
    """Whether it is true or false, whatever the facts."""
    return same(it.false, negated(it.true))
