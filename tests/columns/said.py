"""What cells say, as a person reads them: to tell engines apart, and show where they differ."""

from __future__ import annotations

from typing import NamedTuple

from doudi.runtime.columns.cells import NOBODY, OUTCOMES, STATUSES, Answers
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.ids import SchemeId


class Said(NamedTuple):
    """Fen; None where nothing stands."""

    outcome: str
    status: str
    low: int | None
    high: int | None
    provision: str | None
    condition: int
    missing: str | None


def said(answers: Answers, rules: Index) -> dict[SchemeId, list[Said]]:
    """Of every scheme, for each subject in the order of its level."""
    return {
        scheme: [
            Said(
                str(OUTCOMES[outcome]),
                STATUSES[status],
                None if low == OPEN_LOW else low,
                None if high == OPEN_HIGH else high,
                None if provision == NOBODY else rules.program.provisions[provision].id,
                condition,
                None if missing == NOBODY else answers.names[missing],
            )
            for outcome, status, low, high, provision, condition, missing in zip(
                it.outcome.tolist(),
                it.status.tolist(),
                it.low.tolist(),
                it.high.tolist(),
                it.provision.tolist(),
                it.condition.tolist(),
                it.missing.tolist(),
                strict=True,
            )
        ]
        for scheme, it in answers.cells.items()
    }
