"""One declaration, checked: its value in the program, and what later phases need of its text.

Places are offsets from the start of the declaration's own span, so that a result
can be kept while the text above it changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from doudi.compiler.model.interface import Kind
from doudi.compiler.model.knowledge import Acknowledgement, Partition
from doudi.compiler.model.ledger import LedgerEntry
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.program import declarations as program
from doudi.runtime.program.knowledge import Axiom, Disjoint

Precedence: TypeAlias = tuple[program.Principle, ...]

Value: TypeAlias = (
    program.Entity
    | program.Choice
    | program.Fact
    | program.Term
    | program.Scheme
    | program.Standard
    | program.Authority
    | program.Rank
    | program.Document
    | program.Provision
    | Precedence
    | LedgerEntry
    | Axiom
    | Disjoint
    | Acknowledgement
    | Partition
)


class Place(NamedTuple):
    start: int
    end: int


class Use(NamedTuple):
    """A vocabulary name used. `role` is the token of the clause it stands in (`WHEN`, `AMOUNT` …).

    What an act or a definition is about has the act's own token (GRANT, RECOGNISE, COMPLETE,
    DEFINE, FACET_OF), and the names in what a definition says have MEANS: the graph tells a
    defined term from those it is made of by that.
    """

    kind: Kind
    id: str
    role: str
    place: Place


class Target(NamedTuple):
    """Another provision named. `role` as above (`EXCEPTION_TO`, `FACET_OF` …)."""

    document: str
    address: str
    role: str
    place: Place


class WrittenNumber(NamedTuple):
    """A number as written: 2.5万元 is 2.5 of TEN_THOUSAND, 30% is 30, a date is its ordinal."""

    value: Fraction
    kind: Literal["number", "percent", "money", "duration", "persons", "date"]
    unit: str
    role: str
    place: Place


class Quoted(NamedTuple):
    """A citation as written: where its address and its quotation stand.

    `quote_place` is that of the string literal with its quotation marks.
    """

    address: str
    quote: str
    address_place: Place
    quote_place: Place


class Cited(NamedTuple):
    """A document cited by title or number, in 「」; `document` is its id where it is encoded."""

    role: str
    name: str
    document: str | None
    place: Place


class FileNamed(NamedTuple):
    """A file a declaration names: NOTICE of a document, DATA of a standard."""

    role: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """`value` is None where an error was found. `id` is what others call it, "" for nameless ones.

    A declaration that was kept from an earlier run comes without its value and numbers:
    what `link` and the graph ask of it is in the other fields.
    """

    id: str
    value: Value | None
    head: Place
    uses: tuple[Use, ...] = ()
    targets: tuple[Target, ...] = ()
    numbers: tuple[WrittenNumber, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    files: tuple[FileNamed, ...] = ()
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """A checked declaration and where its text stands now."""

    checked: Checked
    source: Source
    start: int  # of the declaration's span

    def span(self, place: Place) -> Span:
        return Span(self.source, self.start + place.start, self.start + place.end)
