"""One block of households, drawn fact by fact in the order of what is assumed.

Takes what is assumed, the days and areas to draw for, and streams of random numbers; gives rows in
which every fact has a value or is not applicable. Axioms are not looked at here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, assert_never

import numpy as np
import numpy.typing as npt

from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.convert import scale
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import FALSE, TRUE, Integers, Mask
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId
from doudi.runtime.sampling.distributions import (
    Assumed,
    DaysAfter,
    DaysBefore,
    Decided,
    Draw,
    FromFirst,
    Here,
    NotApplicable,
    NotGiven,
    Number,
    Seldom,
    Share,
    Spread,
    Total,
    Weights,
    When,
    YearsBefore,
)
from doudi.runtime.sampling.drawable import Drawable, codes_of, declared_range, drawable
from doudi.runtime.sampling.inverse import enlarged, picked, spread, within
from doudi.runtime.sampling.rows import Column, Rows, holding
from doudi.runtime.sampling.streams import Streams

_MINUTES_A_DAY: Final = 24 * 60
_PLACES: Final = 100  # the last two digits of an id say which it is of what it lies in


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A block while it is drawn: `kinds` has the subjects that are there so far."""

    rules: Index
    assumptions: tuple[Assumed, ...]
    epochs: tuple[Epoch, ...]
    streams: Streams
    kinds: dict[EntityId, Rows]

    @property
    def households(self) -> Rows:
        return self.kinds[HOUSEHOLD]


def drawn_block(
    rules: Index,
    assumptions: tuple[Assumed, ...],
    epochs: tuple[Epoch, ...],
    numbered: range,
    streams: Streams,
) -> Drawing:
    """Households with these numbers; each epoch is that of as many as another."""
    chances = streams.chances("epoch", len(numbered))
    households = Rows(
        entity=HOUSEHOLD,
        inside=None,
        of=np.zeros(len(numbered), np.int64),
        offsets=np.zeros(1, np.int64),
        ids=np.array(numbered, np.int64),
        epoch=picked(chances, range(len(epochs)), [1] * len(epochs)).astype(np.int32),
    )
    drawing = Drawing(rules, assumptions, epochs, streams, {HOUSEHOLD: households})
    for it in assumptions:
        of = drawable(it.name, rules)
        rows = drawing.kinds[of.entity]
        column = _Cases(it, of, rows, drawing).column(it.name)
        kind = rules.entities.get(EntityId(it.name))
        if kind is None:
            rows.columns[it.name] = column
        else:
            drawing.kinds[kind.id] = _populated(kind.id, column, rows)
    return drawing


def draw_again(it: Assumed, where: Mask, drawing: Drawing, time: int) -> None:
    """A fact or given term of those, with other chances each time."""
    of = drawable(it.name, drawing.rules)
    rows = drawing.kinds[of.entity]
    old = rows.columns[it.name]
    new = _Cases(it, of, rows, drawing).column(f"{it.name}/{time}")
    rows.columns[it.name] = Column(
        np.where(where, new.values, old.values),
        np.where(where, new.absent, old.absent),
        np.where(where, new.given, old.given),
    )


def add_up_again(drawing: Drawing) -> None:
    """Totals of facts of which some were drawn again."""
    for it in drawing.assumptions:
        if isinstance(it.otherwise, Total):
            of = drawable(it.name, drawing.rules)
            rows = drawing.kinds[of.entity]
            rows.columns[it.name] = _Cases(it, of, rows, drawing).column(it.name)


def _populated(kind: EntityId, numbers: Column, inside: Rows) -> Rows:
    """Those of a kind, so many in each of what they lie in."""
    offsets = np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers.values, dtype=np.int64)))
    lies_in = np.repeat(np.arange(len(inside), dtype=np.int64), numbers.values)
    places = np.arange(1, len(lies_in) + 1, dtype=np.int64) - offsets[lies_in]
    ids = inside.ids[lies_in] * _PLACES + places
    return Rows(kind, inside, lies_in, offsets, ids, inside.epoch[lies_in])


@dataclass(frozen=True, slots=True, eq=False)
class _Cases:
    """What is assumed of one fact of those rows, each case of those for whom it is the first."""

    it: Assumed
    of: Drawable
    rows: Rows
    drawing: Drawing

    def column(self, name: str) -> Column:
        number = len(self.rows)
        chances = self.drawing.streams.chances(name, number)
        column = Column(
            np.zeros(number, _dtype(self.of.type)), np.zeros(number, bool), np.ones(number, bool)
        )
        left = np.ones(number, bool)
        for when in (*self.it.cases, When((), self.it.otherwise)):
            among = left
            for condition in when.conditions:
                among = among & holding(condition, self.rows, self.drawing.rules)
            left = left & ~among
            where = np.flatnonzero(among)
            self._fill(when.draw, where, chances[where], column)
        self._keep_in_range(column)
        return column

    def _fill(self, draw: Draw, where: Integers, chances: Integers, column: Column) -> None:
        values = column.values
        match draw:
            case NotApplicable():
                column.absent[where] = True
            case NotGiven():
                column.given[where] = False
            case Decided(true=true):
                values[where] = TRUE
                column.given[where] = within(chances, true)
            case Seldom(having=having, one=one):
                some = within(chances, having)
                column.absent[where] = ~some
                self._fill(one, where[some], enlarged(chances[some], having), column)
            case Share(true=true):
                values[where] = np.where(within(chances, true), TRUE, FALSE)
            case Weights(of=of):
                codes = codes_of([it for it, _ in of], self.of.type, self.drawing.rules) or []
                values[where] = picked(chances, codes, [weight for _, weight in of])
            case Spread():
                values[where] = spread(chances, draw) * _times(self.of.type)
            case FromFirst(more=more, least=least, most=most):
                first = values[self.rows.offsets[self.rows.of[where]]]
                values[where] = np.clip(first + spread(chances, more), least, most)
            case DaysBefore(days=days):
                before = spread(chances, days)
                if isinstance(self.of.type, types.Moment):
                    # Some time of the day, from the same chance.
                    minutes = self._days[where] - 1 - before
                    values[where] = minutes * _MINUTES_A_DAY + chances % _MINUTES_A_DAY
                else:
                    values[where] = self._days[where] - before
            case DaysAfter(day=day, days=days):
                start = self.rows.columns[day]
                values[where] = start.values[where] + spread(chances, days)
                column.absent[where] = start.absent[where] | (values[where] > self._days[where])
            case YearsBefore(years=years):
                values[where] = self._of_epochs([it.as_of.year for it in self.drawing.epochs])[
                    where
                ] - spread(chances, years)
            case Here():
                values[where] = self._of_epochs([int(it.area) for it in self.drawing.epochs])[where]
            case Number(of=kind):
                values[where] = np.diff(self.drawing.kinds[EntityId(kind)].offsets)[where]
            case Total(of=fact):
                parts = next(it for it in self.drawing.kinds.values() if fact in it.columns)
                each = parts.columns[fact]
                values[where] = _inside(parts, np.where(each.absent, 0, each.values))[where]
                column.given[where] = _inside(parts, ~each.given)[where] == 0
            case _:
                assert_never(draw)

    def _keep_in_range(self, column: Column) -> None:
        low, high = declared_range(self.it.name, self.drawing.rules)
        if low is not None or high is not None:
            np.clip(column.values, low, high, out=column.values)

    def _of_epochs(self, numbers: Sequence[int]) -> Integers:
        """For each subject that of its epoch."""
        return np.array(numbers, np.int64)[self.rows.epoch]

    @property
    def _days(self) -> Integers:
        return self._of_epochs([it.as_of.toordinal() for it in self.drawing.epochs])


def _inside(parts: Rows, numbers: npt.NDArray[Any]) -> Integers:
    """For each subject the sum over those that lie in it."""
    upto = np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers, dtype=np.int64)))
    return np.diff(upto[parts.offsets])


def _dtype(type_: types.Type) -> npt.DTypeLike:
    match type_:
        case types.Boolean():
            return np.uint8
        case types.Choice() | types.Area():
            return np.int32
        case _:
            return np.int64


def _times(type_: types.Type) -> int:
    """Run-time numbers for one of a spread: fen for a yuan."""
    return int(scale(type_.yuan)) if isinstance(type_, types.Quantity) else 1
