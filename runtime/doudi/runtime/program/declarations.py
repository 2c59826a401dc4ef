"""What a compiled program declares. The bundle is this, as JSON, with a hash.

Dates are `datetime.date`; ranges of force include both ends; None is "no end".
Texts for people come as (zh, en) pairs; en may be empty where a notice has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import (
    AreaCode,
    AuthorityId,
    ChoiceId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    SchemeId,
    StandardId,
    TermId,
)
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.program.types import Quantity, Type


@dataclass(frozen=True, slots=True)
class Text:
    zh: str
    en: str = ""


@dataclass(frozen=True, slots=True)
class Force:
    """When something is in force, both ends included; `assumed`: why, where no text says so."""

    start: date
    end: date | None = None
    assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    id: EntityId
    name: Text
    container: EntityId | None


@dataclass(frozen=True, slots=True)
class Choice:
    id: ChoiceId
    name: Text
    options: tuple[tuple[OptionId, Text], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """`minimum`/`maximum` in the fact's own unit as run-time numbers (fen, ordinals)."""

    id: FactId
    name: Text
    entity: EntityId
    type: Type
    question: Text
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    sensitive: bool = False
    changeable: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A derived term. `means` is the definition of the vocabulary; provisions may give others.

    `label`, here and below: its name in full, for readers; empty where `name` says it all.
    """

    id: TermId
    name: Text
    entity: EntityId
    type: Type
    means: Expr | None
    label: Text = Text("")


@dataclass(frozen=True, slots=True)
class Scheme:
    id: SchemeId
    name: Text
    entity: EntityId
    kind: Literal["cash", "in_kind", "service", "status"]
    label: Text = Text("")


@dataclass(frozen=True, slots=True)
class StandardRow:
    """An amount (fen per the standard's unit) for an area and the areas inside it.

    `amount` None: the standard exists, its figure is not at hand; `document` names
    the notice that says it. Without a row for a day the amount is unknown, never 0.
    """

    area: AreaCode
    options: tuple[OptionId, ...]
    start: date
    end: date | None
    amount: int | None
    document: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    id: StandardId
    name: Text
    by: tuple[ChoiceId, ...]
    unit: Quantity
    rows: tuple[StandardRow, ...]
    label: Text = Text("")


@dataclass(frozen=True, slots=True)
class Authority:
    id: AuthorityId
    name: Text
    area: AreaCode


@dataclass(frozen=True, slots=True)
class Rank:
    """`above`: every rank it is above, transitively closed."""

    id: RankId
    name: Text
    above: tuple[RankId, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """How a document leans on another: by id if it is encoded, and by its name."""

    relation: Literal["implements", "incorporates", "mentions", "repeals"]
    document: DocumentId | None
    name: str
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    id: DocumentId
    title: str
    number: str
    authority: AuthorityId
    rank: RankId
    area: AreaCode
    issued: date | None
    issued_assumed: str | None
    force: Force
    version: str
    links: tuple[Link, ...]
    meaning: str  # hash of the document's meaning
    notice: str  # hash of the notice's text, "" where no text is carried


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence of the notice, verbatim, with the place it stands at (offsets into notice.txt)."""

    address: str
    quote: str
    start: int
    end: int


Norm: TypeAlias = Literal["duty", "permission", "case_by_case", "encouragement", "prohibition"]


@dataclass(frozen=True, slots=True)
class Grant:
    """Give the scheme to the subject (or forbid it: norm prohibition)."""

    scheme: SchemeId


@dataclass(frozen=True, slots=True)
class Recognise:
    """The subject has the status that the term names."""

    term: TermId


@dataclass(frozen=True, slots=True)
class Define:
    """The term means this, where and while the provision is in force."""

    term: TermId
    value: Expr


@dataclass(frozen=True, slots=True)
class Satisfy:
    """A duty with a test: met when true; when false breached, or open where it binds nobody."""

    test: Expr


@dataclass(frozen=True, slots=True)
class Complete:
    """A duty to have something done: the fact is the date or moment it was done."""

    fact: FactId


@dataclass(frozen=True, slots=True)
class Act:
    """A duty stated in words alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Facet:
    """Only adds facets (fund, place, due, …) to a scheme, or to one provision's grant."""

    scheme: SchemeId | None
    provision: ProvisionId | None


@dataclass(frozen=True, slots=True)
class NotExecutable:
    reason: str


Effect: TypeAlias = Grant | Recognise | Define | Satisfy | Complete | Act | Facet | NotExecutable


@dataclass(frozen=True, slots=True)
class Rounding:
    mode: Literal["half_up", "up", "down"]
    to: int  # fen


@dataclass(frozen=True, slots=True)
class Amount:
    """exactly / at_most / at_least `value`; between `value` and `upper`; left to somebody named."""

    mode: Literal["exactly", "at_most", "at_least", "between", "left_to"]
    value: Expr | None
    upper: Expr | None
    left_to: str
    unit: Quantity
    rounding: Rounding | None


@dataclass(frozen=True, slots=True)
class Period:
    """once, or every month / year from `start` until `end` (both dates), or for some months."""

    every: Literal["once", "month", "year"]
    start: Expr | None = None
    end: Expr | None = None
    months: int | None = None
    part_month: Literal["whole", "by_day", "none"] | None = None
    part_month_assumed: str | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """allowed: may be done there (these unite); duty: that office must; only: nowhere else."""

    mode: Literal["allowed", "duty", "only"]
    options: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """What a provision says of a grant or duty beside its condition. Silence is None or ()."""

    amount: Amount | None = None
    period: Period | None = None
    places: tuple[Places, ...] = ()
    lifts: tuple[OptionId, ...] = ()
    funds: tuple[OptionId, ...] = ()
    due: Expr | None = None
    due_assumed: str | None = None
    procedures: tuple[str, ...] = ()
    holders: tuple[OptionId, ...] = ()


Target: TypeAlias = str  # a ProvisionId (contains "/"), a DocumentId or a SchemeId


@dataclass(frozen=True, slots=True)
class Relations:
    exception_to: tuple[ProvisionId, ...] = ()
    prevails_over: tuple[ProvisionId, ...] = ()
    special_to: tuple[ProvisionId, ...] = ()
    excludes: tuple[SchemeId, ...] = ()
    takes_higher: tuple[ProvisionId, ...] = ()
    stacks_with: tuple[ProvisionId, ...] = ()
    repeals: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    id: ProvisionId
    document: DocumentId
    title: str
    citations: tuple[Citation, ...]
    sources: tuple[str, ...]
    assumptions: tuple[str, ...]
    ambiguities: tuple[str, ...]
    area: AreaCode
    force: Force
    entity: EntityId
    condition: Expr | None
    norm: Norm | None  # None for Define, Facet and NotExecutable
    effect: Effect
    facets: Facets
    relations: Relations


@dataclass(frozen=True, slots=True)
class Principle:
    name: Literal["exception", "declared", "higher", "special", "later"]
    same_issuer: bool


@dataclass(frozen=True, slots=True)
class Area:
    code: AreaCode
    name: str
    parent: AreaCode | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Chinese working days: what differs from Monday to Friday, for the years it covers."""

    years: tuple[int, ...]
    off: tuple[date, ...]  # weekdays that are holidays
    work: tuple[date, ...]  # weekend days that are worked (调休)
    spring_festivals: tuple[date, ...]  # the first day of the first lunar month
    source: str


@dataclass(frozen=True, slots=True)
class Program:
    """All rules, checked. Tuples are sorted (by id, if any), so that equal programs are equal."""

    entities: tuple[Entity, ...]
    choices: tuple[Choice, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    schemes: tuple[Scheme, ...]
    standards: tuple[Standard, ...]
    authorities: tuple[Authority, ...]
    ranks: tuple[Rank, ...]
    documents: tuple[Document, ...]
    provisions: tuple[Provision, ...]
    precedence: tuple[Principle, ...]
    areas: tuple[Area, ...]
    calendar: Calendar
    axioms: tuple[Axiom, ...]
    disjoints: tuple[Disjoint, ...]
