"""The two that are compared, each with the entity that its condition was read at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from doudi.compiler.conflicts.model import Class, Says, Shown
from doudi.runtime.decision import Clash, Outcome
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest

# Lets provisions differ on a facet; writes their contests down and gives what still clashes.
Fight: TypeAlias = Callable[[Sequence[Provision], list[Contest]], tuple[Clash, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    provisions: tuple[Provision, Provision]
    nodes: tuple[Node, Node]
    run: Run

    def ids(self) -> frozenset[ProvisionId]:
        return frozenset(it.id for it in self.provisions)

    def prevails(self) -> tuple[Class, ProvisionId | None]:
        """By a principle of the precedence policy, or open."""
        first, second = self.provisions
        for winner, loser in ((first, second), (second, first)):
            principle = self.run.index.beats(winner, loser)
            if principle is not None:
                return Class(principle), winner.id
        return Class.OPEN, None

    def contest(self, facet: str, contests: Iterable[Contest]) -> Contest | None:
        """The contest that was fought between just these two."""
        for it in contests:
            if it.facet == facet and {it.winner, it.loser} == self.ids():
                return it
        return None

    def by_themselves(
        self, facet: str, contests: Iterable[Contest], fight: Fight
    ) -> tuple[Contest | None, tuple[Clash, ...]]:
        """The contest of the two alone, where a third that beats one of them hides it.

        Who differs from a provision that is beaten anyway is not listed by the runtime.
        """
        beaten = {it.loser for it in contests if it.facet == facet and it.principle is not None}
        if not beaten & self.ids():
            return None, ()
        own: list[Contest] = []
        clashes = fight(self.provisions, own)
        return self.contest(facet, own), clashes

    def by(self, contest: Contest) -> tuple[Class, ProvisionId | None]:
        if contest.principle is None:
            return Class.OPEN, None
        return Class(contest.principle), contest.winner

    def shown(
        self,
        found: tuple[Class, ProvisionId | None],
        says: tuple[Says, Says],
        outcome: Outcome | None = None,
    ) -> Shown:
        return Shown(found[0], found[1], says, outcome)
