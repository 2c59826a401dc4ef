"""The whole impact of a change, and what is told of it: sums by scheme, by cause, by area.

Everything is added up from the same lines, so that all of it agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from doudi.compiler.changes.comparison import Comparison
from doudi.compiler.impact.attribution import Cause
from doudi.compiler.impact.effects import Effect
from doudi.compiler.impact.sides import About
from doudi.compiler.impact.tally import FATES, Fate, Line, Paid, Sums, Tally
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.program.ids import AreaCode, EntityId, SchemeId

By = TypeVar("By", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Table:
    """A file of the population: whose rows, how many, and the SHA-256 of its bytes."""

    kind: str
    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Looked:
    """The population. `synthetic`: its files say that nobody in it is real."""

    tables: tuple[Table, ...]
    households: int
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Impact:
    """`hashes`: of the old bundle and the new. `schemes`: those looked at, all where none is."""

    comparison: Comparison
    hashes: tuple[str, str]
    population: Looked
    schemes: tuple[SchemeId, ...]
    tally: Tally

    @property
    def same(self) -> bool:
        """Whether no answer is another; refusals for another reason are none."""
        return not self.tally.lines


@dataclass(frozen=True, slots=True)
class Money:
    """What is paid so often: exact amounts in fen, and beside them how many are not exact."""

    old_fen: int = 0
    new_fen: int = 0
    old_inexact: int = 0
    new_inexact: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(
            self.old_fen + other.old_fen,
            self.new_fen + other.new_fen,
            self.old_inexact + other.old_inexact,
            self.new_inexact + other.new_inexact,
        )


def effects_by(found: Tally, of: Callable[[Line], By]) -> dict[By, Counter[Effect]]:
    """Changed answers by effect, for each area, scheme, cause: what `of` tells lines apart by."""
    counted: dict[By, Counter[Effect]] = {}
    for line, sums in found.lines.items():
        counted.setdefault(of(line), Counter())[line.effect] += sums.answers
    return counted


def effects(found: Tally) -> Counter[Effect]:
    return sum(effects_by(found, lambda it: it.effect).values(), Counter())


def money_by(found: Tally, of: Callable[[Line], By]) -> dict[By, dict[str, Money]]:
    """Of changed answers, by how often it is paid."""
    added: dict[By, dict[str, Money]] = {}
    for line, sums in found.lines.items():
        its = added.setdefault(of(line), {})
        for every, money in _both(line, sums):
            if every:
                its[every] = its.get(every, Money()) + money
    return added


def _both(line: Line, sums: Sums) -> Iterable[tuple[str, Money]]:
    yield line.old_every, Money(old_fen=sums.old_fen, old_inexact=sums.old_inexact)
    yield line.new_every, Money(new_fen=sums.new_fen, new_inexact=sums.new_inexact)


def outcomes_by_side(found: Tally, about: About, *, new: bool) -> Counter[Outcome]:
    """Of all answers on a scheme, changed or not."""
    counted: Counter[Outcome] = Counter()
    for given, paid in found.given.items():
        if given.about == about and given.new == new:
            counted[given.outcome] += paid.answers
    return counted


def given_to(outcomes: Mapping[Outcome, int]) -> int:
    """How many answers stand: granted, or in whatever weaker way."""
    return sum(many for outcome, many in outcomes.items() if outcome in STANDING)


def money_given(found: Tally, about: About | None = None) -> dict[str, Money]:
    """Of all answers that stand, changed or not, by how often it is paid."""
    added: dict[str, Money] = {}
    for given, paid in found.given.items():
        if given.every and about in (None, given.about):
            its = added.get(given.every, Money())
            added[given.every] = its + _side(paid, new=given.new)
    return added


def _side(paid: Paid, *, new: bool) -> Money:
    if new:
        return Money(new_fen=paid.fen, new_inexact=paid.inexact)
    return Money(old_fen=paid.fen, old_inexact=paid.inexact)


def fates_by(found: Tally, of: Callable[[AreaCode, EntityId], By]) -> dict[By, dict[Fate, int]]:
    counted: dict[By, dict[Fate, int]] = {}
    for (area, entity, fate), many in found.fates.items():
        its = counted.setdefault(of(area, entity), dict.fromkeys(FATES, 0))
        its[fate] += many
    return counted


def causes(found: Tally) -> list[Cause]:
    """Those of most changed answers first."""
    counted = effects_by(found, lambda it: it.cause)
    return sorted(counted, key=lambda it: (-counted[it].total(), it))


def schemes(found: Tally) -> list[About]:
    """Those of which an answer changes, of most first."""
    counted = effects_by(found, lambda it: it.about)
    return sorted(counted, key=lambda it: (-counted[it].total(), it))
