"""Duties, and whether they are kept. See meaning.md, Duties."""

from __future__ import annotations

from fractions import Fraction

from tests.reference import values as v
from tests.reference.case import Case, Node
from tests.reference.expressions import Scene, value
from tests.reference.priority import competent, principle
from tests.reference.rules import Provision
from tests.reference.terms import entity_of, is_moment, scene, truth_of
from tests.reference.values import FALSE, JUDGEMENT, NA, TRUE, UNKNOWN, Range, Truth, Value

NORMS = ("SATISFY", "COMPLETE", "WORDS")
BINDS_NOBODY = ("permission", "case_by_case", "encouragement")


def duty_for(by: Provision, node: Node, case: Case) -> tuple[str, Fraction | None]:
    """Its status and when it is due, where its condition is not false and it is not set aside."""
    here = scene(case, node, by)
    due = value(by.clauses.arg("DUE"), here) if "DUE" in by.clauses else None
    due = v.ANYTHING if due is NA else due
    moment = due is not None and is_moment(by, case)
    shown = due.low if isinstance(due, Range) and v.known(due) else None
    assert not isinstance(shown, float)
    if truth_of(by, node, case) is not TRUE or set_aside(by, node, case) is not FALSE:
        return "undetermined", shown
    status = _status(by, here, due, moment=moment)
    if by.norm == "prohibition":
        status = {"met": "breached", "breached": "met"}.get(status, status)
    if by.norm in BINDS_NOBODY and status == "breached":
        status = "open"
    return status, shown


def set_aside(by: Provision, node: Node, case: Case) -> Truth:
    """Whether a norm speaks here that a text says goes before this one."""
    return v.any_of(
        v.all_of([truth_of(it, inside, case), v.negated(set_aside(it, inside, case))])
        for it in competent(case)
        if goes_before(it, by, case) and it not in behind(by, case)
        for inside in node.around()
        if inside.entity == entity_of(it, case)
    )


def behind(by: Provision, case: Case) -> set[Provision]:
    """What a text puts this one before, and what it puts that before in turn."""
    found: set[Provision] = set()
    new = {by}
    while new:
        new = {it for it in case.rules.provisions for one in new if goes_before(one, it, case)}
        new -= found
        found |= new
    return found


def goes_before(p: Provision, q: Provision, case: Case) -> bool:
    """By the first principle that tells a norm and a duty apart, and it is a text's own word."""
    if p.norm is None or q.act not in NORMS:
        return False
    if q.id not in p.targets("EXCEPTION_TO") | p.targets("PREVAILS_OVER"):
        return False
    return principle(p, q, case.rules) in ("BY_EXCEPTION", "BY_DECLARATION")


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
