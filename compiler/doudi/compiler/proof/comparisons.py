"""Comparisons of one fact with what is constant, as literals on that fact.

Takes an operator and operands of which at most one is a fact; gives the formula of its being true
or false, None where several facts are compared. What an operator makes of options, of constants
and of what is not applicable is asked of the operator table itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    Formula,
    NotApplicable,
    OneOf,
    Within,
    both,
    either,
)
from doudi.runtime.operators import Tables, apply
from doudi.runtime.operators.numbers import End
from doudi.runtime.operators.truths import F, T
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Truth, Value

COMPARISONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge", "in", "within"))
_ANY_NUMBER: Final = Interval(0, 0)
_TURNED: Final = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as an operand. `options`: all that it can be, None for a number.

    `always`: it can not be not applicable, such as the case's date.
    """

    cell: Cell
    options: tuple[str, ...] | None = None
    always: bool = False


Operand: TypeAlias = Value | Given
Rail: TypeAlias = bool  # whether an expression is to come to true, or to false


def compared(op: str, args: Sequence[Operand], truth: Rail, tables: Tables) -> Formula | None:
    """`op` is one of COMPARISONS, on numbers or symbols."""
    facts = [it for it in args if isinstance(it, Given)]
    if not facts:
        return _constant(apply(op, _with(args, NOT_APPLICABLE), tables), truth)
    fact = facts[0]
    if any(it != fact for it in facts):
        return None
    if fact.options is None:
        found = _number(op, args, truth, tables)
    else:
        found = _symbol(op, args, fact, truth, tables)
    absent = apply(op, _with(args, NOT_APPLICABLE), tables) is _wanted(truth)
    if found is None or fact.always or not absent:
        return found
    return either(found, NotApplicable(fact.cell))


def _symbol(op: str, args: Sequence[Operand], fact: Given, truth: Rail, tables: Tables) -> Formula:
    options = frozenset(
        it
        for it in fact.options or ()
        if apply(op, _with(args, Symbol(it)), tables) is _wanted(truth)
    )
    return OneOf(fact.cell, options) if options else NEVER


def _number(op: str, args: Sequence[Operand], truth: Rail, tables: Tables) -> Formula | None:
    if op == "in":
        parts = [_number("eq", (args[0], it), truth, tables) for it in args[1:]]
        known = [it for it in parts if it is not None]
        if len(known) < len(parts):
            return None
        return either(*known) if truth else both(*known)
    match args:
        case (Given(cell=cell), Interval(low=low, high=high)):
            return _ends(op, cell, low, high, truth)
        case (Interval(low=low, high=high), Given(cell=cell)):
            return _ends(_TURNED.get(op, op), cell, low, high, truth)
        case (Given(), Given()):
            return None
        case _:  # against what is not applicable any number is as good as another
            return _constant(apply(op, _with(args, _ANY_NUMBER), tables), truth)


def _ends(op: str, cell: Cell, low: End, high: End, truth: Rail) -> Formula:
    """A number that is known, against one that lies between `low` and `high`."""
    match op, truth:
        case ("lt", True) | ("ge", False):
            return _below(cell, low, under=True)
        case ("le", True) | ("gt", False):
            return _below(cell, low, under=False)
        case ("ge", True) | ("lt", False):
            return _above(cell, high, over=False)
        case ("gt", True) | ("le", False):
            return _above(cell, high, over=True)
        case ("eq", True) | ("ne", False):
            exact = low is not None and low == high
            return Within(cell, Fraction(low or 0), Fraction(low or 0)) if exact else NEVER
        case _:
            return either(_below(cell, low, under=True), _above(cell, high, over=True))


def _below(cell: Cell, end: End, *, under: bool) -> Formula:
    return NEVER if end is None else Within(cell, None, Fraction(end), under=under)


def _above(cell: Cell, end: End, *, over: bool) -> Formula:
    return NEVER if end is None else Within(cell, Fraction(end), None, over=over)


def _with(args: Sequence[Operand], fact: Value) -> list[Value]:
    return [fact if isinstance(it, Given) else it for it in args]


def _wanted(truth: Rail) -> Truth:
    return T if truth else F


def _constant(found: Value, truth: Rail) -> Formula:
    return ALWAYS if found is _wanted(truth) else NEVER
