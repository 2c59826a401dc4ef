"""Amounts on a tape: several said at once are made one beforehand, where none is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from doudi.runtime.columns import money, numbers
from doudi.runtime.columns.money import Said
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.situations import Combination
from doudi.runtime.columns.tape.code import Register
from doudi.runtime.columns.tape.lower_numbers import Amount, Quotient, at_least_0, rounded
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation.contest import prevailing
from doudi.runtime.evaluation.facets import SaidPeriod, other_period
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.declarations import Provision, Rounding
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.values import Interval

_ONE_FEN = Rounding("down", 1)


@dataclass(frozen=True, slots=True)
class Paid:
    """`of`: whose amount, worked out for each, is both ends; else the ends are these."""

    status: int = money.NO_AMOUNT
    low: int = OPEN_LOW
    high: int = OPEN_HIGH
    clash: tuple[ProvisionId, ...] = ()
    of: ProvisionId | None = None


def paid(of: Combination, amounts: Mapping[ProvisionId, Sequence[Amount]], scene: Scene) -> Paid:
    """`amounts`: the one or two values of each clause; none where it is left to somebody."""
    clash = _periods_clash(of, scene)
    if len(of.amounts) == 1:
        only = of.amounts[0]
        if differs(only, amounts[only.id]):
            return Paid(money.EXACT, 0, 0, clash, only.id)
    said = [(it, _said(it, amounts[it.id], scene)) for it in of.amounts]
    found = money.united(said, 1, scene)
    first = int(found.clash[0])
    if first >= 0:
        clash = (*clash, scene.rules.program.provisions[first].id)
    return Paid(int(found.status[0]), int(found.low[0]), int(found.high[0]), clash)


def differs(provision: Provision, amounts: Sequence[Amount]) -> bool:
    """Whether a provision's amount is exact and worked out for each."""
    clause = provision.facets.amount
    exact = clause is not None and clause.mode == "exactly" and len(amounts) == 1
    return exact and isinstance(amounts[0], Quotient)


def whole_fen(provision: Provision, amounts: Sequence[Amount], tape: Writing) -> Register:
    clause, amount = provision.facets.amount, amounts[0]
    if clause is None or not isinstance(amount, Quotient):
        raise NoTapeError
    rounding = clause.rounding or _ONE_FEN
    return rounded(at_least_0(amount, tape), rounding.to, rounding.mode, tape)


def _said(provision: Provision, amounts: Sequence[Amount], scene: Scene) -> Said:
    clause = provision.facets.amount
    if clause is None or not amounts:
        return money.left(clause, scene)
    planes = []
    for it in amounts:
        if not isinstance(it, Fraction):
            raise NoTapeError
        planes.append(numbers.constant(Interval(it, it)))
    return money.said_by(clause, planes[0], planes[-1])


def _periods_clash(of: Combination, scene: Scene) -> tuple[ProvisionId, ...]:
    said = [(it, it.facets.period) for it in of.periods if it.facets.period is not None]
    if len(said) > 1 and any(it.start or it.end for _, it in said):
        raise NoTapeError
    spoken = [(provision, SaidPeriod(it, None, None)) for provision, it in said]
    return prevailing("period", spoken, other_period, scene.rules, [])[1]
