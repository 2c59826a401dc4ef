"""Duties, prohibitions and permissions that grant nothing, and whether they are kept.

Nobody breaches a permission or an encouragement: what is not used, or not followed, stays open.
See docs/language/meaning.md, Duties.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Literal

from doudi.runtime.decision import DutyResult, Need, Subject
from doudi.runtime.evaluation.evaluate import condition, fact_use, holder, value
from doudi.runtime.evaluation.facets import MINUTES_A_DAY, day_of, is_moment
from doudi.runtime.evaluation.needs import condition_needs, distinct, needs
from doudi.runtime.evaluation.outcomes import assumptions_of
from doudi.runtime.evaluation.scope import Node, Run, scope_of
from doudi.runtime.operators.numbers import less_or_equal
from doudi.runtime.operators.truths import F, J, T, U, conjunction, negation, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Act, Complete, Norm, Provision, Satisfy
from doudi.runtime.program.ids import EntityId
from doudi.runtime.trace import Contest
from doudi.runtime.values import Interval, NotApplicable, Truth

Status = Literal["met", "breached", "open", "undetermined"]
_KEPT: dict[Truth, Status] = {T: "met", F: "breached", U: "undetermined", J: "undetermined"}
_TURNED: dict[Status, Status] = {"met": "breached", "breached": "met"}
_BINDING_NOBODY: frozenset[Norm] = frozenset({"permission", "case_by_case", "encouragement"})
_FIRST_MOMENT = datetime(1, 1, 1)  # noqa: DTZ001 — Beijing time throughout, counted from here


def duties(run: Run, contests: list[Contest]) -> Iterator[DutyResult]:
    """Every competent duty for every entity of its kind, if its condition is not false.

    What a declared exception, or what is declared to prevail, sets aside is not among them;
    that it was is written into `contests`.
    """
    for provision in run.competent(run.index.duties):
        for node in run.nodes.get(provision.entity, ()):
            applies = condition(provision, node, run)
            if applies is F:
                continue
            before = [(it, _speaks(it[0], it[1], run)) for it in _before(provision, node, run)]
            gone = [it for (it, _), truth_ in before if truth_ is T]
            contests += [
                Contest("duty", it.id, provision.id, run.index.beats(it, provision), None, node.key)
                for it in gone
            ]
            if not gone:
                open_ = [it for it, truth_ in before if truth_ is not F]
                yield _duty(provision, applies, open_, node, run)


def status_of(provision: Provision, node: Node, run: Run) -> Status:
    """Whether a norm that applies is kept, whatever goes before it."""
    due = day_of(provision.facets.due, provision, node, run) if provision.facets.due else None
    return _status(provision, due, node, run, by_minute=_by_minute(provision, run))[0]


def as_meant(norm: Norm | None, status: Status) -> Status:
    """What the status that a duty would have is for a norm of this word.

    What must not be is breached where it is, and met where it is not; nobody breaches what he
    may do or is encouraged to do.
    """
    if norm == "prohibition":
        return _TURNED.get(status, status)
    return "open" if norm in _BINDING_NOBODY and status == "breached" else status


def _before(provision: Provision, node: Node, run: Run) -> list[tuple[Provision, Node]]:
    """The competent norms that a text puts before a duty, each with whom it speaks of."""
    norms = run.competent(run.index.goes_before.get(provision.id, ()))
    owners = ((it, holder(node, it.entity, run)) for it in norms)
    return [(it, owner) for it, owner in owners if owner is not None]


def _speaks(provision: Provision, node: Node, run: Run) -> Truth:
    """Whether a norm's condition is true, and it is not itself set aside."""
    against = [_speaks(it, owner, run) for it, owner in _before(provision, node, run)]
    return conjunction([condition(provision, node, run), *(negation(it) for it in against)])


def _open_conditions(provision: Provision, node: Node, run: Run) -> Iterator[Need]:
    yield from condition_needs([provision], node, run)
    for it, owner in _before(provision, node, run):
        yield from _open_conditions(it, owner, run)


def _duty(
    provision: Provision,
    applies: Truth,
    open_before: list[tuple[Provision, Node]],
    node: Node,
    run: Run,
) -> DutyResult:
    due = day_of(provision.facets.due, provision, node, run) if provision.facets.due else None
    by_minute = _by_minute(provision, run)
    wanted = [need for it, owner in open_before for need in _open_conditions(it, owner, run)]
    if applies is not T or open_before:
        status: Status = "undetermined"
        wanted = [*condition_needs([provision], node, run), *wanted]
    else:
        status, wanted = _status(provision, due, node, run, by_minute=by_minute)
    exact = int(due.low) if due is not None and due.exact and due.low is not None else None
    return DutyResult(
        provision=provision.id,
        norm=provision.norm or "duty",
        holders=provision.facets.holders,
        subject=Subject(EntityId(node.key[0]), node.key[1]),
        status=status,
        due=None if exact is None else _day(exact, by_minute=by_minute),
        due_moment=_moment(exact) if by_minute and exact is not None else None,
        needs=distinct(wanted),
        assumptions=assumptions_of([provision], run),
    )


def _status(
    provision: Provision, due: Interval | None, node: Node, run: Run, *, by_minute: bool
) -> tuple[Status, list[Need]]:
    scope = scope_of(run, provision, node)
    match provision.effect:
        case Satisfy(test=test):
            status = _KEPT[truth(value(test, scope))]
            if status == "breached" and due is not None:
                status = _late(due, run, by_minute=by_minute)
            return as_meant(provision.norm, status), list(needs(test, scope))
        case Complete(fact=fact):
            done = fact_use(ir.Fact(fact), scope)
            status = _done(done.value, due, run, by_minute=by_minute)
            open_ = list(needs(ir.Fact(fact), scope)) if status == "undetermined" else []
            if status == "undetermined" and provision.facets.due is not None:
                open_ += needs(provision.facets.due, scope)
            return as_meant(provision.norm, status), open_
        case Act():
            return "open", []
        case _:
            return "undetermined", []


def _done(done: object, due: Interval | None, run: Run, *, by_minute: bool) -> Status:
    if isinstance(done, NotApplicable):
        return "open" if due is None else _late(due, run, by_minute=by_minute)
    if not isinstance(done, Interval):
        return "undetermined"
    if due is None:
        return "met" if done.exact else "undetermined"
    return _KEPT[less_or_equal(done, due)]


def _late(due: Interval, run: Run, *, by_minute: bool) -> Status:
    """Not done (yet): breached when the due date lies before the case's date."""
    today = run.as_of.toordinal()
    now = (today - 1) * MINUTES_A_DAY if by_minute else today
    if due.high is not None and due.high < now:
        return "breached"
    return "open" if due.low is not None and due.low >= now else "undetermined"


def _by_minute(provision: Provision, run: Run) -> bool:
    due = provision.facets.due
    return due is not None and is_moment(due, run.index)


def _day(at: int, *, by_minute: bool) -> date:
    return date.fromordinal(at // MINUTES_A_DAY + 1 if by_minute else at)


def _moment(minutes: int) -> str:
    return (_FIRST_MOMENT + timedelta(minutes=minutes)).isoformat(timespec="minutes")
