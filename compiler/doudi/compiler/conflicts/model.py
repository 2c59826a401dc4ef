"""What is found where two provisions speak on one matter. See docs/language/conflicts.md.

Everything here is plain data of the program's own kinds; nothing is worded yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

from doudi.compiler.drafts.draft import Draft
from doudi.runtime.decision import Outcome
from doudi.runtime.program.declarations import Norm, Text
from doudi.runtime.program.ids import (
    AreaCode,
    FactId,
    OptionId,
    ProvisionId,
    SchemeId,
    StandardId,
    TermId,
)


class Kind(StrEnum):
    """On what two provisions can differ."""

    OUTCOME = "outcome"  # whether a scheme is given
    AMOUNT = "amount"
    PERIOD = "period"
    PLACE = "place"
    FUND = "fund"
    DEADLINE = "deadline"  # of a scheme, or of something to be done
    FORCE = "force"  # must, may, is encouraged
    PROCEDURE = "procedure"  # what must be so, may be so, must not be so
    HOLDER = "holder"  # whose duty it is
    STATUS = "status"  # whether somebody has a status
    MEANING = "meaning"  # what a term says


class Class(StrEnum):
    """How a difference is resolved: by a principle of the precedence policy, or otherwise.

    EXCEPTION to LATER are the principles. REPEAL: the loser is no longer in force because of the
    winner. STRONGER: who keeps to the stronger word (duty over encouragement, the earlier
    day, the stricter test) keeps both. UNION: both are open to people, side by side. OPEN: the
    policy does not decide.
    """

    EXCEPTION = "exception"
    DECLARED = "declared"
    HIGHER = "higher"
    SPECIAL = "special"
    LATER = "later"
    REPEAL = "repeal"
    STRONGER = "stronger"
    UNION = "union"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Matter:
    """What two provisions speak on: a kind, and the scheme, term or fact that it is about."""

    kind: Kind
    about: SchemeId | TermId | FactId


# What one side says, as data: an amount in fen (low, high), a day, places with their mode …


@dataclass(frozen=True, slots=True)
class SaysWord:
    norm: Norm


@dataclass(frozen=True, slots=True)
class SaysAmount:
    """Fen; None: no end."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class SaysDay:
    """The day by which, or None where the day is not known for the household shown."""

    day: date | None


@dataclass(frozen=True, slots=True)
class SaysPlaces:
    """`lifted`: places that the provision takes away."""

    allowed: tuple[OptionId, ...] = ()
    duty: tuple[OptionId, ...] = ()
    only: tuple[OptionId, ...] = ()
    lifted: tuple[OptionId, ...] = ()


@dataclass(frozen=True, slots=True)
class SaysOptions:
    """Funds, or those whose duty it is."""

    options: tuple[OptionId, ...]


@dataclass(frozen=True, slots=True)
class SaysPeriod:
    every: Literal["once", "month", "year"]
    months: int | None
    start: date | None
    end: date | None
    part_month: str | None


@dataclass(frozen=True, slots=True)
class SaysKept:
    """Whether the household (or office) shown keeps the norm."""

    norm: Norm
    status: Literal["met", "breached", "open", "undetermined"]


@dataclass(frozen=True, slots=True)
class SaysValue:
    """What the term comes to by this provision alone, as words of the runtime's value."""

    value: str


@dataclass(frozen=True, slots=True)
class SaysOutcome:
    """What comes out for a scheme: of one area, beside another."""

    outcome: Outcome


Says: TypeAlias = (
    SaysWord
    | SaysAmount
    | SaysDay
    | SaysPlaces
    | SaysOptions
    | SaysPeriod
    | SaysKept
    | SaysValue
    | SaysOutcome
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the runtime showed for a draft in which both provisions apply.

    `class_`, `winner` (None where none prevails) are those of the runtime's own contest;
    `outcome` is the scheme's outcome, None where the matter is no scheme's.
    """

    class_: Class
    winner: ProvisionId | None
    says: tuple[Says, Says]
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """A case that was replayed: `draft` has the facts, the area and the date."""

    draft: Draft
    shown: Shown


@dataclass(frozen=True, slots=True)
class Eve:
    """The same facts on the day before the later of the two came into force (or was repealed).

    `in_force`: which of the two was, whether it applied or not. `outcome`: of the scheme, where the
    matter is one's.
    """

    day: date
    in_force: tuple[ProvisionId, ...]
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """`id` hangs on both texts: it changes when either of them does.

    `provisions` in the order of their ids. `area`: where both apply; `start`, `end`: the days on
    which both are in force (end None: no end).
    """

    id: str
    matter: Matter
    provisions: tuple[ProvisionId, ProvisionId]
    area: AreaCode
    start: date
    end: date | None
    witness: Witness
    eve: Eve | None = None
    acknowledged: str | None = None  # the reason

    @property
    def class_(self) -> Class:
        return self.witness.shown.class_


@dataclass(frozen=True, slots=True)
class NotDecided:
    """A question that nothing answered: a limit was reached, or a case did not replay."""

    provisions: tuple[ProvisionId, ...]
    matter: Matter | None
    why: Literal["time", "memory", "size", "not_replayed", "run_time"]


@dataclass(frozen=True, slots=True)
class NotAnalysed:
    """A provision that the solver's meaning does not cover, and the words that stand in the way."""

    provision: ProvisionId
    what: str


@dataclass(frozen=True, slots=True)
class AreaDifference:
    """One household, two areas, two answers: no conflict, for neither rule speaks in both.

    `here`: the provisions that speak in the first area, `there` in the second (empty: none does).
    """

    id: str
    matter: Matter
    areas: tuple[AreaCode, AreaCode]
    here: tuple[ProvisionId, ...]
    there: tuple[ProvisionId, ...]
    draft: Draft  # in the first area; in the second it differs in the area alone
    says: tuple[Says, Says]


@dataclass(frozen=True, slots=True)
class Counts:
    """How the work was done: pairs on one matter, those that meet, and what answered them."""

    provisions: int = 0
    pairs: int = 0
    meeting: int = 0
    by_boxes: int = 0
    by_solver: int = 0
    remembered: int = 0


@dataclass(frozen=True, slots=True)
class ConflictLedger:
    conflicts: tuple[Conflict, ...]
    not_decided: tuple[NotDecided, ...]
    not_analysed: tuple[NotAnalysed, ...]
    counts: Counts


class Flaw(StrEnum):
    """A finding about provisions that is no conflict."""

    NEVER_TRUE = "never_true"
    ALWAYS_TRUE = "always_true"
    NEVER_DECISIVE = "never_decisive"
    IMPLIED = "implied"
    DUPLICATE = "duplicate"
    GAP = "gap"
    DEAD_REFERENCE = "dead_reference"
    TOOTHLESS_EXCLUSION = "toothless_exclusion"
    UNUSED = "unused"
    PERMISSION_IN_PROHIBITION = "permission_in_prohibition"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    CONTRADICTORY_KNOWLEDGE = "contradictory_knowledge"


@dataclass(frozen=True, slots=True)
class Defect:
    """A finding besides conflicts: `witness` or `core` proves it, whichever there can be.

    `about`: the provision, fact, term, standard or statement; `others`: those that it is
    measured against. `core`: conditions that already exclude one another, in words, and the
    statements of the knowledge that this needs.
    """

    id: str
    flaw: Flaw
    about: str
    others: tuple[str, ...] = ()
    witness: Draft | None = None
    core: tuple[Text, ...] = ()
    standard: StandardId | None = None
    since: date | None = None
    until: date | None = None
    acknowledged: str | None = None
