"""The meaning of every document, from its provisions and the vocabulary they use.

Takes what the vocabulary declares, and for each document the hashes and uses of its
provisions; gives meanings. A definition is followed into the terms and facts it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from doudi.compiler.model.checked import Checked
from doudi.compiler.model.interface import Kind
from doudi.compiler.versions.meaning import Meaning, Word, document_meaning, word_meaning
from doudi.runtime.canonical import Json
from doudi.runtime.program import declarations as program

Name: TypeAlias = str

_KINDS: Final[Mapping[type, Kind]] = {
    program.Entity: Kind.ENTITY,
    program.Fact: Kind.FACT,
    program.Term: Kind.TERM,
    program.Scheme: Kind.SCHEME,
    program.Standard: Kind.STANDARD,
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A provision's id, its own hash, and the names it uses: `fact:age term:dibao`."""

    id: str
    hash: str
    names: str


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary by name: what is said of each, and which names it is made of."""

    said: Mapping[Name, Json]
    made_of: Mapping[Name, frozenset[Name]]


def words_of(vocabulary: Iterable[Checked]) -> Words:
    said: dict[Name, Json] = {}
    made_of: dict[Name, frozenset[Name]] = {}
    for checked in vocabulary:
        if isinstance(checked.value, Word):
            name = f"{_KINDS[type(checked.value)].value}:{checked.id}"
            said[name] = word_meaning(checked.value)
            made_of[name] = frozenset(f"{it.kind.value}:{it.id}" for it in checked.uses)
    return Words(said, made_of)


def meaning_of(document: program.Document, provisions: Iterable[Stated], words: Words) -> Meaning:
    given = tuple(provisions)
    used = _closure({name for it in given for name in it.names.split()}, words)
    return document_meaning(
        document,
        ((it.id, it.hash) for it in given),
        {name: words.said[name] for name in sorted(used)},
    )


def _closure(names: Iterable[Name], words: Words) -> frozenset[Name]:
    reached: set[Name] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in words.said and name not in reached:
            reached.add(name)
            waiting.extend(words.made_of[name])
    return frozenset(reached)
