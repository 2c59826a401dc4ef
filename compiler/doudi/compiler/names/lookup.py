"""One name bound to the one thing it means here, or a finding that says what it might have been."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

from doudi.compiler.model.interface import Entry, Kind
from doudi.compiler.names import errors
from doudi.compiler.names.scope import Scope
from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.runtime.program.ids import AreaCode, ChoiceId, EntityId

_AREA = EntityId("area")


def entry_of(name: ast.Name, kinds: tuple[Kind, ...], scope: Scope, role: str = "") -> Entry | None:
    """The entry of that name if it is one of these kinds; its use is noted."""
    entry = scope.names.get(name.text)
    if entry is None:
        scope.findings.append(errors.unknown_name(name, near_name(name.text, kinds, scope)))
        return None
    if entry.kind not in kinds:
        scope.findings.append(errors.wrong_kind(name, entry, kinds))
        return None
    scope.note_use(entry.kind, entry.id, name.span, role or None)
    return entry


def near_name(word: str, kinds: tuple[Kind, ...], scope: Scope) -> str | None:
    return nearest(word, (it for it, entry in scope.names.items() if entry.kind in kinds))


def document_of(name: ast.Name, scope: Scope) -> Entry | None:
    entry = scope.names.get(name.text)
    if entry is None or entry.kind is not Kind.DOCUMENT:
        near = near_name(name.text, (Kind.DOCUMENT,), scope)
        scope.findings.append(errors.unknown_document(name.text, name.span, near))
        return None
    scope.note_use(entry.kind, entry.id, name.span)
    return entry


def area_of(name: ast.Name, scope: Scope) -> AreaCode | None:
    areas = scope.interface.areas
    codes = areas.named(name.text)
    if len(codes) == 1:
        return codes[0]
    if codes:
        meant = tuple(areas.full_name(it) for it in codes)
        scope.findings.append(errors.ambiguous_area(name, meant))
    else:
        scope.findings.append(errors.unknown_area(name, nearest(name.text, areas.by_name)))
    return None


def in_sight(entry: Entry, name: ast.Name, scope: Scope) -> bool:
    """Whether a fact or term of that entity can be asked from the subject of this scope."""
    if scope.entity is None or entry.entity is None or entry.entity == _AREA:
        return True
    seen = scope.interface.seen_from.get(scope.entity)
    if seen is None or entry.entity in seen:
        return True
    owner = entity_name(entry.entity, scope)
    scope.findings.append(errors.not_in_sight(name, entry, owner, entity_name(scope.entity, scope)))
    return False


def entity_name(entity: EntityId, scope: Scope) -> str:
    entry = scope.names.get(entity)
    return entity if entry is None else entry.zh


def options_of(names: Iterable[ast.Name], choice: str, scope: Scope) -> tuple[Entry, ...]:
    """Options of one of the reserved choices `place`, `fund` and `holder`."""
    found: list[Entry] = []
    declared = scope.interface.options.get(ChoiceId(choice))
    for name in names:
        entry = scope.names.get(name.text)
        if entry is not None and declared is not None and entry in declared:
            scope.note_use(entry.kind, entry.id, name.span)
            found.append(entry)
            continue
        spellings = [it for option in declared or () for it in (option.zh, option.en)]
        near = nearest(name.text, spellings)
        scope.findings.append(
            errors.no_such_option(name, choice, near, declared=declared is not None)
        )
    return tuple(found)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """As `suggest`, with what cannot be near left out by a quicker look.

    A vocabulary that could not be read leaves hundreds of unknown names behind it.
    """
    letters = set(normalize("NFKC", word).casefold())
    length = len(word)

    def plausible(other: str) -> bool:
        allowed = max(1, max(length, len(other)) // 3)
        near = abs(len(other) - length) <= allowed and len(letters.difference(other)) <= allowed
        return near or word in other or other in word

    return suggest(word, filter(plausible, candidates))
