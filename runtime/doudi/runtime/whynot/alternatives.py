"""The search: which sets of facts, by size, and of each the values nearest to the case.

Complete within what docs/language/whynot.md states. A set is left out only where the engine, with
all of its facts unknown, says no.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations
from typing import Final

from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.evaluation.combinations import STANDING
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.facts.convert import unknown_of
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell, cell_of, declared_of, given_in, type_of
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import Reads
from doudi.runtime.probing.stretches import Number, grain_of
from doudi.runtime.program.ids import FactId
from doudi.runtime.values import Interval
from doudi.runtime.whynot.distances import distance
from doudi.runtime.whynot.goal import Goal, strength
from doudi.runtime.whynot.model import Alternative, Change, Found
from doudi.runtime.whynot.values import Part, Values, with_axioms

MOST_FACTS: Final = 5
MOST_DECISIONS: Final = 5_000


def changeable(read: Reads, probe: Probe) -> tuple[Cell, ...]:
    """The facts that may be different, in the order in which the rules read them."""
    facts = probe.rules.facts
    return tuple(
        it for it in read.cells if FactId(it.name) in facts and facts[FactId(it.name)].changeable
    )


def unknown(cells: Iterable[Cell], probe: Probe) -> dict[Cell, Given]:
    return {it: Given("unknown", unknown_of(declared_of(it, probe.rules))) for it in cells}


def alternatives(probe: Probe, read: Reads, goal: Goal) -> Found:
    cells = changeable(read, probe)
    weighty = _weighty(cells, probe)
    search = _Search(probe, goal, weighty, Values(probe, with_axioms(read, probe, cells)))
    tried = min(len(weighty), MOST_FACTS)
    for size in range(1, tried + 1):
        found = [it for chosen in search.sets(size) if (it := search.nearest(chosen))]
        if found or search.spent:
            ordered = sorted(found, key=_closeness)
            up_to = size - 1 if search.spent else size
            return Found(tuple(ordered), len(cells), up_to, exhausted=False)
    exhausted = tried == len(weighty)
    return Found((), len(cells), len(cells) if exhausted else tried, exhausted=exhausted)


def _weighty(cells: tuple[Cell, ...], probe: Probe) -> tuple[Cell, ...]:
    """Those that make any difference, whatever the others are."""
    result = probe.outcome(unknown(cells, probe))
    open_ = {cell_of(it, probe.rules) for it in result.needs}
    return tuple(it for it in cells if it in open_)


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    probe: Probe
    goal: Goal
    cells: tuple[Cell, ...]
    values: Values
    _decided: dict[frozenset[tuple[Cell, Given]], SchemeOutcome] = field(default_factory=dict)

    @property
    def spent(self) -> bool:
        return len(self._decided) >= MOST_DECISIONS

    def possible(self, open_: Sequence[Cell], answers: Mapping[Cell, Given]) -> bool:
        """Whether some values of what is open may give what is sought, the answers being so.

        By the outcome alone: an amount that is not settled gives way to one that is.
        """
        outcome = self.decided({**answers, **unknown(open_, self.probe)}).outcome
        return outcome in STANDING or outcome is Outcome.UNDETERMINED

    def decided(self, answers: Mapping[Cell, Given]) -> SchemeOutcome:
        key = frozenset(answers.items())
        if key not in self._decided:
            self._decided[key] = self.probe.outcome(answers, weighed=False)
        return self._decided[key]

    def sets(self, size: int) -> Iterator[tuple[Cell, ...]]:
        yield from self._sets((), self.cells, size)

    def nearest(self, chosen: Sequence[Cell]) -> Alternative | None:
        """The first of the nearest; None where no values of all these facts will do."""
        best: Alternative | None = None
        for order in self._orders(chosen):
            for answers in self._sought(order, {}):
                found = self._alternative(chosen, answers)
                if best is None or _closeness(found) < _closeness(best):
                    best = found
        return best

    def _sets(
        self, chosen: tuple[Cell, ...], left: tuple[Cell, ...], size: int
    ) -> Iterator[tuple[Cell, ...]]:
        if self.spent or len(chosen) + len(left) < size:
            return
        if len(chosen) == size:
            if self.possible(chosen, {}):
                yield chosen
            return
        # Where not even all that is left over makes it possible, no part of that does.
        if self.possible((*chosen, *left), {}):
            yield from self._sets((*chosen, left[0]), left[1:], size)
            yield from self._sets(chosen, left[1:], size)

    def _orders(self, chosen: Sequence[Cell]) -> Iterator[tuple[Cell, ...]]:
        """Numbers last and in any order: where one comparison looks at two, one moves the other."""
        plain = [it for it in chosen if not self.values.is_counted(it)]
        for numbers in permutations(it for it in chosen if self.values.is_counted(it)):
            yield (*plain, *numbers)

    def _sought(
        self, left: Sequence[Cell], answers: dict[Cell, Given]
    ) -> Iterator[dict[Cell, Given]]:
        if self.spent:
            return
        if not left:
            if self.goal.reached(self.decided(answers)) and self._consistent(answers):
                yield answers
            return
        if self.possible(left, answers):
            for given in self._tried(left, answers):
                yield from self._sought(left[1:], {**answers, left[0]: given})

    def _tried(self, left: Sequence[Cell], answers: Mapping[Cell, Given]) -> Iterator[Given]:
        cell = left[0]
        if not self.values.is_counted(cell):
            yield from self.values.others(cell)
            return
        for part in self.values.parts(cell, {**unknown(left, self.probe), **answers}):
            yield _exactly(part.near)
            if part.far != part.near:
                beyond = part.far if left[1:] else self._turning(cell, part, answers)
                yield _exactly(beyond)

    def _turning(self, cell: Cell, part: Part, answers: Mapping[Cell, Given]) -> Number:
        """Where between two ends an amount begins to be enough; the far end if it never does."""
        grain = grain_of(type_of(cell, self.probe.rules))

        def enough(at: Number) -> bool:
            return self.goal.reached(self.decided({**answers, cell: _exactly(at)}))

        if enough(part.near) or not enough(part.far):
            return part.far
        near, far = Fraction(part.near), Fraction(part.far)
        while abs(far - near) > grain:
            middle = near + int((far - near) / grain / 2) * grain
            near, far = (near, middle) if enough(middle) else (middle, far)
        return far

    def _consistent(self, answers: Mapping[Cell, Given]) -> bool:
        return not contradictions(self.probe.run(answers))

    def _alternative(self, chosen: Sequence[Cell], answers: Mapping[Cell, Given]) -> Alternative:
        rules = self.probe.rules
        changes = tuple(Change(it, given_in(self.probe.case, it), answers[it]) for it in chosen)
        apart = [distance(it.before, it.after.value, type_of(it.cell, rules)) for it in changes]
        far = sum(apart, start=Fraction(0))
        return Alternative(changes, far, self.probe.outcome(answers))


def _closeness(it: Alternative) -> tuple[object, ...]:
    return (it.distance, -strength(it.result))


def _exactly(at: Number) -> Given:
    return Given("given", Interval(at, at))
