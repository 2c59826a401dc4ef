"""By which change of the rules each answer is another now: found by deciding again, for every one.

Takes households of one area and day whose answers change; gives each answer its one cause. Pure:
an answer has the same cause whichever others are looked at with it. See docs/language/impact.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.compiler.changes.causes import Keys
from doudi.compiler.changes.declared import Key
from doudi.compiler.impact.sides import About, Answers, Reading, Sides
from doudi.compiler.impact.told import Told
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.planes import Indices, Mask

Rows: TypeAlias = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Sets of changes, each of which by itself makes the answer what it is now.

    Mostly one set of one change. In a set of several, none can be left out.
    """

    alternatives: tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """`of`: for each changed answer the place of its cause in `causes`."""

    causes: tuple[Cause, ...]
    of: Indices


def attributed(
    changed: Mapping[About, Rows], new: Answers, reading: Reading, epoch: Epoch, sides: Sides
) -> Mapping[About, Attribution]:
    """`changed`: places of subjects of the reading, all of whose households are of the epoch."""
    wanted = {about: new[about].at(rows) for about, rows in changed.items()}
    units = {about: _units(sides.bearing_on(about, epoch), sides) for about in changed}
    shown = _shown_alone(changed, wanted, units, reading, sides)
    return {
        about: _attribution(
            _Asked(about, rows, wanted[about], units[about], reading, sides), shown[about]
        )
        for about, rows in changed.items()
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """The changed answers on one scheme: where they stand, and what they are now.

    `units`: changes that are made one without another, of those that the answers can depend on.
    """

    about: About
    rows: Rows
    now: Told
    units: tuple[Keys, ...]
    reading: Reading
    sides: Sides

    def shows(self, made: Keys, among: Rows) -> Mask:
        """Of some of the rows: whether the old rules with these changes give the new answer."""
        found = self.sides.told(made, self.reading, (self.about,))[self.about]
        return found.at(self.rows[among]).same(self.now.at(among))


def _units(keys: Iterable[Key], sides: Sides) -> tuple[Keys, ...]:
    """Each by itself; but changes with which tables are read otherwise are made together."""
    return tuple(
        dict.fromkeys(sides.words if it in sides.words else frozenset((it,)) for it in keys)
    )


def _shown_alone(
    changed: Mapping[About, Rows],
    wanted: Mapping[About, Told],
    units: Mapping[About, Sequence[Keys]],
    reading: Reading,
    sides: Sides,
) -> Mapping[About, npt.NDArray[np.bool_]]:
    """For each unit, whether it alone gives the new answer: a line of truths for each."""
    found = {about: np.zeros((len(units[about]), len(changed[about])), np.bool_) for about in units}
    for unit in dict.fromkeys(it for some in units.values() for it in some):
        about = tuple(it for it in units if unit in units[it])
        for one, answer in sides.told(unit, reading, about).items():
            line = units[one].index(unit)
            found[one][line] = answer.at(changed[one]).same(wanted[one])
    return found


def _attribution(asked: _Asked, shown: npt.NDArray[np.bool_]) -> Attribution:
    numbers: dict[Cause, int] = {}
    of = np.zeros(len(asked.rows), np.int32)
    patterns, which = np.unique(shown, axis=1, return_inverse=True)
    for at, pattern in enumerate(patterns.T):
        among = np.flatnonzero(which == at)
        enough = [unit for unit, shows in zip(asked.units, pattern, strict=True) if shows]
        if enough:
            cause = Cause(tuple(tuple(sorted(it)) for it in _smallest(enough, asked.sides)))
            of[among] = numbers.setdefault(cause, len(numbers))
            continue
        for keys, those in _together(asked, among).items():
            cause = Cause((tuple(sorted(keys)),))
            of[those] = numbers.setdefault(cause, len(numbers))
    return Attribution(tuple(numbers), of)


def _smallest(enough: Sequence[Keys], sides: Sides) -> Sequence[Keys]:
    """Without those that draw another along that does it by itself."""
    if len(enough) == 1:
        return enough
    whole = {it: sides.comparison.drawn_in(it, undone=False) for it in enough}
    return [it for it in enough if not any(other < whole[it] for other in whole.values())]


def _together(asked: _Asked, among: Rows) -> Mapping[Keys, Rows]:
    """Sets of changes of which none can be left out, with the rows of each.

    Changes are left out one after another, in the order of all, as long as the new answer stays.
    """
    near = frozenset(it for unit in asked.units for it in unit)
    enough = asked.shows(near, among)
    every = asked.sides.comparison.keys
    left = {near: among[enough], every: among[~enough]} if near != every else {every: among}
    done: dict[Keys, list[Rows]] = {}
    while left:
        keys, rows = left.popitem()
        if len(rows):
            fewer = _fewer(asked, keys, rows)
            done.setdefault(keys, []).append(fewer.pop(keys, rows[:0]))
            for less, those in fewer.items():
                left[less] = np.concatenate((left.get(less, rows[:0]), those))
    return {keys: np.concatenate(rows) for keys, rows in done.items() if sum(map(len, rows))}


def _fewer(asked: _Asked, keys: Keys, rows: Rows) -> dict[Keys, Rows]:
    """After going once through the changes: what is left of them, for which rows."""
    found = {keys: rows}
    for unit in _units(
        (it.key for it in asked.sides.comparison.changes if it.key in keys), asked.sides
    ):
        for before, those in list(found.items()):
            less = before - unit
            if not less or not unit <= before:
                continue
            stays = asked.shows(less, those)
            found[before] = those[~stays]
            if stays.any():
                found[less] = np.concatenate((found.get(less, rows[:0]), those[stays]))
    return {it: those for it, those in found.items() if len(those)}
