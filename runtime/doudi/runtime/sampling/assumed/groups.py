"""Groups that several assumptions are about."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.distributions import Between, OneOf, Yes

POOR: Final = Yes("at_risk_of_poverty")
RURAL: Final = OneOf("household_hukou", ("rural",))
ON_DIBAO: Final = Yes("dibao_household")

CHILD: Final = Between("age", 0, 17)
ADULT: Final = Between("age", 18, 150)
OF_WORKING_AGE: Final = Between("age", 16, 59)
ELDER: Final = Between("age", 60, 150)
SEVERELY_DISABLED: Final = Between("disability_grade", 1, 2)
IN_SCHOOL: Final = Yes("in_school_up_to_senior")

DISABILITIES: Final = (
    "visual_disability",
    "hearing_disability",
    "speech_disability",
    "physical_disability",
    "intellectual_disability",
    "mental_disability",
    "multiple_disability",
)
