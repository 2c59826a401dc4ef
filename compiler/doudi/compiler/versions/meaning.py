"""What a document means, as a hash that wording does not touch.

Takes values of the program; gives hashes. Out of a meaning stay titles, quotes, offsets,
sources, questions, labels and the reasons of assumptions: they tell why a rule says
something, not what it says. In it are the document's frame, its provisions, and what the
vocabulary says of every name they use, followed through the definitions of terms: the
vocabulary has no version of its own, so whoever uses it answers for it. The figures of
standards are left out, for they are dated, and each row carries its own source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

from doudi.runtime.bundle.encode import encoder
from doudi.runtime.canonical import Json, dumps, fingerprint
from doudi.runtime.program import declarations as program
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.types import Quantity, Type

Word: TypeAlias = program.Entity | program.Fact | program.Term | program.Scheme | program.Standard

# Fields that are wording, wherever they stand below a declaration.
_WORDING: Final = frozenset(
    {
        "ambiguities",
        "assumed",
        "assumptions",
        "citations",
        "due_assumed",
        "part_month_assumed",
        "reason",
        "sources",
        "title",
    }
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A document's version and the hash of what that version means."""

    document: str
    version: str
    hash: str


def provision_meaning(provision: program.Provision) -> str:
    """The hash of one provision, made where its value is at hand and kept with its summary."""
    return _hash(_without_wording(encoder(program.Provision)(provision)))


def word_meaning(word: Word) -> Json:
    """What the vocabulary says of a name, without its texts and without figures."""
    match word:
        case program.Entity(container=container):
            return ["entity", container]
        case program.Fact(entity=entity, type=type_, minimum=minimum, maximum=maximum):
            numbers = [None if it is None else str(it) for it in (minimum, maximum)]
            return ["fact", entity, encoder(Type)(type_), *numbers]
        case program.Term(entity=entity, type=type_, means=means):
            expression = None if means is None else encoder(Expr)(means)
            return ["term", entity, encoder(Type)(type_), expression]
        case program.Scheme(entity=entity, kind=kind):
            return ["scheme", entity, kind]
        case program.Standard(by=by, unit=unit):
            return ["standard", list(by), encoder(Quantity)(unit)]


def document_meaning(
    document: program.Document,
    provisions: Iterable[tuple[str, str]],
    words: Mapping[str, Json],
) -> Meaning:
    """`provisions` are ids with their hashes, `words` what is said of each name they use."""
    frame: Json = {
        "authority": document.authority,
        "rank": document.rank,
        "area": document.area,
        "issued": None if document.issued is None else document.issued.isoformat(),
        "force": [
            document.force.start.isoformat(),
            None if document.force.end is None else document.force.end.isoformat(),
        ],
        "links": sorted(
            [
                it.relation,
                it.document or it.name,
                "" if it.start is None else it.start.isoformat(),
            ]
            for it in document.links
        ),
    }
    whole: Json = {
        "document": document.id,
        "frame": frame,
        "provisions": sorted([id_, hash_] for id_, hash_ in provisions),
        "words": dict(words),
    }
    return Meaning(document.id, document.version, fingerprint(dumps(whole)))


def _without_wording(value: Json) -> Json:
    match value:
        case {"is": "number", "value": number}:
            return ["number", number]  # 30% and 0.3 are one number, written in two ways
        case dict():
            return {
                name: _without_wording(inner)
                for name, inner in value.items()
                if name not in _WORDING
            }
        case list() | tuple():
            return [_without_wording(it) for it in value]
        case _:
            return value


def _hash(value: Json) -> str:
    return sha256(dumps(value)).hexdigest()
