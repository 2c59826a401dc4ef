"""The vocabulary, collected: every declared name once, with what others may know of it.

Takes all declarations of a run (provisions may be left out, they declare no
names) and the area table; gives the interface. Of two declarations of one name
the first is kept, so that the phases after this one still see a whole vocabulary.

Two passes: first all names, then what a declaration says about its name, which
may itself be a name declared later. What is wrong inside a single declaration is
left to its own check.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from doudi.compiler.model.areas import Areas
from doudi.compiler.model.interface import Entry, Interface, Kind
from doudi.compiler.names import errors
from doudi.compiler.names.declared_types import named_type, unit_quantity
from doudi.compiler.names.look_alikes import skeleton
from doudi.compiler.names.order import circles, reachable
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Span
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    RankId,
)
from doudi.runtime.program.types import Choice, Type

_AREA: Final = EntityId("area")
_ENGLISH: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_KINDS: Final = {
    "ENTITY": Kind.ENTITY,
    "CHOICE": Kind.CHOICE,
    "FACT": Kind.FACT,
    "TERM": Kind.TERM,
    "SCHEME": Kind.SCHEME,
    "STANDARD": Kind.STANDARD,
    "AUTHORITY": Kind.AUTHORITY,
    "RANK": Kind.RANK,
}


def collect(declarations: Iterable[ast.Declaration], areas: Areas) -> Found[Interface]:
    found: list[Finding] = []
    names: dict[str, Entry] = {}
    kept: list[tuple[Entry, ast.Declaration]] = []
    options: dict[ChoiceId, tuple[Entry, ...]] = {}
    titles: dict[str, DocumentId] = {}
    one_per_source: dict[str, ast.Declaration] = {}
    for declaration in declarations:
        if declaration.keyword == "DOCUMENT":
            first = one_per_source.setdefault(declaration.span.source.name, declaration)
            if first is not declaration:
                found.append(errors.several_documents(_head(declaration), _head(first)))
            _document(declaration, names, titles, found)
        elif (kind := _KINDS.get(declaration.keyword)) is not None:
            entry = _declared(kind, declaration, names, found)
            if entry is None:
                continue
            kept.append((entry, declaration))
            if kind is Kind.CHOICE:
                choice = ChoiceId(entry.id)
                options[choice] = _options(choice, declaration, names, found)
    for entry, declaration in kept:
        _complete(entry, declaration, names)
    found.extend(_look_alikes(names))
    interface = _interface(names, kept, options, titles, areas)
    return Found(interface, (*found, *_circles(names, kept)))


def _declared(
    kind: Kind, declaration: ast.Declaration, names: dict[str, Entry], found: list[Finding]
) -> Entry | None:
    for arg in declaration.args:
        if isinstance(arg, ast.Bilingual):
            return _name(kind, arg, names, found)
    return None


def _name(
    kind: Kind, name: ast.Bilingual, names: dict[str, Entry], found: list[Finding]
) -> Entry | None:
    if name.zh.isascii():
        found.append(errors.chinese_missing(name))
    elif name.en is None:
        found.append(errors.english_missing(name))
    elif not _ENGLISH.match(name.en):
        found.append(errors.malformed_english(name.en, name.span))
    entry = Entry(kind, name.en or name.zh, name.zh, name.en or name.zh, name.span)
    fresh = True
    for word in dict.fromkeys((entry.zh, entry.en)):
        first = names.get(word)
        if first is not None:
            found.append(errors.declared_twice(word, name.span, first.span))
            fresh = False
    if fresh:
        names[entry.zh] = names[entry.en] = entry
    return entry if fresh else None


def _options(
    choice: ChoiceId, declaration: ast.Declaration, names: dict[str, Entry], found: list[Finding]
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for item in declaration.items:
        if isinstance(item.arg, ast.Bilingual):
            entry = _name(Kind.OPTION, item.arg, names, found)
            if entry is not None:
                typed = replace(entry, type=Choice(choice))
                names[entry.zh] = names[entry.en] = typed
                entries.append(typed)
    return tuple(entries)


def _document(
    declaration: ast.Declaration,
    names: dict[str, Entry],
    titles: dict[str, DocumentId],
    found: list[Finding],
) -> None:
    match declaration.args:
        case (ast.Name() as name, *rest):
            title = rest[0].text if rest and isinstance(rest[0], ast.String) else name.text
            entry = Entry(Kind.DOCUMENT, name.text, title, name.text, name.span)
            first = names.setdefault(name.text, entry)
            if first is not entry:
                found.append(errors.declared_twice(name.text, name.span, first.span))
                return
            document = DocumentId(name.text)
            titles.setdefault(title, document)
            for clause in declaration.clauses:
                match clause:
                    case ast.Clause("NUMBER_OF", (ast.String(number), *_)):
                        titles.setdefault(number, document)


def _complete(entry: Entry, declaration: ast.Declaration, names: dict[str, Entry]) -> None:
    """What the clauses say of the name, as far as it is a type or a place in the case's tree."""
    type_: Type | None = None
    entity: EntityId | None = None
    by: tuple[ChoiceId, ...] = ()
    for clause in declaration.clauses:
        match clause.keyword:
            case "OF":
                entity = _entity(clause, names)
            case "TYPE":
                type_ = named_type(clause.args, names)
            case "UNIT":
                type_ = unit_quantity(clause.args)
            case "BY":
                by = tuple(
                    ChoiceId(it.id)
                    for arg in clause.args
                    if isinstance(arg, ast.Name)
                    and (it := names.get(arg.text)) is not None
                    and it.kind is Kind.CHOICE
                )
    if entry.kind is Kind.TERM and type_ is None:
        type_ = named_type((), names)
    whole = replace(entry, type=type_, entity=entity, by=by)
    names[entry.zh] = names[entry.en] = whole


def _entity(clause: ast.Clause, names: Mapping[str, Entry]) -> EntityId | None:
    match clause.args:
        case (ast.Name(text), *_):
            entry = names.get(text)
            if entry is not None and entry.kind is Kind.ENTITY:
                return EntityId(entry.id)
    return None


def _interface(
    names: dict[str, Entry],
    kept: list[tuple[Entry, ast.Declaration]],
    options: dict[ChoiceId, tuple[Entry, ...]],
    titles: dict[str, DocumentId],
    areas: Areas,
) -> Interface:
    around = reachable(_containers(names, kept))
    inside: dict[EntityId, set[EntityId]] = {it: set() for it in around}
    for inner, outers in around.items():
        for outer in outers:
            inside.setdefault(outer, set()).add(inner)
    return Interface(
        names=names,
        seen_from={it: frozenset((it, _AREA, *outers)) for it, outers in around.items()},
        inside={it: frozenset(inner) for it, inner in inside.items()},
        options=options,
        above=reachable(_ranks(names, kept)),
        authority_areas=dict(_authority_areas(kept, areas)),
        titles=titles,
        areas=areas,
    )


def _containers(
    names: Mapping[str, Entry], kept: list[tuple[Entry, ast.Declaration]]
) -> dict[EntityId, tuple[EntityId, ...]]:
    return {
        EntityId(entry.id): () if (outer := names[entry.en].entity) is None else (outer,)
        for entry, _ in kept
        if entry.kind is Kind.ENTITY
    }


def _ranks(
    names: Mapping[str, Entry], kept: list[tuple[Entry, ast.Declaration]]
) -> dict[RankId, tuple[RankId, ...]]:
    return {
        RankId(entry.id): tuple(
            RankId(it.id)
            for clause in declaration.clauses
            if clause.keyword == "ABOVE"
            for arg in clause.args
            if isinstance(arg, ast.Name)
            and (it := names.get(arg.text)) is not None
            and it.kind is Kind.RANK
        )
        for entry, declaration in kept
        if entry.kind is Kind.RANK
    }


def _authority_areas(
    kept: list[tuple[Entry, ast.Declaration]], areas: Areas
) -> Iterable[tuple[AuthorityId, AreaCode]]:
    for entry, declaration in kept:
        if entry.kind is not Kind.AUTHORITY:
            continue
        for clause in declaration.clauses:
            match clause:
                case ast.Clause("AREA", (ast.Name(text), *_)):
                    if len(meant := areas.named(text)) == 1:
                        yield AuthorityId(entry.id), meant[0]


def _circles(
    names: Mapping[str, Entry], kept: list[tuple[Entry, ast.Declaration]]
) -> Iterable[Finding]:
    rounds = (*circles(_ranks(names, kept)), *circles(_containers(names, kept)))
    for path in rounds:
        entries = [names[it] for it in path[:-1]]
        shown = (*(it.zh for it in entries), entries[0].zh)
        yield errors.circular(shown, entries[0].span, tuple(it.span for it in entries[1:]))


def _look_alikes(names: Mapping[str, Entry]) -> Iterable[Finding]:
    seen: dict[str, tuple[str, Entry]] = {}
    for word, entry in names.items():
        other, first = seen.setdefault(skeleton(word), (word, entry))
        if other != word and first.id != entry.id:
            yield errors.look_alike(word, entry.span, other, first.span)


def _head(declaration: ast.Declaration) -> Span:
    return declaration.args[0].span if declaration.args else declaration.span
