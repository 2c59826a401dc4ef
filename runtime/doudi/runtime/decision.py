"""A decision: what each person and household is entitled to here and now, and why.

These are the values that `decide` gives; explanation and JSON are made from them
alone. Money is in fen; dates are `datetime.date`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from doudi.runtime.program.declarations import Norm
from doudi.runtime.program.ids import (
    AreaCode,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    SchemeId,
    TermId,
)
from doudi.runtime.program.types import Quantity
from doudi.runtime.trace import FactUse, Trace


class Outcome(StrEnum):
    GRANTED = "granted"
    MAY_BE_GRANTED = "may_be_granted"
    CASE_BY_CASE = "case_by_case"
    ENCOURAGED = "encouraged"
    NOT_MET = "not_met"
    EXCLUDED = "excluded"
    NOT_COVERED = "not_covered"
    UNDETERMINED = "undetermined"
    NEEDS_RULING = "needs_ruling"


@dataclass(frozen=True, slots=True)
class Subject:
    entity: EntityId
    id: str


@dataclass(frozen=True, slots=True)
class Need:
    """What would settle something open: a fact, a figure, a calendar year, a definition.

    `name` is the fact's or term's id, the standard's id, or "calendar"; `detail`
    says which notice, area, kind and date for a figure, why for the rest.
    """

    kind: Literal["fact", "standard", "calendar", "definition"]
    name: str
    subject: Subject | None = None
    detail: str = ""
    detail_en: str = ""


@dataclass(frozen=True, slots=True)
class AmountResult:
    """Fen per `unit`; an open end is None.

    status: exact, range (both ends or one known), unknown, left_to (`left_to` says
    whom), none (the provisions state no amount).
    """

    status: Literal["exact", "range", "unknown", "left_to", "none"]
    low: int | None = None
    high: int | None = None
    unit: Quantity | None = None
    left_to: str = ""
    discretionary: bool = False
    provisions: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True, slots=True)
class Instalment:
    """`share`: how much of the month is paid for, where a text has part of one paid by days."""

    month: date  # its first day
    amount: AmountResult
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Payments month by month (or year by year); `open` when the end is not known yet."""

    every: Literal["once", "month", "year"]
    start: date | None
    end: date | None
    open: bool
    instalments: tuple[Instalment, ...]
    assumptions: tuple[str, ...]
    provisions: tuple[ProvisionId, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceResult:
    """Where: `mode` allowed, duty or only; which provision says so."""

    option: OptionId
    mode: Literal["allowed", "duty", "only"]
    provision: ProvisionId


@dataclass(frozen=True, slots=True)
class Clash:
    """Provisions that say different things on a facet and neither prevails."""

    facet: Literal["outcome", "amount", "period", "fund", "due", "place", "term"]
    provisions: tuple[ProvisionId, ...]


@dataclass(frozen=True, slots=True)
class SchemeOutcome:
    scheme: SchemeId
    subject: Subject
    outcome: Outcome
    norm: Norm | None
    amount: AmountResult
    schedule: Schedule | None
    provisions: tuple[ProvisionId, ...]  # those that carry the outcome
    barred_by: tuple[ProvisionId, ...]
    failed: tuple[ProvisionId, ...]  # competent grants whose condition is false
    undetermined: tuple[ProvisionId, ...]
    places: tuple[PlaceResult, ...]
    funds: tuple[OptionId, ...]
    due: date | None
    procedures: tuple[str, ...]
    needs: tuple[Need, ...]
    clashes: tuple[Clash, ...]
    assumptions: tuple[str, ...]
    judgement: tuple[ProvisionId, ...]  # left to judgement by an open list or ambiguity


@dataclass(frozen=True, slots=True)
class DutyResult:
    provision: ProvisionId
    norm: Norm
    holders: tuple[OptionId, ...]
    subject: Subject
    status: Literal["met", "breached", "open", "undetermined"]
    due: date | None
    due_moment: str | None  # "2021-02-15T09:30" where the due is an hour
    needs: tuple[Need, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts of the case that cannot all be so, and what says that they cannot.

    `statement`: of an axiom, in its author's words. `excluding`: instead, two or more truths
    that are all so and exclude one another. `sources`: what either rests on. `facts`: those that
    break it, each by the id of a fact, of a term that the case gives outright, or of an entity
    of which the case lists none.
    """

    subject: Subject
    statement: str
    excluding: tuple[FactId | TermId, ...]
    sources: tuple[str, ...]
    facts: tuple[FactUse, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    bundle_hash: str
    as_of: date
    area: AreaCode
    outcomes: tuple[SchemeOutcome, ...]
    duties: tuple[DutyResult, ...]
    contradictions: tuple[Contradiction, ...]
    trace: Trace
