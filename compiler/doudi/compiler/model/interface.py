"""What any declaration may see of all the others: names, types and where things belong.

Built once per run from the vocabulary and the documents' heads. A provision's
check depends on its own text, this, and its document's frame, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doudi.compiler.model.areas import Areas
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Document, Force
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    RankId,
)
from doudi.runtime.program.types import Type


class Kind(StrEnum):
    ENTITY = "entity"
    CHOICE = "choice"
    OPTION = "option"
    FACT = "fact"
    TERM = "term"
    SCHEME = "scheme"
    STANDARD = "standard"
    AUTHORITY = "authority"
    RANK = "rank"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Entry:
    """One declared name. `type` None of a fact or term: it has none that can be used."""

    kind: Kind
    id: str
    zh: str
    en: str
    span: Span
    type: Type | None = None
    entity: EntityId | None = None
    by: tuple[ChoiceId, ...] = ()  # what a standard goes by


@dataclass(frozen=True, slots=True)
class Interface:
    """`names` has every spelling, Chinese and English, and the ids of documents."""

    names: Mapping[str, Entry]
    seen_from: Mapping[EntityId, frozenset[EntityId]]  # itself, what contains it, the area
    inside: Mapping[EntityId, frozenset[EntityId]]  # what it contains, at any depth
    options: Mapping[ChoiceId, tuple[Entry, ...]]
    above: Mapping[RankId, tuple[RankId, ...]]  # transitively closed
    authority_areas: Mapping[AuthorityId, AreaCode]
    titles: Mapping[str, DocumentId]  # titles and numbers of documents
    areas: Areas


@dataclass(frozen=True, slots=True)
class Frame:
    """What a provision takes from the document it stands in."""

    document: DocumentId
    area: AreaCode
    authority_area: AreaCode
    force: Force
    issued: date | None


def frame_of(document: Document, interface: Interface) -> Frame:
    authority_area = interface.authority_areas.get(document.authority, document.area)
    return Frame(document.id, document.area, authority_area, document.force, document.issued)
