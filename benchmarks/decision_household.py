"""A household of five in 沙坪坝区 on 2021-02-15, of whom everything is known that decides there.

Takes nothing; gives it as plain dataclasses, whose fields are named as the rules name the facts,
and as the case that the runtime decides. The people are made up.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from doudi.runtime import case_from_python
from doudi.runtime.facts.model import Case
from doudi.runtime.program.declarations import Program

ON: Final = date(2021, 2, 15)
HERE: Final = "沙坪坝区"


@dataclass(frozen=True, slots=True)
class Area:
    """Shares of 1."""

    area_has_means: bool
    cpi_rise: Fraction
    food_price_rise: Fraction
    scpi_rise: Fraction
    index_published_on: date
    living_subsidy_widened: bool = False
    province_adds_incapacity: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Days and grades that do not arise are None."""

    id: str
    age: int
    kind_of_disability: str = "no_disability"
    disability_grade: int | None = None
    needs_long_term_care: bool = False
    draws_injury_nursing_pay: bool = False
    self_care: str = "self_caring"
    cannot_live_alone: bool = False
    # family
    father_state: str = "able_to_raise"
    mother_state: str = "able_to_raise"
    father_state_months: int = 0
    mother_state_months: int = 0
    has_no_legal_supporter: bool = False
    in_provincial_case: bool = False
    no_means_of_living: bool = False
    member_newly_recognised: bool = False
    present_support_mode: Literal["in_institution", "at_home"] = "at_home"
    wants_institution: bool = False
    # hardship
    in_hardship: bool = False
    recognised_child_in_hardship: bool = False
    left_behind_child: bool = False
    elder_in_need: bool = False
    meets_elder_subsidy_rules: bool = False
    homeless_person: bool = False
    mentally_ill: bool = False
    veteran_with_pension: bool = False
    without_care: bool = False
    # illness
    covid_confirmed: bool = False
    confirmed_on: date | None = None
    discharge_date: date | None = None
    hypertension: bool = False
    diabetes: bool = False
    tuberculosis: bool = False
    severe_mental_disorder: bool = False
    # work
    unemployed: bool = False
    unemployment_insured: bool = True
    unemployment_insurance_covers: bool = False
    draws_unemployment_insurance: bool = False
    draws_unemployment_allowance: bool = False
    cannot_return_to_work: bool = False
    months_without_income: int = 0
    stranded_here: bool = False
    migrant_worker: bool = False
    student_staying_at_school: bool = False


@dataclass(frozen=True, slots=True)
class Household:
    """Income in yuan a month."""

    id: str
    household_hukou: Literal["urban", "rural"]
    household_monthly_income: int
    assets_within_dibao_limit: bool
    low_income_household: bool
    registered_poor: bool
    newly_recognised: bool
    member: tuple[Person, ...]
    # hardship
    affected_by_epidemic: bool = False
    basic_living_hardship: bool = False
    temporary_severe_hardship: bool = False
    accident_or_major_illness: bool = False
    necessary_spending_surge: bool = False
    other_special_hardship: bool = False
    major_hardship: bool = False
    urgent: bool = False
    # disaster
    struck_by_disaster: bool = False
    winter_spring_hardship: bool = False
    house_lost_in_disaster: bool = False
    rebuilding_unfinished: bool = False


AREA: Final = Area(
    area_has_means=True,
    cpi_rise=Fraction("0.036"),
    food_price_rise=Fraction("0.051"),
    scpi_rise=Fraction("0.034"),
    index_published_on=date(2021, 2, 10),
)

HOUSEHOLD: Final = Household(
    id="h1",
    household_hukou="urban",
    household_monthly_income=1800,
    assets_within_dibao_limit=True,
    low_income_household=False,
    registered_poor=False,
    newly_recognised=False,
    affected_by_epidemic=True,
    basic_living_hardship=True,
    member=(
        Person("father", 45, covid_confirmed=True, confirmed_on=date(2021, 2, 8)),
        Person(
            "mother",
            43,
            hypertension=True,
            in_hardship=True,
            unemployed=True,
            unemployment_insured=False,
            cannot_return_to_work=True,
            months_without_income=4,
        ),
        Person(
            "great-aunt",
            71,
            kind_of_disability="physical_disability",
            disability_grade=2,
            needs_long_term_care=True,
            self_care="partly_dependent",
            cannot_live_alone=True,
            has_no_legal_supporter=True,
            no_means_of_living=True,
            wants_institution=True,
            meets_elder_subsidy_rules=True,
        ),
        Person("nephew", 12, father_state="dead", mother_state="dead"),
        Person(
            "daughter",
            9,
            kind_of_disability="intellectual_disability",
            disability_grade=1,
            needs_long_term_care=True,
        ),
    ),
)


def case(program: Program) -> Case:
    household = asdict(HOUSEHOLD)
    household["household_size"] = len(HOUSEHOLD.member)
    household["member"] = [_facts(it) for it in household["member"]]
    return case_from_python(
        {"as_of": ON, "area": HERE, "area_facts": asdict(AREA), "household": household}, program
    )


def _facts(person: dict[str, object]) -> dict[str, object]:
    """Whoever has somebody bound by law to support them has one who can."""
    able = {"id": f"{person['id']}'s", "unable_to_support": False}
    supporters = [] if person["has_no_legal_supporter"] else [able]
    facts = {name: "not_applicable" if it is None else it for name, it in person.items()}
    return {**facts, "legal_supporter": supporters}
