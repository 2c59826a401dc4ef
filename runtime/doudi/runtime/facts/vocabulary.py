"""Which names may stand where in a facts file, in both languages.

Takes a program; gives tables from every name to what it declares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from doudi.runtime.facts.area_names import AreaNames, area_names
from doudi.runtime.facts.kept import kept
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.program.declarations import Choice, Entity, Fact, Program, Term, Text
from doudi.runtime.program.ids import ChoiceId, EntityId, OptionId

Member: TypeAlias = Fact | Term | Entity


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each name means where.

    `members[e]` may stand in an instance of e (of area: in `area_facts`), `roots` at the
    top; `homes` says where a name belongs.
    """

    program: Program
    members: Mapping[EntityId, Mapping[str, Member]]
    roots: Mapping[str, Entity]
    entities: Mapping[EntityId, Entity]
    choices: Mapping[ChoiceId, Choice]
    options: Mapping[ChoiceId, Mapping[str, OptionId]]
    homes: Mapping[str, EntityId]
    areas: AreaNames


@kept
def vocabulary(program: Program) -> Vocabulary:
    area = Entity(AREA_ENTITY, Text("地区", "area"), None)
    entities = {AREA_ENTITY: area} | {it.id: it for it in program.entities}
    members: dict[EntityId, dict[str, Member]] = {it: {} for it in entities}
    roots: dict[str, Entity] = {}
    homes: dict[str, EntityId] = {}
    for entity in entities.values():
        inside = entity.container is not None and entity.container != AREA_ENTITY
        for name in names(entity):
            if inside and entity.container is not None:
                members[entity.container][name] = entity
                homes[name] = entity.container
            elif entity.id != AREA_ENTITY:
                roots[name] = entity
    declared: tuple[Fact | Term, ...] = (*program.facts, *program.terms)
    for member in declared:
        for name in names(member):
            members[member.entity][name] = member
            homes[name] = member.entity
    options = {
        choice.id: {
            name: option
            for option, text in choice.options
            for name in (text.zh, text.en, option)
            if name
        }
        for choice in program.choices
    }
    choices = {it.id: it for it in program.choices}
    areas = area_names(program.areas)
    return Vocabulary(program, members, roots, entities, choices, options, homes, areas)


def names(declared: Member) -> tuple[str, ...]:
    """Both names, the Chinese one first."""
    return tuple(
        dict.fromkeys(it for it in (declared.name.zh, declared.id, declared.name.en) if it)
    )
