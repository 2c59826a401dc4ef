"""What every engine of the county is given and must give: columns, schemes, figures, answers.

Takes nothing but numpy, so that the engines beside ours need nothing of doudi's. Money is in fen.
The rules are those of `rules/county.policy`; their figures stand here once for all who write the
rules by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from hashlib import _Hash

Integers: TypeAlias = npt.NDArray[np.integer]

# Columns: options stand in the order of their choices in `rules/vocabulary.policy`.
HUKOU: Final = ("urban", "rural")
SELF_CARE: Final = ("self_caring", "partly_dependent", "fully_dependent")
PARENT: Final = ("able_to_raise", "dead", "unable_to_raise")
SUPPORT: Final = ("in_institution", "at_home")
STAGE: Final = ("not_in_school", "compulsory", "senior", "college")

HOUSEHOLD_TRUTHS: Final = (
    "assets_within_limit",
    "accident",
    "spending_surge",
    "struck_by_disaster",
    "unsafe_house",
    "cold_region",
)
MEMBER_TRUTHS: Final = (
    "needs_care",
    "no_supporter",
    "unemployed",
    "draws_insurance",
    "in_hospital",
    "seriously_ill",
    "draws_injury_nursing",
    "veteran",
)
HOUSEHOLD_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {"hukou": HUKOU}
MEMBER_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "self_care": SELF_CARE,
    "father_state": PARENT,
    "mother_state": PARENT,
    "present_support": SUPPORT,
    "stage": STAGE,
}
HOUSEHOLD_NUMBERS: Final = ("other_income",)
MEMBER_NUMBERS: Final = ("age", "disability_grade", "monthly_income", "own_medical_cost")
FEN: Final = frozenset({"other_income", "monthly_income", "own_medical_cost"})

# Schemes, in the order of the rules, and who receives them.
HOUSEHOLD_SCHEMES: Final = ("dibao", "temporary_relief", "heating_subsidy", "housing_aid")
MEMBER_SCHEMES: Final = (
    "added_dibao",
    "single_dibao",
    "destitution_support",
    "living_subsidy",
    "nursing_subsidy",
    "orphan_allowance",
    "unattended_allowance",
    "elder_allowance",
    "price_subsidy",
    "patient_relief",
    "education_aid",
    "medical_aid",
    "unemployment_aid",
)
SCHEMES: Final = HOUSEHOLD_SCHEMES + MEMBER_SCHEMES
RANGES: Final = frozenset({"temporary_relief", "education_aid"})  # low and high differ

# Outcomes, coded by their places in `doudi.runtime.decision.Outcome`.
GRANTED: Final = 0
MAY: Final = 1
CASE_BY_CASE: Final = 2
NOT_MET: Final = 4
EXCLUDED: Final = 5
NO_AMOUNT: Final = -1

# Figures by the places of their options, in fen.
DIBAO: Final = (620_00, 496_00)
DESTITUTION: Final = (806_00, 645_00)
CARE: Final = (0, 200_00, 300_00)
CHILD: Final = (1456_00, 1256_00)
PRICE: Final = (22_00, 17_00)  # 3.5 % of the dibao standard, to the nearest yuan


@dataclass(frozen=True, slots=True)
class Part:
    """What one scheme comes to for some subjects that follow on one another.

    `outcome`: codes as above; `low`, `high`: fen, and `no_low`, `no_high` where no amount is said.
    `high is low` where the scheme's amounts are exact.
    """

    scheme: str
    outcome: Integers
    low: Integers
    high: Integers
    no_low: int = NO_AMOUNT
    no_high: int = NO_AMOUNT

    def cells(self) -> tuple[Integers, Integers, Integers]:
        """As everybody writes them: bytes, and 64 bits with NO_AMOUNT."""
        low = np.where(self.low == self.no_low, NO_AMOUNT, self.low)
        high = np.where(self.high == self.no_high, NO_AMOUNT, self.high)
        return self.outcome.astype(np.uint8), low.astype(np.int64), high.astype(np.int64)


Parts: TypeAlias = Iterable[Part]


def digests(parts: Parts) -> dict[str, str]:
    """One digest a scheme, the same for equal cells whatever their width and their parts."""
    found: dict[str, tuple[_Hash, ...]] = {}
    for part in parts:
        if part.scheme not in found:
            found[part.scheme] = (sha256(), sha256(), sha256())
        for digest, column in zip(found[part.scheme], part.cells(), strict=True):
            digest.update(np.ascontiguousarray(column).data)
    return {
        scheme: "".join(it.hexdigest()[:12] for it in hashes) for scheme, hashes in found.items()
    }


def collected(parts: Parts) -> dict[str, tuple[Integers, Integers, Integers]]:
    """All cells of a small population by scheme, to look for where two engines differ."""
    found: dict[str, list[tuple[Integers, Integers, Integers]]] = {}
    for part in parts:
        found.setdefault(part.scheme, []).append(part.cells())
    whole: dict[str, tuple[Integers, Integers, Integers]] = {}
    for scheme, its in found.items():
        outcome, low, high = (np.concatenate(columns) for columns in zip(*its, strict=True))
        whole[scheme] = outcome, low, high
    return whole
