"""A case as the evaluator reads it: a tree of entities with what is known of each.

Takes nothing; `validate` makes these values from a checked facts file. Numbers are
run-time numbers: money in fen, a date as its ordinal, a moment in minutes, a ratio
as a fraction of 1. A fact that the file does not mention is absent from `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from doudi.runtime.program.ids import AreaCode, EntityId, FactId, TermId
from doudi.runtime.values import Value

Status: TypeAlias = Literal["given", "unknown", "not_asked", "not_applicable"]

AREA_ENTITY = EntityId("area")


@dataclass(frozen=True, slots=True)
class Given:
    """What the file says of one fact or term.

    `value` is always usable: an unknown or unasked one is the unknown of its type
    (a number's declared range, where it has one).
    """

    status: Status
    value: Value
    source: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One entity. A kind missing from `children` is a list nobody gave: unknown, not empty."""

    entity: EntityId
    id: str
    facts: Mapping[FactId, Given]
    terms: Mapping[TermId, Given]
    children: Mapping[EntityId, tuple[Instance, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """`area_instance` holds the area's own facts; `roots` are the entities inside no other.

    `root_kinds` are the kinds whose list was given at the top, be it empty.
    """

    as_of: date | None
    area: AreaCode
    area_instance: Instance
    roots: tuple[Instance, ...]
    root_kinds: frozenset[EntityId] = frozenset()
