"""What is counted of a population: answers by area, scheme, effect and cause; households; money.

Tallies of parts add up to that of the whole, in any order, and nothing is counted twice. Money is
in fen, what is paid once apart from what is paid every month or year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.effects import (
    BETTER,
    EFFECTS,
    STILL_NOTHING,
    WORSE,
    Effect,
)
from doudi.compiler.impact.measure import Changed, Measured, household_of
from doudi.compiler.impact.sides import About
from doudi.compiler.impact.told import EVERY, EXACT, NEVER, Told
from doudi.runtime.columns.cells import OUTCOMES
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Codes, Mask
from doudi.runtime.program.ids import AreaCode, EntityId


class Fate(StrEnum):
    """What becomes of a household or a person, all answers together; each has exactly one."""

    BETTER = "better"
    WORSE = "worse"
    BOTH = "both"
    OTHER = "other"
    SAME = "same"


FATES: Final = tuple(Fate)


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What changed answers are counted together by. `old_every`, `new_every`: see EVERY."""

    area: AreaCode
    about: About
    cause: Cause
    effect: Effect
    old: Outcome
    new: Outcome
    old_every: str
    new_every: str


@dataclass(frozen=True, slots=True)
class Sums:
    """So many answers, the exact amounts among them in fen, and how many amounts are not exact."""

    answers: int = 0
    old_fen: int = 0
    new_fen: int = 0
    old_inexact: int = 0
    new_inexact: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.answers + other.answers,
            self.old_fen + other.old_fen,
            self.new_fen + other.new_fen,
            self.old_inexact + other.old_inexact,
            self.new_inexact + other.new_inexact,
        )


@dataclass(frozen=True, slots=True, order=True)
class Given:
    """All answers on a scheme by one side (`new` or not), changed or not."""

    area: AreaCode
    about: About
    new: bool
    outcome: Outcome
    every: str


@dataclass(frozen=True, slots=True)
class Paid:
    answers: int = 0
    fen: int = 0
    inexact: int = 0

    def __add__(self, other: Paid) -> Paid:
        return Paid(
            self.answers + other.answers, self.fen + other.fen, self.inexact + other.inexact
        )


@dataclass(slots=True)
class Tally:
    """`still_nothing`: answers that are refused either way, and only the reason is another.

    `fates`: of households by all answers in them, of every other kind by its own. `touched`:
    households of which an answer changes, for each scheme and for each cause; a household that
    two causes touch counts with both.
    """

    epochs: Counter[tuple[AreaCode, date]] = field(default_factory=Counter)
    subjects: Counter[EntityId] = field(default_factory=Counter)
    lines: dict[Line, Sums] = field(default_factory=dict)
    given: dict[Given, Paid] = field(default_factory=dict)
    still_nothing: Counter[tuple[AreaCode, About]] = field(default_factory=Counter)
    fates: Counter[tuple[AreaCode, EntityId, Fate]] = field(default_factory=Counter)
    touched: Counter[About | Cause] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.epochs.update(other.epochs)
        self.subjects.update(other.subjects)
        self.still_nothing.update(other.still_nothing)
        self.fates.update(other.fates)
        self.touched.update(other.touched)
        for line, sums in other.lines.items():
            self.lines[line] = self.lines.get(line, Sums()) + sums
        for given, paid in other.given.items():
            self.given[given] = self.given.get(given, Paid()) + paid


def tally(it: Measured, rules: Index) -> Tally:
    """`rules`: those by which the population was read for the new side."""
    chunk = it.reading.new
    found = Tally()
    areas = _Areas(chunk)
    for epoch, many in zip(chunk.epochs, np.bincount(chunk.epoch_of), strict=False):
        found.epochs[epoch.area, epoch.as_of] += int(many)
    for kind, level in chunk.levels.items():
        found.subjects[kind] += len(level)
    homes = {entity: household_of(entity, chunk, rules) for entity in chunk.levels}
    for about, effect in it.effects.items():
        area = areas.of[homes[about.entity]]
        for new, answers in ((False, it.old[about]), (True, it.new[about])):
            for key, paid in _given(about, answers, area, areas, new=new):
                found.given[key] = found.given.get(key, Paid()) + paid
        for at, many in _counted(area[effect == STILL_NOTHING]):
            found.still_nothing[areas.codes[at], about] += many
    touched: dict[About | Cause, list[npt.NDArray[Any]]] = {}
    for changed in it.changed:
        for line, sums in _lines(changed, it, areas):
            found.lines[line] = found.lines.get(line, Sums()) + sums
        touched.setdefault(changed.about, []).append(changed.household)
        for cause in np.unique(changed.cause).tolist():
            its = changed.household[changed.cause == cause]
            touched.setdefault(it.causes[cause], []).append(its)
    for what, households in touched.items():
        found.touched[what] += len(np.unique(np.concatenate(households)))
    for entity, level in chunk.levels.items():
        fates = _fates(entity, len(level), it.changed)
        for (at, fate), many in _pairs(areas.of[homes[entity]], fates):
            found.fates[areas.codes[at], entity, FATES[fate]] += many
    return found


class _Areas:
    """For each household the place of its area; an area may have several days."""

    def __init__(self, chunk: Chunk) -> None:
        self.codes = tuple(dict.fromkeys(it.area for it in chunk.epochs))
        places = np.array([self.codes.index(it.area) for it in chunk.epochs], np.int64)
        self.of = places[chunk.epoch_of]


def _fates(entity: EntityId, size: int, changed: Iterable[Changed]) -> Codes:
    better, worse, other = (np.zeros(size, np.bool_) for _ in range(3))
    for it in changed:
        if entity not in (HOUSEHOLD, it.about.entity):
            continue
        whose = it.household if entity == HOUSEHOLD else it.rows
        up, down = _among(BETTER)[it.effect], _among(WORSE)[it.effect]
        better[whose[up]] = True
        worse[whose[down]] = True
        other[whose[~up & ~down]] = True
    return np.select(
        [better & worse, better, worse, other],
        [FATES.index(it) for it in (Fate.BOTH, Fate.BETTER, Fate.WORSE, Fate.OTHER)],
        FATES.index(Fate.SAME),
    ).astype(np.uint8)


def _among(effects: frozenset[Effect]) -> Mask:
    return np.array([it in effects for it in EFFECTS])


def _lines(changed: Changed, of: Measured, areas: _Areas) -> Iterator[tuple[Line, Sums]]:
    old, new = changed.old, changed.new
    keys = np.stack(
        [
            areas.of[changed.household],
            changed.cause,
            changed.effect,
            old.outcome,
            new.outcome,
            old.every,
            new.every,
        ],
        axis=1,
    ).astype(np.int64)
    columns = [np.ones(len(keys), np.int64), _fen(old), _fen(new), _inexact(old), _inexact(new)]
    for key, sums in _summed(keys, columns):
        area, cause, effect, before, after, was, now = key
        line = Line(
            areas.codes[area],
            changed.about,
            of.causes[cause],
            EFFECTS[effect],
            OUTCOMES[before],
            OUTCOMES[after],
            EVERY[was],
            EVERY[now],
        )
        yield line, Sums(*sums)


def _given(
    about: About, answers: Told, area: npt.NDArray[Any], areas: _Areas, *, new: bool
) -> Iterator[tuple[Given, Paid]]:
    keys = np.stack([area, answers.outcome, answers.every], axis=1).astype(np.int64)
    columns = [np.ones(len(keys), np.int64), _fen(answers), _inexact(answers)]
    for (at, outcome, every), sums in _summed(keys, columns):
        yield Given(areas.codes[at], about, new, OUTCOMES[outcome], EVERY[every]), Paid(*sums)


def _fen(it: Told) -> npt.NDArray[np.int64]:
    """The exact amount, and 0 where there is none."""
    return np.where((it.every != NEVER) & (it.status == EXACT), it.low, np.int64(0))


def _inexact(it: Told) -> npt.NDArray[np.int64]:
    return np.where((it.every != NEVER) & (it.status != EXACT), np.int64(1), np.int64(0))


def _summed(
    keys: npt.NDArray[np.int64], columns: Iterable[npt.NDArray[np.int64]]
) -> Iterator[tuple[list[int], list[int]]]:
    """For each key the sum of each column, exact."""
    if not len(keys):
        return
    order = np.lexsort(keys.T[::-1])
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, (ordered[1:] != ordered[:-1]).any(axis=1)])
    sums = [np.add.reduceat(it[order], starts).tolist() for it in columns]
    yield from zip(ordered[starts].tolist(), map(list, zip(*sums, strict=True)), strict=True)


def _counted(codes: npt.NDArray[Any]) -> Iterator[tuple[int, int]]:
    found, many = np.unique(codes, return_counts=True)
    yield from zip(found.tolist(), many.tolist(), strict=True)


def _pairs(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> Iterator[tuple[tuple[int, int], int]]:
    wide = len(FATES)
    for both, many in _counted(one.astype(np.int64) * wide + other):
        yield divmod(both, wide), many
