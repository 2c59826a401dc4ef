"""Households drawn at random over any rules, value by value, much or little of each left out.

Nothing here is plausible; everything that a table can say occurs: what is not known, not
applicable, only known within bounds, or given of a term outright.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from doudi.runtime.evaluation.index import Index, unknown_of
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Fact, Term
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.values import NOT_APPLICABLE, Interval, Truth, Value
from tests.columns.cases import HOUSEHOLD
from tests.support.drawn_households import value_for


@dataclass(frozen=True, slots=True)
class Manner:
    """How much is said, as shares: `blank`, of which one is drawn for a household, is left out.

    `given`: of terms. `odd`: of numbers and days, those that are far from all others.
    """

    blank: tuple[float, ...]
    not_applicable: float
    bounded: float
    given: float
    odd: float


OPEN: Final = Manner((0.0, 0.05, 0.2, 0.6), 0.04, 0.05, 0.02, 0.002)
COMPLETE: Final = Manner((0.0,), 0.0, 0.0, 0.0, 0.0)

_MOST_INSIDE: Final = 4
_FIRST: Final = date(1900, 1, 1).toordinal()
_LAST: Final = date(2200, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class _Drawing:
    """`blank`: the share that is left out; `likely`: the share of yes among yes and no."""

    random: Random
    rules: Index
    kinds: Collection[EntityId]
    epoch: Epoch
    manner: Manner
    blank: float
    likely: float


def households(
    random: Random,
    rules: Index,
    epochs: Sequence[Epoch],
    kinds: Collection[EntityId],
    manner: Manner = OPEN,
) -> Iterator[Case]:
    """One after another without end; `kinds`: whose lists are given in the household."""
    number = 0
    while True:
        drawing = _Drawing(
            random,
            rules,
            kinds,
            random.choice(epochs),
            manner,
            random.choice(manner.blank),
            random.choice((0.1, 0.3, 0.6)),
        )
        root = _instance(drawing, HOUSEHOLD, f"h{number}")
        here = Instance(AREA_ENTITY, str(drawing.epoch.area), {}, {}, {})
        yield Case(drawing.epoch.as_of, drawing.epoch.area, here, (root,), frozenset((HOUSEHOLD,)))
        number += 1


def area_facts(
    random: Random, rules: Index, epochs: Collection[Epoch], manner: Manner = OPEN
) -> dict[AreaCode, Instance]:
    """What most of the areas have decided themselves."""
    found = {}
    for epoch in sorted(epochs, key=lambda it: (it.area, it.as_of)):
        drawing = _Drawing(random, rules, (), epoch, manner, random.choice(manner.blank), 0.6)
        if random.random() < 0.8:
            found[epoch.area] = _instance(drawing, AREA_ENTITY, str(epoch.area))
    return found


def _instance(drawing: _Drawing, kind: EntityId, id_: str) -> Instance:
    random, rules = drawing.random, drawing.rules
    inside = [it for it in sorted(drawing.kinds) if rules.entities[it].container == kind]
    return Instance(
        kind,
        id_,
        {
            it.id: _given(drawing, it)
            for it in rules.program.facts
            if it.entity == kind and random.random() >= drawing.blank
        },
        {
            it.id: _given(drawing, it)
            for it in rules.program.terms
            if it.entity == kind and random.random() < drawing.manner.given
        },
        {
            it: tuple(
                _instance(drawing, it, f"{id_}/{it}{number}")
                for number in range(random.randrange(_MOST_INSIDE + 1))
            )
            for it in inside
        },
    )


def _given(drawing: _Drawing, about: Fact | Term) -> Given:
    random, rules = drawing.random, drawing.rules
    if random.random() < drawing.manner.not_applicable:
        return Given("not_applicable", NOT_APPLICABLE)
    if random.random() < drawing.blank / 4:
        unknown = rules.unknown[about.id] if isinstance(about, Fact) else unknown_of(about.type)
        return Given("unknown", unknown)
    return Given("given", _value(drawing, about))


def _value(drawing: _Drawing, about: Fact | Term) -> Value:
    random = drawing.random
    cell = Cell(about.entity, "", about.id)
    one = value_for(cell, random, drawing.rules, drawing.epoch.as_of)
    if isinstance(one, Truth):
        return Truth.TRUE if random.random() < drawing.likely else Truth.FALSE
    if not isinstance(one, Interval) or one.low is None:
        return one
    if random.random() < drawing.manner.odd:
        far = _odd(random, about)
        one = one if far is None else Interval(far, far)
    if random.random() < drawing.manner.bounded:
        return Interval(one.low, (one.low or 0) + random.choice((1, 30, 20000)))
    return one


def _odd(random: Random, about: Fact | Term) -> int | None:
    match about.type:
        case types.Date():
            return random.choice((_FIRST, _LAST, random.randrange(_FIRST, _LAST)))
        case types.Quantity(yuan=1) if not isinstance(about, Fact) or about.maximum is None:
            return random.choice((1, 99, 10**8 + 1, 10**14))
        case _:
            return None
