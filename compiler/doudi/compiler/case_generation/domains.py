"""The values worth trying of a fact: what the rules compare with, its neighbours, a coarse ladder.

Exact thresholds come from narrowing between two of them, so the ladder may be coarse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.compiler.drafts.draft import Cell, Draft, type_of
from doudi.runtime.evaluation.index import Index
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import FactId
from doudi.runtime.program.types import Area, Boolean, Choice, Date, Moment, Quantity, Type
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Value

Number: TypeAlias = Fraction | int

_COUNTS: Final = (1, 0, 2, 3, 4, 5, 6, 10, 12, 14, 16, 18, 20, 22, 30, 50, 60, 65, 70, 80, 100)
_COUNTS_HIGH: Final = (200, 500, 1_000, 10_000)
_FEN: Final = (0, 1, 10_000, 30_000, 50_000, 62_000, 100_000, 300_000, 1_000_000, 10_000_000)
_RATIOS: Final = tuple(Fraction(it, 100) for it in (0, 1, 10, 30, 50, 80, 100, 120, 200, 500))
_YEARS_BACK: Final = (1, 2, 3, 5, 7, 14, 16, 18, 22, 35, 60, 65, 80)
_MONTHS_AROUND: Final = 14
_MINUTES_A_DAY: Final = 24 * 60
_HUNDREDTH: Final = Fraction(1, 100)


def step_of(type_: Type) -> Number | None:
    """One fen, one day, one minute, one of what is counted; None where nothing is counted."""
    match type_:
        case Quantity(yuan=0, integer=False):
            return _HUNDREDTH
        case Quantity() | Date() | Moment():
            return 1
        case _:
            return None


def values_of(
    cell: Cell,
    draft: Draft,
    rules: Index,
    constants: Iterable[ir.Number | ir.Option | ir.Place] = (),
) -> Iterator[Value]:
    """In the order of trying; each once, within the fact's range."""
    type_ = type_of(cell, rules)
    match type_:
        case Boolean():
            yield from (T, F)
        case Choice(id=choice):
            named = [it.id for it in constants if isinstance(it, ir.Option)]
            options = rules.options[choice]
            first = [it for it in dict.fromkeys(named) if it in options]
            yield from (Symbol(it) for it in (*first, *(it for it in options if it not in first)))
        case Area():
            named_areas = [it.code for it in constants if isinstance(it, ir.Place)]
            others = [it.code for it in rules.program.areas]
            yield from (Symbol(it) for it in dict.fromkeys((*named_areas, draft.area, *others)))
        case Quantity() | Date() | Moment():
            fact = rules.facts.get(FactId(cell.name))
            low = None if fact is None else fact.minimum
            high = None if fact is None else fact.maximum
            numbers = _numbers(type_, draft, [it for it in constants if isinstance(it, ir.Number)])
            ends = [it for it in (low, high) if it is not None]
            for number in dict.fromkeys((*numbers, *ends)):
                if _negative(type_, number) or (low is not None and number < low):
                    continue
                if high is None or number <= high:
                    yield Interval(number, number)
            if isinstance(type_, Date):
                yield NOT_APPLICABLE
        case _:
            return


def usual(cell: Cell, draft: Draft, rules: Index) -> Value:
    """What a number is while another one is being moved."""
    type_ = type_of(cell, rules)
    match type_:
        case Quantity(yuan=0, person=1):
            wanted: Number = 3
        case Quantity(yuan=0, integer=True):
            wanted = 10
        case Quantity(yuan=0):
            wanted = Fraction(1, 2)
        case Quantity():
            wanted = 100_000
        case _:
            wanted = next(_numbers(type_, draft, ()), 0)
    allowed = [it for it in values_of(cell, draft, rules) if isinstance(it, Interval)]
    exact = Interval(wanted, wanted)
    return exact if exact in allowed or not allowed else allowed[0]


def _numbers(type_: Type, draft: Draft, constants: Iterable[ir.Number]) -> Iterator[Number]:
    match type_:
        case Date():
            yield draft.as_of.toordinal()
            yield from _around(constants, ("date",), 1)
            yield from _days(draft.as_of)
        case Moment():
            for day in (draft.as_of.toordinal(), draft.as_of.toordinal() - 1):
                yield from ((day - 1) * _MINUTES_A_DAY + hour * 60 for hour in (9, 10, 0, 23))
            yield from _around(constants, ("moment",), 1)
        case Quantity(yuan=0, integer=True):
            yield from _around(constants, ("number",), 1, whole=True)
            yield from (*_COUNTS, *_COUNTS_HIGH)
        case Quantity(yuan=0):
            yield from _around(constants, ("percent", "number"), _HUNDREDTH)
            yield from _RATIOS
            yield from (*_COUNTS, *_COUNTS_HIGH)
        case Quantity():
            yield from _around(constants, ("money",), 1)
            yield from _FEN
        case _:
            return


def _around(
    constants: Iterable[ir.Number],
    kinds: tuple[str, ...],
    step: Number,
    *,
    whole: bool = False,
) -> Iterator[Number]:
    for it in constants:
        if it.kind in kinds and not (whole and it.value.denominator != 1):
            yield from (it.value, it.value - step, it.value + step)


def _days(day: date) -> Iterator[int]:
    yield from (day.toordinal() - 1, day.toordinal() + 1)
    first = day.year * 12 + day.month - 1
    for away in range(1, _MONTHS_AROUND + 1):
        for month in (first - away, first + away):
            yield date(month // 12, month % 12 + 1, 1).toordinal()
    for years in _YEARS_BACK:
        yield date(day.year - years, day.month, min(day.day, 28)).toordinal()


def _negative(type_: Type, number: Number) -> bool:
    return number < (1 if isinstance(type_, Date | Moment) else 0)
