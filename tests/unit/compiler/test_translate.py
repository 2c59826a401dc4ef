"""What conditions come to as formulas, and which knowledge bears on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final

import pytest

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.model.knowledge import Axiom, Disjoint, Knowledge
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
from doudi.compiler.proof.knowledge import asserted
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of
from doudi.compiler.proof.translate import applies, formula
from doudi.runtime.evaluation.index import index
from doudi.runtime.program import declarations as d
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import (
    AuthorityId,
    DocumentId,
    EntityId,
    FactId,
    OptionId,
    ProvisionId,
    RankId,
    TermId,
)
from tests.support.sample_vocabulary import (
    AGE,
    CONFIRMED,
    COUNTRY,
    DIBAO_TERM,
    DISCHARGE,
    ELDERLY,
    HOUSEHOLD,
    INCOME,
    JIANGBEI,
    MEMBER,
    MEMBERS,
    STANDARD,
    TEKUN_TERM,
    VOCABULARY,
    number,
    op,
)

INSURED: Final = ex.Fact(FactId("insured"))
HUKOU_FACT: Final = ex.Fact(FactId("hukou"))
PER_HEAD: Final = ex.Term(TermId("income_per_head"))
INSIDE: Final = EntityId("supporter")
SUPPORTER: Final = d.Entity(INSIDE, d.Text("赡养人", "supporter"), MEMBER)

NOTICE: Final = d.Document(
    DocumentId("A"), "关于甲的通知", "", AuthorityId("ministry"), RankId("normative"), COUNTRY,
    date(2021, 1, 1), None, d.Force(date(2021, 1, 1)), "1.0.0", (), "sha256:0", "",
)  # fmt: skip
OF_MEMBER, OF_HOUSEHOLD = View(MEMBER), View(HOUSEHOLD)


def provision(
    id_: str,
    effect: d.Effect,
    when: ex.Expr | None,
    norm: d.Norm | None = None,
    **relations: object,
) -> d.Provision:
    return d.Provision(
        ProvisionId(id_), NOTICE.id, "", (), (), (), (), COUNTRY, d.Force(date(2021, 1, 1)),
        MEMBER, when, norm, effect, d.Facets(), d.Relations(**relations),  # type: ignore[arg-type]
    )  # fmt: skip


def scene(
    *provisions: d.Provision,
    start: date = date(2021, 3, 1),
    end: date = date(2021, 3, 1),
    members: int = 2,
) -> Scene:
    program = replace(
        VOCABULARY,
        entities=(*VOCABULARY.entities, SUPPORTER),
        documents=(NOTICE,),
        provisions=provisions,
        precedence=(d.Principle("exception", same_issuer=False),),
    )
    return Scene(index(program), JIANGBEI, start, end, members)


def recognising(when: ex.Expr, norm: d.Norm = "duty", **relations: object) -> d.Provision:
    name = "A/2" if norm == "prohibition" else "A/1"
    return provision(name, d.Recognise(TEKUN_TERM.id), when, norm, **relations)


def at(fact: ex.Fact | ex.Term, number: int = 1, entity: EntityId = MEMBER) -> Cell:
    return Cell(entity, number, fact.id)


def rails(expr: ex.Expr, view: View, in_: Scene) -> tuple[Formula, Formula]:
    return formula(expr, True, view, in_), formula(expr, False, view, in_)


def from_(low: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return Within(cell, Fraction(low), None)


def to(high: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return Within(cell, None, Fraction(high))


def below(high: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return replace(to(high, cell), under=True)


def above(low: int, cell: Cell = at(AGE)) -> Within:  # noqa: B008 – a frozen value
    return replace(from_(low, cell), over=True)


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


def test_a_number_is_what_is_said_of_it_where_it_is_said() -> None:
    says = d.Define(PER_HEAD.id, number(500))
    rule = replace(provision("A/1", says, None), entity=HOUSEHOLD)
    rule = replace(rule, condition=op("eq", HUKOU_FACT, ex.Option(OptionId("rural"))))
    known = replace(scene(rule).rules.program, terms=tuple(
        replace(it, means=None) for it in VOCABULARY.terms
    ))  # fmt: skip
    here = replace(scene(), rules=index(known))
    rural = OneOf(at(HUKOU_FACT, entity=HOUSEHOLD), frozenset(("rural",)))
    assert rails(op("lt", PER_HEAD, number(600)), OF_MEMBER, here) == (rural, NEVER)


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


# Knowledge


def axiom(statement: str, when: ex.Expr | None, then: ex.Expr) -> Axiom:
    return Axiom(statement, MEMBER, when, then, ())


YOUNG: Final = axiom("确诊者未满十八", CONFIRMED, op("lt", AGE, number(18)))
LINKED: Final = axiom("特困人员已确诊", TEKUN_TERM, CONFIRMED)
APART: Final = axiom("出院日期", None, op("lt", DISCHARGE, number(800_000)))


def test_axioms_bear_on_what_they_speak_of_and_on_what_those_speak_of() -> None:
    knowledge = Knowledge(axioms=(LINKED, YOUNG, APART))
    found = asserted(knowledge, [at(AGE)], scene())
    assert [it.statement for it in found] == ["特困人员已确诊", "确诊者未满十八"]
    assert found[1].formula == either(Is(at(CONFIRMED), False), below(18))
    assert not asserted(knowledge, [at(INSURED)], scene())


def test_what_is_said_of_a_second_member_is_said_where_there_is_one() -> None:
    (found,) = asserted(Knowledge(axioms=(YOUNG,)), [at(AGE, 2)], scene())
    assert found.formula == either(
        to(1, count_of(MEMBER)), Is(at(CONFIRMED, 2), False), below(18, at(AGE, 2))
    )


def test_of_disjoint_truths_no_two_are_true() -> None:
    members = (TEKUN_TERM.id, CONFIRMED.id, INSURED.id)
    found = asserted(Knowledge(disjoints=(Disjoint(members, ()),)), [at(CONFIRMED)], scene())
    tekun, ill, insured = (Is(at(it), False) for it in (TEKUN_TERM, CONFIRMED, INSURED))
    assert {it.statement for it in found} == {"特困人员、新冠确诊、参加失业保险"}
    assert [it.formula for it in found] == [
        either(tekun, ill), either(tekun, insured), either(ill, insured)
    ]  # fmt: skip


def test_whoever_is_left_to_judgement_is_not_held_to_an_axiom() -> None:
    listed = axiom("困难人员未满十八", op("any_open", CONFIRMED), op("lt", AGE, number(18)))
    (found,) = asserted(Knowledge(axioms=(listed,)), [at(AGE)], scene())
    assert found.formula == either(Is(at(CONFIRMED), False), below(18))
    rules = recognising(INSURED), recognising(CONFIRMED, "prohibition")
    disjoint = Knowledge(disjoints=(Disjoint((TEKUN_TERM.id, DIBAO_TERM.id), ()),))
    (found,) = asserted(disjoint, [at(INSURED)], scene(*rules))
    ill, free = Is(at(CONFIRMED), True), Is(at(DIBAO_TERM), False)
    assert found.formula == either(Is(at(INSURED), False), ill, free)


def test_a_count_alone_brings_no_axiom_about_facts() -> None:
    many = Axiom("人数", HOUSEHOLD, op("gt", INCOME, number(0)), op("ge", MEMBERS, number(1)), ())
    knowledge = Knowledge(axioms=(many,))
    assert not asserted(knowledge, [count_of(MEMBER), at(HUKOU_FACT, entity=HOUSEHOLD)], scene())
    assert asserted(knowledge, [at(INCOME, entity=HOUSEHOLD)], scene())
