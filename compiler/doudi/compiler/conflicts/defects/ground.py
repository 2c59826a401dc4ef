"""What looking for defects stands on: the rules, what is known, and one way of asking.

A question that nothing answers counts as *no finding*, and is kept by name: whoever asked says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TypeAlias

from doudi.compiler.conflicts.conditions import applies
from doudi.compiler.conflicts.defects.expressions import lines
from doudi.compiler.conflicts.meetings import leaning_of, reach, scenes
from doudi.compiler.conflicts.model import NotAnalysed, NotDecided
from doudi.compiler.conflicts.prove import Prover
from doudi.compiler.conflicts.questions import at_least_one
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.answer import Answer, GaveUp, Impossible
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.opposite import untrue
from doudi.compiler.proof.scene import Scene
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Provision, StandardRow
from doudi.runtime.program.ids import ProvisionId, StandardId

# What would show that one condition does not follow from another.
Odd: TypeAlias = Callable[[Provision, Provision, Scene], tuple[Formula, ...]]


@dataclass(frozen=True, slots=True)
class Ground:
    """`open`: the questions that were given up, in the order of asking."""

    rules: Index
    knowledge: Knowledge
    prover: Prover
    open: list[NotDecided | NotAnalysed] = field(default_factory=list)

    def ask(
        self,
        formulas: Iterable[Formula],
        scene: Scene,
        about: tuple[Provision, ...],
        *,
        last: bool = True,
    ) -> Answer:
        """At least one of each is there to be asked of.

        `about`: in whose name it is given up; `last`: nobody asks again, in smaller parts.
        """
        answer: Answer = GaveUp("time")
        if not self.prover.late:
            asked = tuple(formulas)
            there = at_least_one(asked, (it.entity for it in about), scene)
            answer = self.prover.prove((*asked, *there), scene)
        if isinstance(answer, GaveUp) and last:
            self.open.append(self._given_up(answer, tuple(it.id for it in about)))
        return answer

    def excluded(
        self, formulas: Iterable[Formula], scene: Scene, about: tuple[Provision, ...]
    ) -> bool:
        return isinstance(self.ask(formulas, scene, about), Impossible)

    def scenes(self, provision: Provision, *others: Provision) -> tuple[Scene, ...]:
        """Where and when the provision speaks, cut by what it and the others lean on."""
        own = reach(provision, self.rules)
        if own is None:
            return ()
        return scenes(own.area, own.window, (provision, *others), self.rules)

    def follows(self, first: Provision, second: Provision) -> bool:
        """Whether the second's condition is at least as true as the first's, whoever is asked."""
        if set(lines(second.condition)) <= set(lines(first.condition)):
            return True
        return self._never(first, second, _truer) and self._never(first, second, _falser)

    def overrides(self, first: Provision, second: Provision) -> bool:
        """Whether the second's condition is true wherever the first's is not false."""
        return second.condition is None or self._never(first, second, _unsettled)

    def _never(self, first: Provision, second: Provision, odd: Odd) -> bool:
        """A condition that a missing figure leaves open is not false: nothing follows from it."""
        places = self.scenes(first, second)
        return bool(places) and all(
            self.excluded(odd(first, second, it), it, (first, second)) for it in places
        )

    def _given_up(self, answer: GaveUp, names: tuple[ProvisionId, ...]) -> NotDecided | NotAnalysed:
        if answer.why == "not_analysed":
            return NotAnalysed(names[0], answer.what)
        return NotDecided(names, None, "run_time" if self.prover.late else answer.why)


def _truer(first: Provision, second: Provision, scene: Scene) -> tuple[Formula, ...]:
    return applies(first, True, scene), untrue(applies(second, True, scene), scene)


def _falser(first: Provision, second: Provision, scene: Scene) -> tuple[Formula, ...]:
    return untrue(applies(first, False, scene), scene), applies(second, False, scene)


def _unsettled(first: Provision, second: Provision, scene: Scene) -> tuple[Formula, ...]:
    return tuple(
        untrue(it, scene) for it in (applies(first, False, scene), applies(second, True, scene))
    )


def told(scene: Scene, *provisions: Provision) -> bool:
    """Whether every figure that these lean on is at hand there, on all days.

    What is missing proves nothing.
    """
    standards = {it for each in provisions for it in leaning_of(each, scene.rules).standards}
    return all(_at_hand(it, scene) for it in sorted(standards))


def _at_hand(standard: StandardId, scene: Scene) -> bool:
    rules, by = scene.rules, scene.rules.standards[standard].by
    up = tuple(rules.tables.areas.up(scene.area))
    return all(
        _figure_on(day, rows)
        for kinds in product(*(rules.options[it] for it in by))
        for rows in ([row for code in up for row in rules.rows.get((standard, kinds, code), ())],)
        for day in _turns(rows, scene)
    )


def _figure_on(day: date, rows: Iterable[StandardRow]) -> bool:
    """`rows` from the innermost area outwards: the first one in force decides."""
    found = (it for it in rows if it.start <= day and (it.end is None or day <= it.end))
    first = next(found, None)
    return first is not None and first.amount is not None


def _turns(rows: Iterable[StandardRow], scene: Scene) -> Iterator[date]:
    """The days of the scene on which another row may decide."""
    yield scene.start
    for row in rows:
        days = [row.start] if row.end is None else [row.start, row.end + timedelta(days=1)]
        for day in days:
            if scene.start < day and (scene.end is None or day <= scene.end):
                yield day
