"""Amounts: from a provision's clause to fen, and several provisions' amounts to one.

See docs/language/meaning.md, Amounts. Rounding comes last and is written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from doudi.runtime.decision import AmountResult
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.operators.numbers import add, hull, maximum
from doudi.runtime.program.declarations import Amount, Provision, Rounding
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest, RoundingStep
from doudi.runtime.values import UNKNOWN_NUMBER, Interval

NO_AMOUNT = AmountResult("none")
NOBODY: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A provision's amount in whole fen; `settled` when nothing about it is unknown."""

    amount: Interval
    settled: bool
    clause: Amount


def stated(
    provision: Provision, clause: Amount, scope: Scope, roundings: list[RoundingStep]
) -> Said:
    """What one provision's amount clause comes to on the scope's day."""
    if clause.mode == "left_to" or clause.value is None:
        return Said(UNKNOWN_NUMBER, settled=False, clause=clause)
    low = value(clause.value, scope)
    high = low if clause.upper is None else value(clause.upper, scope)
    if not isinstance(low, Interval) or not isinstance(high, Interval):
        return Said(UNKNOWN_NUMBER, settled=False, clause=clause)
    match clause.mode:
        case "at_most":
            found = Interval(0, high.high)
        case "at_least":
            found = Interval(low.low, None)
        case _:
            found = Interval(low.low, high.high)
    floored = Interval(
        None if found.low is None else max(found.low, 0),
        None if found.high is None else max(found.high, 0),
    )
    ends = (_fen(it, provision, clause.rounding, scope, roundings) for it in _ends(floored))
    return Said(Interval(*ends), low.exact and high.exact, clause)


def united(
    said: Sequence[tuple[Provision, Said]], index: Index, contests: list[Contest]
) -> tuple[AmountResult, tuple[ProvisionId, ...]]:
    """One amount from all that were stated, and the provisions that clash."""
    joined = _stacked(said)
    if all(it.norm in ("permission", "case_by_case", "encouragement") for it, _ in joined):
        left, clash = joined, NOBODY
    else:
        left, clash = prevailing("amount", joined, _differ, index, contests)
    if not left:
        return NO_AMOUNT, ()
    # What is settled speaks before what is not; among equals the hull holds them all.
    settled = [pair for pair in left if pair[1].settled] or left
    return _result([it for _, it in settled], tuple(it.id for it, _ in left)), clash


def between(results: Sequence[AmountResult]) -> AmountResult:
    """One amount that holds all of the possible ones, for a case with open conditions."""
    if all(it == results[0] for it in results):
        return results[0]
    stating = [it for it in results if it.status != "none"]
    spans = [Interval(it.low, it.high) for it in stating]
    if len(stating) < len(results):
        spans.append(Interval(0, 0))
    whole = hull(spans)
    return replace(
        stating[0],
        status="unknown" if whole.low is None and whole.high is None else "range",
        low=None if whole.low is None else int(whole.low),
        high=None if whole.high is None else int(whole.high),
        left_to="",
        provisions=tuple(dict.fromkeys(p for it in stating for p in it.provisions)),
    )


def scaled(
    result: AmountResult,
    share: Fraction,
    provision: ProvisionId,
    scope: Scope,
    roundings: list[RoundingStep],
) -> AmountResult:
    """A share of an amount, for a part month; rounded down to the fen as an assumption."""

    def end(it: int | None) -> int | None:
        if it is None:
            return None
        exact = it * share
        after = floor(exact)
        if exact != after:
            roundings.append(
                RoundingStep(provision, scope.node.key, str(exact), after, "down:1", assumed=True)
            )
        return after

    return replace(result, low=end(result.low), high=end(result.high))


def _fen(
    end: Fraction | int | None,
    provision: Provision,
    rounding: Rounding | None,
    scope: Scope,
    roundings: list[RoundingStep],
) -> int | None:
    if end is None:
        return None
    mode: Literal["half_up", "up", "down"] = "down" if rounding is None else rounding.mode
    unit = 1 if rounding is None else rounding.to
    units = Fraction(end) / unit
    match mode:
        case "half_up":
            after = floor(units + Fraction(1, 2)) * unit
        case "up":
            after = ceil(units) * unit
        case "down":
            after = floor(units) * unit
    if after != end:
        step = RoundingStep(
            provision.id, scope.node.key, str(end), after, f"{mode}:{unit}", rounding is None
        )
        if step not in roundings:
            roundings.append(step)
    return after


def _stacked(said: Sequence[tuple[Provision, Said]]) -> list[tuple[Provision, Said]]:
    """`takes higher` and `stacks with` replace two amounts by their maximum or sum."""
    left = {it.id: (it, its) for it, its in said}
    for provision, _ in said:
        for targets, join in (
            (provision.relations.takes_higher, lambda a, b: maximum((a, b))),
            (provision.relations.stacks_with, add),
        ):
            for target in targets:
                if target in left and provision.id in left:
                    _, others = left.pop(target)
                    _, its = left[provision.id]
                    left[provision.id] = (
                        provision,
                        Said(
                            join(its.amount, others.amount),
                            its.settled and others.settled,
                            its.clause,
                        ),
                    )
    return list(left.values())


def _differ(one: Said, other: Said) -> bool:
    return one.settled and other.settled and one.amount != other.amount


def _result(said: Sequence[Said], provisions: tuple[ProvisionId, ...]) -> AmountResult:
    first = said[0]
    discretionary = any(it.clause.mode in ("at_most", "left_to") for it in said)
    if all(it.clause.mode == "left_to" for it in said):
        return AmountResult(
            "left_to",
            unit=first.clause.unit,
            left_to=first.clause.left_to,
            discretionary=True,
            provisions=provisions,
        )
    whole = hull([it.amount for it in said])
    status: Literal["exact", "range", "unknown"] = "range"
    if whole.exact:
        status = "exact"
    elif not all(it.settled for it in said) and None in (whole.low, whole.high):
        status = "unknown"
    return AmountResult(
        status,
        None if whole.low is None else int(whole.low),
        None if whole.high is None else int(whole.high),
        first.clause.unit,
        discretionary=discretionary,
        provisions=provisions,
    )


def _ends(it: Interval) -> tuple[Fraction | int | None, Fraction | int | None]:
    return it.low, it.high
