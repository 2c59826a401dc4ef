"""Disability, illness and care."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.assumed.groups import (
    ADULT,
    DISABILITIES,
    ELDER,
    POOR,
    SEVERELY_DISABLED,
)
from doudi.runtime.sampling.distributions import (
    ALWAYS,
    NEVER,
    NONE,
    NOT_APPLICABLE,
    Between,
    DaysAfter,
    DaysBefore,
    OneOf,
    Share,
    Spread,
    Weights,
    Yes,
    assume,
    evenly,
    of,
)

_OF_MIDDLE_AGE: Final = Between("age", 40, 59)

HEALTH: Final = (
    assume(
        "kind_of_disability",
        Weights(
            (
                ("no_disability", 955),
                ("visual_disability", 7),
                ("hearing_disability", 9),
                ("speech_disability", 1),
                ("physical_disability", 15),
                ("intellectual_disability", 5),
                ("mental_disability", 5),
                ("multiple_disability", 3),
            )
        ),
        of(
            ELDER,
            draw=Weights(
                (
                    ("no_disability", 850),
                    ("visual_disability", 30),
                    ("hearing_disability", 45),
                    ("speech_disability", 2),
                    ("physical_disability", 50),
                    ("intellectual_disability", 5),
                    ("mental_disability", 6),
                    ("multiple_disability", 12),
                )
            ),
        ),
    ),
    assume(
        "disability_grade",
        NOT_APPLICABLE,
        of(
            OneOf("kind_of_disability", DISABILITIES),
            draw=Weights(((1, 150), (2, 250), (3, 280), (4, 320))),
        ),
    ),
    assume(
        "failed_self_care_items",
        NONE,
        of(Between("disability_grade", 1, 1), draw=evenly(1, 6)),
        of(Between("disability_grade", 2, 2), draw=Spread(((0, 0), (500, 0), (1000, 4)))),
        of(Between("age", 80, 150), draw=Spread(((0, 0), (600, 0), (1000, 6)))),
    ),
    assume("needs_long_term_care", NEVER, of(SEVERELY_DISABLED, draw=Share(350))),
    assume(
        "draws_injury_nursing_pay",
        NEVER,
        of(Yes("needs_long_term_care"), ADULT, draw=Share(30)),
    ),
    assume(
        "mentally_ill",
        Share(6),
        of(OneOf("kind_of_disability", ("mental_disability",)), draw=ALWAYS),
    ),
    assume("severe_mental_disorder", NEVER, of(Yes("mentally_ill"), draw=Share(400))),
    assume(
        "hypertension", Share(10), of(ELDER, draw=Share(500)), of(_OF_MIDDLE_AGE, draw=Share(230))
    ),
    assume("diabetes", Share(5), of(ELDER, draw=Share(190)), of(_OF_MIDDLE_AGE, draw=Share(100))),
    assume("tuberculosis", Share(1)),
    assume("has_major_illness", Share(15), of(ELDER, draw=Share(60))),
    assume("has_hiv", Share(1)),
    assume("covid_confirmed", Share(3)),
    assume(
        "confirmed_on",
        NOT_APPLICABLE,
        of(Yes("covid_confirmed"), draw=DaysBefore(evenly(0, 400))),
    ),
    assume(
        "discharge_date",
        NOT_APPLICABLE,
        of(Yes("covid_confirmed"), draw=DaysAfter("confirmed_on", evenly(7, 45))),
    ),
    assume("without_care", Share(3)),
    assume("care_arranged", Share(950)),
    assume("cannot_pay_emergency_care", Share(1), of(POOR, draw=Share(10))),
    assume(
        "meets_medical_relief_rules", Share(5), of(Yes("has_major_illness"), POOR, draw=Share(600))
    ),
)
