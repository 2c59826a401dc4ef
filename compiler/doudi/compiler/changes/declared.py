"""A program as its declarations, each under a key; and a program again from such declarations.

A row of a standard is a declaration of its own, so that one figure can change and the others stay.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import TypeAlias, TypeVar

from doudi.runtime.program import declarations as program
from doudi.runtime.program.ids import StandardId
from doudi.runtime.program.knowledge import Axiom, Disjoint


class Kind(StrEnum):
    DOCUMENT = "document"
    PROVISION = "provision"
    ENTITY = "entity"
    CHOICE = "choice"
    FACT = "fact"
    TERM = "term"
    SCHEME = "scheme"
    STANDARD = "standard"
    ROW = "row"
    AXIOM = "axiom"
    DISJOINT = "disjoint"
    AUTHORITY = "authority"
    RANK = "rank"
    PRECEDENCE = "precedence"
    AREA = "area"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """`id`: the declaration's own; of a row its standard, kinds, area and first day."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Row:
    standard: StandardId
    said: program.StandardRow


@dataclass(frozen=True, slots=True)
class Precedence:
    principles: tuple[program.Principle, ...]


Declaration: TypeAlias = (
    program.Document
    | program.Provision
    | program.Entity
    | program.Choice
    | program.Fact
    | program.Term
    | program.Scheme
    | program.Standard
    | Row
    | Axiom
    | Disjoint
    | program.Authority
    | program.Rank
    | Precedence
    | program.Area
    | program.Calendar
)
Declarations: TypeAlias = Mapping[Key, Declaration]

T = TypeVar("T")


def declared(it: program.Program) -> dict[Key, Declaration]:
    """In the order of the program. Two that would have one key are told apart by a number."""
    found: dict[Key, Declaration] = {}
    seen: Counter[Key] = Counter()
    for key, declaration in _declared(it):
        seen[key] += 1
        again = f" #{seen[key]}" if seen[key] > 1 else ""
        found[replace(key, id=f"{key.id}{again}")] = declaration
    return found


def assembled(values: Declarations) -> program.Program:
    """What has an id in the order of ids, as every program has it; the rest as it comes."""
    given = tuple(values.values())
    rows: dict[StandardId, list[program.StandardRow]] = {}
    for it in _of(given, Row):
        rows.setdefault(it.standard, []).append(it.said)
    (calendar,) = _of(given, program.Calendar)
    (precedence,) = _of(given, Precedence)
    return program.Program(
        entities=_sorted(given, program.Entity),
        choices=_sorted(given, program.Choice),
        facts=_sorted(given, program.Fact),
        terms=_sorted(given, program.Term),
        schemes=_sorted(given, program.Scheme),
        standards=tuple(
            replace(it, rows=tuple(rows.get(it.id, ()))) for it in _sorted(given, program.Standard)
        ),
        authorities=_sorted(given, program.Authority),
        ranks=_sorted(given, program.Rank),
        documents=_sorted(given, program.Document),
        provisions=_sorted(given, program.Provision),
        precedence=precedence.principles,
        areas=tuple(sorted(_of(given, program.Area), key=attrgetter("code"))),
        calendar=calendar,
        axioms=_of(given, Axiom),
        disjoints=_of(given, Disjoint),
    )


def _declared(it: program.Program) -> Iterator[tuple[Key, Declaration]]:
    for kind, values in (
        (Kind.DOCUMENT, it.documents),
        (Kind.PROVISION, it.provisions),
        (Kind.ENTITY, it.entities),
        (Kind.CHOICE, it.choices),
        (Kind.FACT, it.facts),
        (Kind.TERM, it.terms),
        (Kind.SCHEME, it.schemes),
        (Kind.AUTHORITY, it.authorities),
        (Kind.RANK, it.ranks),
    ):
        yield from ((Key(kind, each.id), each) for each in values)
    for standard in it.standards:
        yield Key(Kind.STANDARD, standard.id), replace(standard, rows=())
        for row in standard.rows:
            where = (standard.id, *row.options, row.area, row.start.isoformat())
            yield Key(Kind.ROW, " ".join(where)), Row(standard.id, row)
    for axiom in it.axioms:
        yield Key(Kind.AXIOM, axiom.statement), axiom
    for disjoint in it.disjoints:
        yield Key(Kind.DISJOINT, " ".join(disjoint.members)), disjoint
    yield Key(Kind.PRECEDENCE, ""), Precedence(it.precedence)
    yield from ((Key(Kind.AREA, area.code), area) for area in it.areas)
    yield Key(Kind.CALENDAR, ""), it.calendar


def _of(values: Iterable[Declaration], kind: type[T]) -> tuple[T, ...]:
    return tuple(it for it in values if isinstance(it, kind))


def _sorted(values: Iterable[Declaration], kind: type[T]) -> tuple[T, ...]:
    return tuple(sorted(_of(values, kind), key=attrgetter("id")))
