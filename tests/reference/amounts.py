"""Amounts and schedules: what provisions say of how much and when, made one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

from doudi.policy_dsl import ast

from tests.reference import values as v
from tests.reference.case import FEN, Case
from tests.reference.expressions import Scene, value
from tests.reference.priority import beats
from tests.reference.rules import Provision, Rules
from tests.reference.values import ANYTHING, NA, Range


class Amount(NamedTuple):
    """Fen; `status` as decisions give it."""

    status: str
    low: int | None = None
    high: int | None = None


NONE = Amount("none")


@dataclass(frozen=True)
class Said:
    """What one provision, or several taken together, say of the amount."""

    by: tuple[Provision, ...]
    range: Range
    settled: bool
    left_to: bool


SceneOf = Callable[[Provision, date], Scene]


def said(by: Provision, scene: Scene, share: Fraction) -> Said:
    arg = by.clauses.arg("AMOUNT")
    match arg:
        case ast.Part("LEFT_TO"):
            return Said((by,), ANYTHING, settled=False, left_to=True)
        case ast.Part(bound, (expr,)):
            one = amount(expr, scene)
            low = Fraction(0) if bound == "AT_MOST" else one.low
            high = inf if bound == "AT_LEAST" else one.high
            settled = v.known(one)
        case _:
            one, upper = amount(arg, scene), by.clauses.part("AMOUNT", "TO")
            other = one if upper is None else amount(upper, scene)
            low, high = one.low, other.high
            settled = v.known(one) and v.known(other)
    ends = [it if isinstance(it, float) else rounded(it * share, by) for it in (low, high)]
    return Said((by,), Range(*(max(it, Fraction(0)) for it in ends)), settled, left_to=False)


def amount(expr: ast.Expr, scene: Scene) -> Range:
    found = value(expr, scene)
    if found is NA:
        return ANYTHING
    assert isinstance(found, Range)
    return found


def rounded(fen: Fraction, by: Provision) -> Fraction:
    """As declared; without a declaration, what is no whole fen is rounded down."""
    mode, to = by.clauses.arg("ROUNDING"), by.clauses.part("ROUNDING", "TO")
    step = Fraction(1) if to is None else Fraction(to.value) * FEN[to.unit.tokens[0]]
    steps = fen / step
    match None if mode is None else mode.token:
        case "HALF_UP":
            return floor(steps + Fraction(1, 2)) * step
        case "ROUND_UP":
            return ceil(steps) * step
        case _:
            return floor(steps) * step


def really_differ(a: Said, b: Said) -> bool:
    return a.settled and b.settled and a.range != b.range


def left_over(all_said: list[Said], rules: Rules) -> list[Said]:
    """What is left when some were taken together and the beaten ones dropped."""
    joined = together(all_said)
    return [
        it
        for it in joined
        if not any(really_differ(it, o) and wins(o, it, rules) for o in joined)
    ]


def wins(a: Said, b: Said, rules: Rules) -> bool:
    return any(beats(p, q, rules) for p in a.by for q in b.by)


def together(all_said: list[Said]) -> list[Said]:
    """`取高于`: the larger of the two; `叠加于`: their sum."""
    found = list(all_said)
    for keyword in ("TAKES_HIGHER", "STACKS_WITH"):
        for a in all_said:
            for b in all_said:
                if b.by[0].id in a.by[0].targets(keyword):
                    found = _joined(keyword, a, b, found)
    return found


def _joined(keyword: str, a: Said, b: Said, found: list[Said]) -> list[Said]:
    one = next(it for it in found if a.by[0] in it.by)
    other = next(it for it in found if b.by[0] in it.by)
    if one is other:
        return found
    rest = [it for it in found if it not in (one, other)]
    join = v.greatest if keyword == "TAKES_HIGHER" else lambda it: v.add(*it)
    made = Said(
        (*one.by, *other.by),
        join((one.range, other.range)),
        one.settled and other.settled,
        one.left_to or other.left_to,
    )
    return [*rest, made]


def united(left: list[Said]) -> tuple[Amount, bool]:
    """The amount that is left, and whether it is one: what is settled speaks first."""
    if not left:
        return NONE, True
    speaking = [it for it in left if it.settled] or left
    ranges = {it.range for it in speaking}
    if all(it.settled for it in speaking) and len(ranges) > 1:
        permissions = all(p.norm == "permission" for it in speaking for p in it.by)
        return of_range(v.hull(ranges)), permissions
    if any(it.left_to for it in speaking):
        return Amount("left_to"), True
    return of_range(v.hull(ranges)), True


def of_range(it: Range) -> Amount:
    low = None if isinstance(it.low, float) else int(it.low)
    high = None if isinstance(it.high, float) else int(it.high)
    if low == high:
        return Amount("exact", low, high)
    if high is None and low in (0, None):
        return Amount("unknown")
    return Amount("range", low, high)


# Schedules


class Run(NamedTuple):
    """From when to when something is paid; `open`: the end is not known, or not yet there."""

    every: str
    start: date | None
    end: date | None
    open: bool
    part_month: str


EVERY = {"ONCE": "once", "MONTHLY": "month", "YEARLY": "year"}


def run(by: Provision, scene: Scene) -> Run | None:
    every = next((EVERY[it] for it in EVERY if it in by.clauses), None)
    if every is None:
        return None
    if every == "once":
        return Run(every, None, None, open=False, part_month="WHOLE")
    as_of = scene.case.as_of
    start = _day(by.clauses.arg("FROM"), scene) if "FROM" in by.clauses else v.first_of(as_of)
    months = by.clauses.arg("DURING")
    if months is not None and start is not None:
        count = int(months.count if hasattr(months, "count") else months.value)
        count *= 12 if months.unit == "YEAR" else 1
        end: date | None = v.months_later(start, count) - timedelta(days=1)
    else:
        end = _day(by.clauses.arg("UNTIL"), scene)
    stated = by.clauses.arg("PART_MONTH")
    part = "WHOLE" if stated is None else stated.token
    return Run(every, start, end, open=end is None, part_month=part)


def _day(expr: ast.Expr | None, scene: Scene) -> date | None:
    if expr is None:
        return None
    found = value(expr, scene)
    return v.day(found.low) if isinstance(found, Range) and v.known(found) else None


def months_of(it: Run, as_of: date) -> Iterator[tuple[date, Fraction]]:
    """The first day of every month that is paid, and which share of it is."""
    if it.start is None:
        return
    last = as_of if it.end is None else it.end
    month = v.first_of(it.start)
    while month <= last:
        end = v.last_of(month)
        first = max(month, it.start)
        final = end if it.end is None else min(end, it.end)
        paid, whole = (final - first).days + 1, (end - month).days + 1
        share = Fraction(paid, whole)
        if it.part_month == "WHOLE" or share == 1:
            yield month, Fraction(1)
        elif it.part_month == "BY_DAY":
            yield month, share
        month = end + timedelta(days=1)


class Payments(NamedTuple):
    every: str
    start: date | None
    end: date | None
    open: bool
    months: tuple[tuple[date, Amount], ...]


def agreed(
    sources: list[Provision], scene_of: SceneOf, case: Case
) -> tuple[Amount, Payments | None, bool]:
    """The amount, the payments, and whether what is left of both is one."""
    rules, as_of = case.rules, case.as_of
    runs = {it: one for it in sources if (one := run(it, scene_of(it, as_of))) is not None}
    left = {
        one for it, one in runs.items()
        if not any(one != runs[o] and beats(o, it, rules) for o in runs)
    }
    amounts = [it for it in sources if "AMOUNT" in it.clauses]

    def paid(on: date, share: Fraction) -> tuple[Amount, bool]:
        return united(left_over([said(it, scene_of(it, on), share) for it in amounts], rules))

    now, agree = paid(as_of, Fraction(1))
    if len(left) != 1:
        return now, None, agree and not left
    (one,) = left
    if one.every != "month":
        return now, Payments(one.every, one.start, one.end, one.open, ()), agree
    months = [(month, *paid(month, share)) for month, share in months_of(one, as_of)]
    return (
        now,
        Payments(one.every, one.start, one.end, one.open, tuple((m, a) for m, a, _ in months)),
        agree and all(it for _, _, it in months),
    )
