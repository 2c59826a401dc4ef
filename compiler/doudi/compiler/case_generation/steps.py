"""A draft with one thing changed: a fact, the length of a list, the case's date.

Gives every such step from a draft, and narrows a step that turns a result until nothing
smaller does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import Final, TypeAlias, assert_never

from doudi.compiler.case_generation.domains import step_of, values_of
from doudi.compiler.case_generation.goals import Constants
from doudi.compiler.case_generation.inputs import Inputs
from doudi.compiler.case_generation.target import Look
from doudi.compiler.drafts.draft import Cell, Draft, type_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import Interval

_MONTHS: Final = 13
_FEWEST, _MOST = 0, 12


@dataclass(frozen=True, slots=True)
class Listed:
    """How many entities of a kind there are."""

    entity: EntityId


@dataclass(frozen=True, slots=True)
class CaseDate:
    """The date of the case."""


Step: TypeAlias = Cell | Listed | CaseDate
Number: TypeAlias = Fraction | int
LookAt: TypeAlias = Callable[[Draft], Look]


def steps_from(
    draft: Draft, inputs: Inputs, constants: Constants, rules: Index
) -> Iterator[tuple[Step, Draft]]:
    """What the inputs are not: each other value of each, one at a time."""
    # What has few values first: a number has many, and most of them turn nothing.
    for cell in sorted(inputs.cells, key=lambda it: step_of(type_of(it, rules)) is not None):
        if cell in draft.cells:
            for value in values_of(cell, draft, rules, constants):
                if value != draft.cells[cell]:
                    yield cell, draft.with_cell(cell, value)
    for entity in inputs.lists:
        now = draft.lists.get(entity)
        for count in () if now is None else (now - 1, now + 1):
            if _FEWEST <= count <= _MOST and (count or entity != draft.subject):
                yield Listed(entity), draft.with_list(entity, count)
    if inputs.dated:
        first = draft.as_of.year * 12 + draft.as_of.month - 1
        for away in range(1, _MONTHS):
            for month in (first + away, first - away):
                day = date(month // 12, month % 12 + 1, 1)
                yield CaseDate(), replace(draft, as_of=day)


def narrowed(step: Step, one: Draft, two: Draft, look: LookAt, rules: Index) -> tuple[Draft, Draft]:
    """The two sides as near to each other as they are of the same kind as before."""
    size = _size(step, rules)
    first, second = number_at(step, one), number_at(step, two)
    if size is None or first is None or second is None:
        return one, two
    left, right = one, two
    before, after = look(one), look(two)
    while max(first, second) - min(first, second) > size:
        middle = first + _half(second - first, size)
        between = _moved(step, left, middle)
        there = look(between)
        if there == before:
            left, first = between, middle
        elif there == after:
            right, second = between, middle
        else:
            break
    return left, right


def number_at(step: Step, draft: Draft) -> Number | None:
    match step:
        case Cell():
            value = draft.cells.get(step)
            exact = isinstance(value, Interval) and value.exact
            return value.low if exact and isinstance(value, Interval) else None
        case Listed(entity=entity):
            return draft.lists.get(entity)
        case CaseDate():
            return draft.as_of.toordinal()
        case _:
            assert_never(step)


def _size(step: Step, rules: Index) -> Number | None:
    return step_of(type_of(step, rules)) if isinstance(step, Cell) else 1


def _moved(step: Step, draft: Draft, number: Number) -> Draft:
    match step:
        case Cell():
            return draft.with_cell(step, Interval(number, number))
        case Listed(entity=entity):
            return draft.with_list(entity, int(number))
        case CaseDate():
            return replace(draft, as_of=date.fromordinal(int(number)))
        case _:
            assert_never(step)


def _half(length: Number, size: Number) -> Number:
    """Half of a length, in whole steps, and at least one."""
    half = floor(Fraction(length) / size / 2)
    return (half or 1) * size
