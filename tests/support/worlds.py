"""Worlds by brute force: whether some facts meet a formula, and all that a tiny household can be.

For tests of proofs. The household has every type of fact, each with so few values that all of
them can be tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.formula import (
    All,
    Formula,
    Is,
    NotApplicable,
    OneOf,
    Some,
    Within,
)
from doudi.compiler.proof.scene import AS_OF, Scene, count_of
from doudi.runtime.evaluation.index import index
from doudi.runtime.program import declarations as d
from doudi.runtime.program.ids import ChoiceId, FactId, OptionId
from doudi.runtime.program.types import NUMBER, WHOLE, Area, Boolean, Choice, Date, Type
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Truth, Value
from tests.support.sample_vocabulary import CHONGQING, JIANGBEI, MEMBER, VOCABULARY

_COLOUR: Final = ChoiceId("colour")
_DAYS: Final = (date(2021, 2, 27), date(2021, 3, 2))


def _fact(id_: str, type_: Type, low: int | None = None, high: int | None = None) -> d.Fact:
    minimum, maximum = (None if it is None else Fraction(it) for it in (low, high))
    return d.Fact(FactId(id_), d.Text(id_, id_), MEMBER, type_, d.Text(""), minimum, maximum)


PROGRAM: Final = replace(
    VOCABULARY,
    choices=(
        d.Choice(
            _COLOUR,
            d.Text("颜色", "colour"),
            tuple((OptionId(it), d.Text(it, it)) for it in ("red", "green", "blue")),
        ),
    ),
    facts=(
        _fact("age", WHOLE, 0, 4),
        _fact("born", Date(), *(it.toordinal() for it in _DAYS)),
        _fact("colour", Choice(_COLOUR)),
        _fact("ill", Boolean()),
        _fact("lives_in", Area()),
        _fact("old", Boolean()),
        _fact("poor", Boolean()),
        _fact("share", NUMBER, 0, 1),
    ),
    terms=(),
    standards=(),
)
SCENE: Final = Scene(index(PROGRAM), JIANGBEI, date(2021, 3, 1), date(2021, 3, 3), members=2)


def cell(name: str) -> Cell:
    return Cell(MEMBER, 1, name)


ILL, POOR, OLD = cell("ill"), cell("poor"), cell("old")
AGE, BORN, SHARE, COLOUR, LIVES_IN = (
    cell(it) for it in ("age", "born", "share", "colour", "lives_in")
)
MEMBERS: Final = count_of(MEMBER)


def exact(number: Fraction | int) -> Value:
    return Interval(number, number)


def _numbers(low: int, high: int) -> tuple[Value, ...]:
    return tuple(exact(it) for it in range(low, high + 1))


# All that each cell can be. Of shares those that conditions on quarters tell apart.
VALUES: Final[Mapping[Cell, tuple[Value, ...]]] = {
    **dict.fromkeys((ILL, POOR, OLD), (Truth.TRUE, Truth.FALSE)),
    AGE: (*_numbers(0, 4), NOT_APPLICABLE),
    BORN: (*_numbers(*(it.toordinal() for it in _DAYS)), NOT_APPLICABLE),
    SHARE: (*(exact(Fraction(it, 8)) for it in range(9)), NOT_APPLICABLE),
    COLOUR: (*(Symbol(it) for it in ("red", "green", "blue")), NOT_APPLICABLE),
    LIVES_IN: (*(Symbol(it.code) for it in PROGRAM.areas), NOT_APPLICABLE),
    AS_OF: _numbers(SCENE.start.toordinal(), SCENE.start.toordinal() + 2),
    MEMBERS: _numbers(0, 2),
}
ELSEWHERE: Final = CHONGQING


def met(formula: Formula, cells: Mapping[Cell, Value]) -> bool:
    """Whether these facts make the formula true, whatever the others are.

    Formulas about several facts at once are not for this page: TypeError.
    """
    match formula:
        case All(parts=parts):
            return all(met(it, cells) for it in parts)
        case Some(parts=parts):
            return any(met(it, cells) for it in parts)
        case Is(cell=at, value=value):
            return cells.get(at) is (Truth.TRUE if value else Truth.FALSE)
        case OneOf(cell=at, options=options):
            found = cells.get(at)
            return isinstance(found, Symbol) and found.id in options
        case NotApplicable(cell=at):
            return cells.get(at) == NOT_APPLICABLE
        case Within():
            found = cells.get(formula.cell)
            return isinstance(found, Interval) and _within(formula, found)
        case _:
            raise TypeError(formula)


def cells_in(formulas: Iterable[Formula]) -> tuple[Cell, ...]:
    """The cells that simple conditions name, sorted."""
    return tuple(sorted({at for it in formulas for at in _cells(it)}))


def households(cells: Iterable[Cell]) -> Iterator[Mapping[Cell, Value]]:
    """All that these cells can be together."""
    names = tuple(cells)
    for values in product(*(VALUES[it] for it in names)):
        yield dict(zip(names, values, strict=True))


def possible(formulas: Iterable[Formula]) -> bool:
    """Whether some household meets them all: every one is tried."""
    wanted = tuple(formulas)
    return any(all(met(it, known) for it in wanted) for known in households(cells_in(wanted)))


def _within(within: Within, found: Interval) -> bool:
    assert found.exact
    assert found.low is not None
    low, high, number = within.low, within.high, found.low
    above = low is None or number > low or (number == low and not within.over)
    below = high is None or number < high or (number == high and not within.under)
    return above and below


def _cells(formula: Formula) -> Iterator[Cell]:
    match formula:
        case All(parts=parts) | Some(parts=parts):
            for it in parts:
                yield from _cells(it)
        case Is() | OneOf() | Within() | NotApplicable():
            yield formula.cell
        case _:
            raise TypeError(formula)
