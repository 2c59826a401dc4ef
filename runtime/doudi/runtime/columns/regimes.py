"""Epochs in which the same provisions speak: one scene may have households of all of them.

Only days, an area's own facts and figures tell them apart. What evaluation reads of these is asked
of every epoch, and kept from chunk to chunk; where the epochs do not say the same, it is a column.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date

from doudi.runtime.columns.columnar import Symbolism, gathered
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Run, start
from doudi.runtime.facts.model import AREA_ENTITY, Case, Instance
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.planes import Plane
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import AreaCode, ProvisionId
from doudi.runtime.values import Value

Ask = Callable[[Run], tuple[Value, ...]]


@dataclass(slots=True, eq=False)
class Reading:
    """What is said in each epoch: as many values in one as in any other.

    `plane`: of those of all epochs, one epoch after another; made when it is first asked for.
    """

    ask: Ask
    said: list[tuple[Value, ...]]
    differs: bool
    plane: Plane | None = None

    def add(self, run: Run) -> None:
        self.said.append(self.ask(run))
        self.differs = self.differs or self.said[-1] != self.said[0]
        self.plane = None

    def values(self, names: Symbolism) -> Plane:
        """Raises TooLargeError."""
        if self.plane is None:
            self.plane = gathered([value for its in self.said for value in its], names)
        return self.plane


@dataclass(slots=True, eq=False)
class Regime:
    """`speaking`: the provisions that may speak in all of its epochs.

    `runs`: of each epoch the rules over a case where nobody lives; more may be added.

    `changes`: how many readings came to differ that were the same in all epochs before. As long
    as there are no more of these, what was made of them holds for every epoch, old or new.
    """

    speaking: frozenset[ProvisionId]
    runs: list[Run] = field(default_factory=list)
    readings: dict[Hashable, Reading] = field(default_factory=dict)
    changes: int = 0

    def add(self, run: Run) -> int:
        """Its place among the runs."""
        self.runs.append(run)
        for it in self.readings.values():
            before = it.differs
            it.add(run)
            self.changes += it.differs - before
        return len(self.runs) - 1

    def read(self, what: Hashable, ask: Ask) -> Reading:
        """`what`: tells what is asked from anything else that is."""
        found = self.readings.get(what)
        if found is None:
            said = [ask(it) for it in self.runs]
            found = Reading(ask, said, differs=any(it != said[0] for it in said))
            self.readings[what] = found
        return found

    def competent(self, provisions: tuple[Provision, ...]) -> list[Provision]:
        """Those of them that may speak, which are the same in every epoch."""
        return [it for it in provisions if it.id in self.speaking]


@dataclass(frozen=True, slots=True, eq=False)
class Regimes:
    """Those that have occurred. `areas`: an area's own facts, by its code.

    `on`, `within`: the provisions that are in force on a day, and those that may speak in an area.
    """

    rules: Index
    areas: Mapping[AreaCode, Instance]
    by_speaking: dict[frozenset[ProvisionId], Regime] = field(default_factory=dict)
    known: dict[Epoch, tuple[Regime, int]] = field(default_factory=dict)
    on: dict[date, frozenset[ProvisionId]] = field(default_factory=dict)
    within: dict[AreaCode, frozenset[ProvisionId]] = field(default_factory=dict)

    def of(self, epoch: Epoch) -> tuple[Regime, int]:
        """An epoch's regime and its place in that."""
        found = self.known.get(epoch)
        if found is None:
            found = self.known[epoch] = self._added(epoch)
        return found

    def _added(self, epoch: Epoch) -> tuple[Regime, int]:
        area = self.areas.get(epoch.area) or Instance(AREA_ENTITY, epoch.area, {}, {}, {})
        nobody = Case(epoch.as_of, epoch.area, area, (), frozenset())
        speaking = self._in_force(epoch.as_of) & self._in_area(epoch.area)
        regime = self.by_speaking.setdefault(speaking, Regime(speaking))
        return regime, regime.add(start(self.rules, nobody, epoch.as_of))

    def _in_force(self, on: date) -> frozenset[ProvisionId]:
        if on not in self.on:
            every = self.rules.provisions.items()
            self.on[on] = frozenset(id_ for id_, it in every if self.rules.in_force(it, on))
        return self.on[on]

    def _in_area(self, area: AreaCode) -> frozenset[ProvisionId]:
        if area not in self.within:
            every, in_area = self.rules.provisions.items(), self.rules.in_area
            speaking = (id_ for id_, it in every if in_area(it, area) == "competent")
            self.within[area] = frozenset(speaking)
        return self.within[area]


def alone(run: Run) -> Regime:
    """One of a single epoch."""
    every = run.index.provisions
    return Regime(frozenset(it for it in every if run.competence[it] == "competent"), [run])
