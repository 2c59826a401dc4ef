"""School, work and income."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.assumed.groups import (
    ADULT,
    ELDER,
    IN_SCHOOL,
    OF_WORKING_AGE,
    ON_DIBAO,
    POOR,
    RURAL,
    SEVERELY_DISABLED,
)
from doudi.runtime.sampling.distributions import (
    ALWAYS,
    NEVER,
    NONE,
    NOT_APPLICABLE,
    Between,
    Share,
    Spread,
    Total,
    Yes,
    assume,
    evenly,
    of,
)

_UNEMPLOYED: Final = Yes("unemployed")
_ABLE: Final = Yes("able_but_not_working")
_GROWN_UP: Final = Between("age", 18, 59)
_WITHOUT_INCOME: Final = Spread(((0, 0), (300, 0), (800, 6), (1000, 24)))

WORK: Final = (
    assume(
        "in_school_up_to_senior",
        NEVER,
        of(Between("age", 6, 14), draw=Share(990)),
        of(Between("age", 15, 18), draw=Share(850)),
    ),
    assume(
        "cannot_live_on_own",
        NEVER,
        of(ADULT, SEVERELY_DISABLED, draw=Share(600)),
        of(Between("age", 18, 23), draw=Share(400)),
    ),
    assume("student_staying_at_school", NEVER, of(Between("age", 15, 23), draw=Share(20))),
    assume("meets_education_relief_rules", NEVER, of(IN_SCHOOL, POOR, draw=Share(300))),
    assume(
        "migrant_worker",
        NEVER,
        of(IN_SCHOOL, draw=NEVER),
        of(OF_WORKING_AGE, RURAL, draw=Share(350)),
    ),
    assume("unemployed", NEVER, of(IN_SCHOOL, draw=NEVER), of(OF_WORKING_AGE, draw=Share(70))),
    assume("unemployment_insured", NEVER, of(OF_WORKING_AGE, draw=Share(400))),
    assume(
        "unemployment_insurance_covers", NEVER, of(Yes("unemployment_insured"), draw=Share(700))
    ),
    assume(
        "draws_unemployment_insurance",
        NEVER,
        of(
            _UNEMPLOYED,
            Yes("unemployment_insured"),
            Yes("unemployment_insurance_covers"),
            draw=Share(500),
        ),
    ),
    assume(
        "draws_unemployment_allowance",
        NEVER,
        of(Yes("draws_unemployment_insurance"), draw=NEVER),
        of(_UNEMPLOYED, draw=Share(100)),
    ),
    assume(
        "able_but_not_working",
        NEVER,
        of(IN_SCHOOL, draw=NEVER),
        of(_UNEMPLOYED, draw=Share(500)),
        of(_GROWN_UP, draw=Share(40)),
    ),
    assume(
        "grown_up_without_job",
        NEVER,
        of(_GROWN_UP, _UNEMPLOYED, draw=ALWAYS),
        of(_GROWN_UP, _ABLE, draw=ALWAYS),
    ),
    assume("refused_jobs", NONE, of(_ABLE, draw=Spread(((0, 0), (900, 0), (1000, 4))))),
    assume("cannot_return_to_work", NEVER, of(Yes("migrant_worker"), draw=Share(40))),
    assume("stranded_here", Share(10), of(Yes("migrant_worker"), draw=Share(60))),
    assume("meets_employment_relief_rules", NEVER, of(_UNEMPLOYED, POOR, draw=Share(500))),
    assume("meets_local_conditions", NEVER, of(_UNEMPLOYED, draw=Share(400))),
    assume(
        "months_without_income",
        NONE,
        of(_UNEMPLOYED, draw=_WITHOUT_INCOME),
        of(_ABLE, draw=_WITHOUT_INCOME),
    ),
    assume(
        "personal_monthly_income",
        Spread(
            ((0, 0), (100, 0), (250, 1800), (500, 3200), (800, 6000), (990, 20_000), (1000, 50_000))
        ),
        of(Between("age", 0, 15), draw=NONE),
        of(IN_SCHOOL, draw=NONE),
        of(Between("months_without_income", 1, 1200), draw=NONE),
        of(ELDER, RURAL, draw=Spread(((0, 0), (200, 100), (700, 400), (1000, 3000)))),
        of(ELDER, draw=Spread(((0, 0), (150, 0), (500, 2500), (1000, 6000)))),
        of(POOR, draw=Spread(((0, 0), (200, 0), (600, 900), (900, 1800), (1000, 3000)))),
    ),
    assume("support_already_drawn", NONE, of(ON_DIBAO, draw=evenly(150, 700))),
    assume("household_monthly_income", Total("personal_monthly_income")),
    assume("paid_per_head", NOT_APPLICABLE, of(ON_DIBAO, draw=evenly(100, 650))),
)
