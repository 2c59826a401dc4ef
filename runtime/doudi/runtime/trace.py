"""All that evaluation tells explanation; they share nothing else.

Conditions keep the shape of the rule's expression, so that an explanation can
show the tree and elide what did not matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, TypeVar

from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import ProvisionId, SchemeId, StandardId, TermId
from doudi.runtime.values import Value

SubjectKey: TypeAlias = tuple[str, str]  # entity id, subject id
Traced = TypeVar("Traced", "ProvisionTrace", "TermTrace")
BySubject: TypeAlias = dict[SubjectKey | None, Traced]


@dataclass(frozen=True, slots=True)
class StandardUse:
    """A row that was used, or the reason why there is none."""

    standard: StandardId
    options: tuple[str, ...]
    area: str  # area the row was found at, or the case's area
    on: date
    amount: int | None
    document: str
    source: str


@dataclass(frozen=True, slots=True)
class FactUse:
    """How a fact was found; `source` where the facts name one."""

    fact: str
    subject: SubjectKey
    status: Literal["given", "absent", "unknown", "not_asked", "not_applicable"]
    value: Value
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An expression with what it came to; `parts` are its operands in order (empty when compact).

    For a fact, `use` is the FactUse; for a standard the StandardUse; for a term the
    TermUse's key into `Trace.terms`.
    """

    expr: Expr
    value: Value
    parts: tuple[Step, ...] = ()
    use: FactUse | StandardUse | None = None
    subject: SubjectKey | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermTrace:
    """How a term came to its value for a subject.

    `source`: of a given term, where the facts name one.
    """

    term: TermId
    subject: SubjectKey
    value: Value
    origin: Literal["given", "provisions", "vocabulary", "undefined"]
    provisions: tuple[ProvisionId, ...]
    step: Step | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Two provisions that differ on a facet, and the principle that decided, None if none did.

    `scheme` and `subject`: whose entitlement it was about; set when the decision is put together.
    """

    facet: str
    winner: ProvisionId
    loser: ProvisionId
    principle: str | None
    scheme: SchemeId | None = None
    subject: SubjectKey | None = None


@dataclass(frozen=True, slots=True)
class ProvisionTrace:
    """What became of one provision for one subject.

    competence: competent, or which filter it failed (date, area, authority).
    """

    provision: ProvisionId
    subject: SubjectKey
    competence: Literal["competent", "date", "area", "authority"]
    why: str
    truth: str | None
    condition: Step | None


@dataclass(frozen=True, slots=True)
class RoundingStep:
    provision: ProvisionId
    subject: SubjectKey
    before: str  # exact number of fen, as "n" or "n/d"
    after: int
    rule: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class DayStep:
    """How a provision's due date, or the start or end of what it pays, came to its day."""

    facet: Literal["due", "start", "end"]
    provision: ProvisionId
    subject: SubjectKey
    step: Step


@dataclass(frozen=True, slots=True)
class Trace:
    """What is looked up in it is put in order when it is first asked for, all at once."""

    provisions: tuple[ProvisionTrace, ...]
    terms: tuple[TermTrace, ...]
    contests: tuple[Contest, ...]
    roundings: tuple[RoundingStep, ...]
    amounts: tuple[tuple[ProvisionId, SubjectKey, Step], ...]
    days: tuple[DayStep, ...] = ()
    _provisions: dict[ProvisionId, BySubject[ProvisionTrace]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _terms: dict[TermId, BySubject[TermTrace]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def provision(self, id_: ProvisionId, key: SubjectKey) -> ProvisionTrace | None:
        """For this subject; or, for a provision about what contains it, the only one there is."""
        if not self._provisions:
            found: dict[ProvisionId, BySubject[ProvisionTrace]] = {}
            for it in self.provisions:
                found.setdefault(it.provision, {})[it.subject] = it
            self._provisions.update(found)
        return _its(key, self._provisions.get(id_))

    def term(self, id_: TermId, key: SubjectKey | None) -> TermTrace | None:
        """For this subject; or, for a term of what contains it, the only one there is."""
        if not self._terms:
            found: dict[TermId, BySubject[TermTrace]] = {}
            for it in self.terms:
                found.setdefault(it.term, {})[it.subject] = it
            self._terms.update(found)
        return _its(key, self._terms.get(id_))


def _its(key: SubjectKey | None, found: BySubject[Traced] | None) -> Traced | None:
    if not found:
        return None
    return found.get(key) or (next(iter(found.values())) if len(found) == 1 else None)
