"""Duties, and whether they are kept. See meaning.md, Duties."""

from __future__ import annotations

from fractions import Fraction

from tests.reference import values as v
from tests.reference.case import Case, Node
from tests.reference.expressions import Scene, value
from tests.reference.rules import Provision
from tests.reference.terms import is_moment, scene, truth_of
from tests.reference.values import FALSE, JUDGEMENT, NA, TRUE, UNKNOWN, Range, Truth, Value


def duty_for(by: Provision, node: Node, case: Case) -> tuple[str, Fraction | None] | None:
    """Its status and when it is due; None where its condition is false."""
    truth = truth_of(by, node, case)
    if truth is FALSE:
        return None
    here = scene(case, node, by)
    due = value(by.clauses.arg("DUE"), here) if "DUE" in by.clauses else None
    due = v.ANYTHING if due is NA else due
    moment = due is not None and is_moment(by, case)
    shown = due.low if isinstance(due, Range) and v.known(due) else None
    assert not isinstance(shown, float)
    if truth is not TRUE:
        return "undetermined", shown
    status = _status(by, here, due, moment=moment)
    if by.norm == "prohibition":
        status = {"met": "breached", "breached": "met"}.get(status, status)
    return status, shown


def _status(by: Provision, here: Scene, due: Value | None, *, moment: bool) -> str:
    today = v.exactly(here.case.as_of.toordinal())
    if moment:
        today = v.exactly((here.case.as_of.toordinal() - 1) * v.MINUTES_A_DAY)
    passed = FALSE if due is None else v.less(due, today)
    match by.act:
        case "SATISFY":
            test = v.holds(value(by.about, here))
            if test in (UNKNOWN, JUDGEMENT):
                return "undetermined"
            if test is TRUE:
                return "met"
            if due is None or passed is TRUE:
                return "breached"
            return "open" if passed is FALSE else "undetermined"
        case "COMPLETE":
            return _completed(value(by.about, here), due, passed)
        case _:
            return "open"


def _completed(done: Value, due: Value | None, passed: Truth) -> str:
    if done is NA:
        if passed is UNKNOWN:
            return "undetermined"
        return "breached" if passed is TRUE else "open"
    if due is None:
        return "met" if isinstance(done, Range) and v.known(done) else "undetermined"
    return {TRUE: "met", FALSE: "breached"}.get(v.at_most(done, due), "undetermined")
