"""What the rule files declare, as plain records with the syntax trees still in them.

Takes parsed files and the tables as they stand in YAML; names are looked up in either language
and are told apart by nothing but their Chinese spelling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from doudi.policy_dsl import ast
from tests.reference.values import Calendar, Year

NORMS = {
    "SHALL": "duty",
    "MAY": "permission",
    "CASE_BY_CASE": "case_by_case",
    "ENCOURAGE": "encouragement",
    "SHALL_NOT": "prohibition",
}


@dataclass(frozen=True)
class Clauses:
    """The clauses of a declaration by keyword."""

    of: ast.Declaration

    @cached_property
    def by_keyword(self) -> dict[str, list[ast.Clause]]:
        found: dict[str, list[ast.Clause]] = {}
        for it in self.of.clauses:
            found.setdefault(it.keyword, []).append(it)
        return found

    def all(self, keyword: str) -> list[ast.Clause]:
        return self.by_keyword.get(keyword, [])

    def __contains__(self, keyword: str) -> bool:
        return keyword in self.by_keyword

    def arg(self, keyword: str) -> Any:
        """The first argument of the clause, None if there is no such clause."""
        clauses = self.by_keyword.get(keyword)
        return None if clauses is None else clauses[0].args[0]

    def args(self, keyword: str) -> list[Any]:
        return [arg for it in self.all(keyword) for arg in it.args]

    def part(self, keyword: str, inner: str) -> Any:
        """What stands behind `inner` in the clause: `施行 … 至 …`."""
        for arg in self.args(keyword):
            if isinstance(arg, ast.Part) and arg.keyword == inner:
                return arg.args[0]
        return None

    def days(self) -> tuple[date, date]:
        """From when to when something is in force, both included."""
        end = self.part("IN_FORCE", "TO")
        start = date.fromisoformat(self.arg("IN_FORCE").text)
        return start, date.max if end is None else date.fromisoformat(end.text)


@dataclass(frozen=True, eq=False)
class Document:
    id: str
    clauses: Clauses = field(repr=False)


@dataclass(frozen=True, eq=False)
class Provision:
    """`act` is what the effect's keyword or its part says; `about` the name or expression in it."""

    id: str
    document: Document = field(repr=False)
    clauses: Clauses = field(repr=False)
    norm: str | None
    act: str
    about: Any = field(repr=False)

    def targets(self, keyword: str) -> set[str]:
        return {f"{it.document}/{it.address}" for it in self.clauses.args(keyword)}


@dataclass(frozen=True, eq=False)
class Rules:
    declared: Mapping[str, tuple[ast.Declaration, str]]  # by every spelling: what, Chinese name
    documents: Mapping[str, Document]
    provisions: Sequence[Provision]
    precedence: Sequence[tuple[str, bool]]  # principle, only for the same issuer
    options: Mapping[str, str]  # every spelling of an option: its Chinese name
    choices: Mapping[str, Sequence[str]]  # the options of a choice
    outer: Mapping[str, str | None]  # by an area's code: what contains it
    area: Callable[[str], str]  # the code of an area written as a code, a name, or names
    calendar: Calendar
    standards: Mapping[str, Sequence[Mapping[str, Any]]]  # by English name: rows

    def zh(self, name: str) -> str:
        return self.declared[name][1]

    @cached_property
    def by_name(self) -> dict[str, Clauses]:
        return {name: Clauses(declaration) for name, (declaration, _) in self.declared.items()}

    def clauses(self, name: str) -> Clauses:
        return self.by_name[name]

    def names(self, keyword: str) -> list[str]:
        return sorted({zh for it, zh in self.declared.values() if it.keyword == keyword})

    @cached_property
    def kinds(self) -> list[str]:
        """Of all that a case has lists of."""
        return [it for it in self.names("ENTITY") if it != "地区"]

    @cached_property
    def belonging(self) -> dict[str, str]:
        """The kind that what is declared belongs to, or that a kind lies in."""
        of = {name: clauses.arg("OF") for name, clauses in self.by_name.items()}
        return {name: self.zh(it.text) for name, it in of.items() if it is not None}

    def entity_of(self, name: str) -> str:
        return self.belonging[name]

    def container(self, entity: str) -> str | None:
        return self.belonging.get(entity)

    @cached_property
    def types(self) -> dict[str, str]:
        """A token of each type, or CHOICE."""
        of = {name: clauses.arg("TYPE") for name, clauses in self.by_name.items()}
        return {
            name: "BOOLEAN" if it is None else "CHOICE" if isinstance(it, ast.Name) else it.token
            for name, it in of.items()
        }

    def type_of(self, name: str) -> str:
        return self.types[name]

    @cached_property
    def areas_around(self) -> dict[str, list[str]]:
        def around(code: str | None) -> list[str]:
            return [] if code is None else [code, *around(self.outer[code])]

        return {it: around(it) for it in self.outer}

    def around(self, code: str) -> list[str]:
        """The area itself and what contains it, from the inside out."""
        return self.areas_around[code]

    def above(self, rank: str, other: str) -> bool:
        below = [self.zh(it.text) for it in self.clauses(rank).args("ABOVE")]
        return other in below or any(self.above(it, other) for it in below)


def area_names(areas: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Every way to write an area: its code, its name, and its name behind what contains it."""
    by_code = {it["code"]: it for it in areas}

    def full_name(it: Mapping[str, Any]) -> str:
        outer = by_code.get(it.get("parent", ""), {})
        return f"{full_name(outer)}{it['name']}" if "parent" in outer else str(it["name"])

    return {name: it["code"] for it in areas for name in (it["code"], it["name"], full_name(it))}


def rules_of(
    files: Sequence[ast.File],
    areas: Sequence[Mapping[str, Any]],
    years: Sequence[Mapping[str, Any]],
    standards: Mapping[str, Sequence[Mapping[str, Any]]],
) -> Rules:
    declared: dict[str, tuple[ast.Declaration, str]] = {}
    options: dict[str, str] = {}
    choices: dict[str, list[str]] = {}
    documents: dict[str, Document] = {}
    provisions: list[Provision] = []
    precedence: list[tuple[str, bool]] = []
    for file in files:
        document: Document | None = None
        for it in file.declarations:
            match it.args[:1]:
                case (ast.Bilingual(zh, en),):
                    declared |= {name: (it, zh) for name in (zh, en) if name is not None}
                case (ast.Name(id_),) if it.keyword == "DOCUMENT":
                    document = documents[id_] = Document(id_, Clauses(it))
                case (ast.Address(address),) if it.keyword == "PROVISION":
                    assert document is not None
                    provisions.append(_provision(f"{document.id}/{address}", document, Clauses(it)))
            if it.keyword == "CHOICE":
                names = [item.arg for item in it.items if isinstance(item.arg, ast.Bilingual)]
                choices[it.args[0].zh] = [name.zh for name in names]  # type: ignore[union-attr]
                options |= {text: name.zh for name in names for text in (name.zh, name.en or "")}
            if it.keyword == "PRECEDENCE":
                grounds = [item.arg for item in it.items if isinstance(item.arg, ast.Part)]
                precedence = [(part.keyword, bool(part.args)) for part in grounds]
    return Rules(
        declared,
        documents,
        sorted(provisions, key=lambda it: it.id),
        precedence,
        options,
        choices,
        {it["code"]: it.get("parent") for it in areas},
        area_names(areas).__getitem__,
        {
            it["year"]: Year(it["spring_festival"], frozenset(it["off"]), frozenset(it["work"]))
            for it in years
        },
        standards,
    )


def _provision(id_: str, document: Document, clauses: Clauses) -> Provision:
    for keyword in (*NORMS, "DEFINE", "FACET_OF", "NOT_EXECUTABLE"):
        match clauses.arg(keyword):
            case None:
                continue
            case ast.Part(act, (about,)):
                return Provision(id_, document, clauses, NORMS[keyword], act, about)
            case about:
                act = keyword if keyword not in NORMS else "WORDS"
                return Provision(id_, document, clauses, NORMS.get(keyword), act, about)
    raise AssertionError(id_)
