"""The cells of a scheme, one household after another: for what columns cannot hold exactly.

Slow, and right: numbers so large, or divided by so many, that 64 bits do not hold them.
"""

from __future__ import annotations

import numpy as np

from doudi.runtime.columns.cells import NOBODY, OUTCOMES, STATUSES, CellsInFull
from doudi.runtime.columns.scene import Scene
from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.reasons import Reason, reason
from doudi.runtime.evaluation.scope import start
from doudi.runtime.population.case import case_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.ids import SchemeId


def cells_singly(scheme: SchemeId, scene: Scene) -> CellsInFull:
    entity = scene.rules.schemes[scheme].entity
    areas = {it.case.area: it.case.area_instance for it in scene.regime.runs}
    chunk = scene.chunk
    found: list[tuple[SchemeOutcome, Reason]] = []
    for row in range(len(scene.levels[HOUSEHOLD])):
        on = chunk.epochs[chunk.epoch_of[row]].as_of
        its = start(scene.rules, case_of(chunk, row, scene.rules, areas), on)
        for node in its.nodes.get(entity, ()):
            outcome = scheme_outcome(scheme, node, its, Notes([], []), weighed=False)
            found.append((outcome, reason(outcome, node, its)))
    place, name = scene.all_epochs.places, scene.all_epochs.missing
    amounts = [it.amount for it, _ in found]
    return CellsInFull(
        scheme=scheme,
        entity=entity,
        outcome=np.array([OUTCOMES.index(it.outcome) for it, _ in found], np.uint8),
        status=np.array([STATUSES.index(it.status) for it in amounts], np.uint8),
        low=np.array([OPEN_LOW if it.low is None else it.low for it in amounts], np.int64),
        high=np.array([OPEN_HIGH if it.high is None else it.high for it in amounts], np.int64),
        provision=np.array(
            [NOBODY if it.provision is None else place[it.provision] for _, it in found], np.int32
        ),
        condition=np.array([it.condition for _, it in found], np.uint8),
        missing=np.array(
            [NOBODY if it.missing is None else name[it.missing] for _, it in found], np.int32
        ),
    )
