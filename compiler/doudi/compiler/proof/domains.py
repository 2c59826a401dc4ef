"""What a cell can be, cut into as few parts as a question tells apart; a set of parts is an int.

Takes the conditions on one cell; gives a domain in which each of them is a bitset. Within one
part no condition of the question changes its mind, so intersecting bitsets is exact. Beside the
parts of the line, and the options, a number, date, option or area can be *not applicable*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import Final, Protocol, TypeAlias, assert_never

from doudi.compiler.drafts.draft import Cell, type_of
from doudi.compiler.proof.formula import Is, NotApplicable, OneOf, Simple, Within
from doudi.compiler.proof.round_values import preference, round_numbers, whole
from doudi.compiler.proof.scene import AS_OF, Scene
from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program.ids import AreaCode, FactId
from doudi.runtime.program.types import (
    WHOLE,
    Area,
    Boolean,
    Choice,
    Date,
    Duration,
    Moment,
    Quantity,
    Type,
)
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Value

Number: TypeAlias = Fraction | int

# A place between numbers: just before the number (0) or just after it (1).
Cut: TypeAlias = tuple[Number, int]

_MINUTES: Final = 24 * 60
_FIRST_DAY: Final = date(FIRST_YEAR, 1, 1).toordinal()
_LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
FALSE: Final = 1
TRUE: Final = 2


class Domain(Protocol):
    """`full`: all parts. `mask`: the parts in which a condition is met. `value`: one of some."""

    @property
    def full(self) -> int: ...

    def mask(self, condition: Simple) -> int: ...

    def value(self, mask: int, near: date) -> Value:
        """The simplest value of these parts: a round number, the first option."""
        ...


@dataclass(frozen=True, slots=True)
class Range:
    """The run-time numbers that a cell can be, both ends included; None: no end."""

    low: Fraction | int | None
    high: Fraction | int | None


def cell_type(cell: Cell, scene: Scene) -> Type:
    """The type of a fact or term, of the case's date, of a count of entities."""
    if cell.number:
        return type_of(cell, scene.rules)
    return Date() if cell == AS_OF else WHOLE


def range_of(cell: Cell, scene: Scene) -> Range:
    """What a facts file may say: within the declared range, days within its years."""
    if not cell.number:
        if cell == AS_OF:
            end = _LAST_DAY if scene.end is None else scene.end.toordinal()
            return Range(scene.start.toordinal(), end)
        return Range(0, scene.members)
    fact = scene.rules.facts.get(FactId(cell.name))
    low, high = (None, None) if fact is None else (fact.minimum, fact.maximum)
    match type_of(cell, scene.rules):
        case Date():
            return Range(max(_FIRST_DAY, low or _FIRST_DAY), min(_LAST_DAY, high or _LAST_DAY))
        case Moment():
            first, last = (_FIRST_DAY - 1) * _MINUTES, _LAST_DAY * _MINUTES - 1
            return Range(max(first, low or first), min(last, high or last))
        case _:
            return Range(low, high)


def domain_of(cell: Cell, conditions: Iterable[Simple], scene: Scene) -> Domain:
    """The parts that these conditions on the cell tell apart."""
    type_ = cell_type(cell, scene)
    match type_:
        case Boolean():
            return TRUTHS
        case Choice(id=choice):
            return Options(scene.rules.options[choice])
        case Area():
            return _areas(conditions, scene)
        case Quantity() | Date() | Moment() | Duration():
            return _line(type_, range_of(cell, scene), conditions, applicable=not cell.number)
        case _:
            assert_never(type_)


@dataclass(frozen=True, slots=True)
class Truths:
    full: int = FALSE | TRUE

    def mask(self, condition: Simple) -> int:
        match condition:
            case Is(value=value):
                return TRUE if value else FALSE
            case NotApplicable():
                return 0  # such a boolean is false
            case _:
                raise TypeError(condition)

    def value(self, mask: int, near: date) -> Value:  # noqa: ARG002 – as of every domain
        return T if mask & TRUE else F


TRUTHS: Final = Truths()


@dataclass(frozen=True, slots=True)
class Options:
    """A bit for each option as declared; the last: not applicable."""

    options: tuple[str, ...]

    @property
    def full(self) -> int:
        return (2 << len(self.options)) - 1

    def mask(self, condition: Simple) -> int:
        match condition:
            case OneOf(options=allowed):
                return sum(1 << i for i, it in enumerate(self.options) if it in allowed)
            case NotApplicable():
                return 1 << len(self.options)
            case _:
                raise TypeError(condition)

    def value(self, mask: int, near: date) -> Value:  # noqa: ARG002 – as of every domain
        at = (mask & -mask).bit_length() - 1
        return Symbol(self.options[at]) if at < len(self.options) else NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Areas:
    """A bit for each group of areas that no condition tells apart; the last: not applicable.

    `here`: the area of the case, `others`: some area that no condition names, None if there is
    none; their group is the last but one.
    """

    groups: tuple[frozenset[str], ...]
    others: AreaCode | None
    here: AreaCode

    @property
    def full(self) -> int:
        last = 2 << len(self.groups)
        return 2 * last - 1 if self.others is not None else 2 * last - 1 - (last >> 1)

    def mask(self, condition: Simple) -> int:
        match condition:
            case OneOf(options=allowed):
                return sum(1 << i for i, it in enumerate(self.groups) if it <= allowed)
            case NotApplicable():
                return 2 << len(self.groups)
            case _:
                raise TypeError(condition)

    def value(self, mask: int, near: date) -> Value:  # noqa: ARG002 – as of every domain
        named = [code for i, it in enumerate(self.groups) if mask >> i & 1 for code in it]
        if self.others is not None and mask >> len(self.groups) & 1:
            named.append(self.others)
        if not named:
            return NOT_APPLICABLE
        return Symbol(self.here if self.here in named else min(named))


def _areas(conditions: Iterable[Simple], scene: Scene) -> Areas:
    codes = scene.rules.tables.areas.by_code
    groups: list[frozenset[str]] = []
    named: frozenset[str] = frozenset()
    for it in conditions:
        if isinstance(it, OneOf):
            here = frozenset(code for code in it.options if code in codes)
            cut = [part for group in groups for part in (group & here, group - here)]
            groups = [part for part in (*cut, here - named) if part]
            named |= here
    free = (code for code in (scene.area, *codes) if code not in named)
    return Areas(tuple(groups), next((AreaCode(it) for it in free), None), scene.area)


@dataclass(frozen=True, slots=True)
class Line:
    """A bit for each stretch between two cuts, from the left; the last: not applicable.

    `first`, `last`: where the range begins and ends; None: nowhere. No cut lies outside them.
    `parts`: how many stretches there are; none where the range holds no number.
    """

    type: Type
    only_whole: bool
    first: Cut | None
    last: Cut | None
    cuts: tuple[Cut, ...]
    parts: int
    applicable: bool  # never not applicable: a date of a case, a count

    @property
    def full(self) -> int:
        return (1 << self.parts if self.applicable else 2 << self.parts) - 1

    def mask(self, condition: Simple) -> int:
        match condition:
            case Within():
                start, end = _ends(condition, only_whole=self.only_whole)
                from_ = 0 if start is None else self._before(start)
                to = self.parts if end is None else self._before(end)
                return (1 << to) - (1 << from_) if from_ < to else 0
            case NotApplicable():
                return 0 if self.applicable else 1 << self.parts
            case _:
                raise TypeError(condition)

    def value(self, mask: int, near: date) -> Value:
        found = [it for run in self._runs(mask) for it in self._roundest(*run, near)]
        if not found:
            return NOT_APPLICABLE
        best = min(found, key=lambda it: preference(self.type, it, near))
        number = best.numerator if best.denominator == 1 else best
        return Interval(number, number)

    def _before(self, cut: Cut) -> int:
        """How many stretches lie left of a cut."""
        if self.first is not None and cut <= self.first:
            return 0
        if self.last is not None and cut >= self.last:
            return self.parts
        return bisect_left(self.cuts, cut) + 1

    def _runs(self, mask: int) -> Iterator[tuple[Cut | None, Cut | None]]:
        """The longest stretches made of allowed ones."""
        edges = (self.first, *self.cuts, self.last)
        start = None
        for i in range(self.parts + 1):
            inside = i < self.parts and mask >> i & 1
            if inside and start is None:
                start = i
            elif not inside and start is not None:
                yield edges[start], edges[i]
                start = None

    def _roundest(self, start: Cut | None, end: Cut | None, near: date) -> Iterator[Fraction]:
        """The roundest number between two cuts."""
        low, high = (None if it is None else Fraction(it[0]) for it in (start, end))
        over, under = start is not None and start[1] == 1, end is not None and end[1] == 0
        if self.only_whole and high is not None:
            high, under = high - 1, False
        inside = (
            it
            for it in round_numbers(self.type, low, high, near)
            if not (over and it == low) and not (under and it == high)
        )
        yield from islice(inside, 1)


def _line(type_: Type, range_: Range, conditions: Iterable[Simple], *, applicable: bool) -> Line:
    only_whole = whole(type_)
    limits = Within(AS_OF, _fraction(range_.low), _fraction(range_.high))
    first, last = _ends(limits, only_whole=only_whole)
    found = {
        cut
        for it in conditions
        if isinstance(it, Within)
        for cut in _ends(it, only_whole=only_whole)
        if cut is not None and (first is None or first < cut) and (last is None or cut < last)
    }
    empty = first is not None and last is not None and first >= last
    cuts = tuple(sorted(found))
    return Line(type_, only_whole, first, last, cuts, 0 if empty else len(cuts) + 1, applicable)


def _fraction(number: Number | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def _ends(within: Within, *, only_whole: bool) -> tuple[Cut | None, Cut | None]:
    """The cut before the first number inside, and after the last; whole ones fall together."""
    low, high = within.low, within.high
    start: Cut | None = None
    end: Cut | None = None
    if low is not None:
        if only_whole:
            start = (low // 1 + 1 if within.over else -(-low // 1), 0)
        else:
            start = (low, 1 if within.over else 0)
    if high is not None:
        if only_whole:
            end = (-(-high // 1) if within.under else high // 1 + 1, 0)
        else:
            end = (high, 0 if within.under else 1)
    return start, end
