"""What an expression becomes on a tape, and what that is for those who lie inside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_truths import Bits, Graded, Plain, graded
from doudi.runtime.columns.tape.numbers import Amount, Numbers, Tabled, Worked
from doudi.runtime.columns.tape.writing import Writing
from doudi.runtime.program.ids import EntityId, FactId, OptionId
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_SYMBOL,
    NotApplicable,
    Symbol,
    UnknownSymbol,
)


@dataclass(frozen=True, slots=True)
class Coded:
    """An option for each, by its place in its choice.

    Behind them, if `open`, what is unknown; behind that, if `absent`, what is not applicable.
    """

    at: Register
    options: tuple[OptionId, ...]
    open: bool
    absent: bool = False

    @property
    def values(self) -> tuple[Symbol | UnknownSymbol | NotApplicable, ...]:
        known = tuple(Symbol(str(it)) for it in self.options)
        if self.absent:
            return (*known, UNKNOWN_SYMBOL, NOT_APPLICABLE)
        return (*known, UNKNOWN_SYMBOL) if self.open else known


Lowered: TypeAlias = Bits | Amount | Coded | Symbol | UnknownSymbol


@dataclass(frozen=True, slots=True, eq=False)
class Lowering:
    """`bounds`: of the numbers of each column; `absent`: those that may be not applicable.

    `reasons`: whether it is to be said which part of a condition failed.
    """

    scene: Scene
    tape: Writing
    bounds: Mapping[FactId, int]
    absent: Collection[FactId]
    reasons: bool = True

    @property
    def numbers(self) -> Numbers:
        return Numbers(self.tape, self.scene.rules.tables)


def spread_truth(it: Bits, outer: EntityId, entity: EntityId, its: Lowering) -> Bits:
    def plain(of: Plain) -> Plain:
        if isinstance(of, bool) or outer == entity:
            return of
        return its.tape.step(Op.SPREAD, of, entity=entity)

    return _bytewise(it, plain)


def _bytewise(it: Bits, change: Callable[[Plain], Plain]) -> Bits:
    if not isinstance(it, Graded):
        return change(it)
    return graded(change(it.certain), change(it.judged), change(it.possible))


def spread(it: Lowered, outer: EntityId, entity: EntityId, its: Lowering) -> Lowered:
    if outer == entity:
        return it
    tape = its.tape

    def wide(of: Register) -> Register:
        return its.tape.step(Op.SPREAD_NUMBER, of, entity=entity)

    def spread_end(of: End) -> End:
        return End(wide(of.above), None if of.by is None else wide(of.by))

    match it:
        case Coded(at=at) | Tabled(at=at):
            return replace(it, at=its.tape.step(Op.SPREAD, at, entity=entity))
        case Worked(low=low, high=high, there=there):
            where = there if isinstance(there, bool) else tape.step(Op.SPREAD, there, entity=entity)
            return replace(it, low=spread_end(low), high=spread_end(high), there=where)
        case bool() | Graded() | Register():
            return spread_truth(it, outer, entity, its)
        case _:
            return it
