"""That a formula is not met: of a condition, that it is false or left to judgement."""

from __future__ import annotations

from fractions import Fraction

from doudi.compiler.drafts.draft import Cell, type_of
from doudi.compiler.proof.formula import (
    All,
    Formula,
    Is,
    NotApplicable,
    OneOf,
    Some,
    Unmet,
    Within,
    both,
    either,
)
from doudi.compiler.proof.scene import AS_OF, Scene
from doudi.runtime.program.types import Area, Choice


def untrue(formula: Formula, scene: Scene) -> Formula:
    """Met by exactly the worlds that do not meet the other: not the same as its being false."""
    match formula:
        case All(parts=parts):
            return either(*(untrue(it, scene) for it in parts))
        case Some(parts=parts):
            return both(*(untrue(it, scene) for it in parts))
        case Is(cell=cell, value=value):
            return Is(cell, not value)
        case OneOf(cell=cell, options=options):
            rest = _all_options(cell, scene) - options
            return either(*((OneOf(cell, rest),) if rest else ()), NotApplicable(cell))
        case Within(cell=cell, low=low, high=high, over=over, under=under):
            return _outside(cell, low, high, over=over, under=under)
        case NotApplicable(cell=cell):
            options = _all_options(cell, scene)
            return OneOf(cell, options) if options else Within(cell, None, None)
        case Unmet(joint=joint):
            return joint
        case _:
            return Unmet(formula)


def _outside(
    cell: Cell, low: Fraction | None, high: Fraction | None, *, over: bool, under: bool
) -> Formula:
    parts: list[Formula] = []
    if low is not None:
        parts.append(Within(cell, None, low, under=not over))
    if high is not None:
        parts.append(Within(cell, high, None, over=not under))
    if cell != AS_OF and cell.name != "count":
        parts.append(NotApplicable(cell))
    return either(*parts)


def _all_options(cell: Cell, scene: Scene) -> frozenset[str]:
    rules = scene.rules
    match type_of(cell, rules):
        case Choice(id=choice):
            return frozenset(rules.options[choice])
        case Area():
            return frozenset(it.code for it in rules.program.areas)
        case _:
            return frozenset()
