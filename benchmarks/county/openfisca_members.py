"""The county's schemes for members in OpenFisca; the groups are in `openfisca_variables`."""

from __future__ import annotations

import numpy as np

from benchmarks.county import workload
from benchmarks.county.openfisca_variables import (
    ENUMS,
    PERSON,
    It,
    amount,
    derived,
    said,
    unless,
)
from benchmarks.county.workload import CASE_BY_CASE, GRANTED, MAY, NO_AMOUNT, NOT_MET


@derived(PERSON, bool)
def added(person: It, period: It) -> It:
    age = person("age", period)
    group = (age >= 70) | (age < 18) | person("severely_disabled", period)
    group = group | person("seriously_ill", period)
    return person.household("dibao_household", period) & group


@derived(PERSON, int)
def added_dibao_outcome(person: It, period: It) -> It:
    return said(person("added", period))


@derived(PERSON, int)
def added_dibao_low(person: It, period: It) -> It:
    tenth = person.household("dibao_standard", period) * 10 // 100
    return amount(person("added", period), tenth)


@derived(PERSON, int)
def single_dibao_outcome(person: It, period: It) -> It:
    group = person("severely_disabled", period) | person("seriously_ill", period)
    base = person.household("marginal_household", period) & group
    return unless(base, person("destitute", period))


@derived(PERSON, int)
def single_dibao_low(person: It, period: It) -> It:
    gap = person.household("dibao_standard", period) - person("monthly_income", period)
    return amount(person("single_dibao_outcome", period) == GRANTED, np.maximum(gap, 0))


@derived(PERSON, int)
def destitution_support_outcome(person: It, period: It) -> It:
    return said(person("destitute", period))


@derived(PERSON, int)
def destitution_support_low(person: It, period: It) -> It:
    urban, rural = workload.DESTITUTION
    basic = np.where(person.household("rural", period), rural, urban)
    level, levels = person("self_care", period), ENUMS["self_care"]
    care = np.where(level == levels.fully_dependent, workload.CARE[2], 0)
    care = np.where(level == levels.partly_dependent, workload.CARE[1], care)
    inside = person("present_support", period) == ENUMS["present_support"].in_institution
    return amount(person("destitute", period), basic + np.where(inside, care, 0))


@derived(PERSON, int)
def living_subsidy_outcome(person: It, period: It) -> It:
    disabled = person("disability_grade", period) >= 1
    dibao = person.household("dibao_household", period)
    base = disabled & person.household("poor_household", period)
    child = person("orphan", period) | person("unattended_child", period)
    barred = person("destitute", period) | person("draws_injury_nursing", period) | child
    return unless(base, barred, np.where(dibao, GRANTED, MAY))


@derived(PERSON, int)
def living_subsidy_low(person: It, period: It) -> It:
    outcome = person("living_subsidy_outcome", period)
    return np.select([outcome == GRANTED, outcome == MAY], [90_00, 60_00], NO_AMOUNT)


@derived(PERSON, int)
def nursing_subsidy_outcome(person: It, period: It) -> It:
    base = person("severely_disabled", period) & person("needs_care", period)
    barred = person("destitute", period) | person("draws_injury_nursing", period)
    return unless(base, barred)


@derived(PERSON, int)
def nursing_subsidy_low(person: It, period: It) -> It:
    much = np.where(person("disability_grade", period) == 1, 100_00, 80_00)
    return amount(person("nursing_subsidy_outcome", period) == GRANTED, much)


@derived(PERSON, int)
def orphan_allowance_outcome(person: It, period: It) -> It:
    return said(person("orphan", period))


@derived(PERSON, int)
def orphan_allowance_low(person: It, period: It) -> It:
    inside = person("present_support", period) == ENUMS["present_support"].in_institution
    return amount(person("orphan", period), np.where(inside, *workload.CHILD))


@derived(PERSON, int)
def unattended_allowance_outcome(person: It, period: It) -> It:
    return said(person("unattended_child", period))


@derived(PERSON, int)
def unattended_allowance_low(person: It, period: It) -> It:
    gap = np.maximum(workload.CHILD[1] - person("monthly_income", period), 0)
    return amount(person("unattended_child", period), gap)


@derived(PERSON, int)
def elder_allowance_outcome(person: It, period: It) -> It:
    return said(person("age", period) >= 80)


@derived(PERSON, int)
def elder_allowance_low(person: It, period: It) -> It:
    age = person("age", period)
    return np.select([age >= 100, age >= 90, age >= 80], [500_00, 200_00, 100_00], NO_AMOUNT)


@derived(PERSON, bool)
def price_relief(person: It, period: It) -> It:
    others = person("veteran", period) | person("draws_insurance", period)
    return person("person_in_need", period) | others


@derived(PERSON, int)
def price_subsidy_outcome(person: It, period: It) -> It:
    return said(person("price_relief", period))


@derived(PERSON, int)
def price_subsidy_low(person: It, period: It) -> It:
    rise = person.household("dibao_standard", period) * 35
    return amount(person("price_relief", period), (rise + 50_000) // 100_000 * 100)


@derived(PERSON, int)
def patient_relief_outcome(person: It, period: It) -> It:
    listed = person("person_in_need", period) | person("veteran", period)
    inside = np.where(listed, GRANTED, CASE_BY_CASE)
    return np.where(person("in_hospital", period), inside, NOT_MET)


@derived(PERSON, int)
def patient_relief_low(person: It, period: It) -> It:
    twice = person.household("dibao_standard", period) * 2
    return amount(person("patient_relief_outcome", period) == GRANTED, twice)


@derived(PERSON, int)
def education_aid_outcome(person: It, period: It) -> It:
    stage = person("stage", period)
    studies = (stage == ENUMS["stage"].senior) | (stage == ENUMS["stage"].college)
    marginal = studies & person.household("marginal_household", period)
    need = studies & person("person_in_need", period)
    return np.where(need, GRANTED, np.where(marginal, MAY, NOT_MET))


@derived(PERSON, int)
def education_aid_full(person: It, period: It) -> It:
    return np.where(person("stage", period) == ENUMS["stage"].college, 4000_00, 2000_00)


@derived(PERSON, int)
def education_aid_low(person: It, period: It) -> It:
    outcome, full = person("education_aid_outcome", period), person("education_aid_full", period)
    return np.select([outcome == GRANTED, outcome == MAY], [full, 0], NO_AMOUNT)


@derived(PERSON, int)
def education_aid_high(person: It, period: It) -> It:
    outcome, full = person("education_aid_outcome", period), person("education_aid_full", period)
    return np.select([outcome == GRANTED, outcome == MAY], [full, 1000_00], NO_AMOUNT)


@derived(PERSON, bool)
def aided_in_full(person: It, period: It) -> It:
    return person("person_in_need", period) & (person("own_medical_cost", period) > 0)


@derived(PERSON, int)
def medical_aid_outcome(person: It, period: It) -> It:
    above = person("own_medical_cost", period) > 3000_00
    need = person("person_in_need", period)
    marginal = person.household("marginal_household", period) & ~need & above
    return said(person("aided_in_full", period) | marginal)


@derived(PERSON, int)
def medical_aid_low(person: It, period: It) -> It:
    cost = person("own_medical_cost", period)
    full = np.minimum(cost * np.int64(70) // 100, 20000_00)
    part = np.minimum(np.maximum(cost - 3000_00, 0) * np.int64(60) // 100, 10000_00)
    much = np.where(person("aided_in_full", period), full, part) // 100 * 100
    return amount(person("medical_aid_outcome", period) == GRANTED, much)


@derived(PERSON, int)
def unemployment_aid_outcome(person: It, period: It) -> It:
    idle = person("unemployed", period) & ~person("draws_insurance", period)
    base = idle & person.household("poor_household", period)
    return unless(base, person("age", period) >= 60, MAY)


@derived(PERSON, int)
def unemployment_aid_low(person: It, period: It) -> It:
    return amount(person("unemployment_aid_outcome", period) == MAY, 1000_00)
