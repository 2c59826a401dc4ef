"""What is said of a grant beside its amount: place, fund, due date, procedure, period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doudi.runtime.decision import Clash, PlaceResult
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run, scope_of
from doudi.runtime.program.declarations import Period, Provision
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import OptionId, ProvisionId
from doudi.runtime.trace import Contest
from doudi.runtime.values import UNKNOWN_NUMBER, Interval


@dataclass(frozen=True, slots=True)
class SaidPeriod:
    """A period clause with its ends worked out for the subject; None where it states none."""

    clause: Period
    start: Interval | None
    end: Interval | None


def places(speaking: Sequence[Provision], index: Index) -> tuple[PlaceResult, ...]:
    """Permissions and duties unite; `only` cuts the rest, unless it is lifted (Outcomes 7)."""
    found = [
        (provision, PlaceResult(option, clause.mode, provision.id))
        for provision in speaking
        for clause in provision.facets.places
        for option in clause.options
    ]
    lifting = [(it, it.facets.lifts) for it in speaking if it.facets.lifts]

    def lifted(provision: Provision, option: OptionId) -> bool:
        return any(
            option in options and other.id != provision.id and index.beats(provision, other) is None
            for other, options in lifting
        )

    only = [
        result
        for provision, result in found
        if result.mode == "only" and not lifted(provision, result.option)
    ]
    return tuple(only or [it for provision, it in found if not lifted(provision, it.option)])


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
    said = [(it, day_of(it.facets.due, it, node, run)) for it in speaking if it.facets.due]
    left, clash = prevailing("due", said, different, run.index, contests)
    days = sorted(int(it.low) for _, it in left if it.exact and it.low is not None)
    return date.fromordinal(days[0]) if days else None, (Clash("due", clash),) if clash else ()


def period(
    speaking: Sequence[Provision], node: Node, run: Run, contests: list[Contest]
) -> tuple[tuple[Provision, SaidPeriod] | None, tuple[ProvisionId, ...]]:
    said = [
        (it, _period(it.facets.period, it, node, run))
        for it in speaking
        if it.facets.period is not None
    ]
    left, clash = prevailing("period", said, _other_period, run.index, contests)
    return (left[0] if left else None), clash


def day_of(expr: Expr | None, provision: Provision, node: Node, run: Run) -> Interval:
    """A date or moment expression's value; unknown where it is not applicable."""
    found = None if expr is None else value(expr, scope_of(run, provision, node))
    return found if isinstance(found, Interval) else UNKNOWN_NUMBER


def different(one: Interval, other: Interval) -> bool:
    return one.exact and other.exact and one != other


def _period(clause: Period, provision: Provision, node: Node, run: Run) -> SaidPeriod:
    start, end = clause.start, clause.end
    return SaidPeriod(
        clause,
        None if start is None else day_of(start, provision, node, run),
        None if end is None else day_of(end, provision, node, run),
    )


def _other_period(one: SaidPeriod, other: SaidPeriod) -> bool:
    if one.clause.every != other.clause.every:
        return True
    if None not in (one.clause.months, other.clause.months):
        return one.clause.months != other.clause.months
    return _ends_differ(one.start, other.start) or _ends_differ(one.end, other.end)


def _ends_differ(one: Interval | None, other: Interval | None) -> bool:
    return one is not None and other is not None and different(one, other)
