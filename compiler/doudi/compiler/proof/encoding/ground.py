"""What one question's constraints share: its context, what defines its terms, what is put off.

A term may stand for the result of an operator; `facts` say what it then is, and hold in every
world. An operator that is too long to be written out has a `Step` instead: it is put right for
the arguments that the solver tries, one after another.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction

import z3

from doudi.compiler.proof.encoding.terms import Amount, Bounds, Condition
from doudi.runtime.operators import Tables


@dataclass(frozen=True, slots=True)
class Civil:
    """A day as the calendar has it: year, month 1 to 12, day of the month."""

    year: Amount
    month: Amount
    day: Amount


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `start` to `end` the result is the argument and `more`."""

    start: int
    end: int
    more: int


@dataclass(frozen=True, slots=True)
class Step:
    """`result` never falls as `argument` rises; the stretches follow one another without a gap.

    Before the first and after the last of them nothing is said of the result.
    """

    argument: z3.ArithRef
    result: z3.ArithRef
    stretches: tuple[Stretch, ...]

    @property
    def first(self) -> int:
        return self.stretches[0].start

    @property
    def last(self) -> int:
        return self.stretches[-1].end

    def around(self, day: int) -> Stretch | None:
        at = bisect_right(self.stretches, day, key=lambda it: it.start) - 1
        return self.stretches[at] if self.first <= day <= self.last else None


@dataclass(frozen=True, slots=True)
class Ground:
    context: z3.Context
    tables: Tables
    bounds: Bounds = field(default_factory=Bounds)
    facts: list[z3.BoolRef] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    civil: dict[int, tuple[z3.ArithRef, Civil]] = field(default_factory=dict)
    shifted: dict[tuple[int, int], tuple[z3.ArithRef, z3.ArithRef]] = field(default_factory=dict)

    quotients: dict[tuple[int, int], tuple[z3.ArithRef, z3.ArithRef]] = field(default_factory=dict)

    def fact(self, it: Condition) -> None:
        if it is not True:
            self.facts.append(z3.BoolVal(it, self.context) if isinstance(it, bool) else it)

    def whole(self, name: str, low: int, high: int) -> z3.ArithRef:
        """A new whole number between two others."""
        it = z3.Int(f"{name}!{len(self.facts)}", self.context)
        self.bounds.set(it, low, high)
        self.facts.extend((it >= low, it <= high))
        return it

    def quotient(self, it: Amount, by: int) -> Amount:
        """How often a whole number goes into another, rounded down."""
        if isinstance(it, int | Fraction):
            return int(it) // by
        if (it.get_id(), by) not in self.quotients:
            found = z3.Int(f"quotient!{len(self.facts)}", self.context)
            self.facts.extend((found * by <= it, it <= found * by + (by - 1)))
            self.quotients[it.get_id(), by] = (it, found)
        return self.quotients[it.get_id(), by][1]
