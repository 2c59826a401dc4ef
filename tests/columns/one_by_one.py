"""The answers for a chunk, household by household: the standard that the columns are held to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from doudi.runtime.columns.cells import NOBODY, OUTCOMES, STATUSES, Answers, Cells, CellsInFull
from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.reasons import Reason, reason
from doudi.runtime.evaluation.scope import Node, Run, start
from doudi.runtime.facts.model import Case, Instance
from doudi.runtime.population.case import case_of
from doudi.runtime.population.chunk import Chunk
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.declarations import Scheme
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId

Answer: TypeAlias = tuple[SchemeOutcome, Reason]
_NONE: Final[Mapping[AreaCode, Instance]] = {}


def cells_one_by_one(
    rules: Index, chunk: Chunk, areas: Mapping[AreaCode, Instance] = _NONE
) -> Answers:
    """Of all schemes whose subjects the chunk has a level for."""
    cases = [case_of(chunk, row, rules, areas) for row in range(len(chunk.epoch_of))]
    return cells_of_cases(rules, cases, chunk.levels)


def cells_of_cases(rules: Index, cases: Iterable[Case], kinds: Collection[EntityId]) -> Answers:
    """Of all schemes for one of `kinds`."""
    about = [it for it in rules.program.schemes if it.entity in kinds]
    found: dict[SchemeId, list[Answer]] = {it.id: [] for it in about}
    for case in cases:
        assert case.as_of is not None
        run = start(rules, case, case.as_of)
        for it in about:
            found[it.id] += (_answer(it.id, node, run) for node in run.nodes.get(it.entity, ()))
    names = tuple(
        sorted({its.missing for said in found.values() for _, its in said if its.missing})
    )
    return Answers({it.id: _cells(it, found[it.id], names, rules) for it in about}, names)


def _answer(scheme: SchemeId, node: Node, run: Run) -> Answer:
    outcome = scheme_outcome(scheme, node, run, Notes([], []), weighed=False)
    return outcome, reason(outcome, node, run)


def _cells(scheme: Scheme, said: Sequence[Answer], names: Sequence[str], rules: Index) -> Cells:
    places: dict[str | None, int] = {it.id: at for at, it in enumerate(rules.program.provisions)}
    named: dict[str | None, int] = {it: at for at, it in enumerate(names)}
    amounts = [outcome.amount for outcome, _ in said]
    low = [OPEN_LOW if it.low is None else it.low for it in amounts]
    high = [OPEN_HIGH if it.high is None else it.high for it in amounts]
    return CellsInFull(
        scheme=scheme.id,
        entity=scheme.entity,
        outcome=np.array([OUTCOMES.index(outcome.outcome) for outcome, _ in said], np.uint8),
        status=np.array([STATUSES.index(it.status) for it in amounts], np.uint8),
        low=np.array(low, np.int64),
        high=np.array(high, np.int64),
        provision=np.array([places.get(its.provision, NOBODY) for _, its in said], np.int32),
        condition=np.array([its.condition for _, its in said], np.uint8),
        missing=np.array([named.get(its.missing, NOBODY) for _, its in said], np.int32),
    )
