"""Monthly and yearly grants, paid out month by month with the standards of each month.

See docs/language/meaning.md, Schedules.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from doudi.runtime.decision import AmountResult, Instalment, Schedule
from doudi.runtime.evaluation.facets import SaidPeriod
from doudi.runtime.operators.dates import add_months
from doudi.runtime.program.declarations import Provision
from doudi.runtime.values import Interval

MOST_INSTALMENTS = 1200  # a hundred years of months; more is a mistake in a date

FROM_DECISION = "起始月未写明，按评估日所在月起算"
WHOLE_MONTHS = "不足一月的未写明，按整月计"
CUT = "期间过长，只列前1200期"


def schedule(
    provision: Provision,
    said: SaidPeriod,
    as_of: date,
    amount_in: Callable[[date, Fraction], AmountResult],
) -> Schedule:
    """`amount_in(first day of month, share of the month)` gives one instalment's amount."""
    clause = said.clause
    if clause.every == "once":
        day = _exact(said.start)
        return Schedule(
            "once", day, day, open=False, instalments=(), assumptions=(), provisions=(provision.id,)
        )
    assumptions: list[str] = []
    start = _exact(said.start)
    if said.start is None:
        start = as_of.replace(day=1)
        assumptions.append(FROM_DECISION)
    end = _exact(said.end)
    if start is None:
        return Schedule(
            clause.every,
            None,
            end,
            open=True,
            instalments=(),
            assumptions=(),
            provisions=(provision.id,),
        )
    if clause.months is not None:
        limit = add_months(start.toordinal(), clause.months)
        last_day = None if limit is None else date.fromordinal(limit - 1)
        end = last_day if end is None or (last_day is not None and last_day < end) else end
    if clause.part_month is None and not _whole(start, end):
        assumptions.append(WHOLE_MONTHS)
    if clause.part_month_assumed:
        assumptions.append(clause.part_month_assumed)
    step = 1 if clause.every == "month" else 12
    instalments: list[Instalment] = []
    month: date | None = start.replace(day=1)
    until = as_of if end is None else end
    while month is not None and month <= until and start <= (end or start):
        if len(instalments) == MOST_INSTALMENTS:
            assumptions.append(CUT)
            break
        share = _share(month, start, end) if step == 1 else Fraction(1)
        if clause.part_month == "none" and share < 1:
            share = Fraction(0)
        elif clause.part_month != "by_day":
            share = Fraction(1)
        if share > 0:
            instalments.append(Instalment(month, amount_in(month, share), share))
        following = add_months(month.toordinal(), step)
        month = None if following is None else date.fromordinal(following)
    return Schedule(
        clause.every,
        start,
        end,
        open=end is None,
        instalments=tuple(instalments),
        assumptions=tuple(assumptions),
        provisions=(provision.id,),
    )


def _exact(it: Interval | None) -> date | None:
    return date.fromordinal(int(it.low)) if it is not None and it.exact and it.low else None


def _whole(start: date, end: date | None) -> bool:
    return start.day == 1 and (end is None or end.day == monthrange(end.year, end.month)[1])


def _share(month: date, start: date, end: date | None) -> Fraction:
    days = monthrange(month.year, month.month)[1]
    first = start.day if (start.year, start.month) == (month.year, month.month) else 1
    last = days
    if end is not None and (end.year, end.month) == (month.year, month.month):
        last = end.day
    return Fraction(max(last - first + 1, 0), days)
