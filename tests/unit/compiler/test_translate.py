"""What conditions come to as formulas: comparisons, terms, lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    Formula,
    Holds,
    Is,
    NotApplicable,
    OneOf,
    Within,
    both,
    either,
)
from doudi.compiler.proof.inputs import cells_of
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of
from doudi.compiler.proof.translate import applies, formula
from doudi.runtime.evaluation.index import index
from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import (
    OptionId,
    ProvisionId,
)
from tests.support.plain_formulas import (
    HUKOU_FACT,
    INSIDE,
    INSURED,
    OF_HOUSEHOLD,
    OF_MEMBER,
    PER_HEAD,
    above,
    at,
    below,
    from_,
    provision,
    rails,
    recognising,
    scene,
    to,
)
from tests.support.sample_vocabulary import (
    AGE,
    CONFIRMED,
    DIBAO_TERM,
    ELDERLY,
    HOUSEHOLD,
    INCOME,
    MEMBER,
    MEMBERS,
    STANDARD,
    TEKUN_TERM,
    VOCABULARY,
    number,
    op,
)

# Comparisons


@pytest.mark.parametrize(
    ("expr", "true", "false"),
    [
        (op("ge", AGE, number(60)), from_(60), below(60)),
        (op("gt", AGE, number(60)), above(60), to(60)),
        (op("lt", number(60), AGE), above(60), to(60)),
        (op("le", number(60), AGE), from_(60), below(60)),
        (op("gt", op("neg", number(60)), AGE), below(-60), from_(-60)),
        (op("eq", number(60), AGE), Within(at(AGE), Fraction(60), Fraction(60)), None),
    ],
)
def test_a_number_lies_to_one_side_of_a_constant_wherever_that_stands(
    expr: ex.Expr, true: Formula, false: Formula | None
) -> None:
    absent = NotApplicable(at(AGE))
    false = either(below(60), above(60)) if false is None else false
    assert rails(expr, OF_MEMBER, scene()) == (true, either(false, absent))


def test_what_is_not_applicable_is_unequal() -> None:
    found = rails(op("ne", AGE, number(3)), OF_MEMBER, scene())
    assert found == (
        either(below(3), above(3), NotApplicable(at(AGE))),
        Within(at(AGE), Fraction(3), Fraction(3)),
    )


def test_an_option_is_one_of_those_named_or_one_of_the_others() -> None:
    expr = op("in", HUKOU_FACT, ex.Option(OptionId("rural")))
    cell = at(HUKOU_FACT, entity=HOUSEHOLD)
    assert rails(expr, OF_MEMBER, scene()) == (
        OneOf(cell, frozenset(("rural",))),
        either(OneOf(cell, frozenset(("urban",))), NotApplicable(cell)),
    )


def test_the_date_is_compared_where_it_moves_and_worked_out_where_it_does_not() -> None:
    expr = op("ge", ex.Special("as_of"), number(date(2021, 3, 5).toordinal()))
    moving = scene(end=date(2021, 3, 31))
    assert formula(expr, True, OF_MEMBER, moving) == from_(date(2021, 3, 5).toordinal(), AS_OF)
    assert formula(expr, False, OF_MEMBER, scene()) == ALWAYS


def test_the_month_paid_for_is_worked_out_within_one_month_alone() -> None:
    expr = op("ge", ex.Special("payment_month"), number(date(2021, 3, 5).toordinal()))
    assert formula(expr, False, OF_MEMBER, scene(end=date(2021, 3, 31))) == ALWAYS
    found = formula(expr, False, OF_MEMBER, scene(end=date(2021, 4, 1)))
    assert found == Holds(expr, OF_MEMBER, truth=False)


def test_a_standard_is_a_figure_for_each_kind_and_stretch_of_days() -> None:
    across = scene(start=date(2021, 8, 1), end=date(2021, 10, 1))
    turn, income = date(2021, 9, 1).toordinal(), at(INCOME, entity=HOUSEHOLD)
    urban = OneOf(at(HUKOU_FACT, entity=HOUSEHOLD), frozenset(("urban",)))
    assert formula(op("lt", INCOME, STANDARD), True, OF_MEMBER, across) == either(
        both(urban, below(turn, AS_OF), below(62000, income)),
        both(urban, from_(turn, AS_OF), below(63600, income)),
    )


def test_several_facts_at_once_stay_whole() -> None:
    expr = op("lt", PER_HEAD, STANDARD)
    assert rails(expr, OF_MEMBER, scene()) == (
        Holds(expr, OF_MEMBER, truth=True),
        Holds(expr, OF_MEMBER, truth=False),
    )


def test_truths_are_equal_where_both_are_settled() -> None:
    one, other = at(CONFIRMED), at(INSURED)
    assert rails(op("eq", CONFIRMED, INSURED), OF_MEMBER, scene()) == (
        either(both(Is(one, True), Is(other, True)), both(Is(one, False), Is(other, False))),
        either(both(Is(one, True), Is(other, False)), both(Is(one, False), Is(other, True))),
    )


def test_an_open_list_is_never_false() -> None:
    assert rails(op("any_open", CONFIRMED), OF_MEMBER, scene()) == (
        Is(at(CONFIRMED), True),
        NEVER,
    )


def test_what_is_not_seen_is_neither_true_nor_false() -> None:
    assert rails(CONFIRMED, OF_HOUSEHOLD, scene()) == (NEVER, NEVER)
    assert rails(TEKUN_TERM, OF_HOUSEHOLD, scene()) == (NEVER, NEVER)


# Terms


def test_a_term_that_nothing_derives_is_an_input() -> None:
    assert formula(TEKUN_TERM, True, View(MEMBER, 2), scene()) == Is(at(TEKUN_TERM, 2), True)


def test_a_meaning_of_the_vocabulary_is_followed() -> None:
    assert formula(ELDERLY, True, OF_MEMBER, scene()) == from_(60)


def test_a_prohibition_that_nothing_puts_first_leaves_recognising_to_judgement() -> None:
    rules = recognising(INSURED), recognising(CONFIRMED, "prohibition")
    assert rails(TEKUN_TERM, OF_MEMBER, scene(*rules)) == (
        both(Is(at(INSURED), True), Is(at(CONFIRMED), False)),
        Is(at(INSURED), False),
    )


def test_a_prohibition_that_prevails_makes_recognising_false() -> None:
    stronger = recognising(CONFIRMED, "prohibition", exception_to=(ProvisionId("A/1"),))
    assert rails(TEKUN_TERM, OF_MEMBER, scene(recognising(INSURED), stronger)) == (
        both(Is(at(INSURED), True), Is(at(CONFIRMED), False)),
        either(Is(at(INSURED), False), Is(at(CONFIRMED), True)),
    )


def test_a_prohibition_that_gives_way_says_nothing() -> None:
    stronger = recognising(INSURED, exception_to=(ProvisionId("A/2"),))
    rules = stronger, recognising(CONFIRMED, "prohibition")
    assert rails(TEKUN_TERM, OF_MEMBER, scene(*rules)) == (
        Is(at(INSURED), True),
        Is(at(INSURED), False),
    )


def test_definitions_that_differ_leave_it_to_judgement_unless_one_prevails() -> None:
    one = provision("A/1", d.Define(DIBAO_TERM.id, ex.Truth(value=True)), INSURED)
    other = provision("A/2", d.Define(DIBAO_TERM.id, ex.Truth(value=False)), CONFIRMED)
    insured, well = Is(at(INSURED), True), Is(at(CONFIRMED), False)
    assert formula(DIBAO_TERM, True, OF_MEMBER, scene(one, other)) == both(insured, well)
    first = replace(one, relations=d.Relations(exception_to=(other.id,)))
    assert formula(DIBAO_TERM, True, OF_MEMBER, scene(first, other)) == both(
        insured, either(well, Is(at(CONFIRMED), True))
    )


def test_where_no_definition_applies_the_vocabulary_speaks() -> None:
    defined = provision("A/1", d.Define(ELDERLY.id, INSURED), CONFIRMED)
    assert formula(ELDERLY, True, OF_MEMBER, scene(defined)) == either(
        both(Is(at(CONFIRMED), True), Is(at(INSURED), True)),
        both(Is(at(CONFIRMED), False), from_(60)),
    )


RURAL_ONLY: Final = op("eq", HUKOU_FACT, ex.Option(OptionId("rural")))
RURAL: Final = OneOf(at(HUKOU_FACT, entity=HOUSEHOLD), frozenset(("rural",)))
POOR: Final = below(100, at(INCOME, entity=HOUSEHOLD))
NOT_POOR: Final = either(from_(100, POOR.cell), NotApplicable(POOR.cell))


def said_per_head(id_: str, value: ex.Expr, when: ex.Expr, **relations: object) -> d.Provision:
    rule = provision(id_, d.Define(PER_HEAD.id, value), when, None, **relations)
    return replace(rule, entity=HOUSEHOLD)


def without_meanings(in_: Scene) -> Scene:
    terms = tuple(replace(it, means=None) for it in VOCABULARY.terms)
    return replace(in_, rules=index(replace(in_.rules.program, terms=terms)))


def test_a_number_is_what_is_said_of_it_where_it_is_said() -> None:
    here = without_meanings(scene(said_per_head("A/1", number(500), RURAL_ONLY)))
    assert rails(op("lt", PER_HEAD, number(600)), OF_MEMBER, here) == (RURAL, NEVER)


def test_of_two_numbers_said_only_the_one_that_prevails_counts() -> None:
    other = said_per_head("A/2", number(700), op("lt", INCOME, number(100)))
    less = op("lt", PER_HEAD, number(600))
    level = without_meanings(scene(said_per_head("A/1", number(500), RURAL_ONLY), other))
    assert formula(less, True, OF_MEMBER, level) == both(RURAL, NOT_POOR)
    first = said_per_head("A/1", number(500), RURAL_ONLY, exception_to=(other.id,))
    above_it = without_meanings(scene(first, other))
    assert formula(less, True, OF_MEMBER, above_it) == both(RURAL, either(NOT_POOR, POOR))


def test_two_numbers_said_that_may_be_the_same_stay_whole() -> None:
    other = said_per_head("A/2", INCOME, op("lt", INCOME, number(100)))
    here = without_meanings(scene(said_per_head("A/1", number(500), RURAL_ONLY), other))
    less = op("lt", PER_HEAD, number(600))
    assert formula(less, True, OF_MEMBER, here) == Holds(less, OF_MEMBER, truth=True)


def test_what_is_worked_out_of_a_number_that_may_not_be_known_stays_whole() -> None:
    here = without_meanings(scene(said_per_head("A/1", number(500), RURAL_ONLY)))
    most = op("ge", op("max", PER_HEAD, number(5)), number(3))
    assert formula(most, True, OF_MEMBER, here) == Holds(most, OF_MEMBER, truth=True)


def test_what_is_not_applicable_is_no_less_even_than_what_is_not_known() -> None:
    here = without_meanings(scene(said_per_head("A/1", number(500), RURAL_ONLY)))
    absent = NotApplicable(POOR.cell)
    assert formula(op("lt", PER_HEAD, INCOME), False, OF_MEMBER, here) == either(
        both(RURAL, either(to(500, POOR.cell), absent)), absent
    )


# Lists


def test_some_is_one_that_is_there_and_all_are_those_that_are() -> None:
    some = ex.Aggregate("exists", MEMBER, None, CONFIRMED)
    count, ill = count_of(MEMBER), [Is(at(CONFIRMED, it), True) for it in (1, 2)]
    well = [Is(at(CONFIRMED, it), False) for it in (1, 2)]
    assert rails(some, OF_HOUSEHOLD, scene()) == (
        either(both(from_(1, count), ill[0]), both(from_(2, count), ill[1])),
        both(to(2, count), either(to(0, count), well[0]), either(to(1, count), well[1])),
    )
    every = replace(some, kind="every")
    assert formula(every, True, OF_HOUSEHOLD, scene()) == both(
        to(2, count), either(to(0, count), ill[0]), either(to(1, count), ill[1])
    )


def test_what_lies_in_a_second_member_is_not_known() -> None:
    some = ex.Aggregate("exists", INSIDE, None, CONFIRMED)
    assert formula(some, True, View(MEMBER, 1), scene()) != NEVER
    assert rails(some, View(MEMBER, 2), scene()) == (NEVER, NEVER)


def test_from_a_household_what_lies_in_members_is_known_where_there_is_one_or_none() -> None:
    none_ = ex.Aggregate("every", INSIDE, None, ex.Truth(value=False))
    members, inner = count_of(MEMBER), count_of(INSIDE)
    one = both(from_(1, members), to(1, members))
    empty = either(to(0, members), both(one, to(0, inner)))
    found = formula(none_, True, OF_HOUSEHOLD, scene(members=1))
    assert found == both(either(to(0, members), both(one, to(1, inner))), empty)


def test_how_many_there_are_is_a_number_like_others() -> None:
    expr = op("ge", MEMBERS, number(2))
    assert formula(expr, True, OF_MEMBER, scene()) == from_(2, count_of(MEMBER))


# What a formula comes from


def test_cells_come_in_the_order_met_and_through_terms() -> None:
    found = both(Is(at(INSURED), True), Holds(op("lt", PER_HEAD, STANDARD), OF_MEMBER, truth=True))
    names = [(it.entity, it.name) for it in cells_of(found, scene())]
    assert names == [
        (MEMBER, "insured"),
        (HOUSEHOLD, "household_monthly_income"),
        (MEMBER, "count"),
        (HOUSEHOLD, "hukou"),
    ]


def test_a_provision_without_a_condition_applies_always() -> None:
    rule = provision("A/1", d.Act("甲"), None, "duty")
    assert [applies(rule, it, scene(rule)) for it in (True, False)] == [ALWAYS, NEVER]
