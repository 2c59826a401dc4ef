"""How many conflicts there are of each class, and how many want somebody's attention."""

from __future__ import annotations

from dataclasses import dataclass

from doudi.compiler.conflicts.model import Class, ConflictLedger


@dataclass(frozen=True, slots=True)
class Totals:
    """`classes` in the order of the policy, all of them; `open` counts what nobody acknowledged."""

    classes: tuple[tuple[Class, int], ...]
    open: int
    acknowledged: int


def totals(ledger: ConflictLedger) -> Totals:
    found = [it.class_ for it in ledger.conflicts]
    return Totals(
        tuple((it, found.count(it)) for it in Class),
        sum(it.class_ is Class.OPEN and it.acknowledged is None for it in ledger.conflicts),
        sum(it.acknowledged is not None for it in ledger.conflicts),
    )


def settled(ledger: ConflictLedger) -> bool:
    """Whether nothing is open that nobody acknowledged, and nothing was left undecided."""
    return totals(ledger).open == 0 and not ledger.not_decided
