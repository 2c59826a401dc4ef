"""What a provision must say to make sense, where its parts only make sense together.

Takes a provision and its place; gives nothing, or the first misfit.
"""

from __future__ import annotations

from doudi.runtime.bundle.misfit import misfit
from doudi.runtime.program import declarations as decl


def check_sense(provision: decl.Provision, place: str) -> None:
    _check_norm(provision, place)
    if isinstance(provision.effect, decl.Facet):
        targets = (provision.effect.scheme, provision.effect.provision)
        if (targets[0] is None) == (targets[1] is None):
            raise misfit(
                f"{place}.effect",
                "应补充一个救助项目或一个条款，二者取一",
                "adds to a scheme or to a provision, exactly one of them",
            )
    if provision.facets.amount is not None:
        _check_amount(provision.facets.amount, f"{place}.facets.amount")
    period = provision.facets.period
    if period is not None and period.months is not None and period.months < 1:
        raise misfit(f"{place}.facets.period.months", "少于一个月", "is less than one month")


def _check_norm(provision: decl.Provision, place: str) -> None:
    silent = isinstance(provision.effect, decl.Define | decl.Facet | decl.NotExecutable)
    if not silent and provision.norm is None:
        raise misfit(
            f"{place}.norm", "缺少应当、可以或不得", "lacks a duty, permission or the like"
        )


def _check_amount(amount: decl.Amount, place: str) -> None:
    lacking = (amount.mode != "left_to" and amount.value is None) or (
        amount.mode == "between" and amount.upper is None
    )
    if lacking:
        raise misfit(
            place, f"的方式 `{amount.mode}` 缺少数额", f"is `{amount.mode}` and lacks its figure"
        )
    if amount.rounding is not None and amount.rounding.to < 1:
        raise misfit(f"{place}.rounding.to", "应至少舍入到一分", "rounds to less than one fen")
