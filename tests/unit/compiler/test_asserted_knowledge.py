"""Which axioms and disjoint truths bear on a question, and as what."""

from __future__ import annotations

from typing import Final

from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.proof.formula import (
    Is,
    either,
)
from doudi.compiler.proof.knowledge import asserted
from doudi.compiler.proof.scene import count_of
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.knowledge import Axiom, Disjoint
from tests.support.plain_formulas import (
    HUKOU_FACT,
    INSURED,
    at,
    below,
    recognising,
    scene,
    to,
)
from tests.support.sample_vocabulary import (
    AGE,
    CONFIRMED,
    DIBAO_TERM,
    DISCHARGE,
    HOUSEHOLD,
    INCOME,
    MEMBER,
    MEMBERS,
    TEKUN_TERM,
    number,
    op,
)


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


def test_a_count_does_not_join_one_member_to_another() -> None:
    crowded = axiom("人数与年龄", None, op("gt", AGE, MEMBERS))
    touched = [count_of(MEMBER), at(INSURED), at(AGE, 2)]
    assert len(asserted(Knowledge(axioms=(crowded,)), touched, scene())) == 1
