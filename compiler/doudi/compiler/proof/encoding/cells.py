"""A question's unknowns: one for every cell that it asks about, with the range it lies in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Final

import z3

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.domains import cell_type, range_of
from doudi.compiler.proof.encoding.areas import Symbols
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.encoding.terms import Amount, Condition, at_most, both, equal, negated
from doudi.compiler.proof.encoding.values import Encoded, Number, Option, Truth, exactly
from doudi.compiler.proof.round_values import whole
from doudi.compiler.proof.scene import AS_OF, Scene, count_of
from doudi.runtime.program.ids import EntityId
from doudi.runtime.program.types import WHOLE, Area, Boolean, Choice, Date, Type
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Value
from doudi.runtime.values import Truth as RuntimeTruth

# Days before and after the first of the scene that people think of first.
_NEAR: Final = 400


class Cells:
    """Every cell is an unknown once; what it can be holds in every world."""

    def __init__(self, scene: Scene, ground: Ground, symbols: Symbols) -> None:
        self._scene = scene
        self._ground = ground
        self._symbols = symbols
        self._made: dict[Cell, Encoded] = {}

    def of(self, cell: Cell) -> Encoded:
        if cell not in self._made:
            self._made[cell] = self._unknown(cell)
        return self._made[cell]

    @property
    def as_of(self) -> Number:
        """The case's date, never not applicable."""
        return self._number_of(AS_OF)

    def count(self, entity: EntityId) -> Amount:
        """How many entities of a kind there are."""
        return self._number_of(count_of(entity)).low

    def wishes(self, asked: Iterable[Cell]) -> list[Condition]:
        """What makes a world plainer: the first day, nothing that does not apply, days nearby."""
        start = self._scene.start.toordinal()
        made = [(it, self._made[it]) for it in asked]
        dates = [
            it
            for cell, it in made
            if isinstance(it, Number) and cell_type(cell, self._scene) == Date()
        ]
        present = [negated(it.absent) for _, it in made if isinstance(it, Number | Option)]
        near = (
            both(at_most(start - _NEAR, it.low), at_most(it.low, start + _NEAR)) for it in dates
        )
        first = [equal(self.as_of.low, start)] if AS_OF in self._made else []
        found = (both(*first), both(*present), both(*near))
        return [it for it in found if not isinstance(it, bool)]

    def _number_of(self, cell: Cell) -> Number:
        found = self.of(cell)
        if not isinstance(found, Number):
            raise TypeError(cell)
        return found

    @property
    def made(self) -> Mapping[Cell, Encoded]:
        return self._made

    def _unknown(self, cell: Cell) -> Encoded:
        # Numbered, and not named after the cell: equal questions look alike to the solver.
        name = f"c{len(self._made)}"
        if not cell.number:
            return exactly(self._counted(name, cell))
        type_ = cell_type(cell, self._scene)
        if isinstance(type_, Boolean):
            it = z3.Bool(name, self._ground.context)
            return Truth(it, z3.Not(it))
        absent = z3.Bool(f"{name}?", self._ground.context)
        match type_:
            case Choice(id=choice):
                ids = [str(it) for it in self._scene.rules.options[choice]]
                return Option(self._symbol(name, ids), absent)
            case Area():
                ids = [str(it) for it in self._scene.rules.tables.areas.by_code]
                return Option(self._symbol(name, ids), absent)
            case _:
                return exactly(self._number(name, cell, type_), absent)

    def _counted(self, name: str, cell: Cell) -> Amount:
        """The case's date or a count, which is the only one that there can be at times."""
        its = range_of(cell, self._scene)
        return ceil(its.low or 0) if its.low == its.high else self._number(name, cell, WHOLE)

    def _number(self, name: str, cell: Cell, type_: Type) -> z3.ArithRef:
        its = range_of(cell, self._scene)
        low, high = its.low, its.high
        if not whole(type_):
            share = z3.Real(name, self._ground.context)
            self._within(share, low, high)
            return share
        if low is not None and high is not None:
            return self._between(name, ceil(low), floor(high))
        it = z3.Int(name, self._ground.context)
        self._within(it, low, high)
        return it

    def _within(self, it: z3.ArithRef, low: Amount | None, high: Amount | None) -> None:
        sort = z3.IntVal if z3.is_int(it) else z3.RealVal
        if low is not None:
            end = ceil(low) if z3.is_int(it) else low
            self._ground.fact(it >= sort(str(end), self._ground.context))
        if high is not None:
            end = floor(high) if z3.is_int(it) else high
            self._ground.fact(it <= sort(str(end), self._ground.context))

    def _symbol(self, name: str, ids: list[str]) -> Amount:
        numbers = [self._symbols.numbers[it] for it in ids]
        it = self._between(name, min(numbers, default=0), max(numbers, default=0))
        self._ground.fact(self._symbols.one_of(it, ids))
        return it

    def _between(self, name: str, low: int, high: int) -> z3.ArithRef:
        it = z3.Int(name, self._ground.context)
        self._ground.bounds.set(it, low, high)
        self._ground.facts.extend((it >= low, it <= high))
        return it


def value_of(it: Encoded, model: z3.ModelRef, symbols: Symbols) -> Value:
    """What a cell is in a model, as the runtime has it."""
    match it:
        case Truth(true=true):
            return RuntimeTruth.TRUE if _is_true(true, model) else RuntimeTruth.FALSE
        case Option(number=number, absent=absent):
            if _is_true(absent, model):
                return NOT_APPLICABLE
            return Symbol(symbols.ids[int(number_of(number, model))])
        case Number(low=low, absent=absent):
            if _is_true(absent, model):
                return NOT_APPLICABLE
            number = number_of(low, model)
            return Interval(number, number)


def number_of(it: Amount, model: z3.ModelRef) -> Fraction:
    """An exact number; of a root that no fraction is, one close to it."""
    if isinstance(it, int | Fraction):
        return Fraction(it)
    found = model.eval(it, model_completion=True)
    if z3.is_algebraic_value(found):
        found = found.approx(6)
    if z3.is_int_value(found):
        return Fraction(found.as_long())
    return Fraction(found.numerator_as_long(), found.denominator_as_long())


def _is_true(it: object, model: z3.ModelRef) -> bool:
    if isinstance(it, bool):
        return it
    return bool(z3.is_true(model.eval(it, model_completion=True)))
