"""What is in force in 沙坪坝区 on 2021-02-15, written as plain Python for that place and day.

Takes a household of which everything is known and its area; gives the outcome and the exact sum,
if there is one, of every scheme for everybody it is for. As one would write it who has read the
notices and needs no reasons: no bundle, no trace, nothing unknown, no other day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from benchmarks.decision_household import Area, Household, Person
from doudi.runtime.decision import Outcome

Answer: TypeAlias = tuple[Outcome, int | None]  # fen
Answers: TypeAlias = dict[tuple[str, str], Answer]  # by scheme and id

_DIBAO: Final = {"urban": 62000, "rural": 49600}
_DESTITUTION: Final = {"urban": 80600, "rural": 80600}
_CARE: Final = {"self_caring": 5000, "partly_dependent": 20000, "fully_dependent": 30000}
_ORPHAN: Final = {"at_home": 125600, "in_institution": 145600}
_LEAST_PRICE_SUBSIDY: Final = 1500

_GONE: Final = ("dead", "declared_missing")
_ILL: Final = ("severely_disabled_parent", "seriously_ill")
_AWAY: Final = ("in_prison", "forced_detox", "otherwise_detained", "lost_contact")

_GRANTED: Final = (Outcome.GRANTED, None)
_MAY_BE_GRANTED: Final = (Outcome.MAY_BE_GRANTED, None)
_CASE_BY_CASE: Final = (Outcome.CASE_BY_CASE, None)
_EXCLUDED: Final = (Outcome.EXCLUDED, None)
_NOT_MET: Final = (Outcome.NOT_MET, None)


def decided(household: Household, area: Area) -> Answers:
    found = {(scheme, household.id): it for scheme, it in _of_household(household)}
    on_dibao = _on_dibao(household)
    for person in household.member:
        its = _status(person, area, on_dibao=on_dibao)
        for scheme, answer in _of_person(person, its, household, area):
            found[scheme, person.id] = answer
    return found


def _of_household(it: Household) -> Iterator[tuple[str, Answer]]:
    yield "dibao", (Outcome.GRANTED, _shortfall(it)) if _on_dibao(it) else _NOT_MET
    yield "temporary_relief", _temporary_relief(it)
    yield "winter_disaster_relief", _if(it.struck_by_disaster and it.winter_spring_hardship)
    yield "interim_housing", _if(it.struck_by_disaster and it.rebuilding_unfinished)
    yield "rebuilding_help", _if(it.struck_by_disaster and it.house_lost_in_disaster)


def _on_dibao(it: Household) -> bool:
    return it.assets_within_dibao_limit and _shortfall(it) > 0


def _shortfall(it: Household) -> int:
    return _DIBAO[it.household_hukou] * len(it.member) - it.household_monthly_income * 100


def _temporary_relief(it: Household) -> Answer:
    sudden = it.struck_by_disaster or it.accident_or_major_illness
    spending = it.necessary_spending_surge and _on_dibao(it)
    if it.temporary_severe_hardship and (sudden or spending):
        return _GRANTED
    if it.affected_by_epidemic and it.basic_living_hardship:
        return _GRANTED
    if it.other_special_hardship:
        return _GRANTED
    return _CASE_BY_CASE if it.major_hardship else _NOT_MET


@dataclass(frozen=True, slots=True)
class _Status:
    """What somebody counts as."""

    dibao: bool
    orphan: bool
    unattended: bool
    destitute: bool
    disabled: bool
    severely_disabled: bool
    child_in_hardship: bool
    in_hardship: bool
    in_special_hardship: bool


def _status(it: Person, area: Area, *, on_dibao: bool) -> _Status:
    orphan, unattended = _is_orphan(it), _is_unattended(it)
    destitute = _is_destitute(it, area, orphan=orphan)
    disabled = it.kind_of_disability != "no_disability"
    child_in_hardship = it.age < 18 and it.recognised_child_in_hardship
    in_hardship = (
        on_dibao or destitute or orphan or unattended or child_in_hardship or it.in_hardship
    )
    return _Status(
        dibao=on_dibao,
        orphan=orphan,
        unattended=unattended,
        destitute=destitute,
        disabled=disabled,
        severely_disabled=disabled and it.disability_grade in (1, 2),
        child_in_hardship=child_in_hardship,
        in_hardship=in_hardship,
        in_special_hardship=in_hardship
        or it.elder_in_need
        or it.left_behind_child
        or it.homeless_person
        or disabled
        or it.mentally_ill,
    )


def _is_orphan(it: Person) -> bool:
    lost = (*_GONE, "not_found")
    return it.age < 18 and it.father_state in lost and it.mother_state in lost


def _is_unattended(it: Person) -> bool:
    father = _cannot_raise(it.father_state, it.father_state_months)
    mother = _cannot_raise(it.mother_state, it.mother_state_months)
    return it.age < 18 and (
        (father and mother)
        or (it.father_state in _GONE and mother)
        or (it.mother_state in _GONE and father)
    )


def _cannot_raise(state: str, months: int) -> bool:
    return state in _ILL or (state in _AWAY and months >= 6)


def _is_destitute(it: Person, area: Area, *, orphan: bool) -> bool:
    if it.age < 16 and orphan:
        return False
    old_or_young = it.age >= 60 or it.age < 16
    if not (old_or_young or it.kind_of_disability != "no_disability"):
        return False
    if not (old_or_young or _cannot_work(it, area)):
        return False
    return it.no_means_of_living and it.has_no_legal_supporter


def _cannot_work(it: Person, area: Area) -> bool:
    if area.province_adds_incapacity and it.in_provincial_case:
        return True
    match it.kind_of_disability:
        case "intellectual_disability" | "mental_disability":
            return it.disability_grade in (1, 2)
        case "physical_disability":
            return it.disability_grade == 1
        case _:
            return False


def _of_person(
    it: Person, its: _Status, household: Household, area: Area
) -> Iterator[tuple[str, Answer]]:
    dibao = _DIBAO[household.household_hukou]
    destitution = _DESTITUTION[household.household_hukou]
    yield "destitution_support", _if(its.destitute, destitution)
    yield "destitution_care", _if(its.destitute and it.cannot_live_alone, _CARE[it.self_care])
    yield "institutional_support", _institutional_support(it, its)
    yield "patient_relief", _patient_relief(it, its, household, dibao)
    yield "one_off_relief", _one_off_relief(it, its)
    yield "price_subsidy", _price_subsidy(it, its, area, dibao)
    yield "holiday_allowance", _holiday_allowance(its)
    yield "festival_visit", _if(its.in_hardship or its.disabled)
    yield "welfare_visit", _welfare_visit(it, its)
    yield "personal_care", _personal_care(it, its)
    yield "orphan_allowance", _if(its.orphan, _ORPHAN[it.present_support_mode])
    yield "unattended_child_allowance", _if(its.unattended)  # its standard was not collected
    yield "disability_living_subsidy", _living_subsidy(it, its, household, area)
    yield "disability_nursing_subsidy", _nursing_subsidy(it, its)
    yield "elder_subsidy", _if(it.meets_elder_subsidy_rules)
    yield "care_service", _if(its.severely_disabled and _in_poverty(its, household))
    yield "protective_supplies", _MAY_BE_GRANTED if area.area_has_means and its.dibao else _NOT_MET
    yield "board_and_lodging", _board_and_lodging(it)
    yield "family_doctor_visits", _if(_is_followed_up(it))
    yield "homeless_relief", _if(it.homeless_person)


def _if(granted: bool, fen: int | None = None) -> Answer:  # noqa: FBT001 - that is the question
    return (Outcome.GRANTED, fen) if granted else _NOT_MET


def _institutional_support(it: Person, its: _Status) -> Answer:
    if not (its.destitute and it.wants_institution):
        return _NOT_MET
    return _GRANTED if it.cannot_live_alone else _MAY_BE_GRANTED


def _patient_relief(it: Person, its: _Status, household: Household, dibao: int) -> Answer:
    if not it.covid_confirmed:
        return _NOT_MET
    low_income = household.low_income_household
    if its.dibao or its.destitute or its.child_in_hardship or low_income:
        return Outcome.GRANTED, dibao * 2
    return _CASE_BY_CASE


def _one_off_relief(it: Person, its: _Status) -> Answer:
    stranded = it.unemployed and it.cannot_return_to_work and it.months_without_income >= 3
    uninsured = not it.unemployment_insured and not it.unemployment_insurance_covers
    if not (stranded and uninsured and it.in_hardship):
        return _NOT_MET
    return _EXCLUDED if its.dibao else _GRANTED


def _price_subsidy(it: Person, its: _Status, area: Area, dibao: int) -> Answer:
    if area.cpi_rise * 1000 < 35 and area.food_price_rise * 100 < 6:
        return _NOT_MET
    counted = its.dibao or its.destitute or its.orphan or its.unattended
    if counted or it.veteran_with_pension or it.draws_unemployment_insurance:
        return Outcome.GRANTED, max(int(dibao * area.scpi_rise), _LEAST_PRICE_SUBSIDY)
    return _if(it.draws_unemployment_allowance)


def _holiday_allowance(its: _Status) -> Answer:
    if its.dibao or its.destitute or its.orphan or its.unattended:
        return _GRANTED
    return _CASE_BY_CASE if its.in_hardship else _NOT_MET


def _welfare_visit(it: Person, its: _Status) -> Answer:
    if it.without_care and (it.age >= 60 or it.age < 18 or its.disabled):
        return _GRANTED
    cared_for = _personal_care(it, its)
    return _CASE_BY_CASE if it.without_care and cared_for == _NOT_MET else cared_for


def _personal_care(it: Person, its: _Status) -> Answer:
    child = its.orphan or its.unattended or it.left_behind_child
    if child or it.elder_in_need or it.homeless_person or its.disabled or it.mentally_ill:
        return _GRANTED
    return _CASE_BY_CASE if its.in_special_hardship else _NOT_MET


def _living_subsidy(it: Person, its: _Status, household: Household, area: Area) -> Answer:
    widened = area.living_subsidy_widened and household.low_income_household
    if not (its.disabled and (its.dibao or widened)):
        return _NOT_MET
    child_allowance = its.unattended and not its.dibao
    if its.destitute or it.draws_injury_nursing_pay or child_allowance:
        return _EXCLUDED
    return _GRANTED if its.dibao else _MAY_BE_GRANTED


def _nursing_subsidy(it: Person, its: _Status) -> Answer:
    if not (its.severely_disabled and it.needs_long_term_care):
        return _NOT_MET
    return _EXCLUDED if its.destitute or it.draws_injury_nursing_pay else _GRANTED


def _in_poverty(its: _Status, household: Household) -> bool:
    return its.in_hardship or household.registered_poor


def _board_and_lodging(it: Person) -> Answer:
    if not (it.in_hardship and it.stranded_here):
        return _NOT_MET
    return _GRANTED if it.migrant_worker or it.student_staying_at_school else _CASE_BY_CASE


def _is_followed_up(it: Person) -> bool:
    return it.hypertension or it.diabetes or it.tuberculosis or it.severe_mental_disorder
