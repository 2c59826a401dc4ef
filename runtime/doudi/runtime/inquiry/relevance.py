"""Which open facts can still change what a scheme comes to for a subject, and which cannot.

A fact matters if there are answers to some of the others after which one of its values gives
another result. Every answer is tried by the engine itself: first alone, then after others, chosen
so that the fact is still wanted. What evaluation does not want after some answers, no further
answer brings back; so the search ends, and what it does not find is not there. See
docs/language/asking.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from doudi.runtime.decision import SchemeOutcome
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell, cell_of
from doudi.runtime.probing.probe import Probe, Result, result_of
from doudi.runtime.probing.reads import Reads, reads
from doudi.runtime.probing.stretches import Stretch, stretches
from doudi.runtime.values import Interval

Answers: TypeAlias = frozenset[tuple[Cell, Given]]

NONE: Final[Answers] = frozenset()
_MOST_TRIED: Final = 120  # decisions for one fact; beyond them it counts as one that matters


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """One scheme for one subject, with all that was tried so far."""

    probe: Probe
    read: Reads
    tried: dict[Answers, SchemeOutcome] = field(default_factory=dict)

    def outcome(self, answers: Answers) -> SchemeOutcome:
        if answers not in self.tried:
            self.tried[answers] = self.probe.outcome(dict(answers))
        return self.tried[answers]

    def result(self, answers: Answers) -> Result:
        return result_of(self.outcome(answers))

    def wanted(self, answers: Answers) -> tuple[Cell, ...]:
        """The facts that evaluation still asks for: all that may matter, and perhaps more."""
        cells = (cell_of(it, self.probe.rules) for it in self.outcome(answers).needs)
        return tuple(dict.fromkeys(it for it in cells if it is not None))

    def stretches(self, cell: Cell, answers: Answers) -> tuple[Stretch, ...]:
        return stretches(cell, self.probe, self.read, dict(answers))

    def values(self, cell: Cell, answers: Answers) -> Iterator[Given]:
        """Values of which no other would do what none of them does."""
        for it in self.stretches(cell, answers):
            ends = (it.low, it.high) if it.low is not None else ()
            numbers = (Given("given", Interval(end, end)) for end in ends)
            yield from dict.fromkeys((it.given, *numbers))


def search(probe: Probe) -> Search:
    return Search(probe, reads(probe))


def relevant(found: Search) -> tuple[Cell, ...]:
    """The facts that can still change the result, in the order in which the rules name them."""
    return tuple(it for it in found.wanted(NONE) if matters(it, found))


def matters(cell: Cell, found: Search) -> bool:
    limit = len(found.tried) + _MOST_TRIED
    return _changes(cell, NONE, frozenset(), found, limit)


def _changes(
    cell: Cell, answers: Answers, passed: frozenset[Cell], found: Search, limit: int
) -> bool:
    """Whether the fact changes the result after these answers, those `passed` being left open."""
    wanted = found.wanted(answers)
    if cell not in wanted:
        return False
    before = found.result(answers)
    for value in found.values(cell, answers):
        if found.result(answers | {(cell, value)}) != before:
            return True
    other = next((it for it in wanted if it != cell and it not in passed), None)
    if other is None:
        return False
    for value in found.values(other, answers):
        if len(found.tried) > limit:
            return True
        if _changes(cell, answers | {(other, value)}, passed, found, limit):
            return True
    return _changes(cell, answers, passed | {other}, found, limit)
