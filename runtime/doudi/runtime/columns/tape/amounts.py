"""Amounts on a tape: several said at once are made one beforehand, where none is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doudi.runtime.columns import money, numbers
from doudi.runtime.columns.money import Paid, Said
from doudi.runtime.columns.periods import Every
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.situations import Combination
from doudi.runtime.columns.tape.code import Ends, Op, Register
from doudi.runtime.columns.tape.ends import End, rounded, times
from doudi.runtime.columns.tape.numbers import Amount, Worked, at_least_0, roomy
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.facets import SaidPeriod, other_period
from doudi.runtime.program.declarations import Provision, Rounding
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Interval

_ONE_FEN = Rounding("down", 1)
_ANY = 10**9  # whole in whatever unit it is rounded to: stands for an amount that is worked out
_STANDS_IN = Interval(_ANY, _ANY)


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """For each subject, from the amount of this provision alone."""

    of: ProvisionId


@dataclass(frozen=True, slots=True)
class Comes:
    """What one combination pays, and the first provision that clashes on it or on its period."""

    paid: Paid | WorkedOut
    clash: tuple[ProvisionId, ...] = ()


def paid(of: Combination, amounts: Mapping[ProvisionId, Sequence[Amount]], scene: Scene) -> Comes:
    """Of the one or two values of each clause; of none where it is left to somebody.

    Raises NoTapeError where a clause is missing.
    """
    _, clash = _periods(of, scene)
    if not all(it.id in amounts for it in of.amounts):
        raise NoTapeError
    one = _the_one_worked_out(of.amounts, amounts)
    said = [(it, _said(it, amounts[it.id], scene)) for it in of.amounts]
    found = money.united(said, 1, scene)
    first = int(found.clash[0])
    if one is not None and first < 0:
        low = 0 if _is_limit(one) else _ANY
        if int(found.low[0]) != low or int(found.high[0]) != _ANY:
            raise NoTapeError
        return Comes(WorkedOut(one.id), clash)
    if first >= 0:
        clash = (*clash, scene.rules.program.provisions[first].id)
    return Comes(found, clash)


def _the_one_worked_out(
    speaking: Sequence[Provision], amounts: Mapping[ProvisionId, Sequence[Amount]]
) -> Provision | None:
    """The first of those that all say one amount, worked out; raises NoTapeError if others do."""
    worked_out = [it for it in speaking if is_worked_out(it, amounts[it.id])]
    if not worked_out:
        return None
    first = worked_out[0]
    rounding = first.facets.amount and first.facets.amount.rounding
    for it in speaking:
        other = it.facets.amount and it.facets.amount.rounding
        if it not in worked_out or other != rounding or amounts[it.id] != amounts[first.id]:
            raise NoTapeError
        if _is_limit(it) != _is_limit(first):
            raise NoTapeError
    return first


def is_worked_out(provision: Provision, amounts: Sequence[Amount]) -> bool:
    """Whether a provision's amount is one value or up to one, another one for each subject."""
    clause = provision.facets.amount
    stated = clause is not None and clause.mode in ("exactly", "at_most") and len(amounts) == 1
    return stated and isinstance(amounts[0], Worked)


def _is_limit(provision: Provision) -> bool:
    clause = provision.facets.amount
    return clause is not None and clause.mode == "at_most"


def whole_fen(provision: Provision, amounts: Sequence[Amount], tape: Writing) -> Ends:
    clause, amount = provision.facets.amount, amounts[0]
    if clause is None or not isinstance(amount, Worked):
        raise NoTapeError
    rounding = clause.rounding or _ONE_FEN
    least = roomy(at_least_0(amount, tape))
    below = least.scale * rounding.to

    def fen(end: End) -> Register:
        return times(rounded(end, below, rounding.mode, tape), rounding.to, tape)

    there = amount.there if isinstance(amount.there, Register) else None
    high = fen(least.high)
    low = high if least.exact else fen(least.low)
    if _is_limit(provision):
        low = tape.step(Op.TIMES, high, k=0)
    if least.far is None:
        return Ends(low, high, None, there)
    units = least.far // (below * least.most)
    if units <= least.bound // below + 2:
        raise NoTapeError  # rounded, it is not told from those that are known
    return Ends(low, high, units * rounding.to, there)


def _said(provision: Provision, amounts: Sequence[Amount], scene: Scene) -> Said:
    clause = provision.facets.amount
    if clause is None or not amounts:
        return money.left(clause, scene)
    values = [_STANDS_IN] if is_worked_out(provision, amounts) else amounts
    known = [it for it in values if isinstance(it, Interval)]
    if len(known) < len(values):
        raise NoTapeError
    planes = [numbers.constant(it) for it in known]
    return money.said_by(clause, planes[0], planes[-1])


def every_of(of: Combination, scene: Scene) -> Every:
    """How often one combination is paid; raises NoTapeError where that hangs on days."""
    left, _ = _periods(of, scene)
    return left[0][1].clause.every if left else None


def _periods(
    of: Combination, scene: Scene
) -> tuple[list[tuple[Provision, SaidPeriod]], tuple[ProvisionId, ...]]:
    """Those that are left, and who clashes."""
    said = [(it, it.facets.period) for it in of.periods if it.facets.period is not None]
    if len(said) > 1 and any(it.start or it.end for _, it in said):
        raise NoTapeError
    spoken = [(provision, SaidPeriod(it, None, None)) for provision, it in said]
    return prevailing("period", spoken, other_period, scene.rules, [])
