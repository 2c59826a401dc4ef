"""Amounts and schedules: what provisions say of how much and when, made one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple, TypeAlias

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
    """What a provision says of the amount; `joined`: others whose amounts are in it."""

    by: Provision
    range: Range
    settled: bool
    left_to: bool
    joined: frozenset[Provision]


SceneOf = Callable[[Provision, date], Scene]


def said(by: Provision, scene: Scene, share: Fraction) -> Said:
    """What its clause comes to, rounded last of all and never below 0.

    Kept with the case, for every combination of what is unknown asks for it again.
    """
    kept, key = scene.case.said, (by, scene.node, scene.on, share)
    if key not in kept:
        kept[key] = _said(by, scene, share)
    found: Said = kept[key]
    return found


def _said(by: Provision, scene: Scene, share: Fraction) -> Said:
    arg = by.clauses.arg("AMOUNT")
    upper = by.clauses.part("AMOUNT", "TO")
    match arg:
        case ast.Part("LEFT_TO"):
            return Said(
                by, Range(Fraction(0), inf), settled=False, left_to=True, joined=frozenset()
            )
        case ast.Part(bound, args):
            one = other = amount(args[0], scene)  # type: ignore[arg-type]
            low = Fraction(0) if bound == "AT_MOST" else one.low
            high = inf if bound == "AT_LEAST" else one.high
        case _:
            one = amount(arg, scene)
            other = one if upper is None else amount(upper, scene)
            low, high = v.hull((one, other))
    ends = [rounded(max(it, Fraction(0)) * share, by) for it in (low, high)]
    settled = v.known(one) and v.known(other)
    return Said(by, Range(*ends), settled, left_to=False, joined=frozenset())


def amount(expr: ast.Expr, scene: Scene) -> Range:
    found = value(expr, scene)
    if found is NA:
        return ANYTHING
    assert isinstance(found, Range)
    return found


def rounded(fen: v.End, by: Provision) -> v.End:
    """As declared; without a declaration, what is no whole fen is rounded down."""
    if isinstance(fen, float):
        return fen
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


def joined(all_said: list[Said]) -> list[Said]:
    """`取高于` first: the larger of the two; then `叠加于`: their sum."""
    found = list(all_said)
    for keyword, both in (("TAKES_HIGHER", v.greatest), ("STACKS_WITH", lambda it: v.add(*it))):
        for first in all_said:
            for target in sorted(first.by.targets(keyword)):
                one = next(it for it in found if first.by in {it.by, *it.joined})
                those = [it for it in found if target in {p.id for p in (it.by, *it.joined)}]
                if not those or those[0] is one:
                    continue
                (other,) = those
                made = Said(
                    one.by,
                    both((one.range, other.range)),
                    one.settled and other.settled,
                    one.left_to and other.left_to,
                    one.joined | other.joined | {other.by},
                )
                found = [made if it is one else it for it in found if it is not other]
    return found


def united(all_said: list[Said], rules: Rules) -> tuple[Amount, Clashes]:
    """The amount that is left when the beaten are dropped, and who still differs."""
    together = joined(all_said)
    left = [
        it for it in together
        if not any(really_differ(it, o) and beats(o.by, it.by, rules) for o in together)
    ]  # fmt: skip
    if not left:
        return NONE, frozenset()
    clash = frozenset(it.by.id for it in left if any(really_differ(it, o) for o in left))
    if all(it.by.norm in ("permission", "case_by_case", "encouragement") for it in left):
        clash = frozenset()
    speaking = [it for it in left if it.settled] or left
    if all(it.left_to for it in speaking):
        return Amount("left_to"), clashes("amount", clash)
    whole = of_range(v.hull(it.range for it in speaking), settled=speaking[0].settled)
    return whole, clashes("amount", clash)


Clashes: TypeAlias = frozenset[tuple[str, frozenset[str]]]


def clashes(facet: str, those: frozenset[str]) -> Clashes:
    return frozenset([(facet, those)] if those else [])


def of_range(it: Range, *, settled: bool) -> Amount:
    low, high = (None if isinstance(end, float) else int(end) for end in it)
    if low == high:
        return Amount("exact", low, high)
    if high is None and low == 0 and not settled:
        return Amount("unknown")
    return Amount("range", low, high)


def spanning(amounts: list[Amount | None]) -> Amount | None:
    """The hull of what one amount may turn out to be."""
    found = {it or NONE for it in amounts}
    if len(found) == 1:
        return amounts[0]
    if NONE in found:
        return Amount("unknown")
    ends = [
        Range(Fraction(it.low or 0), inf if it.high is None else Fraction(it.high)) for it in found
    ]
    return of_range(v.hull(ends), settled=False)


# Schedules


class Run(NamedTuple):
    """When something is paid, as far as it is said. A day is a range; `part_month` a word."""

    every: str
    start: Range | None = None
    end: Range | None = None
    months: int | None = None
    part_month: str | None = None


EVERY = {"ONCE": "once", "MONTHLY": "month", "YEARLY": "year"}


def run(by: Provision, scene: Scene) -> Run | None:
    every = next((EVERY[it] for it in EVERY if it in by.clauses), None)
    if every is None:
        return None
    length, part = by.clauses.arg("DURING"), by.clauses.arg("PART_MONTH")
    return Run(
        every,
        _day(by.clauses.arg("FROM"), scene),
        _day(by.clauses.arg("UNTIL"), scene),
        None if length is None else int(length.value) * (12 if length.unit == "YEAR" else 1),
        None if part is None else part.token,
    )


def _day(expr: ast.Expr | None, scene: Scene) -> Range | None:
    """None where nothing is said; anything where it is not applicable."""
    found = None if expr is None else value(expr, scene)
    return ANYTHING if found is NA else found  # type: ignore[return-value]


def runs_differ(a: Run, b: Run) -> bool:
    def known_days_differ(one: Range | None, other: Range | None) -> bool:
        if one is None or other is None:
            return False
        return v.known(one) and v.known(other) and one != other

    return (
        a.every != b.every
        or known_days_differ(a.start, b.start)
        or known_days_differ(a.end, b.end)
        or (None not in (a.months, b.months) and a.months != b.months)
        or (None not in (a.part_month, b.part_month) and a.part_month != b.part_month)
    )


def one_run(runs: list[Run]) -> Run:
    """What one leaves unsaid another may say; what is known goes before what is not."""

    def best(days: list[Range | None]) -> Range | None:
        stated = [it for it in days if it is not None]
        return next((it for it in stated if v.known(it)), stated[0] if stated else None)

    return Run(
        runs[0].every,
        best([it.start for it in runs]),
        best([it.end for it in runs]),
        next((it.months for it in runs if it.months is not None), None),
        next((it.part_month for it in runs if it.part_month is not None), None),
    )


class Payments(NamedTuple):
    run: Run
    start: date | None
    end: date | None
    open: bool
    months: tuple[tuple[date, Amount], ...]


def alike(found: list[Payments | None]) -> Payments | None:
    """Every month's amount with all that it may turn out to be; nothing where periods differ."""
    first = found[0]
    if first is None or any(it is None or it.run != first.run for it in found):
        return None
    several = [it.months for it in found if it is not None]
    months = [
        (same[0][0], spanning([amount for _, amount in same]))
        for same in zip(*several, strict=True)
    ]
    return first._replace(months=tuple((month, it or NONE) for month, it in months))


def paid_in(
    run: Run, start: date | None, end: date | None, as_of: date
) -> list[tuple[date, Fraction]]:
    """The first day of every month that something is paid for, and the share that is."""
    found: list[tuple[date, Fraction]] = []
    if start is None or (end is not None and end < start):
        return found
    month = v.first_of(start)
    while month <= (end or as_of):
        last = v.last_of(month)
        days = (min(last, end or last) - max(month, start)).days + 1
        share = Fraction(days, last.day)
        if run.every == "year" or run.part_month != "BY_DAY":
            share = Fraction(1) if share == 1 or run.part_month != "NONE" else Fraction(0)
        if share:
            found.append((month, share))
        month = v.months_later(month, 12 if run.every == "year" else 1)
    return found


def agreed(
    sources: list[Provision], scene_of: SceneOf, case: Case
) -> tuple[Amount, Payments | None, Clashes]:
    """The amount, the payments, and the clashes that call for a ruling."""
    rules, as_of = case.rules, case.as_of
    runs = {it: one for it in sources if (one := run(it, scene_of(it, as_of))) is not None}
    left = [
        it for it, one in runs.items()
        if not any(runs_differ(one, runs[o]) and beats(o, it, rules) for o in runs)
    ]  # fmt: skip
    clash = frozenset(it.id for it in left if any(runs_differ(runs[it], runs[o]) for o in left))
    whole = one_run([runs[it] for it in left]) if left else Run("once")

    def paid(on: date, share: Fraction) -> tuple[Amount, Clashes]:
        stating = [it for it in sources if "AMOUNT" in it.clauses]
        return united([said(it, scene_of(it, on), share) for it in stating], rules)

    amount, differing = paid(as_of if whole.every == "once" else v.first_of(as_of), Fraction(1))
    differing |= clashes("period", clash)
    if not left:
        return amount, None, differing
    start, end, open_ = ends_of(whole, as_of)
    months = [] if whole.every == "once" else paid_in(whole, start, end, as_of)
    paid_months = tuple((month, paid(month, share)[0]) for month, share in months)
    return amount, Payments(whole, start, end, open_, paid_months), differing


def ends_of(run: Run, as_of: date) -> tuple[date | None, date | None, bool]:
    if run.every == "once":
        return None, None, False
    start = v.first_of(as_of) if run.start is None else _known_day(run.start)
    end = None if run.end is None else _known_day(run.end)
    if start is None:
        return None, end, True
    if run.months is not None:
        last = v.months_later(start, run.months) - timedelta(days=1)
        end = last if end is None else min(end, last)
    return start, end, end is None


def _known_day(it: Range) -> date | None:
    return v.day(it.low) if v.known(it) else None
