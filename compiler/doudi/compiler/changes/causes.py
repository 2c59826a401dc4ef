"""Which changes make an answer another one: found by deciding again with some of them made.

Takes a household, what differs and the comparison; gives the smallest sets of changes without which
the old answer is back, or else with which alone the new one is there. Pure: the same household
has the same causes, whichever others were looked at before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Final, TypeAlias

from doudi.compiler.changes.answers import About, Aspect, Difference, answer_in, matters, told
from doudi.compiler.changes.comparison import Change, Comparison
from doudi.compiler.changes.declared import Declaration, Key, Kind, Row
from doudi.compiler.changes.reach import Reaches, reaches
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.facts.model import Case
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import AreaCode

_PAIRS: Final = 400  # pairs that are tried before a larger set is looked for


class Way(StrEnum):
    """How a cause was found.

    undone: without these changes the old answer is back. made: with these alone the new answer is
    there, while no one or two taken back bring the old one. together: without all of these it is
    back, and without any fewer of them it is not.
    """

    UNDONE = "undone"
    MADE = "made"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Cause:
    way: Way
    changes: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why these aspects of an answer are others now; each cause is enough by itself."""

    aspects: tuple[Aspect, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Household:
    """A case on a day, as the old rules read its facts and as the new ones do."""

    old: Case
    new: Case
    as_of: date


Keys: TypeAlias = frozenset[Key]
_Shows: TypeAlias = Callable[[Keys], bool]


@dataclass(frozen=True, eq=False)
class Inquiry:
    """What the causes of all households of one comparison are looked for with."""

    comparison: Comparison
    reaches: Reaches

    def explained(
        self, household: Household, differences: Iterable[Difference]
    ) -> tuple[tuple[Explained, ...], ...]:
        """For each difference, its aspects with their causes."""
        looked = _Looked(self, household)
        return tuple(_explained(it, looked) for it in differences)

    def candidates(self, about: About, household: Household) -> tuple[Key, ...]:
        """The changes that can bear on an answer of this case at all."""
        in_schemes = Key(Kind.SCHEME, about.id)
        values = self.comparison
        known = in_schemes in values.old_values or in_schemes in values.new_values
        of = in_schemes if known else Key(Kind.PROVISION, about.id)
        return self.bearing_on(of, (household.old.area, household.new.area), household.as_of)

    def bearing_on(self, of: Key, areas: tuple[AreaCode, AreaCode], on: date) -> tuple[Key, ...]:
        """As `candidates`, of a scheme or duty in an area (its old code and its new) on a day."""
        reached = self.reaches.of(of)
        values = self.comparison
        old, new = values.made(frozenset()), values.made(values.keys)
        around = _around(areas[0], old) | _around(areas[1], new)

        def speaks(it: Change) -> bool:
            """Whether it is heard in the area on the day, as it was or as it is."""
            was = _heard(it.old, old, on, areas[0])
            return was or _heard(it.new, new, on, areas[1])

        return tuple(
            it.key
            for it in values.changes
            if it.key in around or (it.key in reached and (speaks(it) or _repeals(it)))
        )


def _around(area: AreaCode, rules: Index) -> Keys:
    """The areas that a case lies in."""
    return frozenset(Key(Kind.AREA, code) for code in rules.tables.areas.up(area))


def _heard(it: Declaration | None, rules: Index, on: date, area: AreaCode) -> bool:
    match it:
        case None:
            return False
        case Provision(id=id_):
            return rules.competence(on, area)[id_] == "competent"
        case Row(said=row):
            return rules.tables.areas.within(area, row.area)
        case _:
            return True


def _repeals(change: Change) -> bool:
    """What ends another provision does so for ever, wherever and whenever it was heard itself."""
    sides = (change.old, change.new)
    return any(isinstance(it, Provision) and it.relations.repeals for it in sides)


def inquiry(comparison: Comparison) -> Inquiry:
    return Inquiry(comparison, reaches((comparison.old_values, comparison.new_values)))


@dataclass(frozen=True, slots=True)
class _Looked:
    """One household, and what it came to under the programs that were tried."""

    inquiry: Inquiry
    household: Household
    runs: dict[tuple[Keys, bool], Run] = field(default_factory=dict)

    def undone(self, keys: Keys, about: About, aspects: Sequence[Aspect]) -> tuple[object, ...]:
        found = self._run(keys, undone=True)
        return _values(found, about, aspects)

    def made(self, keys: Keys, about: About, aspects: Sequence[Aspect]) -> tuple[object, ...]:
        return _values(self._run(keys, undone=False), about, aspects)

    def _run(self, keys: Keys, *, undone: bool) -> Run:
        key = keys, undone
        if key not in self.runs:
            values = self.inquiry.comparison
            rules: Index = values.undone(keys) if undone else values.made(keys)
            case = self.household.new if undone else self.household.old
            self.runs[key] = start(rules, case, self.household.as_of)
        return self.runs[key]


def _values(run: Run, about: About, aspects: Sequence[Aspect]) -> tuple[object, ...]:
    found = told(answer_in(run, about))
    return tuple(found.get(it) for it in aspects)


def _explained(difference: Difference, looked: _Looked) -> tuple[Explained, ...]:
    """Aspects that have the same causes are said together."""
    found: dict[tuple[Cause, ...], tuple[Aspect, ...]] = {}
    for aspects in matters(difference):
        causes = _causes(difference, aspects, looked)
        found[causes] = (*found.get(causes, ()), *aspects)
    return tuple(Explained(aspects, causes) for causes, aspects in found.items())


def _causes(
    difference: Difference, aspects: tuple[Aspect, ...], looked: _Looked
) -> tuple[Cause, ...]:
    about = difference.about
    old, new = (tuple(told(it).get(each) for each in aspects) for it in difference.both)

    def back(keys: Keys) -> bool:
        return looked.undone(keys, about, aspects) == old

    def there(keys: Keys) -> bool:
        return looked.made(keys, about, aspects) == new

    comparison = looked.inquiry.comparison
    near = looked.inquiry.candidates(about, looked.household)
    for size in (1, 2):
        for way, shows in ((Way.UNDONE, back), (Way.MADE, there)):
            found = tuple(_smallest(near, size, way, shows, comparison))
            if found:
                return found
    every = frozenset(near) if back(frozenset(near)) else comparison.keys
    return (Cause(Way.TOGETHER, _one_less(every, back)),)


def _smallest(
    near: Sequence[Key], size: int, way: Way, shows: _Shows, comparison: Comparison
) -> Iterator[Cause]:
    """Sets of that size that show it. One that draws another along is not the smaller."""
    tried = list(combinations(near, size))
    if len(tried) > _PAIRS and size > 1:
        return
    undone = way is Way.UNDONE
    showing = {
        keys: comparison.drawn_in(frozenset(keys), undone=undone)
        for keys in tried
        if shows(frozenset(keys))
    }
    for keys, whole in showing.items():
        if not any(other < whole for other in showing.values()):
            yield Cause(way, keys)


def _one_less(every: Keys, back: _Shows) -> tuple[Key, ...]:
    """A set of changes none of which can be left out, come by in great strides first."""
    left = sorted(every)
    stride = max(len(left) // 2, 1)
    while True:
        before = left
        for start_ in range(len(left) - 1, -1, -stride):
            fewer = left[: max(start_ - stride + 1, 0)] + left[start_ + 1 :]
            if fewer and back(frozenset(fewer)):
                left = fewer
        if left == before and stride == 1:
            return tuple(left)
        stride = max(stride // 2, 1)
