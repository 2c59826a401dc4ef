"""From a program and a case to a decision: the runtime's one entry.

Pure and deterministic: the same program, case and date give equal decisions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from doudi.runtime.decision import Decision, DutyResult, SchemeOutcome
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.duties import duties
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.record import record_conditions
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.evaluation.tracing import trace
from doudi.runtime.facts.model import Case
from doudi.runtime.program.declarations import Program
from doudi.runtime.trace import Trace

Detail = Literal["none", "compact", "full"]
NO_TRACE = Trace((), (), (), (), ())


class NoDateError(ValueError):
    """Neither the call nor the case names the date to decide for; today is never assumed."""

    def __str__(self) -> str:
        return self.in_("en")

    def in_(self, lang: Literal["zh", "en"]) -> str:
        zh = "案情里没有评估日（`as_of`），也没有另外指明"
        en = "the facts name no date (`as_of`), and none was given beside them"
        return zh if lang == "zh" else en


def decide(
    rules: Program | Index,
    case: Case,
    as_of: date | None = None,
    *,
    bundle_hash: str = "",
    detail: Detail = "full",
) -> Decision:
    """Decide every scheme for every subject of a case, and every duty.

    `rules`: a program, or `index(program)` made once when many cases follow.
    `as_of` prevails over the case's own date. `detail`: how much of the trace to
    keep — conditions step by step, just what became of each provision, or nothing.
    Raises NoDateError; everything else a case can lack is part of the decision.
    """
    on = as_of or case.as_of
    if on is None:
        raise NoDateError
    run = start(rules if isinstance(rules, Index) else index(rules), case, on)
    if detail == "full":
        record_conditions(run)
    notes = Notes([], [])
    outcomes = tuple(_outcomes(run, notes))
    duty_results = tuple(duties(run, notes.contests))
    kept = NO_TRACE if detail == "none" else _trace(run, outcomes, duty_results, notes, detail)
    return Decision(
        bundle_hash=bundle_hash,
        as_of=on,
        area=case.area,
        outcomes=outcomes,
        duties=duty_results,
        contradictions=contradictions(run),  # after the trace, which tells what deciding looked at
        trace=kept,
    )


def _outcomes(run: Run, notes: Notes) -> list[SchemeOutcome]:
    found: list[SchemeOutcome] = []
    for scheme in run.index.program.schemes:
        for node in run.nodes.get(scheme.entity, ()):
            own = Notes([], notes.roundings)
            found.append(scheme_outcome(scheme.id, node, run, own))
            notes.contests += [
                replace(it, scheme=scheme.id, subject=node.key) for it in own.contests
            ]
    return found


def _trace(
    run: Run,
    outcomes: tuple[SchemeOutcome, ...],
    duty_results: tuple[DutyResult, ...],
    notes: Notes,
    detail: Literal["compact", "full"],
) -> Trace:
    return trace(run, outcomes, duty_results, notes, full=detail == "full")
