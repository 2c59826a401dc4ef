"""Hardship, disaster and relief of a household."""

from __future__ import annotations

from typing import Final

from doudi.runtime.sampling.assumed.groups import ON_DIBAO, POOR, RURAL
from doudi.runtime.sampling.distributions import (
    ALWAYS,
    NEVER,
    NOT_APPLICABLE,
    DaysAfter,
    DaysBefore,
    Seldom,
    Share,
    Weights,
    YearsBefore,
    Yes,
    assume,
    evenly,
    of,
)

_BASIC: Final = Yes("basic_living_hardship")
_SEVERE: Final = Yes("temporary_severe_hardship")
_STRUCK: Final = Yes("struck_by_disaster")
_HOUSE_LOST: Final = Yes("house_lost_in_disaster")
_INTERIM: Final = Yes("needs_interim_housing")

HARDSHIP: Final = (
    assume("basic_living_hardship", Share(20), of(POOR, draw=Share(350))),
    assume("temporary_severe_hardship", NEVER, of(_BASIC, draw=Share(400))),
    assume("major_hardship", NEVER, of(_SEVERE, draw=Share(400))),
    assume("light_hardship", NEVER, of(_BASIC, draw=Share(500))),
    assume("urgent", Share(5), of(_SEVERE, draw=Share(300))),
    assume("accident_or_major_illness", Share(25), of(POOR, draw=Share(120))),
    assume("necessary_spending_surge", Share(30), of(POOR, draw=Share(120))),
    assume("other_special_hardship", Share(15)),
    assume("affected_by_epidemic", Share(60)),
    assume("income_fell_by_epidemic", NEVER, of(Yes("affected_by_epidemic"), draw=Share(600))),
    assume("no_other_relief_covers", Share(50), of(_BASIC, draw=Share(500))),
    assume("no_dispute", Share(970)),
    assume("staying_for_festival", Share(200)),
    assume("has_residence_permit", Share(150)),
    assume("needs_heating_help", Share(5), of(POOR, draw=Share(80))),
    assume("lives_in_unsafe_house", Share(2), of(RURAL, POOR, draw=Share(40))),
    assume("lives_far_out", Share(2), of(RURAL, draw=Share(80))),
    assume("meets_housing_relief_rules", Share(2), of(POOR, draw=Share(30))),
)

RELIEF: Final = (
    assume("assets_within_dibao_limit", Share(350), of(POOR, draw=Share(850))),
    assume(
        "assets_within_low_income_limit",
        Share(200),
        of(Yes("assets_within_dibao_limit"), draw=ALWAYS),
    ),
    assume(
        "assets_within_relief_limit",
        Share(200),
        of(Yes("assets_within_low_income_limit"), draw=Share(950)),
    ),
    assume("eligible_for_relief", Share(20), of(POOR, draw=Share(400))),
    assume("taken_into_relief", NEVER, of(Yes("eligible_for_relief"), draw=Share(700))),
    assume("help_received", NEVER, of(Yes("taken_into_relief"), draw=Share(950))),
    assume("situation_checked", Share(600), of(POOR, draw=Share(900))),
    assume("unsteady_income_and_able", Share(150), of(POOR, draw=Share(400))),
    assume("newly_recognised", NEVER, of(ON_DIBAO, draw=Share(80))),
    assume(
        "recognised_on",
        NOT_APPLICABLE,
        of(Yes("newly_recognised"), draw=DaysBefore(evenly(0, 60))),
        of(ON_DIBAO, draw=DaysBefore(evenly(61, 2000))),
    ),
    assume(
        "last_reviewed_on",
        NOT_APPLICABLE,
        of(ON_DIBAO, draw=DaysAfter("recognised_on", evenly(30, 700))),
    ),
    assume(
        "class_of_dibao",
        NOT_APPLICABLE,
        of(
            ON_DIBAO,
            RURAL,
            draw=Weights(
                (("class_one", 200), ("class_two", 300), ("class_three", 350), ("class_four", 150))
            ),
        ),
    ),
    assume("dibao_adjusted", NEVER, of(ON_DIBAO, draw=Share(500))),
    assume("over_standard_by_work", NEVER, of(ON_DIBAO, draw=Share(30))),
    assume(
        "over_standard_since",
        NOT_APPLICABLE,
        of(Yes("over_standard_by_work"), draw=DaysBefore(evenly(0, 400))),
    ),
    assume(
        "member_died_on",
        NOT_APPLICABLE,
        of(ON_DIBAO, draw=Seldom(10, DaysBefore(evenly(0, 300)))),
    ),
    assume(
        "checked_after_death_on",
        NOT_APPLICABLE,
        of(ON_DIBAO, draw=DaysAfter("member_died_on", evenly(5, 90))),
    ),
)

DISASTER: Final = (
    assume("struck_by_disaster", Share(30)),
    assume("disaster_year", NOT_APPLICABLE, of(_STRUCK, draw=YearsBefore(evenly(0, 2)))),
    assume("heavy_disaster_loss", NEVER, of(_STRUCK, draw=Share(200))),
    assume("winter_spring_hardship", NEVER, of(_STRUCK, draw=Share(250))),
    assume("hardship_after_disaster_relief", NEVER, of(_STRUCK, draw=Share(200))),
    assume("house_lost_in_disaster", NEVER, of(_STRUCK, draw=Share(150))),
    assume("needs_interim_housing", NEVER, of(_HOUSE_LOST, draw=Share(500))),
    assume("still_in_temporary_shelter", NEVER, of(_INTERIM, draw=Share(300))),
    assume("settled_not_yet_home", NEVER, of(_INTERIM, draw=Share(300))),
    assume("house_being_rebuilt", NEVER, of(_HOUSE_LOST, draw=Share(600))),
    assume("rebuilt_house_finished", NEVER, of(Yes("house_being_rebuilt"), draw=Share(600))),
    assume("rebuilt_house_accepted", NEVER, of(Yes("rebuilt_house_finished"), draw=Share(900))),
    assume(
        "rebuilding_unfinished",
        NEVER,
        of(Yes("rebuilt_house_finished"), draw=NEVER),
        of(Yes("house_being_rebuilt"), draw=Share(400)),
    ),
    assume(
        "household_housed_on",
        NOT_APPLICABLE,
        of(Yes("still_in_temporary_shelter"), draw=NOT_APPLICABLE),
        of(_HOUSE_LOST, draw=DaysBefore(evenly(0, 300))),
    ),
)
