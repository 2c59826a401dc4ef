"""What a scheme comes to for all of its subjects in a scene: situations first, then amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from doudi.runtime.columns import money, reasons
from doudi.runtime.columns.cells import NOBODY, OUTCOMES, Cells, CellsInFull
from doudi.runtime.columns.money import Paid
from doudi.runtime.columns.patterns import EVERYWHERE, Rows, placed
from doudi.runtime.columns.periods import every_of, is_monthly
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.situations import Combination, Situation, situation
from doudi.runtime.columns.speakers import Situated, situated, speakers
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.population.planes import (
    FALSE,
    OPEN_HIGH,
    OPEN_LOW,
    UNKNOWN,
    Codes,
    Indices,
    Mask,
)
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import EntityId, ProvisionId, SchemeId

NUMBER: Final = {it: at for at, it in enumerate(OUTCOMES)}
_RULING: Final = NUMBER[Outcome.NEEDS_RULING]
_UNDETERMINED: Final = NUMBER[Outcome.UNDETERMINED]
_STANDS: Final = np.array([it in STANDING for it in OUTCOMES])
_BY_AMOUNTS: Final = len(OUTCOMES)  # until amounts and periods tell


def cells_of(scheme: SchemeId, scene: Scene, *, with_reasons: bool = True) -> CellsInFull:
    entity = scene.rules.schemes[scheme].entity
    size = len(scene.levels[entity])
    speak = speakers(scheme, entity, scene)
    found = situated(speak, entity, scene)
    each = [situation(speak.speaking(it), scene.rules) for it in found.told]
    outcome = np.array([_number(it.outcome) for it in each], np.uint8)[found.of]
    paid, outcome, clash = _paid(each, found, outcome, entity, scene)
    provision = _deciding(each, found, outcome, clash, scene)
    cells = CellsInFull(
        scheme=scheme,
        entity=entity,
        outcome=outcome,
        status=paid.status,
        low=paid.low,
        high=paid.high,
        provision=provision,
        condition=np.zeros(size, np.uint8),
        missing=np.full(size, NOBODY, np.int32),
    )
    if not with_reasons:
        return cells
    condition, missing = told_why(cells, tuple(_CAME), cells.condition, scene)
    return replace(cells, condition=condition, missing=missing)


def _number(outcome: Outcome | None) -> int:
    return _BY_AMOUNTS if outcome is None else NUMBER[outcome]


@dataclass(frozen=True, slots=True)
class _Group:
    """Situations that differ in nothing that amounts hang on."""

    settled: bool
    possible: tuple[Combination, ...]
    situations: tuple[int, ...]


def _groups(each: Sequence[Situation]) -> list[_Group]:
    found: dict[object, _Group] = {}
    for at, it in enumerate(each):
        standing = it.outcome in STANDING and any(one.amounts for one in it.possible)
        if it.outcome is not None and not standing:
            continue
        key = tuple((one.outcome, _ids(one.amounts), _ids(one.periods)) for one in it.possible)
        before = found.get(key)
        situations = (at,) if before is None else (*before.situations, at)
        found[key] = _Group(it.outcome is not None, it.possible, situations)
    return list(found.values())


def _ids(provisions: Sequence[Provision]) -> tuple[ProvisionId, ...]:
    return tuple(it.id for it in provisions)


def _paid(
    each: Sequence[Situation],
    found: Situated,
    outcome: Codes,
    entity: EntityId,
    scene: Scene,
) -> tuple[Paid, Codes, Indices]:
    """Amounts; the outcome where they tell it; the first provision whose amount clashes."""
    size = len(found.of)
    paid = money.united([], size, scene)
    clash = paid.clash
    for group in _groups(each):
        rows = _rows(group, found, len(each))
        many = size if rows is EVERYWHERE else len(rows)
        results = [_combined(it, rows, many, entity, scene) for it in group.possible]
        theirs = money.between(results)
        if not group.settled:
            told = _told(group.possible, results)
            theirs = _only(_STANDS[told], theirs)
            outcome = told if rows is EVERYWHERE else placed(rows, told, outcome)
            first = results[0].clash
            clash = first if rows is EVERYWHERE else placed(rows, first, clash)
        paid = theirs if rows is EVERYWHERE else money.placed_paid(rows, theirs, paid)
    return paid, outcome, clash


def _rows(group: _Group, found: Situated, situations: int) -> Rows:
    if len(group.situations) == situations:
        return EVERYWHERE
    within = np.zeros(situations, np.bool_)
    within[list(group.situations)] = True
    return np.flatnonzero(within[found.of])


def _combined(of: Combination, rows: Rows, size: int, entity: EntityId, scene: Scene) -> Paid:
    """What one combination pays to those rows, and who clashes there on amount or period."""
    found = money.united([], size, scene)
    whole = len(scene.levels[entity])
    for these, every, period_clash in every_of(of.periods, rows, size, entity, scene):
        within = rows if these is EVERYWHERE else these if rows is EVERYWHERE else rows[these]
        many = size if these is EVERYWHERE else len(these)
        monthly = is_monthly(every)
        said = [
            (it, money.said_at(money.stated(it, entity, scene, monthly=monthly), within, whole))
            for it in of.amounts
        ]
        paid = money.united(said, many, scene)
        if period_clash != NOBODY:
            clash = np.where(paid.clash == NOBODY, period_clash, paid.clash)
            paid = replace(paid, clash=np.minimum(clash, period_clash).astype(np.int32))
        found = paid if these is EVERYWHERE else money.placed_paid(these, paid, found)
    return found


def _told(possible: Sequence[Combination], results: Sequence[Paid]) -> Codes:
    """The outcome on which all combinations agree, clashes of amounts and periods counted in."""
    outcomes = [
        np.where((it.clash != NOBODY) & (one.outcome in STANDING), _RULING, NUMBER[one.outcome])
        for one, it in zip(possible, results, strict=True)
    ]
    agreed = outcomes[0]
    for it in outcomes[1:]:
        agreed = np.where(agreed == it, agreed, _UNDETERMINED)
    return agreed.astype(np.uint8)


def _only(where: Mask, paid: Paid) -> Paid:
    """No amount elsewhere."""
    return Paid(
        np.where(where, paid.status, money.NO_AMOUNT).astype(np.uint8),
        np.where(where, paid.low, OPEN_LOW),
        np.where(where, paid.high, OPEN_HIGH),
        paid.left_to,
        paid.clash,
    )


def _deciding(
    each: Sequence[Situation], found: Situated, outcome: Codes, clash: Indices, scene: Scene
) -> Indices:
    """The place of the provision that decided."""
    table = np.full((len(each), len(OUTCOMES)), NOBODY, np.int32)
    for at, it in enumerate(each):
        for one in OUTCOMES if it.outcome is None else (it.outcome,):
            id_ = it.decided_by(one, scene.rules)
            table[at, NUMBER[one]] = NOBODY if id_ is None else scene.all_epochs.places[id_]
    if all(it.outcome is not None for it in each):
        alone: Indices = table.max(axis=1)  # one of each is somebody
        return alone[found.of]
    provision = table[found.of, outcome]
    ruling = (outcome == _RULING) & (clash != NOBODY)
    earliest = np.where(provision == NOBODY, clash, np.minimum(provision, clash))
    return np.where(ruling, earliest, provision).astype(np.int32)


_CAME: Final = {Outcome.NOT_MET: FALSE, Outcome.UNDETERMINED: UNKNOWN}


def told_why(
    cells: Cells, outcomes: Sequence[Outcome], condition: Codes, scene: Scene
) -> tuple[Codes, Indices]:
    """Which part of the condition decided, and what is missing, for those outcomes.

    `outcomes`: of not met and undetermined; `condition`: what is said of the others.
    """
    condition, missing = condition.copy(), np.full(len(cells), NOBODY, np.int32)
    for outcome in outcomes:
        came, wanting = _CAME[outcome], cells.outcome == NUMBER[outcome]
        for place in np.unique(cells.provision[wanting]).tolist():
            if place == NOBODY:
                continue
            rows = np.flatnonzero(wanting & (cells.provision == place))
            by = scene.rules.program.provisions[place]
            condition[rows], missing[rows] = reasons.decided_by(by, came, rows, cells.entity, scene)
    return condition, missing
