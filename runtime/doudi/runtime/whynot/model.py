"""Why a result is what it is, and what would have to be different. See docs/language/whynot.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias

from doudi.runtime.decision import Clash, Decision, Need, SchemeOutcome
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.trace import Contest, FactUse, Step

Sought: TypeAlias = Literal["to_stand", "better", "at_least", "nothing", "facts_first"]


@dataclass(frozen=True, slots=True)
class Condition:
    """A part of a clause's condition that is as it is, with the facts it rests on.

    `decisive`: the clause would turn if this alone did.
    """

    step: Step
    decisive: bool
    facts: tuple[FactUse, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A competent grant that is not met; the decisive conditions come first."""

    provision: ProvisionId
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A clause that excludes the scheme, with what makes it hold.

    `over`: each grant that it prevails over, and the principle.
    """

    provision: ProvisionId
    over: tuple[tuple[ProvisionId, str], ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Beaten:
    """A clause that says something else on a facet, and lost."""

    contest: Contest


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A grant of the scheme that does not speak here and now.

    `why`: which side of its time it is on; empty for an area or an authority. `end`: the last day.
    """

    provision: ProvisionId
    lacks: Literal["date", "area", "authority"]
    why: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Open:
    """Something that has to be known first."""

    need: Need


@dataclass(frozen=True, slots=True)
class Clashing:
    clash: Clash


@dataclass(frozen=True, slots=True)
class Left:
    """A clause that leaves the result to the office: by its word, or by what it does not list."""

    provision: ProvisionId
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Carrying:
    """A clause that the result stands by."""

    provision: ProvisionId


Reason: TypeAlias = Failed | Barred | Beaten | Elsewhere | Open | Clashing | Left | Carrying


@dataclass(frozen=True, slots=True)
class Change:
    """`before`: None where the case says nothing."""

    cell: Cell
    before: Given | None
    after: Given


@dataclass(frozen=True, slots=True)
class Alternative:
    """Facts that would have to be different, and what the decision made again with them says."""

    changes: tuple[Change, ...]
    distance: Fraction
    result: SchemeOutcome


@dataclass(frozen=True, slots=True)
class Found:
    """`alternatives`: all of the smallest size, nearest first.

    `changeable`: how many facts could be changed. `up_to`: sets of up to so many facts were tried
    in full. `exhausted`: nothing is left to try, so that none found means that none exists.
    """

    alternatives: tuple[Alternative, ...]
    changeable: int
    up_to: int
    exhausted: bool


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`none_because`: what no change of changeable facts moves; only where none was found.

    `sought`: "facts_first" where the facts contradict each other, and nothing was looked for.
    `decision` is that on the case as it is; `fixed` that with every changeable fact unknown, which
    `none_because` is read from.
    """

    decision: Decision
    outcome: SchemeOutcome
    reasons: tuple[Reason, ...]
    sought: Sought
    at_least: int | None
    found: Found
    none_because: tuple[Reason, ...]
    fixed: Decision
