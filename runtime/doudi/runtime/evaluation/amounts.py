"""Amounts: from a provision's clause to fen, and several provisions' amounts to one.

See docs/language/meaning.md, Amounts. Rounding comes last and is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeVar

from doudi.runtime.decision import AmountResult
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.operators.numbers import add, hull, maximum
from doudi.runtime.program.declarations import Amount, Provision, Rounding
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest, RoundingStep
from doudi.runtime.values import Interval

NO_AMOUNT = AmountResult("none")
NOBODY: tuple[ProvisionId, ...] = ()
WEAKER = ("permission", "case_by_case", "encouragement")  # two of them never clash
_ANY_AMOUNT = Interval(0, None)

Saying = TypeVar("Saying")


@dataclass(frozen=True, slots=True)
class Said:
    """A provision's amount in whole fen; `settled` when nothing about it is unknown."""

    amount: Interval
    settled: bool
    clause: Amount


def stated(
    provision: Provision,
    clause: Amount,
    scope: Scope,
    share: Fraction,
    roundings: list[RoundingStep],
) -> Said:
    """What one provision's amount clause comes to on the scope's day, for a share of a month."""
    if clause.mode == "left_to" or clause.value is None:
        return Said(_ANY_AMOUNT, settled=False, clause=clause)
    low = value(clause.value, scope)
    high = low if clause.upper is None else value(clause.upper, scope)
    if not isinstance(low, Interval) or not isinstance(high, Interval):
        return Said(_ANY_AMOUNT, settled=False, clause=clause)
    match clause.mode:
        case "at_most":
            found = Interval(0, high.high)
        case "at_least":
            found = Interval(low.low, None)
        case _:
            found = hull((low, high))
    ends = (
        _fen(it, provision, clause.rounding, scope, roundings)
        for it in (
            max(found.low or 0, 0) * share,
            None if found.high is None else max(found.high, 0) * share,
        )
    )
    return Said(Interval(*ends), low.exact and high.exact, clause)


def united(
    said: Sequence[tuple[Provision, Said]], index: Index, contests: list[Contest]
) -> tuple[AmountResult, tuple[ProvisionId, ...]]:
    """One amount from all that were stated, and the provisions that clash."""
    if not said:
        return NO_AMOUNT, ()
    speak, within = joined(said, _higher, _together)
    left, clash = prevailing("amount", speak, _differ, index, contests)
    if not left:
        return NO_AMOUNT, ()
    if all(it.norm in WEAKER for it, _ in left):
        clash = NOBODY
    # What is settled speaks before what is not; among equals the hull holds them all.
    settled = [pair for pair in left if pair[1].settled] or left
    speakers = [it.id for it, _ in left]
    speaking = tuple(it.id for it, _ in said if within[it.id] in speakers)
    return _result([it for _, it in settled], speaking), clash


def between(results: Sequence[AmountResult]) -> AmountResult:
    """One amount that holds all of the possible ones, for a case with open conditions."""
    first = results[0]
    said = {(it.status, it.low, it.high, it.left_to) for it in results}
    if len(said) == 1:
        return first
    stating = [it for it in results if it.status != "none"]
    low, high = None, None
    if len(stating) == len(results):
        low, high = min(it.low or 0 for it in stating), _highest(it.high for it in stating)
    return _ranged(
        replace(
            stating[0],
            left_to="",
            provisions=tuple(dict.fromkeys(p for it in stating for p in it.provisions)),
        ),
        low,
        high,
        settled=False,
    )


def _highest(ends: Iterable[int | None]) -> int | None:
    known = list(ends)
    return None if None in known else max(it for it in known if it is not None)


def _ranged(
    result: AmountResult, low: int | None, high: int | None, *, settled: bool
) -> AmountResult:
    """With these ends: from 0 on without an end is no more than unknown, where no text says it."""
    if not settled and high is None and not low:
        return replace(result, status="unknown", low=None, high=None)
    exact = low is not None and low == high
    return replace(result, status="exact" if exact else "range", low=low, high=high)


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


def joined(
    said: Sequence[tuple[Provision, Saying]],
    higher: Callable[[Saying, Saying], Saying],
    together: Callable[[Saying, Saying], Saying],
) -> tuple[list[tuple[Provision, Saying]], Mapping[ProvisionId, ProvisionId]]:
    """`takes higher`, then `stacks with`: two amounts speak as one, by the mouth of the first.

    One that two others were joined to already speaks within what became of them. Beside what
    speaks it gives for each provision the one by whose mouth it does.
    """
    within = {it.id: it.id for it, _ in said}
    left = {it.id: (it, its) for it, its in said}

    def join(
        one: ProvisionId, other: ProvisionId, both: Callable[[Saying, Saying], Saying]
    ) -> None:
        if other not in within or within[one] == within[other]:
            return
        speaker, its = left[within[one]]
        _, others = left.pop(within[other])
        left[speaker.id] = (speaker, both(its, others))
        gone = within[other]
        within.update({it: speaker.id for it, to in within.items() if to == gone})

    for provision, _ in said:
        for target in provision.relations.takes_higher:
            join(provision.id, target, higher)
    for provision, _ in said:
        for target in provision.relations.stacks_with:
            join(provision.id, target, together)
    return list(left.values()), within


def _higher(one: Said, other: Said) -> Said:
    return _both(one, other, maximum((one.amount, other.amount)))


def _together(one: Said, other: Said) -> Said:
    return _both(one, other, add(one.amount, other.amount))


def _both(one: Said, other: Said, amount: Interval) -> Said:
    clause = other.clause if one.clause.mode == "left_to" else one.clause
    return Said(amount, one.settled and other.settled, clause)


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
    return _ranged(
        AmountResult(
            "range", unit=first.clause.unit, discretionary=discretionary, provisions=provisions
        ),
        None if whole.low is None else int(whole.low),
        None if whole.high is None else int(whole.high),
        settled=all(it.settled for it in said),
    )
