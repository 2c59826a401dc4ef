"""What is said of a grant beside its amount: place, fund, due date, procedure, period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from doudi.runtime.decision import Clash, PlaceResult
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run, scope_of
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Period, Provision
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import OptionId, ProvisionId
from doudi.runtime.program.types import Moment
from doudi.runtime.trace import Contest
from doudi.runtime.values import UNKNOWN_NUMBER, Interval

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period clause with its ends worked out for the subject; None where it states none."""

    clause: Period
    start: Interval | None
    end: Interval | None


def places(
    speaking: Sequence[Provision], index: Index, contests: list[Contest]
) -> tuple[tuple[PlaceResult, ...], tuple[Clash, ...]]:
    """Permissions and duties unite; `only` cuts the rest, unless it is lifted (Outcomes 7)."""
    found = [
        (provision, PlaceResult(option, clause.mode, provision.id))
        for provision in speaking
        for clause in provision.facets.places
        for option in clause.options
    ]
    left = [
        (provision, result)
        for provision, result in found
        if not _lifted(provision, result.option, speaking, index, contests)
    ]
    only: dict[ProvisionId, tuple[Provision, set[OptionId]]] = {}
    for provision, result in left:
        if result.mode == "only":
            only.setdefault(provision.id, (provision, set()))[1].add(result.option)
    if not only:
        return tuple(result for _, result in left), ()
    said = list(only.values())
    unbeaten, clash = prevailing("place", said, lambda a, b: a != b, index, contests)
    speak = {it.id for it, _ in unbeaten}
    kept = tuple(it for _, it in left if it.mode == "only" and it.provision in speak)
    return kept, (Clash("place", clash),) if clash else ()


def _lifted(
    naming: Provision,
    option: OptionId,
    speaking: Sequence[Provision],
    index: Index,
    contests: list[Contest],
) -> bool:
    gone = False
    for lifting in speaking:
        if option not in lifting.facets.lifts or lifting.id == naming.id:
            continue
        principle = index.beats(naming, lifting)
        if principle is None:
            # That a place is lifted is itself a declaration, where no principle comes before it.
            by = index.beats(lifting, naming) or "declared"
            contests.append(Contest("place", lifting.id, naming.id, by))
            gone = True
        else:
            contests.append(Contest("place", naming.id, lifting.id, principle))
    return gone


def funds(
    speaking: Sequence[Provision], index: Index, contests: list[Contest]
) -> tuple[tuple[OptionId, ...], tuple[Clash, ...]]:
    said = [(it, it.facets.funds) for it in speaking if it.facets.funds]
    left, clash = prevailing("fund", said, lambda a, b: set(a) != set(b), index, contests)
    options = tuple(dict.fromkeys(option for _, options in left for option in options))
    return options, (Clash("fund", clash),) if clash else ()


def due(
    speaking: Sequence[Provision], node: Node, run: Run, contests: list[Contest]
) -> tuple[date | None, tuple[Clash, ...]]:
    """The earliest of the due dates that are left; those that still differ are a clash."""
    said = [(it, due_day(it.facets.due, it, node, run)) for it in speaking if it.facets.due]
    left, clash = prevailing("due", said, different, run.index, contests)
    days = sorted(int(it.low) for _, it in left if it.exact and it.low is not None)
    return date.fromordinal(days[0]) if days else None, (Clash("due", clash),) if clash else ()


def period(
    speaking: Sequence[Provision], node: Node, run: Run, contests: list[Contest]
) -> tuple[tuple[Provision, SaidPeriod] | None, tuple[ProvisionId, ...]]:
    said = [
        (it, period_of(it.facets.period, it, node, run))
        for it in speaking
        if it.facets.period is not None
    ]
    if not said:
        return None, ()
    left, clash = prevailing("period", said, other_period, run.index, contests)
    return (_filled(left) if left else None), clash


def _filled(left: Sequence[tuple[Provision, SaidPeriod]]) -> tuple[Provision, SaidPeriod]:
    """One period: what one provision leaves unsaid, another may say; what is settled goes first."""
    provision, first = left[0]
    clauses = [it.clause for _, it in left]
    parts = [it for it in clauses if it.part_month is not None] or clauses
    clause = replace(
        first.clause,
        months=next((it.months for it in clauses if it.months is not None), None),
        part_month=parts[0].part_month,
        part_month_assumed=parts[0].part_month_assumed,
    )
    start = _best([it.start for _, it in left])
    return provision, SaidPeriod(clause, start, _best([it.end for _, it in left]))


def _best(days: Sequence[Interval | None]) -> Interval | None:
    stated = [it for it in days if it is not None]
    return next((it for it in stated if it.exact), stated[0] if stated else None)


def day_of(expr: Expr | None, provision: Provision, node: Node, run: Run) -> Interval:
    """A date or moment expression's value; unknown where it is not applicable."""
    found = None if expr is None else value(expr, scope_of(run, provision, node))
    return found if isinstance(found, Interval) else UNKNOWN_NUMBER


def due_day(expr: Expr, provision: Provision, node: Node, run: Run) -> Interval:
    """The day that a due date or moment falls on."""
    found = day_of(expr, provision, node, run)
    if not is_moment(expr, run.index):
        return found
    low, high = (
        None if it is None else int(it) // MINUTES_A_DAY + 1 for it in (found.low, found.high)
    )
    return Interval(low, high)


def is_moment(expr: Expr, index: Index) -> bool:
    match expr:
        case ir.Fact(id=fact):
            return isinstance(index.facts[fact].type, Moment)
        case ir.Term(id=term):
            return isinstance(index.terms[term].type, Moment)
        case ir.Op(args=args):
            return any(is_moment(it, index) for it in args)
        case _:
            return False


def different(one: Interval, other: Interval) -> bool:
    return one.exact and other.exact and one != other


def period_of(clause: Period, provision: Provision, node: Node, run: Run) -> SaidPeriod:
    start, end = clause.start, clause.end
    return SaidPeriod(
        clause,
        None if start is None else day_of(start, provision, node, run),
        None if end is None else day_of(end, provision, node, run),
    )


def other_period(one: SaidPeriod, other: SaidPeriod) -> bool:
    if one.clause.every != other.clause.every:
        return True
    for mine, others in (
        (one.clause.months, other.clause.months),
        (one.clause.part_month, other.clause.part_month),
    ):
        if None not in (mine, others) and mine != others:
            return True
    return _ends_differ(one.start, other.start) or _ends_differ(one.end, other.end)


def _ends_differ(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and different(one, other)
