"""The two that are compared, each with the entity that its condition was read at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from doudi.compiler.conflicts.model import Class, Says, Shown
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.scope import Node, Run
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest


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
