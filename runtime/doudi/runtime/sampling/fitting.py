"""Whether something assumed can be said of a program: its facts, types, options and kinds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import assert_never

from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import types
from doudi.runtime.sampling.distributions import (
    Assumed,
    Between,
    Condition,
    DaysAfter,
    DaysBefore,
    Decided,
    Draw,
    FromFirst,
    Here,
    NotApplicable,
    NotGiven,
    Number,
    OneOf,
    Place,
    Seldom,
    Share,
    Spread,
    Total,
    Weights,
    YearsBefore,
    Yes,
)
from doudi.runtime.sampling.drawable import Drawable, codes_of, drawable, found_in, outward


def fitted(it: Assumed, drawn: Collection[str], rules: Index) -> Assumed | None:
    """What can be said of it after what is `drawn`; None where not all of its draws can be.

    Cases whose conditions say nothing in this program are left out.
    """
    of = found_in(rules, it.name)
    draws = (it.otherwise, *(case.draw for case in it.cases))
    if of is None or not all(_fits(draw, of, drawn, rules) for draw in draws):
        return None
    cases = (
        case
        for case in it.cases
        if all(_told(condition, of, drawn, rules) for condition in case.conditions)
    )
    return replace(it, cases=tuple(cases))


def _fits(draw: Draw, of: Drawable, drawn: Collection[str], rules: Index) -> bool:
    type_ = of.type
    match draw:
        case Share():
            return isinstance(type_, types.Boolean)
        case Decided():
            return isinstance(type_, types.Boolean) and of.derived
        case NotGiven():
            return of.derived
        case Weights(of=weights):
            return codes_of([it for it, _ in weights], type_, rules) is not None
        case Spread() | FromFirst():
            return isinstance(type_, types.Quantity)
        case Seldom(one=one):
            return _fits(one, of, drawn, rules)
        case DaysBefore():
            return isinstance(type_, types.Date | types.Moment)
        case DaysAfter(day=day):
            return isinstance(type_, types.Date) and day in drawn and drawable(day, rules) == of
        case YearsBefore():
            return isinstance(type_, types.Quantity)
        case Number(of=kind):
            return (
                isinstance(type_, types.Quantity)
                and kind in drawn
                and drawable(kind, rules).entity == of.entity
            )
        case Total(of=fact):
            return (
                isinstance(type_, types.Quantity)
                and fact in drawn
                and isinstance(drawable(fact, rules).type, types.Quantity)
                and rules.entities[drawable(fact, rules).entity].container == of.entity
            )
        case Here():
            return isinstance(type_, types.Area)
        case NotApplicable():
            return True
        case _:
            assert_never(draw)


def _told(condition: Condition, of: Drawable, drawn: Collection[str], rules: Index) -> bool:
    """Whether the condition says something of those of whom a value is drawn."""
    if isinstance(condition, Place):
        return rules.entities[of.entity].container is not None
    if condition.name not in drawn:
        return False
    about = drawable(condition.name, rules)
    if about.entity not in outward(of.entity, rules):
        return False
    match condition:
        case Yes():
            return isinstance(about.type, types.Boolean)
        case Between():
            return isinstance(about.type, types.Quantity) and about.type.integer
        case OneOf(options=options):
            return codes_of(options, about.type, rules) is not None
        case _:
            assert_never(condition)
