"""Duties, and whether they are kept. See meaning.md, Duties."""

from __future__ import annotations

from fractions import Fraction

from tests.reference import values as v
from tests.reference.case import Case, Node
from tests.reference.expressions import Scene, value
from tests.reference.priority import principle
from tests.reference.rules import Provision
from tests.reference.terms import competent, entity_of, is_moment, scene, truth_of
from tests.reference.values import FALSE, JUDGEMENT, NA, TRUE, UNKNOWN, Range, Truth, Value

NORMS = ("SATISFY", "COMPLETE", "WORDS")


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
    return status, shown


def set_aside(by: Provision, node: Node, case: Case) -> Truth:
    """Whether a norm speaks here that a text says goes before this one."""
    return v.any_of(
        v.all_of([truth_of(it, inside, case), v.negated(set_aside(it, inside, case))])
        for it in competent(case)
        if by.id in declared(it)
        and by.act in NORMS
        and it.norm is not None
        and it.id not in before(by, case)
        and prevails_by_declaration(it, by, case)
        for inside in node.around()
        if inside.entity == entity_of(it, case)
    )


def declared(it: Provision) -> set[str]:
    return it.targets("EXCEPTION_TO") | it.targets("PREVAILS_OVER")


def before(by: Provision, case: Case) -> set[str]:
    """What it is declared to go before, and what that goes before in turn."""
    norms = {it.id: it for it in case.rules.provisions if it.norm is not None}
    found: set[str] = set()
    new = {by.id}
    while new:
        new = {
            target
            for it in new
            for target in declared(norms[it])
            if target in norms and norms[target].act in NORMS
        } - found
        found |= new
    return found


def prevails_by_declaration(p: Provision, q: Provision, case: Case) -> bool:
    """By the first principle that tells them apart, and that one is a text's own word."""
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
