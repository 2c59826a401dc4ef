"""What the runtime shows of two provisions in one case, matter by matter."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from doudi.compiler.conflicts.judge import shown
from doudi.compiler.conflicts.model import (
    Class,
    Kind,
    Matter,
    SaysAmount,
    SaysDay,
    SaysKept,
    SaysOptions,
    SaysPeriod,
    SaysPlaces,
    SaysValue,
    SaysWord,
    Shown,
)
from doudi.compiler.drafts.draft import Cell, Draft, empty
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.ids import AreaCode, EntityId, OptionId, ProvisionId, SchemeId
from doudi.runtime.values import Interval, Truth, Value
from tests.support.two_voices import two_voices

MEMBER: Final = EntityId("member")
DAY: Final = date(2021, 6, 1)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return two_voices(tmp_path_factory.mktemp("judge") / "rules")


def draft(rules: Index, area: str = "620602", on: date = DAY, **facts: Value) -> Draft:
    made = empty(MEMBER, on, AreaCode(area), rules)
    for name, value in {"poor": Truth.TRUE, **facts}.items():
        made = made.with_cell(Cell(MEMBER, 1, name), value)
    return made


def asked(
    rules: Index, kind: Kind, about: str, first: str, second: str, case: Draft, **more: bool
) -> Shown | None:
    one, other = (rules.provisions[ProvisionId(it)] for it in (first, second))
    found = shown(Matter(kind, SchemeId(about)), one, other, case, rules, **more)
    turned = shown(Matter(kind, SchemeId(about)), other, one, case, rules, **more)
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert (found.class_, found.winner) == (turned.class_, turned.winner)
        assert found.says == turned.says[::-1]
    return found


def day(it: date) -> Interval:
    return Interval(it.toordinal(), it.toordinal())


def test_a_bar_that_is_declared_an_exception_prevails(rules: Index) -> None:
    found = asked(rules, Kind.OUTCOME, "given_aid", "P2021/1", "C2021/1", draft(rules))
    says = SaysWord("duty"), SaysWord("prohibition")
    assert found == Shown(Class.EXCEPTION, ProvisionId("C2021/1"), says, Outcome.EXCLUDED)


def test_a_bar_of_the_same_rank_and_date_is_open(rules: Index) -> None:
    found = asked(rules, Kind.OUTCOME, "given_level_aid", "P2021/2", "Q2021/2", draft(rules))
    says = SaysWord("duty"), SaysWord("prohibition")
    assert found == Shown(Class.OPEN, None, says, Outcome.NEEDS_RULING)


def test_a_condition_that_is_not_known_to_be_true_shows_nothing(rules: Index) -> None:
    case = draft(rules, poor=Truth.UNKNOWN)
    assert asked(rules, Kind.OUTCOME, "given_aid", "P2021/1", "C2021/1", case) is None
    assert asked(rules, Kind.HOLDER, "decided", "P2021/20", "Q2021/20", case) is None


def test_a_provision_that_is_not_competent_shows_nothing(rules: Index) -> None:
    elsewhere, later = draft(rules, "620000"), draft(rules, on=date(2024, 1, 1))
    assert asked(rules, Kind.OUTCOME, "given_aid", "P2021/1", "C2021/1", elsewhere) is None
    assert asked(rules, Kind.STATUS, "recipient", "P2021/22", "C2021/22", elsewhere) is None
    assert asked(rules, Kind.HOLDER, "decided", "P2021/20", "Q2021/20", later) is None


def test_a_case_without_such_an_entity_shows_nothing(rules: Index) -> None:
    case = empty(EntityId("household"), DAY, AreaCode("620602"), rules)
    assert asked(rules, Kind.OUTCOME, "given_aid", "P2021/1", "C2021/1", case) is None


def test_the_amount_of_the_higher_rank_prevails(rules: Index) -> None:
    case = draft(rules, rich=Truth.FALSE)
    found = asked(rules, Kind.AMOUNT, "amount_aid", "P2021/3", "C2021/3", case)
    assert found is not None
    assert (found.class_, found.winner) == (Class.HIGHER, "P2021/3")
    assert found.says == (SaysAmount(20000, 20000), SaysAmount(30000, 30000))


def test_amounts_that_no_principle_decides_between_are_open(rules: Index) -> None:
    case = draft(rules, rich=Truth.FALSE)
    found = asked(rules, Kind.AMOUNT, "amount_aid", "P2021/3", "Q2021/3", case)
    says = SaysAmount(20000, 20000), SaysAmount(25000, 25000)
    assert found == Shown(Class.OPEN, None, says, Outcome.NEEDS_RULING)


def test_what_else_is_unknown_leaves_the_outcome_open_but_not_the_contest(rules: Index) -> None:
    found = asked(rules, Kind.AMOUNT, "amount_aid", "P2021/3", "Q2021/3", draft(rules))
    assert found is not None
    assert (found.class_, found.outcome) == (Class.OPEN, Outcome.UNDETERMINED)


def test_a_grant_that_is_barred_says_no_amount(rules: Index) -> None:
    case = draft(rules, rich=Truth.TRUE)
    assert asked(rules, Kind.AMOUNT, "amount_aid", "P2021/3", "Q2021/3", case) is None


def test_amounts_that_may_be_paid_stay_open_to_people_side_by_side(rules: Index) -> None:
    found = asked(rules, Kind.AMOUNT, "may_amount_aid", "P2021/4", "Q2021/4", draft(rules))
    assert found is not None
    assert (found.class_, found.outcome) == (Class.UNION, Outcome.MAY_BE_GRANTED)


def test_amounts_of_which_the_larger_is_taken_do_not_differ(rules: Index) -> None:
    assert asked(rules, Kind.AMOUNT, "joined_aid", "P2021/5", "Q2021/5", draft(rules)) is None


def test_a_third_amount_that_prevails_hides_no_difference(rules: Index) -> None:
    found = asked(rules, Kind.AMOUNT, "three_aid", "P2021/14", "Q2021/14", draft(rules))
    assert found is not None
    assert (found.class_, found.winner, found.outcome) == (Class.OPEN, None, Outcome.GRANTED)


def test_periods_differ_in_what_both_state(rules: Index) -> None:
    found = asked(rules, Kind.PERIOD, "period_aid", "P2021/6", "Q2021/6", draft(rules))
    assert found is not None
    assert found.class_ is Class.OPEN
    assert found.says == (
        SaysPeriod("month", 3, None, None, None),
        SaysPeriod("month", 6, None, None, None),
    )


def test_funds_on_which_neither_prevails_are_open(rules: Index) -> None:
    found = asked(rules, Kind.FUND, "fund_aid", "P2021/7", "Q2021/7", draft(rules))
    says = SaysOptions((OptionId("of_province"),)), SaysOptions((OptionId("of_city"),))
    assert found == Shown(Class.OPEN, None, says, Outcome.GRANTED)


def test_of_two_deadlines_of_a_scheme_the_earlier_keeps_both(rules: Index) -> None:
    case = draft(rules, received=day(date(2021, 6, 1)))
    found = asked(rules, Kind.DEADLINE, "due_aid", "P2021/8", "Q2021/8", case)
    says = SaysDay(date(2021, 6, 11)), SaysDay(date(2021, 6, 6))
    winner = ProvisionId("Q2021/8")
    assert found == Shown(Class.STRONGER, winner, says, Outcome.GRANTED)
    assert asked(rules, Kind.DEADLINE, "due_aid", "P2021/8", "Q2021/8", draft(rules)) is None


def test_a_place_that_is_lifted_counts_no_longer(rules: Index) -> None:
    found = asked(rules, Kind.PLACE, "lifted_aid", "P2021/9", "Q2021/9", draft(rules))
    assert found is not None
    assert (found.class_, found.winner) == (Class.DECLARED, "Q2021/9")
    hukou = (OptionId("hukou"),)
    assert found.says == (SaysPlaces(only=hukou), SaysPlaces(lifted=hukou))


def test_what_a_lower_rank_lifts_stays(rules: Index) -> None:
    found = asked(rules, Kind.PLACE, "lifted_aid", "P2021/9", "C2021/9", draft(rules))
    assert found is not None
    assert (found.class_, found.winner) == (Class.HIGHER, "P2021/9")


def test_who_says_only_leaves_no_other_place(rules: Index) -> None:
    found = asked(rules, Kind.PLACE, "only_aid", "P2021/10", "Q2021/10", draft(rules))
    assert found is not None
    assert (found.class_, found.winner) == (Class.STRONGER, "P2021/10")


def test_a_grant_that_is_barred_names_no_place(rules: Index) -> None:
    case = draft(rules, rich=Truth.TRUE)
    assert asked(rules, Kind.PLACE, "only_aid", "P2021/10", "Q2021/10", case) is None


def test_two_that_say_only_of_different_places_are_open(rules: Index) -> None:
    found = asked(rules, Kind.PLACE, "two_only_aid", "P2021/11", "Q2021/11", draft(rules))
    assert found is not None
    assert (found.class_, found.winner, found.outcome) == (Class.OPEN, None, Outcome.GRANTED)


def test_an_office_that_must_and_another_place_stand_side_by_side(rules: Index) -> None:
    found = asked(rules, Kind.PLACE, "side_aid", "P2021/12", "Q2021/12", draft(rules))
    assert found is not None
    assert found.class_ is Class.UNION


def test_a_duty_is_stronger_than_an_encouragement(rules: Index) -> None:
    found = asked(rules, Kind.FORCE, "force_aid", "P2021/13", "Q2021/13", draft(rules))
    says = SaysWord("duty"), SaysWord("encouragement")
    assert found == Shown(Class.STRONGER, ProvisionId("P2021/13"), says, Outcome.GRANTED)
    found = asked(rules, Kind.FORCE, "decided", "P2021/20", "Q2021/24", draft(rules))
    assert found == Shown(Class.STRONGER, ProvisionId("P2021/20"), says)


def test_of_two_days_the_earlier_is_stronger(rules: Index) -> None:
    case = draft(rules, received=day(date(2021, 6, 1)))
    found = asked(rules, Kind.DEADLINE, "decided", "P2021/20", "Q2021/20", case)
    says = SaysDay(date(2021, 6, 21)), SaysDay(date(2021, 6, 16))
    assert found == Shown(Class.STRONGER, ProvisionId("Q2021/20"), says)
    assert asked(rules, Kind.DEADLINE, "decided", "P2021/20", "Q2021/20", draft(rules)) is None


def test_a_declared_exception_sets_the_earlier_day_aside(rules: Index) -> None:
    case = draft(rules, received=day(date(2021, 6, 1)))
    found = asked(rules, Kind.DEADLINE, "decided", "P2021/20", "C2021/20", case)
    assert found is not None
    assert (found.class_, found.winner) == (Class.EXCEPTION, "C2021/20")


def test_whose_duty_it_is_differs_where_nobody_is_named_by_both(rules: Index) -> None:
    found = asked(rules, Kind.HOLDER, "decided", "P2021/20", "Q2021/20", draft(rules))
    says = SaysOptions((OptionId("county"),)), SaysOptions((OptionId("town"),))
    assert found == Shown(Class.OPEN, None, says)
    assert asked(rules, Kind.HOLDER, "decided", "P2021/20", "C2021/20", draft(rules)) is None


def test_using_a_permission_breaches_a_duty(rules: Index) -> None:
    used = draft(rules, checked=Interval(0, 0))
    found = asked(rules, Kind.PROCEDURE, "checked", "P2021/21", "Q2021/21", used)
    says = SaysKept("duty", "breached"), SaysKept("permission", "met")
    assert found == Shown(Class.OPEN, None, says)
    unused = draft(rules, checked=Interval(1, 1))
    assert asked(rules, Kind.PROCEDURE, "checked", "P2021/21", "Q2021/21", unused) is None


def test_the_stricter_test_is_stronger_where_both_can_be_kept(rules: Index) -> None:
    case = draft(rules, checked=Interval(Fraction(2, 5), Fraction(2, 5)))
    found = asked(rules, Kind.PROCEDURE, "checked", "P2021/21", "Q2021/25", case, compatible=True)
    says = SaysKept("duty", "met"), SaysKept("duty", "breached")
    assert found == Shown(Class.STRONGER, ProvisionId("Q2021/25"), says)
    found = asked(rules, Kind.PROCEDURE, "checked", "P2021/21", "Q2021/25", case)
    assert found is not None
    assert found.class_ is Class.OPEN


def test_one_recognises_what_the_other_forbids_to(rules: Index) -> None:
    found = asked(rules, Kind.STATUS, "recipient", "P2021/22", "Q2021/22", draft(rules))
    assert found == Shown(Class.OPEN, None, (SaysWord("duty"), SaysWord("prohibition")))
    found = asked(rules, Kind.STATUS, "recipient", "P2021/22", "C2021/22", draft(rules))
    assert found is not None
    assert (found.class_, found.winner) == (Class.HIGHER, "P2021/22")


def test_a_status_that_the_facts_give_is_asked_of_nobody(rules: Index) -> None:
    given = draft(rules, recipient=Truth.TRUE)
    assert asked(rules, Kind.STATUS, "recipient", "P2021/22", "Q2021/22", given) is None


def test_a_term_means_something_else_in_two_texts(rules: Index) -> None:
    found = asked(rules, Kind.MEANING, "threshold", "P2021/23", "Q2021/23", draft(rules))
    assert found == Shown(Class.OPEN, None, (SaysValue("100"), SaysValue("120")))
    found = asked(rules, Kind.MEANING, "threshold", "P2021/23", "C2021/23", draft(rules))
    assert found is not None
    assert (found.class_, found.winner) == (Class.HIGHER, "P2021/23")
