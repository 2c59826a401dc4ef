"""Two programs beside one another: what changed, and the program in which only some of it has.

Takes the old and the new; gives the changes, each of one declaration. A program with some of the
changes made is whole: what they need from the other side comes with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from doudi.compiler.changes.declared import (
    Declaration,
    Declarations,
    Key,
    Kind,
    Row,
    assembled,
    declared,
)
from doudi.compiler.changes.references import named
from doudi.compiler.notices.reading_order import Order, reading_order
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program.declarations import Document, Program

_INDICES: Final = 256  # as many are kept
_KINDS: Final = tuple(Kind)
_WORDS: Final = frozenset({Kind.ENTITY, Kind.CHOICE, Kind.FACT, Kind.TERM})


# What each declaration needs, by its identity; it is kept beside, so that no other takes its place.
_Needs: TypeAlias = dict[int, tuple[Declaration, tuple[Key, ...]]]


@dataclass(frozen=True, slots=True)
class Change:
    """`old` None: it is new; `new` None: it is gone."""

    key: Key
    old: Declaration | None
    new: Declaration | None


@dataclass(frozen=True, eq=False)
class Comparison:
    """`old_values` and `new_values` are the declarations of the two programs."""

    old: Program
    new: Program
    old_values: Declarations
    new_values: Declarations
    changes: tuple[Change, ...]
    keys: frozenset[Key]
    _indices: dict[frozenset[Key], Index] = field(default_factory=dict, repr=False)
    _needs: _Needs = field(default_factory=dict, repr=False)

    @property
    def other_words(self) -> bool:
        """Whether one text of a case could be read otherwise by the two."""
        return any(it.key.kind in (*_WORDS, Kind.AREA) for it in self.changes)

    def made(self, keys: frozenset[Key]) -> Index:
        """The old program with these changes made; with all of them it is the new one."""
        found = self._indices.get(keys)
        if found is None:
            if len(self._indices) >= _INDICES:
                self._indices.clear()
            found = self._indices[keys] = index(self._program(keys))
        return found

    def undone(self, keys: frozenset[Key]) -> Index:
        """The new program without these changes."""
        return self.made(self.keys - keys)

    def drawn_in(self, keys: frozenset[Key], *, undone: bool) -> frozenset[Key]:
        """The changes, and those that have to go with them."""
        made = self.keys - keys if undone else keys
        values = self._chosen(made)
        of = {it.key: it.old if undone else it.new for it in self.changes}
        return frozenset(key for key, it in of.items() if values.get(key) == it)

    def readable(self, side: Literal["old", "new"]) -> Program:
        """One of the two, with the words that only the other has: a case may be told in either."""
        mine, others = self.old_values, self.new_values
        if side == "new":
            mine, others = others, mine
        words = {key: it for key, it in others.items() if key.kind in _WORDS and key not in mine}
        return assembled({**mine, **words})

    def joint(self, declaration: Declaration) -> Index:
        """The new program, and beside it whatever a declaration of the old one is made of."""
        values = dict(self.new_values)
        _complete(values, [declaration], (self.old_values,), self._needs)
        return index(assembled(values))

    def _program(self, made: frozenset[Key]) -> Program:
        if made == self.keys:
            return self.new
        return assembled(self._chosen(made)) if made else self.old

    def _chosen(self, made: frozenset[Key]) -> Declarations:
        """Of each declaration the one or the other; in the order of the new program."""
        values: dict[Key, Declaration] = {}
        changed = {it.key: it for it in self.changes}
        for key in (*self.new_values, *(it for it in self.old_values if it not in self.new_values)):
            change = changed.get(key)
            if change is None:
                values[key] = self.new_values[key]
                continue
            chosen = change.new if key in made else change.old
            if chosen is not None:
                values[key] = chosen
        stand = [values[key] for key in changed if key in values]
        _complete(values, stand, (self.new_values, self.old_values), self._needs)
        return values


def compare(old: Program, new: Program) -> Comparison:
    before, after = declared(old), declared(new)
    changes = tuple(_changes(before, after))
    return Comparison(old, new, before, after, changes, frozenset(it.key for it in changes))


def _changes(before: Declarations, after: Declarations) -> Iterator[Change]:
    for key in sorted(before.keys() | after.keys(), key=_read):
        old, new = before.get(key), after.get(key)
        if old != new:
            yield Change(key, old, new)


def _read(key: Key) -> tuple[int, str, Order, str]:
    """Provisions as their notices have them, and everything else by id."""
    document, _, address = key.id.partition("/")
    if key.kind is not Kind.PROVISION:
        return _KINDS.index(key.kind), key.id, (), ""
    return _KINDS.index(key.kind), document, reading_order(address), address


def _complete(
    values: dict[Key, Declaration],
    stand: Iterable[Declaration],
    sources: tuple[Declarations, ...],
    needs: _Needs,
) -> None:
    """Adds what is named and missing, and what that names; a standard with its rows."""
    waiting = list(stand)
    while waiting:
        for key in _needed(waiting.pop(), needs):
            source = None if key in values else next((it for it in sources if key in it), None)
            if source is None:
                continue
            own = {key: source[key]}
            if key.kind is Kind.STANDARD:
                own |= {at: it for at, it in source.items() if _row_of(key, it)}
            values.update(own)
            waiting += own.values()


def _needed(declaration: Declaration, needs: _Needs) -> tuple[Key, ...]:
    """Without these nothing can be decided; what it is related to may be missing."""
    found = needs.get(id(declaration))
    if found is None:
        of_document = isinstance(declaration, Document)
        related = {Kind.PROVISION, Kind.DOCUMENT} if of_document else {Kind.PROVISION}
        keys = tuple(sorted(it for it in named(declaration) if it.kind not in related))
        found = needs[id(declaration)] = (declaration, keys)
    return found[1]


def _row_of(standard: Key, declaration: Declaration) -> bool:
    return isinstance(declaration, Row) and declaration.standard == standard.id
