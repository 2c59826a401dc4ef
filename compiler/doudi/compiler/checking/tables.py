"""The tables beside the rules: areas, the calendar, the rows of standards.

`areas.yaml` and `calendar.yaml` stand at the top of the rules folder, the file of a standard
in its `standards/`. An absent table is an empty one: then no area is known, no year has
working days, and whoever needs them is told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

from doudi.compiler.checking.homes import Home
from doudi.compiler.checking.vocabulary import Vocabulary
from doudi.compiler.emit.program import Surroundings
from doudi.compiler.model.areas import Areas, areas_of
from doudi.compiler.model.checked import Located
from doudi.compiler.model.interface import Interface
from doudi.compiler.ruleset.paths import inside
from doudi.compiler.tables.areas import read_areas
from doudi.compiler.tables.calendar import NO_CALENDAR, read_calendar
from doudi.compiler.tables.standards import read_standard
from doudi.compiler.versions.check import Versioned
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source
from doudi.runtime.program.declarations import Area, Calendar, Standard, StandardRow
from doudi.runtime.program.ids import DocumentId, OptionId, StandardId

AREAS: Final = "areas.yaml"
CALENDAR: Final = "calendar.yaml"
STANDARDS: Final = PurePosixPath("standards")

Rows = Mapping[StandardId, tuple[StandardRow, ...]]

# Many compilations in one process (a watcher, the specifications) read the same tables.
_areas = lru_cache(maxsize=4)(read_areas)
_calendar = lru_cache(maxsize=4)(read_calendar)


@dataclass(frozen=True, slots=True)
class Tables:
    areas: Areas
    calendar: Calendar


def read_tables(root: Path) -> Found[Tables]:
    found: list[Finding] = []
    areas: tuple[Area, ...] = ()
    calendar = NO_CALENDAR
    if (source := _source(root / AREAS, found)) is not None:
        read = _areas(source)
        areas = read.value
        found.extend(read.findings)
    if (source := _source(root / CALENDAR, found)) is not None:
        days = _calendar(source)
        calendar = days.value
        found.extend(days.findings)
    return Found(Tables(areas_of(areas), calendar), tuple(found))


def read_standards(vocabulary: Vocabulary, interface: Interface, root: Path) -> Found[Rows]:
    found: list[Finding] = []
    rows: dict[StandardId, tuple[StandardRow, ...]] = {}
    for located in vocabulary.located:
        standard = located.checked.value
        if isinstance(standard, Standard) and standard.id not in rows:
            rows[standard.id] = _rows(located, standard, interface, root, found)
    return Found(rows, tuple(found))


def surroundings(
    tables: Tables, rows: Rows, versions: Iterable[Versioned], homes: Iterable[Home]
) -> Surroundings:
    return Surroundings(
        tuple(tables.areas.by_code.values()),
        tables.calendar,
        rows,
        {DocumentId(it.meaning.document): it.meaning.hash for it in versions},
        {it.document: "" if it.text is None else it.text.hash for it in homes},
    )


def _rows(
    located: Located, standard: Standard, interface: Interface, root: Path, found: list[Finding]
) -> tuple[StandardRow, ...]:
    for named in located.checked.files:
        path = inside(root, STANDARDS, named.name, located.span(named.place))
        found.extend(path.findings)
        if path.value is None:
            continue
        source = read_source(path.value)
        found.extend(source.findings)
        if source.value is not None:
            by = [
                [OptionId(it.id) for it in interface.options.get(choice, ())]
                for choice in standard.by
            ]
            read = read_standard(source.value, standard.id, by, interface.areas.by_code.keys())
            found.extend(read.findings)
            return read.value
    return ()


def _source(path: Path, found: list[Finding]) -> Source | None:
    if not path.exists() and not path.is_symlink():  # a link to nowhere is no absence
        return None
    read = read_source(path)
    found.extend(read.findings)
    return read.value
