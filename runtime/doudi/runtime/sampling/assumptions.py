"""What is assumed of every fact of a program's households, in the order of drawing.

What `assumed` says, as far as the program has the facts, the options and the conditions for it;
of every other fact and kind something ordinary of its type, with nothing depending on anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final, assert_never

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import scale
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Fact
from doudi.runtime.program.ids import EntityId
from doudi.runtime.sampling.assumed.hardship import DISASTER, HARDSHIP, RELIEF
from doudi.runtime.sampling.assumed.health import HEALTH
from doudi.runtime.sampling.assumed.homes import HOMES
from doudi.runtime.sampling.assumed.people import CHILDREN, ELDERS, IN_NEED, OTHERS, SUPPORTERS
from doudi.runtime.sampling.assumed.work import WORK
from doudi.runtime.sampling.distributions import (
    HUNDREDTHS,
    Assumed,
    DaysBefore,
    Draw,
    Here,
    Share,
    Spread,
    Weights,
    assume,
    evenly,
)
from doudi.runtime.sampling.drawable import found_in, outward, per_of
from doudi.runtime.sampling.fitting import fitted

ASSUMED: Final = (
    *HOMES,
    *HEALTH,
    *WORK,
    *CHILDREN,
    *ELDERS,
    *IN_NEED,
    *OTHERS,
    *SUPPORTERS,
    *HARDSHIP,
    *RELIEF,
    *DISASTER,
)
_FEW: Final = Weights(((0, 1), (1, 2), (2, 1)))
_A_YEAR: Final = 365
_YUAN, _WHOLE = 5000, 20  # how far ordinary numbers go


def assumptions(rules: Index) -> tuple[Assumed, ...]:
    """Of all facts of households and of those in them, a kind before its facts."""
    kinds = kinds_of(rules)
    drawn: dict[str, Assumed] = {}
    for it in (*ASSUMED, *_ordinary(kinds, rules)):
        of = found_in(rules, it.name)
        if of is None or of.entity not in kinds or it.name in drawn:
            continue
        containing = set(outward(of.entity, rules))
        for kind in kinds[1:]:
            if kind in containing:
                drawn.setdefault(kind, assume(kind, _FEW))
        fits = fitted(it, drawn, rules)
        if fits is not None:
            drawn[it.name] = fits
    return tuple(drawn.values())


def kinds_of(rules: Index) -> tuple[EntityId, ...]:
    """Households, then whatever lies in them, what contains before what is contained."""
    found = [it for it in rules.entities if HOUSEHOLD in outward(it, rules)]
    return tuple(sorted(found, key=lambda it: (len([*outward(it, rules)]), it)))


def _ordinary(kinds: tuple[EntityId, ...], rules: Index) -> Iterator[Assumed]:
    for kind in kinds[1:]:
        yield assume(kind, _FEW)
    for fact in rules.program.facts:
        if fact.entity in kinds:
            yield assume(fact.id, _ordinary_of(fact, rules))


def _ordinary_of(fact: Fact, rules: Index) -> Draw:
    match fact.type:
        case types.Boolean():
            return Share(100)
        case types.Choice(id=choice):
            return Weights(tuple((it, 1) for it in rules.options[choice]))
        case types.Area():
            return Here()
        case types.Date() | types.Moment():
            return DaysBefore(evenly(0, _A_YEAR))
        case types.Quantity():
            return _ordinary_number(fact, fact.type)
        case types.Duration():
            message = f"no fact has the type {fact.type!r}"
            raise TypeError(message)
        case _:
            assert_never(fact.type)


def _ordinary_number(fact: Fact, quantity: types.Quantity) -> Spread:
    """From the least that is declared, else 0, to the most, but not far."""
    span = _YUAN if quantity.yuan else _WHOLE if quantity.integer else HUNDREDTHS
    per = scale(quantity.yuan) / per_of(quantity)
    low = 0 if fact.minimum is None else ceil(fact.minimum / per)
    high = low + span if fact.maximum is None else floor(fact.maximum / per)
    return evenly(low, max(low, min(high, low + span)))
