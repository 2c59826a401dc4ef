"""The ledger: for every sentence of every notice exactly one class, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from doudi.compiler.model.ledger import LedgerClass, LedgerEntry
from doudi.compiler.notices.notice import Notice
from doudi.policy_dsl.source import Span
from doudi.runtime.program.ids import DocumentId, ProvisionId

SentenceClass: TypeAlias = Literal["encoded"] | LedgerClass
CLASSES: Final[tuple[SentenceClass, ...]] = ("encoded", *get_args(LedgerClass))


class Stretch(NamedTuple):
    """Offsets into a notice's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A provision as the ledger sees it: the words it quotes, and its text for whoever looks it up.

    `runs` is False of a provision that only says why it cannot be run.
    """

    id: ProvisionId
    title: str
    runs: bool
    quoted: tuple[Stretch, ...]
    head: Span
    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A ledger entry and where it stands."""

    entry: LedgerEntry
    head: Span


@dataclass(frozen=True, slots=True)
class Matter:
    """All that is said of one document's notice."""

    document: DocumentId
    title: str
    number: str
    notice: Notice
    rules: tuple[Rule, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """`quoted` are the stretches of it that provisions quote, `share` how much of it, of 100.

    `reason` is what the ledger entry says; of a delegated one `addressee` is to whom.
    """

    address: str
    start: int
    end: int
    text: str
    sentence_class: SentenceClass
    provisions: tuple[ProvisionId, ...]
    reason: str
    addressee: str
    quoted: tuple[Stretch, ...]
    share: int


@dataclass(frozen=True, slots=True)
class DocumentLedger:
    """`headings`: how many headings were not counted among the sentences."""

    document: DocumentId
    title: str
    number: str
    notice: Notice
    sentences: tuple[Sentence, ...]
    rules: tuple[Rule, ...]
    headings: int


@dataclass(frozen=True, slots=True)
class Ledger:
    documents: tuple[DocumentLedger, ...]

    @property
    def sentences(self) -> Iterator[Sentence]:
        for it in self.documents:
            yield from it.sentences


def counts(sentences: Iterable[Sentence]) -> Mapping[SentenceClass, int]:
    """How many sentences each class has, in the order of the classes."""
    given = dict.fromkeys(CLASSES, 0)
    for it in sentences:
        given[it.sentence_class] += 1
    return given
