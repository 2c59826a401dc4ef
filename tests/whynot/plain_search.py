"""docs/language/whynot.md read plainly: every combination of a grid of values, tried one and all.

For tests alone. Takes nothing from the search under test: its own distances, its own idea of what
is sought, and a grid made of the figures of the rules' tables and their neighbours, whatever the
conditions are. The engine alone is shared: it says what each combination comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, prod
from typing import Final

from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell, given_in, type_of
from doudi.runtime.probing.probe import Probe
from doudi.runtime.program import types
from doudi.runtime.program.ids import FactId
from doudi.runtime.values import Interval, Symbol, Truth

WORDS: Final = (
    Outcome.ENCOURAGED,
    Outcome.CASE_BY_CASE,
    Outcome.MAY_BE_GRANTED,
    Outcome.GRANTED,
)
MOST_COMBINATIONS: Final = 500  # of one set; a larger one is left out
_BEYOND: Final = 10**15  # fen; an open end of an amount
_FACTORS: Final = (Fraction(1), Fraction(3, 2))
_WHOLE: Final = (0, 1, 2, 3, 4, 5, 6, 12, 14, 16, 17, 18, 19, 59, 60, 61, 70, 80, 150)
_DAYS: Final = (-400, -366, -365, -31, -30, -8, -1, 0, 1, 8, 30, 31, 365, 366, 400)


@dataclass(frozen=True, slots=True)
class Plain:
    """What the grid shows: for each set of the smallest size that will do, how near it comes."""

    size: int
    sets: Mapping[frozenset[Cell], Fraction]


def plain_search(
    probe: Probe, cells: Sequence[Cell], at_least: int | None, most: int
) -> Plain | None:
    """None where no combination of up to `most` facts on the grid will do."""
    now = probe.outcome()
    grids = {it: list(_grid(it, probe)) for it in cells}
    for size in range(1, most + 1):
        found: dict[frozenset[Cell], Fraction] = {}
        for chosen in combinations(cells, size):
            if prod(len(grids[it]) for it in chosen) > MOST_COMBINATIONS:
                continue
            for values in product(*(grids[it] for it in chosen)):
                answers = dict(zip(chosen, values, strict=True))
                far = sum((far_off(it, answers[it], probe) for it in chosen), Fraction(0))
                key = frozenset(chosen)
                if key in found and found[key] <= far:
                    continue
                result = probe.outcome(answers, weighed=False)
                if is_sought(result, now, at_least) and consistent(answers, probe):
                    found[key] = far
        if found:
            return Plain(size, found)
    return None


def is_sought(result: SchemeOutcome, now: SchemeOutcome, at_least: int | None) -> bool:
    if result.outcome not in WORDS:
        return False
    if at_least is not None:
        return result.amount.low is not None and result.amount.low >= at_least
    if now.outcome not in WORDS:
        return True
    word = WORDS.index(result.outcome) - WORDS.index(now.outcome)
    one, other = _ends(result), _ends(now)
    if one is None or other is None or (one.unit, one.every) != (other.unit, other.every):
        return word > 0
    lower = one.low < other.low or one.high < other.high
    higher = one.low > other.low or one.high > other.high
    return word >= 0 and not lower and (word > 0 or higher)


def consistent(answers: Mapping[Cell, Given], probe: Probe) -> bool:
    return contradictions(probe.run(answers)) == ()


def far_off(cell: Cell, given: Given, probe: Probe) -> Fraction:
    before = given_in(probe.case, cell)
    if before is None or before.status in ("unknown", "not_asked"):
        return Fraction(0)
    if not isinstance(before.value, Interval) or not isinstance(given.value, Interval):
        return Fraction(1)
    low, high, to = before.value.low, before.value.high, Fraction(given.value.low or 0)
    if (low is None or low <= to) and (high is None or to <= high):
        return Fraction(0)
    end = Fraction(low if low is not None and to < low else high or 0)
    match type_of(cell, probe.rules):
        case types.Date():
            return abs(to - end) / 365
        case types.Moment():
            return abs(to - end) / (365 * 24 * 60)
        case types.Quantity(yuan=1):
            return abs(to - end) / max(abs(end), Fraction(100))
        case types.Quantity(integer=True):
            return abs(to - end) / max(abs(end), Fraction(1))
        case types.Quantity():
            return abs(to - end) / max(abs(end), Fraction(1, 100))
        case _:
            raise TypeError(cell)


@dataclass(frozen=True, slots=True)
class _Ends:
    low: Fraction
    high: Fraction
    unit: types.Quantity | None
    every: str | None


def _ends(it: SchemeOutcome) -> _Ends | None:
    amount = it.amount
    if amount.low is None and amount.high is None:
        return None
    high = Fraction(_BEYOND if amount.high is None else amount.high)
    every = None if it.schedule is None else it.schedule.every
    return _Ends(Fraction(amount.low or 0), high, amount.unit, every)


def _grid(cell: Cell, probe: Probe) -> Iterator[Given]:
    """All values of the grid but that of the case."""
    before = given_in(probe.case, cell)
    now = None if before is None else before.value
    match type_of(cell, probe.rules):
        case types.Boolean():
            values: list[Truth | Symbol | Interval] = [Truth.TRUE, Truth.FALSE]
        case types.Choice(id=choice):
            values = [Symbol(it) for it in probe.rules.options[choice]]
        case types.Area():
            values = [Symbol(it.code) for it in probe.rules.program.areas[:3]]
        case type_:
            values = [Interval(it, it) for it in _numbers(cell, type_, now, probe)]
    return (Given("given", it) for it in values if it != now)


def _numbers(cell: Cell, type_: types.Type, now: object, probe: Probe) -> list[int]:
    match type_:
        case types.Quantity(yuan=1, person=person):
            found = {0, *_sums(probe, (1,) if person else (1, 2, 3, 4))}
        case types.Date():
            found = {probe.as_of.toordinal() + it for it in _DAYS}
        case types.Moment():
            found = {(probe.as_of.toordinal() - 1 + it) * 24 * 60 for it in _DAYS}
        case _:
            found = set(_WHOLE)
    if isinstance(now, Interval) and now.low is not None:
        found |= {int(now.low) + it for it in (-1, 0, 1)}
    fact = probe.rules.facts[FactId(cell.name)]
    low = fact.minimum if fact.minimum is not None else -(10**9)
    high = fact.maximum if fact.maximum is not None else 10**9
    return sorted(it for it in found if low <= it <= high)


def _sums(probe: Probe, people: Sequence[int]) -> Iterator[int]:
    """What a fact could be compared with, and its neighbours.

    The tables' figures, once and a half as well, for so many people; every sum that the case names.
    """
    exact = {it * many * by for it in _figures(probe) for many in people for by in _FACTORS}
    exact |= set(_given_sums(probe))
    ends = {end for it in exact for end in (floor(it), ceil(it))}
    return (it + step for it in ends for step in (-1, 0, 1))


def _figures(probe: Probe) -> set[int]:
    """Of the rows in force there and then."""
    within = probe.rules.tables.areas.within
    return {
        row.amount
        for standard in probe.rules.program.standards
        for row in standard.rows
        if row.amount is not None
        and within(probe.case.area, row.area)
        and row.start <= probe.as_of
        and (row.end is None or probe.as_of <= row.end)
    }


def _given_sums(probe: Probe) -> Iterator[Fraction]:
    facts = probe.rules.facts
    waiting = [probe.case.area_instance, *probe.case.roots]
    while waiting:
        instance = waiting.pop()
        waiting += [child for inside in instance.children.values() for child in inside]
        for id_, given in instance.facts.items():
            match facts[id_].type, given.value:
                case types.Quantity(yuan=1), Interval(low=low, high=high):
                    yield from (Fraction(it) for it in (low, high) if it is not None)
