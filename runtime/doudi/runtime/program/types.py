"""Types of facts and expressions, with units. Money per person per month is not money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from doudi.runtime.program.ids import ChoiceId


@dataclass(frozen=True, slots=True)
class Boolean:
    """Also the type of conditions."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a dimension: exponents of yuan, person, month and year.

    Plain numbers and ratios have all exponents 0. `integer` numbers take whole
    values only. Money (yuan = 1) is counted in fen at run time.
    """

    yuan: int = 0
    person: int = 0
    month: int = 0
    year: int = 0
    integer: bool = False


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the Gregorian calendar; at run time its proleptic ordinal."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A minute of Beijing time; at run time minutes since 0001-01-01T00:00."""


class DurationUnit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Duration:
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Area:
    """A GB/T 2260 code of the bundle's area table; at run time the six-digit string."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a closed set of options."""

    id: ChoiceId


Type: TypeAlias = Boolean | Quantity | Date | Moment | Duration | Area | Choice

MONEY = Quantity(yuan=1)
NUMBER = Quantity()
WHOLE = Quantity(integer=True)
