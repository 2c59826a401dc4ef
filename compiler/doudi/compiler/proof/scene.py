"""Where the law stands still: one area, and days over which nothing that is looked at changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from doudi.compiler.drafts.draft import Cell, Seen, seen_from
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import AreaCode, EntityId

# The case's date as an unknown of the question, beside its facts.
AS_OF: Final = Cell(AREA_ENTITY, 0, "as_of")

# At most so many entities of one listed kind are looked at: a bound that every answer shares.
MEMBERS: Final = 3


@dataclass(frozen=True, slots=True)
class Scene:
    """Days from `start` to `end`, both included (None: no end), in an area without parts."""

    rules: Index
    area: AreaCode
    start: date
    end: date | None
    members: int = MEMBERS

    def competent(self, provisions: Iterable[Provision]) -> list[Provision]:
        found = self.rules.competence(self.start, self.area)
        return [it for it in provisions if found[it.id] == "competent"]


@dataclass(frozen=True, slots=True)
class View:
    """From which entity an expression is read; `issued`: of the document it stands in."""

    entity: EntityId
    number: int = 1
    issued: date | None = None

    def seen(self, rules: Index) -> Seen:
        return seen_from(self.entity, self.number, rules)


def view_of(provision: Provision, rules: Index) -> View:
    return View(provision.entity, 1, rules.documents[provision.document].issued)


def count_of(entity: EntityId) -> Cell:
    """How many entities of a kind the case has, as an unknown of the question."""
    return Cell(entity, 0, "count")
