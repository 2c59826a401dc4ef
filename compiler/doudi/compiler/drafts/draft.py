"""A case in the making: a date, an area, a subject, and what is known of it so far.

A draft knows the subject with what contains it, and as many further entities of a kind as
aggregates look at. It becomes the runtime's own case; nothing is evaluated here but by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run, start
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId
from doudi.runtime.program.types import Type
from doudi.runtime.values import NotApplicable, Value

Seen: TypeAlias = Mapping[EntityId, int]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A fact, or a term given outright, of one entity of the case; entities count from 1."""

    entity: EntityId
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """`lists`: how many entities of a kind the case has; a kind that is not there is not given."""

    as_of: date
    area: AreaCode
    subject: EntityId
    lists: Mapping[EntityId, int]
    cells: Mapping[Cell, Value]

    def with_cell(self, cell: Cell, value: Value) -> Draft:
        return replace(self, cells={**self.cells, cell: value})

    def without(self, cells: frozenset[Cell]) -> Draft:
        return replace(self, cells={it: v for it, v in self.cells.items() if it not in cells})

    def with_list(self, entity: EntityId, count: int) -> Draft:
        """A list made longer repeats its last entity; made shorter, it forgets it."""
        before = self.lists.get(entity)
        cells = {
            cell: value
            for cell, value in self.cells.items()
            if cell.entity != entity or cell.number <= count
        }
        if before:
            for number in range(before + 1, count + 1):
                for cell, value in self.cells.items():
                    if cell.entity == entity and cell.number == before:
                        cells[replace(cell, number=number)] = value
        return replace(self, lists={**self.lists, entity: count}, cells=cells)


def empty(subject: EntityId, as_of: date, area: AreaCode, rules: Index) -> Draft:
    lists = {it: 1 for it in containers(subject, rules) if it != AREA_ENTITY}
    return Draft(as_of, area, subject, lists, {})


def type_of(cell: Cell, rules: Index) -> Type:
    declared = rules.facts.get(FactId(cell.name))
    return rules.terms[TermId(cell.name)].type if declared is None else declared.type


def containers(entity: EntityId, rules: Index) -> tuple[EntityId, ...]:
    """The kind itself, and what it lies in, up to the top."""
    found: list[EntityId] = []
    at: EntityId | None = entity
    while at is not None and at != AREA_ENTITY:
        found.append(at)
        at = rules.entities[at].container if at in rules.entities else None
    return tuple(found) or (AREA_ENTITY,)


def seen_from(entity: EntityId, number: int, rules: Index) -> Seen:
    """Which entity of each kind is seen from one of them."""
    return dict.fromkeys(containers(entity, rules), 1) | {entity: number, AREA_ENTITY: 1}


def name_of(entity: EntityId, number: int, draft: Draft, rules: Index) -> str:
    """The id that an entity has in the case."""
    if entity == AREA_ENTITY:
        return str(draft.area)
    inside = rules.entities[entity].container not in (None, AREA_ENTITY)
    alone = not inside and draft.lists.get(entity, 1) == 1
    return str(entity) if alone else f"{rules.entities[entity].name.zh}{number}"


def case_of(draft: Draft, rules: Index) -> Case:
    roots = [
        it
        for it in draft.lists
        if it != AREA_ENTITY and rules.entities[it].container in (None, AREA_ENTITY)
    ]
    area = _instance(AREA_ENTITY, 1, draft, rules)
    return Case(
        draft.as_of,
        draft.area,
        replace(area, id=str(draft.area)),
        tuple(it for root in sorted(roots) for it in _instances(root, draft, rules)),
        frozenset(roots),
    )


def run_of(draft: Draft, rules: Index) -> Run:
    return start(rules, case_of(draft, rules), draft.as_of)


def node_of(entity: EntityId, number: int, run: Run) -> Node:
    return run.nodes[entity][number - 1]


def _instances(entity: EntityId, draft: Draft, rules: Index) -> tuple[Instance, ...]:
    return tuple(
        _instance(entity, number, draft, rules) for number in range(1, draft.lists[entity] + 1)
    )


def _instance(entity: EntityId, number: int, draft: Draft, rules: Index) -> Instance:
    own = {
        cell.name: _given(value)
        for cell, value in draft.cells.items()
        if cell.entity == entity and cell.number == number
    }
    inside = [
        it
        for it in draft.lists
        if number == 1 and entity != AREA_ENTITY and rules.entities[it].container == entity
    ]
    return Instance(
        entity,
        name_of(entity, number, draft, rules),
        {FactId(it): given for it, given in own.items() if it in rules.facts},
        {TermId(it): given for it, given in own.items() if it in rules.terms},
        {it: _instances(it, draft, rules) for it in sorted(inside)},
    )


def _given(value: Value) -> Given:
    return Given("not_applicable" if isinstance(value, NotApplicable) else "given", value)
