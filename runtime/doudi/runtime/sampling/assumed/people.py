"""Children, elders, people without support, and those who would have to support them."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.assumed.groups import (
    ADULT,
    CHILD,
    DISABILITIES,
    ELDER,
    ON_DIBAO,
    POOR,
    RURAL,
    SEVERELY_DISABLED,
)
from doudi.runtime.sampling.distributions import (
    ALWAYS,
    NEVER,
    NOT_APPLICABLE,
    NOT_GIVEN,
    Between,
    DaysBefore,
    Decided,
    OneOf,
    Place,
    Seldom,
    Share,
    Spread,
    Weights,
    Yes,
    assume,
    evenly,
    of,
)

_NO_MORE: Final = ("dead", "declared_missing", "not_found")
_CANNOT: Final = (
    *_NO_MORE,
    "severely_disabled_parent",
    "seriously_ill",
    "in_prison",
    "forced_detox",
    "otherwise_detained",
    "lost_contact",
)
_WITHOUT_SUPPORTER: Final = Yes("has_no_legal_supporter")
_DESTITUTE: Final = Yes("destitute_person")
_PARENT: Final = Weights(
    (
        ("able_to_raise", 940),
        ("dead", 14),
        ("declared_missing", 3),
        ("not_found", 3),
        ("severely_disabled_parent", 10),
        ("seriously_ill", 8),
        ("in_prison", 8),
        ("forced_detox", 3),
        ("otherwise_detained", 2),
        ("lost_contact", 9),
    )
)
_OTHER_PARENT: Final = Weights(
    (
        ("able_to_raise", 700),
        ("dead", 60),
        ("declared_missing", 20),
        ("not_found", 30),
        ("severely_disabled_parent", 30),
        ("seriously_ill", 30),
        ("in_prison", 20),
        ("forced_detox", 10),
        ("otherwise_detained", 10),
        ("lost_contact", 90),
    )
)

CHILDREN: Final = (
    assume("father_state", NOT_APPLICABLE, of(CHILD, draw=_PARENT)),
    assume(
        "mother_state",
        NOT_APPLICABLE,
        of(OneOf("father_state", _CANNOT), draw=_OTHER_PARENT),
        of(CHILD, draw=_PARENT),
    ),
    assume(
        "father_state_months",
        NOT_APPLICABLE,
        of(OneOf("father_state", _CANNOT), draw=evenly(0, 120)),
    ),
    assume(
        "mother_state_months",
        NOT_APPLICABLE,
        of(OneOf("mother_state", _CANNOT), draw=evenly(0, 120)),
    ),
    assume(
        "recognised_child_in_hardship",
        NEVER,
        of(CHILD, POOR, draw=Share(100)),
        of(CHILD, draw=Share(10)),
    ),
    assume("left_behind_child", NEVER, of(Between("age", 0, 15), RURAL, draw=Share(120))),
    assume("chose_child_support", NEVER, of(Yes("recognised_child_in_hardship"), draw=Share(400))),
)

ELDERS: Final = (
    assume("left_behind_elder", NEVER, of(ELDER, RURAL, draw=Share(150))),
    assume("elder_in_need", NEVER, of(ELDER, POOR, draw=Share(300)), of(ELDER, draw=Share(20))),
    assume("elder_in_empty_nest", NEVER, of(ELDER, POOR, draw=Share(150))),
    assume("meets_elder_subsidy_rules", NEVER, of(Between("age", 80, 150), POOR, draw=Share(500))),
)

IN_NEED: Final = (
    assume(
        "has_no_legal_supporter",
        Share(15),
        of(
            CHILD,
            OneOf("father_state", _NO_MORE),
            OneOf("mother_state", _NO_MORE),
            draw=Share(600),
        ),
        of(CHILD, draw=NEVER),
        of(ELDER, draw=Share(40)),
    ),
    assume(
        "destitute_person",
        NOT_GIVEN,
        of(_WITHOUT_SUPPORTER, CHILD, draw=Decided(400)),
        of(_WITHOUT_SUPPORTER, ELDER, draw=Decided(400)),
        of(_WITHOUT_SUPPORTER, SEVERELY_DISABLED, draw=Decided(400)),
    ),
    assume("given_rural_support", NEVER, of(_DESTITUTE, RURAL, draw=ALWAYS)),
    assume(
        "present_support_mode",
        NOT_APPLICABLE,
        of(_DESTITUTE, draw=Weights((("in_institution", 170), ("at_home", 830)))),
    ),
    assume("member_newly_recognised", NEVER, of(_DESTITUTE, draw=Share(100))),
    assume(
        "member_recognised_on",
        NOT_APPLICABLE,
        of(Yes("member_newly_recognised"), draw=DaysBefore(evenly(0, 60))),
        of(_DESTITUTE, draw=DaysBefore(evenly(61, 2000))),
    ),
    assume("supported_as_minor", NEVER, of(ADULT, draw=Share(1))),
    assume("support_ended_for_age", NEVER, of(Yes("supported_as_minor"), draw=Share(500))),
    assume(
        "wants_institution",
        Share(20),
        of(SEVERELY_DISABLED, draw=Share(150)),
        of(ELDER, draw=Share(120)),
    ),
    assume("assets_within_tekun_limit", Share(300), of(POOR, draw=Share(800))),
    assume("in_provincial_case", Share(5)),
    assume("in_hardship", Share(20), of(POOR, draw=Share(400))),
    assume("in_passing_distress", Share(5)),
    assume("homeless_person", Share(1)),
    assume("short_of_winter_supplies", Share(5), of(POOR, draw=Share(60))),
    assume("own_part_cut", NEVER, of(ON_DIBAO, draw=Share(20))),
)

OTHERS: Final = (
    assume("veteran_with_pension", NEVER, of(ELDER, draw=Share(20)), of(ADULT, draw=Share(4))),
    assume("veteran_in_hardship", NEVER, of(Yes("veteran_with_pension"), draw=Share(150))),
    assume("left_behind_woman", NEVER, of(Between("age", 18, 59), RURAL, draw=Share(60))),
    assume("lives_together_for_long", Share(950)),
    assume(
        "in_prison_detox_or_missing",
        NEVER,
        of(Place(1, 1), draw=NEVER),
        of(ADULT, draw=Share(3)),
    ),
    assume(
        "years_away_as_cleric",
        NOT_APPLICABLE,
        of(Between("age", 30, 150), draw=Seldom(1, evenly(0, 12))),
    ),
    assume("has_land_or_collective_income", Share(20), of(RURAL, draw=Share(850))),
    assume("relocated_to_town", NEVER, of(RURAL, draw=Share(30))),
)

SUPPORTERS: Final = (
    assume(
        "legal_supporter",
        Weights(((1, 450), (2, 400), (3, 150))),
        of(_WITHOUT_SUPPORTER, draw=Weights(((0, 1),))),
        of(CHILD, draw=Weights(((1, 150), (2, 850)))),
    ),
    assume("supporter_age", evenly(18, 85), of(CHILD, draw=evenly(22, 60))),
    assume(
        "supporter_disability",
        Weights((("no_disability", 930), *((it, 10) for it in DISABILITIES))),
    ),
    assume(
        "supporter_disability_grade",
        NOT_APPLICABLE,
        of(
            OneOf("supporter_disability", DISABILITIES),
            draw=Weights(((1, 150), (2, 250), (3, 280), (4, 320))),
        ),
    ),
    assume(
        "supporter_monthly_income",
        Spread(((0, 0), (150, 0), (500, 2000), (900, 6000), (1000, 20_000))),
        of(POOR, draw=Spread(((0, 0), (300, 0), (700, 900), (1000, 3000)))),
    ),
    assume("supporter_assets_low", Share(400), of(POOR, draw=Share(700))),
    assume("supporter_incapable_or_away", Share(15)),
    assume("supporter_in_provincial_case", Share(5)),
    assume("supporter_is_destitute", Share(5)),
    assume("supporter_on_dibao", Share(20), of(POOR, draw=Share(120))),
)
