"""What a batch was of and what came of it, as JSON: `batch.json` beside the answers.

It holds no time and no path, so that the same batch gives the same bytes wherever it runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

from doudi.runtime.batch.tables import Kind, kinds
from doudi.runtime.batch.tally import Tally
from doudi.runtime.canonical import Json
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.ids import EntityId, FactId, SchemeId, StandardId, TermId

SCHEMA: Final = "doudi-batch/1"

Report: TypeAlias = Mapping[str, Any]


def report(
    head: Mapping[str, Json],
    tally: Tally,
    schemes: Sequence[SchemeId],
    rules: Index,
) -> Report:
    """`head`: what the batch was of; `schemes`: those that were to be decided.

    Raises RuntimeError where what went out is not what came in.
    """
    top = kinds(tally.read, schemes, rules)
    written = [it.entity for it in top.all()]
    for it in written:
        if tally.read[it] != tally.written[it]:
            message = f"{tally.read[it]} of {it} were read, and {tally.written[it]} written"
            raise RuntimeError(message)
    return {
        "schema": SCHEMA,
        **head,
        "kinds": [
            {"id": it, "read": many, "written": tally.written[it] if it in written else None}
            for it, many in sorted(tally.read.items(), key=lambda it: (_depth(it[0], rules), it[0]))
        ],
        "epochs": [
            {"area": area, "as_of": as_of.isoformat(), "households": many}
            for (area, as_of), many in sorted(tally.epochs.items())
        ],
        "results": [_result(it, tally, rules) for it in _decided(top, rules)],
        "missing": [
            {"name": name, "kind": _kind(name, rules), "cells": many}
            for name, many in sorted(tally.missing.items(), key=lambda it: (-it[1], it[0]))
        ],
        "without_subjects": [it for it in schemes if it not in _decided(top, rules)],
    }


def _depth(kind: EntityId, rules: Index) -> int:
    container = rules.entities[kind].container
    return 0 if container is None else 1 + _depth(container, rules)


def _decided(top: Kind, rules: Index) -> list[SchemeId]:
    """In the program's order."""
    found = {scheme for kind in top.all() for scheme in kind.schemes}
    return [it.id for it in rules.program.schemes if it.id in found]


def _result(scheme: SchemeId, tally: Tally, rules: Index) -> Mapping[str, Json]:
    counts = {it: tally.outcomes[scheme, it] for it in Outcome}
    return {
        "scheme": scheme,
        "kind": rules.schemes[scheme].entity,
        "subjects": sum(counts.values()),
        "outcomes": {outcome: many for outcome, many in counts.items() if many},
    }


def _kind(name: str, rules: Index) -> str:
    if FactId(name) in rules.facts:
        return "fact"
    if TermId(name) in rules.terms:
        return "term"
    if StandardId(name) in rules.standards:
        return "standard"
    return "kind" if EntityId(name) in rules.entities else "calendar"
