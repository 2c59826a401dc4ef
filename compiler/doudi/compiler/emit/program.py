"""All checked declarations as the one program, sorted, so that equal rules are equal values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TypeVar

from doudi.compiler.model.checked import Precedence, Value
from doudi.runtime.program import declarations as program
from doudi.runtime.program.ids import DocumentId, StandardId
from doudi.runtime.program.knowledge import Axiom, Disjoint

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the program has beside declarations: tables, and what is known of documents."""

    areas: tuple[program.Area, ...]
    calendar: program.Calendar
    rows: Mapping[StandardId, tuple[program.StandardRow, ...]]
    meanings: Mapping[DocumentId, str]
    notices: Mapping[DocumentId, str]


def assemble(values: Iterable[Value], around: Surroundings) -> program.Program:
    """Where no precedence is stated none is assumed: then no principle ever decides."""
    given = tuple(values)
    stated: list[Precedence] = [it for it in given if isinstance(it, tuple)]
    return program.Program(
        entities=_sorted(given, program.Entity),
        choices=_sorted(given, program.Choice),
        facts=_sorted(given, program.Fact),
        terms=_sorted(given, program.Term),
        schemes=_sorted(given, program.Scheme),
        standards=tuple(
            replace(it, rows=around.rows.get(it.id, it.rows))
            for it in _sorted(given, program.Standard)
        ),
        authorities=_sorted(given, program.Authority),
        ranks=_sorted(given, program.Rank),
        documents=tuple(
            replace(
                it,
                meaning=around.meanings.get(it.id, it.meaning),
                notice=around.notices.get(it.id, it.notice),
            )
            for it in _sorted(given, program.Document)
        ),
        provisions=_sorted(given, program.Provision),
        precedence=stated[0] if stated else (),
        areas=tuple(sorted(around.areas, key=attrgetter("code"))),
        calendar=around.calendar,
        axioms=_in_words(given, Axiom),
        disjoints=_in_words(given, Disjoint),
    )


def _sorted(values: Iterable[Value], kind: type[T]) -> tuple[T, ...]:
    return tuple(sorted((it for it in values if isinstance(it, kind)), key=attrgetter("id")))


def _in_words(values: Iterable[Value], kind: type[T]) -> tuple[T, ...]:
    """Sorted by all that they say, for they have no id."""
    return tuple(sorted((it for it in values if isinstance(it, kind)), key=repr))
