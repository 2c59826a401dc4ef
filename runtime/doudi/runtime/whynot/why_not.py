"""One question answered: why is it so, and what is the least that would have to be different?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from doudi.runtime.decision import Decision, SchemeOutcome
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.probing.cells import Cell, cell_of, with_answers
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import reads
from doudi.runtime.whynot.alternatives import alternatives, changeable, unknown
from doudi.runtime.whynot.goal import Goal
from doudi.runtime.whynot.model import Beaten, Carrying, Found, Open, Reason, Sought, WhyNot
from doudi.runtime.whynot.reasons import reasons


def why_not(probe: Probe, at_least: int | None = None, bundle_hash: str = "") -> WhyNot:
    """`at_least`: fen that the result is to be sure of, instead of merely standing or being more.

    Raises KeyError where the case has no such subject; otherwise everything has an answer.
    """
    decision = decide(probe.rules, probe.case, probe.as_of, bundle_hash=bundle_hash)
    outcome = _about(probe, decision)
    goal = Goal(outcome, at_least)
    sought: Sought = "facts_first" if decision.contradictions else goal.sought
    read = reads(probe)
    cells = changeable(read, probe)
    looking = sought not in ("nothing", "facts_first")
    found = (
        alternatives(probe, read, goal) if looking else Found((), len(cells), 0, exhausted=False)
    )
    open_ = unknown(cells, probe)
    fixed = replace(probe, case=with_answers(probe.case, open_, probe.rules))
    still = decide(probe.rules, fixed.case, probe.as_of, bundle_hash=bundle_hash)
    nothing = looking and not found.alternatives
    return WhyNot(
        decision=decision,
        outcome=outcome,
        reasons=reasons(outcome, decision, probe.run()),
        sought=sought,
        at_least=at_least,
        found=found,
        none_because=_obstacles(fixed, still, open_) if nothing else (),
        fixed=still,
    )


def _obstacles(fixed: Probe, decision: Decision, open_: Collection[Cell]) -> tuple[Reason, ...]:
    """What is so whatever becomes of the facts that are open here.

    Where nothing is, the clauses that look at those facts and are not satisfied by any values.
    """
    outcome = _about(fixed, decision)
    found = tuple(_standing_fast(reasons(outcome, decision, fixed.run()), fixed, open_))
    return found or tuple(Carrying(it) for it in outcome.undetermined)


def _standing_fast(
    found: Iterable[Reason], fixed: Probe, open_: Collection[Cell]
) -> Iterator[Reason]:
    for it in found:
        match it:
            case Open(need=need) if cell_of(need, fixed.rules) in open_:
                continue
            case Beaten():
                continue
            case _:
                yield it


def _about(probe: Probe, decision: Decision) -> SchemeOutcome:
    for it in decision.outcomes:
        if (it.scheme, (it.subject.entity, it.subject.id)) == (probe.scheme, probe.subject):
            return it
    raise KeyError(probe.scheme, probe.subject)
