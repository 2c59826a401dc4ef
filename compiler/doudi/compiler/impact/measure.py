"""Some households decided by both sides: every answer that is another now, with effect and cause.

Takes a reading; gives columns. Pure, and the same for a household whichever others are beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from doudi.compiler.impact.attribution import Attribution, Cause, Rows, attributed
from doudi.compiler.impact.effects import UNCHANGED, effects
from doudi.compiler.impact.sides import About, Answers, Reading, Sides
from doudi.compiler.impact.told import Told
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Codes, Indices
from doudi.runtime.population.selection import Selection, selected
from doudi.runtime.program.ids import EntityId


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """The answers on one scheme that are others now.

    `rows`: places of their subjects in the level; `household`: of their households, each for
    each. `effect`: places in EFFECTS; `cause`: in the causes of what was measured.
    """

    about: About
    rows: Rows
    household: Rows
    old: Told
    new: Told
    effect: Codes
    cause: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """`effects`: of every answer, changed or not."""

    reading: Reading
    old: Answers
    new: Answers
    effects: Mapping[About, Codes]
    changed: tuple[Changed, ...]
    causes: tuple[Cause, ...]


def measured(reading: Reading, sides: Sides) -> Measured:
    old = sides.told(frozenset(), reading, sides.about)
    new = sides.told(sides.comparison.keys, reading, sides.about)
    every = {about: effects(old[about], answer) for about, answer in new.items()}
    homes = {it.entity: household_of(it.entity, reading.new, sides.new_words) for it in every}
    rows = {about: np.flatnonzero(effect < UNCHANGED) for about, effect in every.items()}
    causes: dict[Cause, int] = {}
    of = {about: np.zeros(len(its), np.int32) for about, its in rows.items()}
    for at in range(len(reading.new.epochs)):
        here = reading.new.epoch_of == at
        among = {it: here[homes[it.entity][its]] for it, its in rows.items()}
        theirs = {it: its[among[it]] for it, its in rows.items() if among[it].any()}
        for about, found in _attributed(theirs, homes, at, new, reading, sides).items():
            numbers = np.array([causes.setdefault(it, len(causes)) for it in found.causes])
            of[about][among[about]] = numbers[found.of]
    changed = tuple(
        Changed(
            about,
            its,
            homes[about.entity][its],
            old[about].at(its),
            new[about].at(its),
            every[about][its],
            of[about],
        )
        for about, its in rows.items()
        if len(its)
    )
    return Measured(reading, old, new, every, changed, tuple(causes))


def _attributed(
    rows: Mapping[About, Rows],
    homes: Mapping[EntityId, Rows],
    epoch: int,
    new: Answers,
    reading: Reading,
    sides: Sides,
) -> Mapping[About, Attribution]:
    """Those of one epoch: only households of which an answer changes are decided again."""
    if not rows:
        return {}
    households = np.unique(np.concatenate([homes[it.entity][its] for it, its in rows.items()]))
    chosen = _selected(reading.new, households, sides.new_words)
    within = _chunk(chosen, reading.new, epoch)
    same = reading.old is reading.new
    before = (
        within
        if same
        else _chunk(_selected(reading.old, households, sides.old_words), reading.old, epoch)
    )
    places = {it: np.searchsorted(chosen.rows[it.entity], its) for it, its in rows.items()}
    answers = {it: new[it].at(chosen.rows[it.entity]) for it in rows}
    return attributed(places, answers, Reading(before, within), reading.new.epochs[epoch], sides)


def _selected(chunk: Chunk, households: npt.NDArray[np.intp], rules: Index) -> Selection:
    containers = {id_: it.container for id_, it in rules.entities.items()}
    chosen = selected(chunk, households, containers)
    assert chosen is not None  # noqa: S101 - there are households
    return chosen


def _chunk(chosen: Selection, whole: Chunk, epoch: int) -> Chunk:
    size = len(chosen.rows[HOUSEHOLD])
    return replace(
        whole,
        epochs=(whole.epochs[epoch],),
        epoch_of=np.zeros(size, np.int32),
        levels=chosen.levels,
    )


def household_of(entity: EntityId, chunk: Chunk, rules: Index) -> npt.NDArray[np.integer[Any]]:
    """For each subject of a kind the place of its household."""
    offsets, container = chunk.levels[entity].offsets, rules.entities[entity].container
    if offsets is None or container is None:
        return np.arange(len(chunk.levels[entity]))
    holders = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    return household_of(container, chunk, rules)[holders]
