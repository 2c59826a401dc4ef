"""What is asked of a case: conditions on single facts, joined by all and some.

A formula speaks of a *world*: a case in which every fact that it names is known. It has no
`not`: that a condition is false is a formula of its own (see `translate`), for with four truths
false is more than not true. A world that meets a formula stays one when facts that no literal of
it needs are left out: Kleene's logic never takes back what fewer facts made true.

`Is`, `OneOf`, `Within` and `NotApplicable` are about one fact each: boxes decide them exactly.
`Holds` and `Apart` are about several at once and left to the solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.scene import View
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Amount


@dataclass(frozen=True, slots=True)
class Is:
    """A boolean fact is known to be so."""

    cell: Cell
    value: bool


@dataclass(frozen=True, slots=True)
class OneOf:
    """An option or area is known and one of these."""

    cell: Cell
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Within:
    """A number, date or moment is known and lies between these; None: no end.

    Run-time numbers: fen, ordinals, minutes, fractions of 1. `over`, `under`: the end itself
    is not included.
    """

    cell: Cell
    low: Fraction | None
    high: Fraction | None
    over: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise: said of numbers, dates, options; a boolean is false instead."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Holds:
    """A condition on several facts is true (or, `truth` False, false)."""

    expr: ir.Expr
    view: View
    truth: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """Two numbers are known and at least so far from one another."""

    one: ir.Expr
    one_view: View
    other: ir.Expr
    other_view: View
    by: Fraction = Fraction(0)  # 0: unequal


@dataclass(frozen=True, slots=True)
class AmountsApart:
    """Two amount clauses come to different fen (see meaning.md, Amounts)."""

    one: Amount
    one_view: View
    other: Amount
    other_view: View
    by: int = 1  # fen


@dataclass(frozen=True, slots=True)
class Unmet:
    """What one of these says is not so: for a condition also when it is left to judgement."""

    joint: Holds | Apart | AmountsApart


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Formula, ...]


Simple: TypeAlias = Is | OneOf | Within | NotApplicable
Joint: TypeAlias = Holds | Apart | AmountsApart | Unmet
Formula: TypeAlias = Simple | Joint | All | Some

ALWAYS: Final = All(())
NEVER: Final = Some(())


def both(*parts: Formula) -> Formula:
    """`All`, flattened and without what is always so; `NEVER` where a part is."""
    found: dict[Formula, None] = {}
    for it in parts:
        if it == NEVER:
            return NEVER
        found.update(dict.fromkeys(it.parts if isinstance(it, All) else (it,)))
    return next(iter(found)) if len(found) == 1 else All(tuple(found))


def either(*parts: Formula) -> Formula:
    """`Some`, flattened and without what is never so; `ALWAYS` where a part is."""
    found: dict[Formula, None] = {}
    for it in parts:
        if it == ALWAYS:
            return ALWAYS
        found.update(dict.fromkeys(it.parts if isinstance(it, Some) else (it,)))
    return next(iter(found)) if len(found) == 1 else Some(tuple(found))
