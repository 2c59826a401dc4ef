"""Amounts on a tape: several said at once are made one beforehand, where none is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from doudi.runtime.columns import money, numbers
from doudi.runtime.columns.money import Paid, Said
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.situations import Combination
from doudi.runtime.columns.tape.code import Ends, Register
from doudi.runtime.columns.tape.ends import End, rounded, times
from doudi.runtime.columns.tape.lower_numbers import Amount, Worked, at_least_0, roomy
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.facets import SaidPeriod, other_period
from doudi.runtime.program.declarations import Provision, Rounding
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Interval

_ONE_FEN = Rounding("down", 1)


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
    clash = _periods_clash(of, scene)
    if not all(it.id in amounts for it in of.amounts):
        raise NoTapeError
    if len(of.amounts) == 1 and is_worked_out(of.amounts[0], amounts[of.amounts[0].id]):
        return Comes(WorkedOut(of.amounts[0].id), clash)
    said = [(it, _said(it, amounts[it.id], scene)) for it in of.amounts]
    found = money.united(said, 1, scene)
    first = int(found.clash[0])
    if first >= 0:
        clash = (*clash, scene.rules.program.provisions[first].id)
    return Comes(found, clash)


def is_worked_out(provision: Provision, amounts: Sequence[Amount]) -> bool:
    """Whether a provision's amount is one value, another one for each subject."""
    clause = provision.facets.amount
    stated = clause is not None and clause.mode == "exactly" and len(amounts) == 1
    return stated and isinstance(amounts[0], Worked)


def whole_fen(provision: Provision, amounts: Sequence[Amount], tape: Writing) -> Ends:
    clause, amount = provision.facets.amount, amounts[0]
    if clause is None or not isinstance(amount, Worked):
        raise NoTapeError
    rounding = clause.rounding or _ONE_FEN
    if amount.there is not True:
        raise NoTapeError
    least = roomy(at_least_0(amount, tape))
    below = least.scale * rounding.to

    def fen(end: End) -> Register:
        return times(rounded(end, below, rounding.mode, tape), rounding.to, tape)

    low = fen(least.low)
    high = low if least.exact else fen(least.high)
    if least.far is None:
        return Ends(low, high, None)
    units = least.far // (below * least.most)
    if units <= least.bound // below + 2:
        raise NoTapeError  # rounded, it is not told from those that are known
    return Ends(low, high, units * rounding.to)


def _said(provision: Provision, amounts: Sequence[Amount], scene: Scene) -> Said:
    clause = provision.facets.amount
    if clause is None or not amounts:
        return money.left(clause, scene)
    planes = []
    for it in amounts:
        if not isinstance(it, Interval):
            raise NoTapeError
        planes.append(numbers.constant(it))
    return money.said_by(clause, planes[0], planes[-1])


def _periods_clash(of: Combination, scene: Scene) -> tuple[ProvisionId, ...]:
    said = [(it, it.facets.period) for it in of.periods if it.facets.period is not None]
    if len(said) > 1 and any(it.start or it.end for _, it in said):
        raise NoTapeError
    spoken = [(provision, SaidPeriod(it, None, None)) for provision, it in said]
    return prevailing("period", spoken, other_period, scene.rules, [])[1]
