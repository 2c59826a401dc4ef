"""Questions for the tiny household of `worlds`, for hypothesis to draw from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy as Strategy

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.answer import Asserted
from doudi.compiler.proof.formula import (
    All,
    Formula,
    Is,
    NotApplicable,
    OneOf,
    Simple,
    Some,
    Within,
)
from doudi.runtime.values import Interval, Symbol, Truth
from tests.support.worlds import SHARE, VALUES

_QUARTERS: Final = tuple(Fraction(it, 4) for it in range(-1, 6))


@dataclass(frozen=True, slots=True)
class Question:
    formulas: tuple[Formula, ...]
    knowledge: tuple[Asserted, ...]

    @property
    def known(self) -> tuple[Formula, ...]:
        return tuple(it.formula for it in self.knowledge)


def _ends(cell: Cell) -> tuple[Fraction, ...]:
    """The numbers at which conditions turn: some beyond the range, and where no fact can be."""
    if cell == SHARE:
        return _QUARTERS
    numbers = [Fraction(it.low or 0) for it in VALUES[cell] if isinstance(it, Interval)]
    return (*numbers, min(numbers) - 1, max(numbers) + 1, min(numbers) + Fraction(1, 2))


def _conditions(cell: Cell) -> Strategy[Simple]:
    first = VALUES[cell][0]
    if isinstance(first, Truth):
        return st.builds(Is, st.just(cell), st.booleans())
    if isinstance(first, Symbol):
        codes = [it.id for it in VALUES[cell] if isinstance(it, Symbol)]
        some = st.frozensets(st.sampled_from([*codes, "nowhere"]), min_size=1)
        found: Strategy[Simple] = st.builds(OneOf, st.just(cell), some)
    else:
        end = st.none() | st.sampled_from(_ends(cell))
        found = st.builds(Within, st.just(cell), end, end, st.booleans(), st.booleans())
    return st.one_of(found, found, found, st.just(NotApplicable(cell)))


# Made once: a strategy built anew for every example takes longer than all that is tested.
_CONDITIONS: Final[Mapping[Cell, Strategy[Simple]]] = {it: _conditions(it) for it in VALUES}
_ORDER: Final = tuple(sorted(VALUES))
_CELLS: Final = st.lists(st.sampled_from(_ORDER), min_size=1, max_size=3, unique=True)
_SHAPES: Final = st.sampled_from(("simple", "simple", "all", "some"))
_WIDTH: Final = st.integers(0, 3)
_DEEPEST: Final = 3


def _formula(draw: st.DrawFn, cells: list[Cell], depth: int) -> Formula:
    shape = draw(_SHAPES) if depth < _DEEPEST else "simple"
    if shape == "simple":
        return draw(_CONDITIONS[cells[draw(_WIDTH) % len(cells)]])
    parts = tuple(_formula(draw, cells, depth + 1) for _ in range(draw(_WIDTH)))
    return All(parts) if shape == "all" else Some(parts)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """One to three formulas and up to three statements, on at most three cells."""
    cells = draw(_CELLS)
    formulas = [_formula(draw, cells, 0) for _ in range(1 + draw(_WIDTH) % 3)]
    known = [_formula(draw, cells, 0) for _ in range(draw(_WIDTH))]
    return Question(
        tuple(formulas), tuple(Asserted(f"statement {i}", it) for i, it in enumerate(known))
    )
