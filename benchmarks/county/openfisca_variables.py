"""The county's rules as OpenFisca variables, as its users write them: one formula a variable.

Money is whole fen: its floats would not be equal cell for cell. Figures stand in the formulas,
which is quicker for it than its parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
from openfisca_core.entities import (  # type: ignore[import-not-found, unused-ignore]
    Entity,
    GroupEntity,
)
from openfisca_core.indexed_enums import Enum  # type: ignore[import-not-found, unused-ignore]
from openfisca_core.periods import MONTH  # type: ignore[import-not-found, unused-ignore]
from openfisca_core.taxbenefitsystems import (  # type: ignore[import-not-found, unused-ignore]
    TaxBenefitSystem,
)
from openfisca_core.variables import Variable  # type: ignore[import-not-found, unused-ignore]

from benchmarks.county import workload
from benchmarks.county.workload import CASE_BY_CASE, EXCLUDED, GRANTED, MAY, NO_AMOUNT, NOT_MET

It: TypeAlias = Any  # a population that is asked for its variables, or an array of them
Formula: TypeAlias = Callable[[It, Any], It]

PERIOD: Final = "2021-03"
PERSON: Final = Entity("person", "persons", "", "")
HOUSEHOLD: Final = GroupEntity(
    "household", "households", "", "", [{"key": "member", "plural": "members"}]
)
ENUMS: Final = {
    name: Enum(name, [(option, option) for option in options])
    for name, options in {**workload.HOUSEHOLD_CHOICES, **workload.MEMBER_CHOICES}.items()
}

_variables: Final[list[type]] = []


@cache
def system() -> Any:
    """All variables, given and derived."""
    made = TaxBenefitSystem([PERSON, HOUSEHOLD])
    for it in _variables:
        made.add_variable(it)
    return made


def derived_names() -> list[str]:
    return [it.__name__ for it in _variables if hasattr(it, "formula")]


def _variable(name: str, entity: It, type_: type, formula: Formula | None = None) -> None:
    body: dict[str, Any] = {"entity": entity, "definition_period": MONTH, "value_type": type_}
    if name in ENUMS:
        options = ENUMS[name]
        body |= {
            "value_type": Enum,
            "possible_values": options,
            "default_value": next(iter(options)),
        }
    if formula is not None:
        body["formula"] = formula
    _variables.append(type(name, (Variable,), body))


def _given(entity: It, truths: Iterable[str], others: Iterable[str]) -> None:
    for name in truths:
        _variable(name, entity, bool)
    for name in others:
        _variable(name, entity, int)


def derived(entity: It, type_: type) -> Callable[[Formula], Formula]:
    def add(formula: Formula) -> Formula:
        _variable(formula.__name__, entity, type_, formula)
        return formula

    return add


_given(
    HOUSEHOLD,
    workload.HOUSEHOLD_TRUTHS,
    (*workload.HOUSEHOLD_NUMBERS, *workload.HOUSEHOLD_CHOICES),
)
_given(PERSON, workload.MEMBER_TRUTHS, (*workload.MEMBER_NUMBERS, *workload.MEMBER_CHOICES))


def amount(yes: It, fen: It) -> It:
    return np.where(yes, fen, NO_AMOUNT)


def said(yes: It) -> It:
    return np.where(yes, GRANTED, NOT_MET)


def unless(base: It, barred: It, otherwise: It = GRANTED) -> It:
    return np.where(base, np.where(barred, EXCLUDED, otherwise), NOT_MET)


# Groups


@derived(HOUSEHOLD, bool)
def rural(household: It, period: It) -> It:
    return household("hukou", period) == ENUMS["hukou"].rural


@derived(HOUSEHOLD, int)
def dibao_standard(household: It, period: It) -> It:
    urban, other = workload.DIBAO
    return np.where(household("rural", period), other, urban)


@derived(HOUSEHOLD, int)
def household_income(household: It, period: It) -> It:
    incomes = household.members("monthly_income", period)
    return household.sum(incomes) + household("other_income", period)


@derived(HOUSEHOLD, int)
def dibao_line(household: It, period: It) -> It:
    return household("dibao_standard", period) * household.nb_persons()


@derived(HOUSEHOLD, bool)
def dibao_household(household: It, period: It) -> It:
    below = household("household_income", period) < household("dibao_line", period)
    return household("assets_within_limit", period) & below


@derived(HOUSEHOLD, bool)
def marginal_household(household: It, period: It) -> It:
    near = 2 * household("household_income", period) < 3 * household("dibao_line", period)
    assets = household("assets_within_limit", period)
    return assets & ~household("dibao_household", period) & near


@derived(HOUSEHOLD, bool)
def poor_household(household: It, period: It) -> It:
    return household("dibao_household", period) | household("marginal_household", period)


@derived(PERSON, bool)
def severely_disabled(person: It, period: It) -> It:
    grade = person("disability_grade", period)
    return (grade >= 1) & (grade <= 2)


@derived(PERSON, bool)
def dependent(person: It, period: It) -> It:
    age = person("age", period)
    return (age >= 60) | (age < 16) | person("severely_disabled", period)


@derived(PERSON, bool)
def orphan(person: It, period: It) -> It:
    child = person("age", period) < 18
    dead = ENUMS["father_state"].dead, ENUMS["mother_state"].dead
    father, mother = person("father_state", period), person("mother_state", period)
    return child & (father == dead[0]) & (mother == dead[1])


@derived(PERSON, bool)
def unattended_child(person: It, period: It) -> It:
    child = person("age", period) < 18
    father = person("father_state", period) != ENUMS["father_state"].able_to_raise
    mother = person("mother_state", period) != ENUMS["mother_state"].able_to_raise
    return child & ~person("orphan", period) & father & mother


@derived(PERSON, bool)
def destitute(person: It, period: It) -> It:
    poor = person("monthly_income", period) < person.household("dibao_standard", period)
    child = person("orphan", period) | person("unattended_child", period)
    alone = person("no_supporter", period)
    return person("dependent", period) & poor & alone & ~child


@derived(PERSON, bool)
def person_in_need(person: It, period: It) -> It:
    child = person("orphan", period) | person("unattended_child", period)
    dibao = person.household("dibao_household", period)
    return dibao | person("destitute", period) | child


# Households' schemes


@derived(HOUSEHOLD, int)
def dibao_outcome(household: It, period: It) -> It:
    return said(household("dibao_household", period))


@derived(HOUSEHOLD, int)
def dibao_low(household: It, period: It) -> It:
    gap = household("dibao_line", period) - household("household_income", period)
    return amount(household("dibao_household", period), (gap + 99) // 100 * 100)


@derived(HOUSEHOLD, bool)
def struck(household: It, period: It) -> It:
    return household("accident", period) | household("spending_surge", period)


@derived(HOUSEHOLD, int)
def temporary_relief_outcome(household: It, period: It) -> It:
    struck_ = household("struck", period)
    listed = struck_ | household("struck_by_disaster", period)
    poor = np.where(listed, GRANTED, CASE_BY_CASE)
    return np.where(household("poor_household", period), poor, np.where(struck_, MAY, NOT_MET))


@derived(HOUSEHOLD, int)
def temporary_relief_low(household: It, period: It) -> It:
    outcome = household("temporary_relief_outcome", period)
    return np.select([outcome == GRANTED, outcome == MAY], [0, 500_00], NO_AMOUNT)


@derived(HOUSEHOLD, int)
def temporary_relief_high(household: It, period: It) -> It:
    outcome = household("temporary_relief_outcome", period)
    most = household("dibao_standard", period) * 6
    return np.select([outcome == GRANTED, outcome == MAY], [most, 2000_00], NO_AMOUNT)


@derived(HOUSEHOLD, bool)
def heated(household: It, period: It) -> It:
    some = household.any(household.members("destitute", period))
    return household("dibao_household", period) | some


@derived(HOUSEHOLD, int)
def heating_subsidy_outcome(household: It, period: It) -> It:
    return said(household("heated", period))


@derived(HOUSEHOLD, int)
def heating_subsidy_low(household: It, period: It) -> It:
    much = np.where(household("cold_region", period), 900_00, 600_00)
    return amount(household("heated", period), much)


@derived(HOUSEHOLD, bool)
def housed(household: It, period: It) -> It:
    severe = household.any(household.members("severely_disabled", period))
    unsafe = household("rural", period) & household("unsafe_house", period)
    return unsafe & (household("poor_household", period) | severe)


@derived(HOUSEHOLD, int)
def housing_aid_outcome(household: It, period: It) -> It:
    return said(household("housed", period))


@derived(HOUSEHOLD, int)
def housing_aid_low(household: It, period: It) -> It:
    somebody_free = household.any(~household.members("dependent", period))
    much = np.where(somebody_free, 20000_00, 35000_00)
    return amount(household("housed", period), much)
