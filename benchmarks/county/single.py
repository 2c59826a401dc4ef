"""The county's rules by doudi, one household at a time: what every other way is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.county import workload
from benchmarks.county.inputs import Tables
from benchmarks.county.workload import NO_AMOUNT, Part, Parts
from doudi.compiler.pipeline import compile_rules
from doudi.runtime import case_from_python
from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import Case

RULES: Final = Path(__file__).parent / "rules"
ON: Final = date(2021, 3, 15)
AREA: Final = "990101"

_OUTCOMES: Final = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Data:
    rules: Index
    cases: tuple[Case, ...]


def load(given: Tables) -> Data:
    known = rules()
    return Data(known, tuple(case_from_python(it, known.program) for it in facts(given)))


def compute(data: Data) -> Iterator[Parts]:
    yield _parts([decide(data.rules, it, detail="none").outcomes for it in data.cases])


def rules() -> Index:
    found = compile_rules(RULES).program
    if found is None:
        raise ValueError(RULES)
    return index(found)


def facts(given: Tables) -> Iterator[Mapping[str, Any]]:
    """Each household of a population as the facts of a case; money in yuan."""
    theirs = given["member"].to_batches()
    members = (row for batch in theirs for row in batch.to_pylist())
    waiting = next(members, None)
    for household in given["household"].to_pylist():
        within = []
        while waiting is not None and waiting["household"] == household["id"]:
            within.append(_facts(waiting))
            waiting = next(members, None)
        yield {"as_of": ON, "area": AREA, "household": {**_facts(household), "member": within}}


def _parts(decided: Iterable[Iterable[SchemeOutcome]]) -> Parts:
    found: dict[str, list[SchemeOutcome]] = {it: [] for it in workload.SCHEMES}
    for outcomes in decided:
        for it in outcomes:
            found[it.scheme].append(it)
    for scheme, its in found.items():
        yield Part(
            scheme,
            np.array([_OUTCOMES.index(it.outcome) for it in its], np.uint8),
            np.array([_fen(it, it.amount.low) for it in its], np.int64),
            np.array([_fen(it, it.amount.high) for it in its], np.int64),
        )


def _fen(it: SchemeOutcome, end: int | None) -> int:
    return NO_AMOUNT if it.amount.status == "none" or end is None else end


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    """A null is a fact that nobody knows, and left out."""
    said = {name: it for name, it in row.items() if name != "household" and it is not None}
    for name in workload.FEN & said.keys():
        said[name] = Decimal(said[name]) / 100
    return {**said, "id": str(row["id"])}
