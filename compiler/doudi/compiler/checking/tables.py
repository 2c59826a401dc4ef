"""The tables beside the rules: areas, the calendar, the rows of standards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from doudi.compiler.checking.homes import Home
from doudi.compiler.checking.vocabulary import Vocabulary
from doudi.compiler.emit.program import Surroundings
from doudi.compiler.model.areas import Areas, areas_of
from doudi.compiler.model.interface import Interface
from doudi.compiler.versions.check import Versioned
from doudi.policy_dsl.diagnostics.model import Found
from doudi.runtime.program.declarations import Calendar, StandardRow
from doudi.runtime.program.ids import DocumentId, StandardId


@dataclass(frozen=True, slots=True)
class Tables:
    areas: Areas
    calendar: Calendar


def read_tables(root: Path) -> Found[Tables]:
    del root
    return Found(Tables(areas_of(()), Calendar((), (), (), (), "")))


def read_standards(
    vocabulary: Vocabulary, interface: Interface, root: Path
) -> Found[Mapping[StandardId, tuple[StandardRow, ...]]]:
    del vocabulary, interface, root
    return Found({})


def surroundings(
    tables: Tables,
    rows: Mapping[StandardId, tuple[StandardRow, ...]],
    versions: Iterable[Versioned],
    homes: Iterable[Home],
) -> Surroundings:
    return Surroundings(
        tuple(tables.areas.by_code.values()),
        tables.calendar,
        rows,
        {DocumentId(it.meaning.document): it.meaning.hash for it in versions},
        {it.document: "" if it.text is None else it.text.hash for it in homes},
    )
