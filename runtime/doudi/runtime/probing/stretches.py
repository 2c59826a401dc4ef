"""All that may stand in one place of a case, cut where a condition of the scheme turns.

Within a stretch every condition on the scheme has the same truth, the other facts being as they
are; an amount may still move. Numbers and days are searched: among the figures that the conditions
compare with, their neighbours and a grid of ordinary values, every turn between two that differ is
narrowed down to the smallest unit (a fen, a day, one). Two turns between the same neighbours
of that grid that undo each other would be missed; comparisons with a figure cannot have such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias

from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.scope import Run, Scope
from doudi.runtime.facts.model import Given
from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.probing.cells import Cell, type_of
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import Atom, Reads
from doudi.runtime.program import expressions as ir
from doudi.runtime.program import types
from doudi.runtime.program.ids import FactId
from doudi.runtime.values import Interval, Symbol, Truth, Value

Number: TypeAlias = Fraction | int

_MINUTES_A_DAY: Final = 24 * 60
_SHARE: Final = Fraction(1, 1000)  # of numbers without a unit, how finely they are told apart
_FAR: Final = 10**9  # fen or units beyond any household's


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `low` to `high`, both included, in run-time units; one option has neither.

    `given`: one of its values.
    """

    given: Given
    low: Number | None = None
    high: Number | None = None


def stretches(
    cell: Cell, probe: Probe, read: Reads, answers: Mapping[Cell, Given] | None = None
) -> tuple[Stretch, ...]:
    """In order, without gaps. `answers`: what the other facts are instead of what the case says."""
    others = {it: given for it, given in (answers or {}).items() if it != cell}
    match type_of(cell, probe.rules):
        case types.Boolean():
            return tuple(Stretch(Given("given", it)) for it in (T, F))
        case types.Choice(id=choice):
            return tuple(_symbol(it) for it in probe.rules.options[choice])
        case types.Area():
            return tuple(_symbol(it) for it in _areas(cell, probe, read))
        case type_:
            return _cut(cell, type_, probe, read, others)


def grain_of(type_: types.Type) -> Number:
    """The smallest step between two values: a fen, a day, a minute, a whole one."""
    match type_:
        case types.Quantity(integer=False, yuan=0):
            return _SHARE
        case _:
            return 1


def _symbol(id_: str) -> Stretch:
    return Stretch(Given("given", Symbol(id_)))


def _areas(cell: Cell, probe: Probe, read: Reads) -> Iterable[str]:
    """Those that a condition names, the case's own, and one that is none of these."""
    named = {str(probe.case.area)}
    for atom in read.atoms:
        if cell in atom.cells:
            named |= {it.code for it in _inside(atom.expr) if isinstance(it, ir.Place)}
    areas = probe.rules.program.areas
    other = next((it.code for it in reversed(areas) if it.code not in named), None)
    return (*sorted(named), *([] if other is None else [str(other)]))


def _cut(
    cell: Cell, type_: types.Type, probe: Probe, read: Reads, answers: Mapping[Cell, Given]
) -> tuple[Stretch, ...]:
    atoms = [it for it in read.atoms if cell in it.cells]
    grain = grain_of(type_)
    low, high = _bounds(cell, type_, probe)
    told: dict[Number, tuple[Truth, ...]] = {}

    def truths(at: Number) -> tuple[Truth, ...]:
        if at not in told:
            run = probe.run({**answers, cell: _number(at)})
            told[at] = tuple(truth(_value(it, run)) for it in atoms)
        return told[at]

    figures = _figures(atoms, probe.run(answers))
    points = _points(figures, type_, probe.as_of, low, high, grain)
    starts = [points[0]]
    for before, after in pairwise(points):
        starts += _turns(before, after, truths, grain)
    ends = [it - grain for it in starts[1:]]
    return tuple(
        Stretch(_number(_inner(first, last, grain)), first, last)
        for first, last in zip(starts, [*ends, points[-1]], strict=True)
    )


def _turns(
    before: Number, after: Number, truths: Callable[[Number], tuple[Truth, ...]], grain: Number
) -> list[Number]:
    """The values between two points, the second included, from which on some truth is another."""
    if truths(before) == truths(after):
        return []
    steps = int((after - before) // grain)
    if steps <= 1:
        return [after]
    middle = before + (steps // 2) * grain
    return _turns(before, middle, truths, grain) + _turns(middle, after, truths, grain)


def _inner(first: Number, last: Number, grain: Number) -> Number:
    """Neither end where there is something between; a round one where that is easy."""
    if last - first < 2 * grain:
        return first
    middle = first + (int((last - first) // grain) // 2) * grain
    for unit in (10**6, 10**5, 10**4, 1000, 100, 10):
        rounded = middle // unit * unit
        if first <= rounded <= last:
            return rounded
    return middle


def _points(
    figures: Iterable[Number],
    type_: types.Type,
    as_of: date,
    low: Number,
    high: Number,
    grain: Number,
) -> list[Number]:
    found = {low, high}
    match type_:
        case types.Date() | types.Moment():
            unit = _MINUTES_A_DAY if isinstance(type_, types.Moment) else 1
            today = as_of.toordinal() - (1 if unit > 1 else 0)
            around = (-3660, -366, -182, -31, -1, 0, 1, 31, 182, 366, 3660)
            grid = [Fraction((today + days) * unit) for days in around]
        case _:
            grid = [Fraction(10) ** power for power in range(9)] + [Fraction(0)]
    for it in (*figures, *grid):
        snapped = it // grain * grain
        found |= {snapped - grain, snapped, snapped + grain}
    return sorted(it for it in found if low <= it <= high)


def _bounds(cell: Cell, type_: types.Type, probe: Probe) -> tuple[Number, Number]:
    fact = probe.rules.facts.get(FactId(cell.name))
    low = None if fact is None else fact.minimum
    high = None if fact is None else fact.maximum
    match type_:
        case types.Date():
            first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
        case types.Moment():
            first = (date(FIRST_YEAR, 1, 1).toordinal() - 1) * _MINUTES_A_DAY
            last = date(LAST_YEAR, 12, 31).toordinal() * _MINUTES_A_DAY - 1
        case _:
            first, last = -_FAR, _FAR
    return (first if low is None else low), (last if high is None else high)


def _figures(atoms: Iterable[Atom], run: Run) -> set[Number]:
    """The known numbers that stand in conditions on the cell, and what comparisons compare with."""
    found: set[Number] = set()
    for atom in atoms:
        scope = _scope(atom, run)
        for expr in _inside(atom.expr):
            its = value(expr, scope)
            if isinstance(its, Interval):
                found |= {it for it in (its.low, its.high) if it is not None}
    return found


def _inside(expr: ir.Expr) -> list[ir.Expr]:
    found = [expr]
    match expr:
        case ir.Op(args=args) | ir.Standard(args=args):
            parts: tuple[ir.Expr, ...] = args
        case _:
            parts = ()
    for it in parts:
        found += _inside(it)
    return found


def _value(atom: Atom, run: Run) -> Value:
    return value(atom.expr, _scope(atom, run))


def _scope(atom: Atom, run: Run) -> Scope:
    return Scope(run, run.by_key[atom.subject], run.as_of, None, atom.issued)


def _number(at: Number) -> Given:
    whole = at.numerator if isinstance(at, Fraction) and at.denominator == 1 else at
    return Given("given", Interval(whole, whole))
