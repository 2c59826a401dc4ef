"""What a sample assumes of a fact: how its values are spread, and for whom.

Every figure is a whole number: shares in thousandths, money in yuan, so that a seed gives the same
households on every machine. Nothing is drawn here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

THOUSAND: Final = 1000
HUNDREDTHS: Final = 100  # what is neither money nor counted in whole numbers is drawn in these


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a thousand are true."""

    true: int


@dataclass(frozen=True, slots=True)
class Weights:
    """Options or whole numbers, each as often as it weighs."""

    of: tuple[tuple[str | int, int], ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Quantiles: of (thousandth, number), that many of a thousand lie up to the number.

    From 0 to 1000, rising; evenly in between; the same number twice is a heap at it. Money is in
    yuan; what is neither money nor counted in whole numbers, in hundredths.
    """

    quantiles: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DaysBefore:
    """A day or a moment that many days before the day for which the household is drawn."""

    days: Spread


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """A day that many days after another; not applicable while that is still to come."""

    day: str
    days: Spread


@dataclass(frozen=True, slots=True)
class YearsBefore:
    """A year that many before that of the day for which the household is drawn."""

    years: Spread


@dataclass(frozen=True, slots=True)
class FromFirst:
    """The number of the first of the household, and so much more, between `least` and `most`."""

    more: Spread
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Number:
    """How many of a kind lie in the subject."""

    of: str


@dataclass(frozen=True, slots=True)
class Total:
    """Of a fact, over those that lie in the subject."""

    of: str


@dataclass(frozen=True, slots=True)
class Here:
    """The area for which the household is drawn."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise."""


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Of a term: nobody has decided it; it is derived."""


@dataclass(frozen=True, slots=True)
class Decided:
    """Of a term: an office has found it of so many of a thousand; of the others it is derived."""

    true: int


@dataclass(frozen=True, slots=True)
class Seldom:
    """So many of a thousand have one; to the others it is not applicable."""

    having: int
    one: Spread | DaysBefore


Draw: TypeAlias = (
    Share
    | Decided
    | Seldom
    | Weights
    | Spread
    | DaysBefore
    | DaysAfter
    | YearsBefore
    | FromFirst
    | Number
    | Total
    | Here
    | NotApplicable
    | NotGiven
)


@dataclass(frozen=True, slots=True)
class Yes:
    """A fact or a given term is true."""

    name: str


@dataclass(frozen=True, slots=True)
class Between:
    """A number lies there, both ends included."""

    name: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice is one of these options."""

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The subject is so many-th of what it lies in, from 1."""

    low: int
    high: int


Condition: TypeAlias = Yes | Between | OneOf | Place


@dataclass(frozen=True, slots=True)
class When:
    """Of those for whom all the conditions hold: facts of the subject or of what contains it."""

    conditions: tuple[Condition, ...]
    draw: Draw


@dataclass(frozen=True, slots=True)
class Assumed:
    """Of a fact, a given term, or the number of a contained kind. The first that holds counts."""

    name: str
    cases: tuple[When, ...]
    otherwise: Draw


def assume(name: str, otherwise: Draw, *cases: When) -> Assumed:
    return Assumed(name, cases, otherwise)


def of(*conditions: Condition, draw: Draw) -> When:
    return When(conditions, draw)


def evenly(low: int, high: int) -> Spread:
    return Spread(((0, low), (THOUSAND, high)))


NEVER: Final = Share(0)
ALWAYS: Final = Share(THOUSAND)
NOT_APPLICABLE: Final = NotApplicable()
NOT_GIVEN: Final = NotGiven()
NONE: Final = evenly(0, 0)
