"""Amounts for many subjects: what each provision states, and what several come to together.

As `evaluation.amounts` for one. Which amounts speak and whether they clash is asked of the very
functions of that module, once for every pattern of amounts that are settled and differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from typing import Final, cast

import numpy as np

from doudi.runtime.columns import numbers
from doudi.runtime.columns.cells import NOBODY, STATUSES
from doudi.runtime.columns.columnar import plane_of
from doudi.runtime.columns.expressions import place_of, value
from doudi.runtime.columns.patterns import (
    EVERYWHERE,
    Rows,
    at_rows,
    patterns,
    placed,
    prevailing_apart,
)
from doudi.runtime.columns.scene import Scene
from doudi.runtime.evaluation.amounts import WEAKER, joined
from doudi.runtime.population.planes import (
    OPEN_HIGH,
    OPEN_LOW,
    Codes,
    Indices,
    Integers,
    Mask,
    Numbers,
)
from doudi.runtime.program.declarations import Amount, Provision, Rounding
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import NotApplicable

NO_AMOUNT, EXACT, RANGE, UNKNOWN_AMOUNT, LEFT_TO = range(len(STATUSES))

_ONE_FEN: Final = Rounding("down", 1)
_NOT: Final = np.zeros((), np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One provision's amount in whole fen; `left_to`: to whom it is left, by number."""

    low: Integers
    high: Integers
    settled: Mask
    left_to: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Paid:
    """What amounts come to. `clash`: the place of the first provision that clashes, or NOBODY."""

    status: Codes
    low: Integers
    high: Integers
    left_to: Indices
    clash: Indices


def stated(provision: Provision, entity: EntityId, scene: Scene, *, monthly: bool) -> Said:
    clause = provision.facets.amount
    if clause is None or clause.mode == "left_to" or clause.value is None:
        return left(clause, scene)
    place = replace(place_of(provision, entity, scene), monthly=monthly)
    one = value(clause.value, place, scene)
    other = one if clause.upper is None else value(clause.upper, place, scene)
    if isinstance(one, NotApplicable) or isinstance(other, NotApplicable):
        return _anything(None)
    low, high = (cast("Numbers", plane_of(it, scene.names)) for it in (one, other))
    return said_by(clause, low, low if other is one else high)


def left(clause: Amount | None, scene: Scene) -> Said:
    """Of a clause that says no value."""
    if clause is None or clause.mode != "left_to":
        return _anything(None)
    return _anything(scene.all_epochs.people[clause.left_to])


def said_by(clause: Amount, value: Numbers, upper: Numbers) -> Said:
    """What a clause makes of the values of its amount; `upper is value` where it has but one."""
    low, high = numbers.all_aligned((value, upper))
    settled = np.asarray((low.low == low.high) & (high.low == high.high))
    match clause.mode:
        case "at_most":
            ends = np.zeros_like(high.high), high.high
        case "at_least":
            ends = low.low, np.full_like(low.low, OPEN_HIGH)
        case _:
            hull = low if upper is value else numbers.hull((low, high))
            ends = hull.low, hull.high
    rounding = clause.rounding or _ONE_FEN
    least, most = (_fen(np.maximum(it, 0), low.per, rounding) for it in ends)
    found = Said(least, most, settled)
    absent = [it.absent for it in (low, high) if it.absent is not None]
    return _where(reduce(np.logical_or, absent), _anything(None), found) if absent else found


def united(said: Sequence[tuple[Provision, Said]], size: int, scene: Scene) -> Paid:
    """One amount from all that are stated for `size` subjects."""
    if not said:
        return _paid([], size)
    speak, _ = joined(said, _higher, _together)
    if len(speak) == 1:
        return _paid([speak[0][1]], size)
    voices = [it for it, _ in speak]
    pairs = list(combinations(range(len(speak)), 2))
    settled = [its.settled for _, its in speak]
    differ = [_differ(speak[one][1], speak[other][1]) for one, other in pairs]
    found = _paid([], size)
    for rows, told in patterns([*settled, *differ], size):
        apart = {pair for pair, it in zip(pairs, told[len(settled) :], strict=True) if it}
        left, clash = prevailing_apart("amount", voices, apart, scene.rules)
        these = [at for at in left if told[at]] or left
        paid = _paid([said_at(speak[at][1], rows, size) for at in these], _length(rows, size))
        if clash and not all(voices[at].norm in WEAKER for at in left):
            paid = replace(paid, clash=np.full_like(paid.clash, scene.first_of(clash)))
        found = placed_paid(rows, paid, found)
    return found


def between(results: Sequence[Paid]) -> Paid:
    """One amount that holds all the possible ones."""
    first = results[0]
    if len(results) == 1:
        return first
    alike = reduce(np.logical_and, (_alike(first, it) for it in results[1:]))
    if alike.all():
        return first
    stating = reduce(np.logical_and, (it.status != NO_AMOUNT for it in results))
    lows = (np.maximum(it.low, 0) for it in results)
    low = np.where(stating, reduce(np.minimum, lows), OPEN_LOW)
    high = np.where(stating, reduce(np.maximum, (it.high for it in results)), OPEN_HIGH)
    status, low, high = _ranged(low, high, _NOT)
    return Paid(
        np.where(alike, first.status, status).astype(np.uint8),
        np.where(alike, first.low, low),
        np.where(alike, first.high, high),
        first.left_to,
        first.clash,
    )


def _anything(left_to: int | None) -> Said:
    return Said(np.zeros((), np.int64), np.array(OPEN_HIGH), _NOT, left_to)


def _fen(ends: Integers, per: int | Integers, rounding: Rounding) -> Integers:
    """Whole fen of ends that are so many to one fen, rounded as the clause says."""
    unit = np.asarray(per * rounding.to, np.int64)
    if unit.ndim == 0 and unit == 1:
        return ends
    closed = np.where(ends == OPEN_HIGH, 0, ends)
    fen: Integers
    match rounding.mode:
        case "down":
            fen = closed // unit
        case "up":
            fen = (closed + unit - 1) // unit
        case "half_up":
            fen = (2 * closed + unit) // (2 * unit)
    return np.where(ends == OPEN_HIGH, ends, fen * rounding.to)


def _higher(one: Said, other: Said) -> Said:
    return _both(one, other, np.maximum(one.low, other.low), np.maximum(one.high, other.high))


def _together(one: Said, other: Said) -> Said:
    open_ = (one.high == OPEN_HIGH) | (other.high == OPEN_HIGH)
    closed = np.where(open_, 0, one.high) + np.where(open_, 0, other.high)
    return _both(one, other, one.low + other.low, np.where(open_, OPEN_HIGH, closed))


def _both(one: Said, other: Said, low: Integers, high: Integers) -> Said:
    both_left = None not in (one.left_to, other.left_to)
    left_to = other.left_to if both_left else None
    return Said(low, high, one.settled & other.settled, left_to)


def _differ(one: Said, other: Said) -> Mask:
    apart = (one.low != other.low) | (one.high != other.high)
    return np.asarray(one.settled & other.settled & apart)


def _paid(said: Sequence[Said], size: int) -> Paid:
    """The hull of amounts; what is left to somebody if all of them are."""
    nobody = np.full(size, NOBODY, np.int32)
    first = said[0].left_to if said else None
    if not said or (first is not None and all(it.left_to is not None for it in said)):
        return Paid(
            np.full(size, LEFT_TO if said else NO_AMOUNT, np.uint8),
            np.full(size, OPEN_LOW),
            np.full(size, OPEN_HIGH),
            np.full(size, NOBODY if first is None else first, np.int32),
            nobody,
        )
    status, low, high = _ranged(
        reduce(np.minimum, (it.low for it in said)),
        reduce(np.maximum, (it.high for it in said)),
        reduce(np.logical_and, (it.settled for it in said)),
    )
    return Paid(
        np.broadcast_to(status, size),
        np.broadcast_to(low, size),
        np.broadcast_to(high, size),
        nobody,
        nobody,
    )


def _ranged(low: Integers, high: Integers, settled: Mask) -> tuple[Codes, Integers, Integers]:
    """From 0 on without an end is no more than unknown, where no text says it."""
    unknown = ~settled & (high == OPEN_HIGH) & ((low == OPEN_LOW) | (low == 0))
    status = np.where(unknown, UNKNOWN_AMOUNT, np.where(low == high, EXACT, RANGE))
    return (
        status.astype(np.uint8),
        np.where(unknown, OPEN_LOW, low),
        np.where(unknown, OPEN_HIGH, high),
    )


def _alike(one: Paid, other: Paid) -> Mask:
    alike = (one.status == other.status) & (one.low == other.low) & (one.high == other.high)
    return np.asarray(alike & (one.left_to == other.left_to))


def _where(where: Mask, one: Said, other: Said) -> Said:
    return Said(
        np.where(where, one.low, other.low),
        np.where(where, one.high, other.high),
        np.where(where, one.settled, other.settled),
    )


def said_at(it: Said, rows: Rows, size: int) -> Said:
    return Said(
        at_rows(it.low, rows, size),
        at_rows(it.high, rows, size),
        at_rows(it.settled, rows, size),
        it.left_to,
    )


def placed_paid(rows: Rows, one: Paid, into: Paid) -> Paid:
    """What is paid, with `one` in these places."""
    if rows is EVERYWHERE:
        return one
    return Paid(
        placed(rows, one.status, into.status),
        placed(rows, one.low, into.low),
        placed(rows, one.high, into.high),
        placed(rows, one.left_to, into.left_to),
        placed(rows, one.clash, into.clash),
    )


def _length(rows: Rows, size: int) -> int:
    return size if rows is EVERYWHERE else len(rows)
