"""How households are made up, and how poor they are."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.assumed.groups import ON_DIBAO, POOR, RURAL
from doudi.runtime.sampling.distributions import (
    NEVER,
    NOT_GIVEN,
    Between,
    Decided,
    FromFirst,
    Number,
    OneOf,
    Place,
    Share,
    Spread,
    Weights,
    Yes,
    assume,
    evenly,
    of,
)

HOMES: Final = (
    assume("household_hukou", Weights((("urban", 450), ("rural", 550)))),
    assume(
        "member",
        Weights(((1, 150), (2, 250), (3, 300), (4, 170), (5, 80), (6, 40), (7, 10))),
    ),
    assume("household_size", Number("member")),
    assume("at_risk_of_poverty", Share(250)),
    assume(
        "registered_poor",
        NEVER,
        of(RURAL, POOR, draw=Share(400)),
        of(RURAL, draw=Share(30)),
    ),
    assume("lifted_out_of_poverty", NEVER, of(Yes("registered_poor"), draw=Share(850))),
    assume("near_poverty", NEVER, of(POOR, draw=Share(200))),
    assume("dibao_household", NOT_GIVEN, of(POOR, draw=Decided(150))),
    assume("dibao_marginal_household", NOT_GIVEN, of(ON_DIBAO, draw=NEVER)),
    assume(
        "relation_to_applicant",
        Weights((("child", 700), ("other_with_legal_duty", 250), ("other_relation", 50))),
        of(Place(1, 1), draw=Weights((("applicant", 1),))),
        of(
            Place(2, 2),
            draw=Weights(
                (
                    ("spouse", 700),
                    ("child", 150),
                    ("other_with_legal_duty", 120),
                    ("other_relation", 30),
                )
            ),
        ),
    ),
    assume(
        "age",
        evenly(0, 85),
        of(
            Place(1, 1),
            Between("household_size", 1, 1),
            draw=Spread(((0, 18), (200, 30), (500, 58), (900, 80), (1000, 95))),
        ),
        of(Place(1, 1), draw=Spread(((0, 22), (250, 35), (500, 47), (800, 62), (1000, 88)))),
        of(
            OneOf("relation_to_applicant", ("spouse",)),
            draw=FromFirst(evenly(-4, 6), least=18, most=98),
        ),
        of(
            OneOf("relation_to_applicant", ("child",)),
            draw=FromFirst(evenly(-40, -20), least=0, most=60),
        ),
        of(
            OneOf("relation_to_applicant", ("other_with_legal_duty",)),
            draw=FromFirst(evenly(20, 32), least=40, most=99),
        ),
    ),
)
