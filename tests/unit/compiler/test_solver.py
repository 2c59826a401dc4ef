"""The solver behind the port: worlds, cores, what is given up, and no memory of other questions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings

from doudi.compiler.drafts.draft import Cell
from doudi.compiler.proof.answer import Answer, Asserted, GaveUp, Impossible, World
from doudi.compiler.proof.encoding import table
from doudi.compiler.proof.encoding.meanings import recognised
from doudi.compiler.proof.encoding.values import FALSE, NEITHER, TRUE
from doudi.compiler.proof.encoding.values import Truth as EncodedTruth
from doudi.compiler.proof.formula import (
    ALWAYS,
    NEVER,
    AmountsApart,
    Apart,
    Formula,
    Holds,
    Is,
    NotApplicable,
    OneOf,
    Some,
    Unmet,
    Within,
)
from doudi.compiler.proof.scene import AS_OF, Scene, View
from doudi.compiler.proof.solver_z3 import solve
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Amount, Provision
from doudi.runtime.program.ids import FactId, OptionId
from doudi.runtime.program.types import MONEY, WHOLE, DurationUnit
from doudi.runtime.values import NOT_APPLICABLE, Interval, Symbol, Truth, Value
from tests.support.questions import Question, questions
from tests.support.sample_vocabulary import MEMBER
from tests.support.worlds import (
    AGE,
    BORN,
    COLOUR,
    ILL,
    MEMBERS,
    OLD,
    POOR,
    SCENE,
    SHARE,
    cells_in,
    exact,
    met,
    possible,
)

MILLISECONDS = 20_000
EXHAUSTIVE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VIEW = View(MEMBER)
ILL_IS, POOR_IS, OLD_IS = (Is(it, value=True) for it in (ILL, POOR, OLD))


def answer(
    *formulas: Formula,
    knowing: Mapping[str, Formula] | None = None,
    scene: Scene = SCENE,
    milliseconds: int = MILLISECONDS,
) -> Answer:
    known = tuple(Asserted(name, it) for name, it in (knowing or {}).items())
    return solve(formulas, known, scene, milliseconds)


def facts(*formulas: Formula, scene: Scene = SCENE) -> dict[Cell, Value]:
    found = answer(*formulas, scene=scene)
    assert isinstance(found, World), found
    return dict(found.cells)


def number(it: Value) -> Fraction:
    assert isinstance(it, Interval)
    assert it.exact
    return Fraction(it.low or 0)


def fact(cell: Cell) -> ir.Fact:
    return ir.Fact(FactId(cell.name))


def num(it: Fraction | int) -> ir.Number:
    return ir.Number(Fraction(it))


def holds(op: str, *args: ir.Expr, truth: bool = True) -> Holds:
    return Holds(ir.Op(op, args), VIEW, truth)


# Worlds and proofs, of conditions on single facts.


@EXHAUSTIVE
@given(questions())
def test_a_world_is_found_if_and_only_if_there_is_one(question: Question) -> None:
    found = solve(question.formulas, question.knowledge, SCENE, MILLISECONDS)

    assert isinstance(found, World | Impossible)
    assert isinstance(found, World) == possible((*question.formulas, *question.known))
    if isinstance(found, World):
        assert [it for it in question.formulas if not met(it, found.cells)] == []
        assert set(found.cells) <= set(cells_in(question.formulas))


@EXHAUSTIVE
@given(questions())
def test_of_what_is_impossible_nothing_named_can_be_left_out(question: Question) -> None:
    found = solve(question.formulas, question.knowledge, SCENE, MILLISECONDS)
    if not isinstance(found, Impossible):
        return
    core = [question.formulas[it] for it in found.core]
    known = [it.formula for it in question.knowledge if it.statement in found.knowledge]

    assert not possible((*core, *known))
    for i in range(len(core)):
        assert possible((*core[:i], *core[i + 1 :], *known))
    for i in range(len(known)):
        assert possible((*core, *known[:i], *known[i + 1 :]))


def test_always_needs_no_fact_and_never_has_no_world() -> None:
    assert answer() == World({})
    assert answer(ALWAYS) == World({})
    assert answer(ALWAYS, NEVER) == Impossible((1,))
    assert answer(ILL_IS, knowing={"nothing is so": NEVER}) == Impossible((), ("nothing is so",))


def test_the_day_of_the_case_is_named_where_the_scene_has_more_than_one() -> None:
    second = SCENE.start.toordinal() + 1
    on_second = holds("eq", ir.Special("as_of"), num(second))
    one_day = replace(SCENE, start=date.fromordinal(second), end=date.fromordinal(second))

    assert facts(on_second) == {AS_OF: exact(second)}
    assert facts(on_second, ILL_IS, scene=one_day) == {ILL: Truth.TRUE}
    assert answer(holds("gt", ir.Special("as_of"), num(second + 1))) == Impossible((0,))


def test_all_members_are_members_up_to_the_bound() -> None:
    ill = ir.Aggregate("count", MEMBER, None, fact(ILL))
    household = View(SCENE.rules.entities[MEMBER].container or MEMBER)
    two = Holds(ir.Op("eq", (ill, num(2))), household, truth=True)
    three = Holds(ir.Op("eq", (ill, num(3))), household, truth=True)
    found = facts(two)

    assert found[MEMBERS] == exact(2)
    assert [it for it, value in found.items() if value is Truth.TRUE] == [
        ILL,
        replace(ILL, number=2),
    ]
    assert answer(three) == Impossible((0,))


# Conditions on several facts.


def test_what_is_found_meets_conditions_on_several_facts() -> None:
    sum_of = ir.Op("add", (ir.Op("mul", (fact(SHARE), num(4))), fact(AGE)))
    found = facts(holds("eq", sum_of, num(5)), holds("lt", fact(AGE), num(3)))

    assert number(found[SHARE]) * 4 + number(found[AGE]) == 5
    assert answer(holds("gt", sum_of, num(8))) == Impossible((0,))


def test_that_a_condition_is_not_met_is_more_than_that_it_is_false() -> None:
    open_list = holds("any_open", fact(ILL), fact(POOR))

    assert answer(holds("any_open", fact(ILL), fact(POOR), truth=False)) == Impossible((0,))
    assert facts(Unmet(open_list)) == {ILL: Truth.FALSE, POOR: Truth.FALSE}
    assert answer(Unmet(open_list), ILL_IS) == Impossible((0, 1))


def test_what_does_not_apply_is_different_from_every_number() -> None:
    differ = holds("ne", fact(AGE), num(2))
    assert answer(differ, NotApplicable(AGE)) == World({AGE: NOT_APPLICABLE})
    assert answer(holds("lt", fact(AGE), num(2)), NotApplicable(AGE)) == Impossible((0, 1))
    assert answer(Apart(fact(AGE), VIEW, num(2), VIEW), NotApplicable(AGE)) == Impossible((0, 1))


def test_two_numbers_are_apart_by_so_much() -> None:
    def apart(by: int) -> Apart:
        return Apart(fact(AGE), VIEW, num(1), VIEW, Fraction(by))

    assert number(facts(apart(3))[AGE]) == 4
    assert answer(apart(4)) == Impossible((0,))
    assert number(facts(apart(0), Within(AGE, Fraction(1), Fraction(2)))[AGE]) == 2


def amount(mode: str, value: ir.Expr | None = None, upper: ir.Expr | None = None) -> Amount:
    return Amount(mode, value, upper, "", MONEY, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (amount("exactly", num(5)), amount("exactly", num(5)), False),
        (amount("exactly", num(5)), amount("exactly", num(6)), True),
        (amount("exactly", num(-5)), amount("exactly", num(-6)), False),
        (amount("exactly", num(5)), amount("at_most", num(5)), True),
        (amount("at_most", num(-1)), amount("exactly", num(0)), False),
        (amount("at_least", num(5)), amount("exactly", num(5)), True),
        (amount("at_least", num(5)), amount("at_least", num(5)), False),
        (amount("at_least", num(5)), amount("at_least", num(6)), True),
        (amount("between", num(5), num(7)), amount("between", num(7), num(5)), False),
        (amount("between", num(5), num(7)), amount("between", num(5), num(8)), True),
        (amount("left_to"), amount("exactly", num(5)), False),
        (amount("exactly", num(5)), amount("exactly", num(Fraction(11, 2))), False),
    ],
)
def test_amounts_differ_where_what_they_come_to_does(
    one: Amount, other: Amount, *, differ: bool
) -> None:
    found = answer(AmountsApart(one, VIEW, other, VIEW))

    assert isinstance(found, World) == differ
    assert isinstance(found, Impossible) == (not differ)


def test_an_amount_that_does_not_apply_differs_from_none() -> None:
    by_age = amount("exactly", fact(AGE))
    apart = AmountsApart(by_age, VIEW, amount("exactly", num(9)), VIEW)

    assert number(facts(apart)[AGE]) < 9
    assert answer(apart, NotApplicable(AGE)) == Impossible((0, 1))


@pytest.mark.parametrize(
    ("stronger", "comes_to"), [("one", TRUE), ("other", FALSE), ("neither", NEITHER)]
)
def test_who_may_not_be_recognised_is_left_to_judgement_where_neither_text_prevails(
    stronger: str, comes_to: EncodedTruth
) -> None:
    one, other = (cast("Provision", it) for it in ("one", "other"))

    def beats(it: Provision, _: Provision) -> str | None:
        return "later" if str(it) == stronger else None

    assert recognised([(one, TRUE)], [(other, TRUE)], beats) == comes_to
    assert recognised([(one, TRUE)], [(other, FALSE)], beats) == TRUE
    assert recognised([(one, FALSE)], [(other, TRUE)], beats) == FALSE


# Cores.


def test_a_core_names_what_excludes_one_another_and_nothing_else() -> None:
    found = answer(
        POOR_IS,
        holds("gt", fact(AGE), num(2)),
        OLD_IS,
        holds("le", ir.Op("add", (fact(AGE), num(1))), num(3)),
    )

    assert found == Impossible((1, 3))


def test_knowledge_is_named_only_where_the_formulas_alone_would_do() -> None:
    excluded = {"the ill are not poor": Some((Is(ILL, value=False), Is(POOR, value=False)))}

    assert answer(ILL_IS, OLD_IS, POOR_IS, knowing=excluded) == Impossible((0, 2), tuple(excluded))
    assert answer(ILL_IS, POOR_IS, Is(POOR, value=False), knowing=excluded) == Impossible((1, 2))


def test_knowledge_that_contradicts_itself_is_named_without_any_formula() -> None:
    known = {"old": OLD_IS, "young": Is(OLD, value=False), "ill": ILL_IS}

    assert answer(POOR_IS, knowing=known) == Impossible((), ("old", "young"))


# Giving up.


def test_a_question_that_is_too_hard_is_given_up_in_time() -> None:
    """Three whole numbers above 0 of which two cubes are together the third: Fermat's last."""
    free = tuple(
        replace(it, type=WHOLE, minimum=None, maximum=None) for it in SCENE.rules.program.facts
    )
    scene = replace(SCENE, rules=replace(SCENE.rules, facts={it.id: it for it in free}))
    x, y, z = (fact(it) for it in (SHARE, BORN, AGE))
    cubes = [ir.Op("mul", (it, ir.Op("mul", (it, it)))) for it in (x, y, z)]
    above = [holds("gt", it, num(0)) for it in (x, y, z)]
    fermat = holds("eq", ir.Op("add", (cubes[0], cubes[1])), cubes[2])

    assert answer(fermat, *above, scene=scene, milliseconds=50) == GaveUp("time")


def test_no_time_is_no_answer() -> None:
    assert answer(holds("eq", fact(AGE), fact(SHARE)), milliseconds=0) == GaveUp("time")


def test_an_operator_without_a_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {name: row for name, row in table.ENCODINGS.items() if name != "shortfall"}
    monkeypatch.setattr("doudi.compiler.proof.encoding.expressions.ENCODINGS", rows)
    missing = ir.Op("shortfall", (fact(AGE), num(1)))

    assert answer(holds("gt", missing, num(0))) == GaveUp("not_analysed", "shortfall")


# The same question, the same answer.

QUESTION = """
from tests.unit.compiler.test_solver import *
for it in ASKED:
    print(answer(*it))
"""
later = ir.Op("shift", (fact(BORN), ir.Span(1, DurationUnit.MONTHS)))
ASKED: tuple[tuple[Formula, ...], ...] = (
    (
        Some((ILL_IS, POOR_IS, OneOf(COLOUR, frozenset({"red", "blue"})))),
        holds("gt", ir.Op("add", (fact(AGE), fact(SHARE))), num(2)),
    ),
    (holds("eq", ir.Op("month_end", (later,)), num(date(2021, 3, 31).toordinal())),),
    (ILL_IS, Is(ILL, value=False), holds("lt", fact(AGE), num(0))),
)


def test_an_answer_hangs_on_its_question_alone() -> None:
    first = [answer(*it) for it in ASKED]
    again = [answer(*it) for it in reversed(ASKED)]
    seeds = ("0", "1")
    processes = [
        subprocess.run(
            [sys.executable, "-c", QUESTION],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in seeds
    ]

    assert again[::-1] == first
    assert processes[0] == processes[1] == "".join(f"{it}\n" for it in first)


def test_what_an_option_is_called_does_not_matter_to_others() -> None:
    red = Holds(ir.Op("eq", (fact(COLOUR), ir.Option(OptionId("red")))), VIEW, truth=True)

    assert facts(red) == {COLOUR: Symbol("red")}
    assert answer(red, OneOf(COLOUR, frozenset({"green", "blue"}))) == Impossible((0, 1))
