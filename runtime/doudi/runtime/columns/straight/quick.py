"""Cells for one case after another, in microseconds: the same that deciding each would give.

For every area and day straight-line code is written once, and kept. What it cannot take,
`evaluation` decides: a scheme that is not on the tape; a household with something unknown in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, assert_never

import numpy as np
import pyarrow as pa

from doudi.runtime.columns.regimes import alone
from doudi.runtime.columns.scene import Rules, Scene, rules_for_columns
from doudi.runtime.columns.straight.cells import Cell, of_decision
from doudi.runtime.columns.straight.household import Cells, written
from doudi.runtime.columns.straight.limits import taken
from doudi.runtime.columns.tape.reading import NotForTapeError
from doudi.runtime.columns.tape.tape import written as written_tape
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.decide import NoDateError
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.reasons import reason
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import Case, Instance
from doudi.runtime.population.chunk import Level
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Numbers, Plane, Symbols, Truths
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Fact, Program
from doudi.runtime.program.ids import EntityId, SchemeId
from doudi.runtime.trace import SubjectKey

# What the code cannot take; a fact that is missing, unknown or not applicable is one of the last.
_NOT_FOR_IT: Final = (NotForTapeError, KeyError, AttributeError)

_USUAL: Final = 1000
_MOST_KEPT: Final = 128  # areas and days; those written first go first
_MINUTES_A_DAY: Final = 24 * 60


class Quick(Protocol):
    """A case's cells, for each subject in the order of the schemes.

    `as_of` prevails over the case's own date. Raises NoDateError.
    """

    def __call__(self, case: Case, as_of: date | None = None) -> Cells: ...


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """For an area and a day. `others`: schemes that `decided` says nothing of."""

    decided: Callable[[Instance], Cells]
    others: tuple[SchemeId, ...]


def quick(rules: Program | Index) -> Quick:
    """`rules`: a program, or `index(program)` made once."""
    known = rules_for_columns(rules if isinstance(rules, Index) else index(rules))
    every = tuple(it.id for it in known.index.program.schemes)
    kept: dict[Hashable, Ready] = {}

    def cells(case: Case, as_of: date | None = None) -> Cells:
        on = as_of or case.as_of
        if on is None:
            raise NoDateError
        key = _written_for(case, on)
        ready = kept.get(key)
        if ready is None:
            if len(kept) >= _MOST_KEPT:
                del kept[next(iter(kept))]
            ready = kept[key] = _ready(known, case, on)
        try:
            found = ready.decided(_household(case))
        except _NOT_FOR_IT:
            return _with(every, {}, case, on, known.index)
        return _with(ready.others, found, case, on, known.index) if ready.others else found

    return cells


def _written_for(case: Case, on: date) -> Hashable:
    here = case.area_instance
    if not here.facts and not here.terms:
        return case.area, on
    return case.area, on, frozenset(here.facts.items()), frozenset(here.terms.items())


def _household(case: Case) -> Instance:
    if len(case.roots) != 1 or case.roots[0].entity != HOUSEHOLD:
        raise NotForTapeError
    return case.roots[0]


def _with(schemes: Collection[SchemeId], found: Cells, case: Case, on: date, rules: Index) -> Cells:
    """The cells found, and those of other schemes, decided one by one."""
    run = start(rules, case, on)
    own: dict[SubjectKey, dict[SchemeId, Cell]] = {
        key: {it.scheme: it for it in cells} for key, cells in found.items()
    }
    for scheme in schemes:
        for node in run.nodes.get(rules.schemes[scheme].entity, ()):
            said = scheme_outcome(scheme, node, run, Notes([], []), weighed=False)
            own.setdefault(node.key, {})[scheme] = of_decision(said, reason(said, node, run))
    order = [it.id for it in rules.program.schemes]
    return {key: tuple(its[it] for it in order if it in its) for key, its in own.items()}


def _ready(rules: Rules, case: Case, on: date) -> Ready:
    nobody = replace(case, roots=(), root_kinds=frozenset())
    levels = dict(_levels(rules.index, on))
    scene = Scene(rules, alone(start(rules.index, nobody, on)), levels)
    every = [it.id for it in rules.index.program.schemes]
    tape = taken(written_tape(every, scene), rules.index)
    on_tape = {it.scheme for it in tape.results}
    return Ready(written(tape, rules.index), tuple(it for it in every if it not in on_tape))


def _levels(rules: Index, on: date) -> Iterator[tuple[EntityId, Level]]:
    """One household with one of everybody, of whom everything is known."""
    inside = [id_ for id_, it in rules.entities.items() if it.container == HOUSEHOLD]
    for entity in (HOUSEHOLD, *inside):
        facts = {it.id: _plane(it, on) for it in rules.program.facts if it.entity == entity}
        offsets = None if entity == HOUSEHOLD else np.array([0, 1], np.int64)
        yield entity, Level(entity, pa.array([str(entity)]), offsets, facts, {})


def _plane(fact: Fact, on: date) -> Plane:
    """Numbers as large as they usually are: a tape has room for some times as much.

    No fact is left out: of one without a plane nothing would be known of anybody.
    """
    match fact.type:
        case types.Boolean():
            return Truths(np.zeros(1, np.uint8), open=False, judged=False)
        case types.Choice() | types.Area():
            return Symbols(np.zeros(1, np.int32))
        case types.Quantity() | types.Duration():
            return _number(_USUAL if fact.maximum is None else int(fact.maximum))
        case types.Date():
            return _number(on.toordinal())
        case types.Moment():
            return _number(on.toordinal() * _MINUTES_A_DAY)
        case _:
            assert_never(fact.type)


def _number(it: int) -> Numbers:
    only = np.array([it], np.int64)
    return Numbers(only, only)
