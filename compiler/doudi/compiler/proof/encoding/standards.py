"""The figures of a standard as one number that hangs on its kinds and on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final, TypeAlias

from doudi.compiler.proof.encoding.table import Desk
from doudi.compiler.proof.encoding.terms import both, equal, less
from doudi.compiler.proof.encoding.values import (
    UNKNOWN_NUMBER,
    Encoded,
    Number,
    Option,
    exactly,
    number_if,
)
from doudi.compiler.proof.scene import Scene
from doudi.runtime.program.declarations import StandardRow
from doudi.runtime.program.ids import OptionId, StandardId

Rows: TypeAlias = Mapping[tuple[tuple[OptionId, ...], str], tuple[StandardRow, ...]]
Figures: TypeAlias = Mapping[tuple[OptionId, ...], int | None]

_DAY: Final = timedelta(days=1)


def standard(
    id_: StandardId, given: Sequence[Encoded], day: Number, scene: Scene, desk: Desk
) -> Number:
    """`given`: the kinds, one for each choice that the standard goes by."""
    kinds = list(product(*(scene.rules.options[it] for it in scene.rules.standards[id_].by)))
    rows = {
        (options, code): scene.rules.rows.get((id_, options, code), ())
        for options in kinds
        for code in scene.rules.tables.areas.up(scene.area)
    }

    def on(start: date) -> Number:
        return _of_kinds({it: _figure(it, start, rows) for it in kinds}, given, (), desk)

    first, *others = _turns(day, rows, desk)
    found = on(first)
    for turn in others:
        found = number_if(less(day.low, turn.toordinal()), found, on(turn))
    return found


def _turns(day: Number, rows: Rows, desk: Desk) -> list[date]:
    """The first day that is asked about, and every day after it on which a row begins or ends."""
    low, high = desk.ground.bounds.of(day.low) or (1, date.max.toordinal())
    first = date.fromordinal(int(low))
    found = {first}
    for row in (it for its in rows.values() for it in its):
        found.add(row.start)
        if row.end is not None:
            found.add(row.end + _DAY)
    return sorted(it for it in found if first <= it and it.toordinal() <= high)


def _figure(
    options: tuple[OptionId, ...],
    day: date,
    rows: Rows,
) -> int | None:
    for (its, _), found in rows.items():
        for row in found if its == options else ():
            if row.start <= day and (row.end is None or day <= row.end):
                return row.amount
    return None


def _of_kinds(
    figures: Figures, given: Sequence[Encoded], told: tuple[OptionId | None, ...], desk: Desk
) -> Number:
    """`told`: the kinds looked at so far, None for one that is not known."""
    if len(told) == len(given):
        return _between(figures, told)
    one = given[len(told)]
    if not isinstance(one, Option):
        raise TypeError(one)
    found = None if one.known is True else _of_kinds(figures, given, (*told, None), desk)
    for it in dict.fromkeys(options[len(told)] for options in figures):
        figure = _of_kinds(figures, given, (*told, it), desk)
        is_it = both(one.known, equal(one.number, desk.symbols.numbers[str(it)]))
        found = figure if found is None else number_if(is_it, figure, found)
    return UNKNOWN_NUMBER if found is None else found


def _between(figures: Figures, told: tuple[OptionId | None, ...]) -> Number:
    amounts = [
        amount
        for options, amount in figures.items()
        if all(one in (None, other) for one, other in zip(told, options, strict=True))
    ]
    found = [it for it in amounts if it is not None]
    if not found or len(found) < len(amounts):
        return UNKNOWN_NUMBER
    low, high = min(found), max(found)
    return exactly(low) if low == high else Number(low, high)
