"""Expressions are to the solver what they are to the runtime: pinned to a case, or found.

Cases are drawn whole, of the real rules and of generated ones: what the solver makes of an
expression in them is what the runtime makes of it. Worlds that it finds by itself are replayed;
where it finds none there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from random import Random
from typing import Final

import pytest
import z3

from doudi.compiler.drafts.draft import Cell, Draft, containers, empty, type_of
from doudi.compiler.pipeline import compile_rules
from doudi.compiler.proof import solver_z3
from doudi.compiler.proof.answer import GaveUp, Impossible, World
from doudi.compiler.proof.encoding import expressions as encoding
from doudi.compiler.proof.encoding.formulas import encoded
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.formula import (
    Formula,
    Holds,
    Is,
    NotApplicable,
    OneOf,
    Within,
)
from doudi.compiler.proof.inputs import cells_of
from doudi.compiler.proof.scene import AS_OF, Scene, View, count_of, view_of
from doudi.runtime import values as v
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.facts.model import AREA_ENTITY
from doudi.runtime.facts.words import LAST_YEAR
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Complete, Satisfy
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from doudi.runtime.program.types import Date, Moment, Quantity
from tests.reference.compiled import ready
from tests.reference.generate import rule_set
from tests.support.complete_cases import CompleteCase, case_of, drawn, scene_on, truth_of
from tests.support.encoded import MILLISECONDS, only_model, settled, value_in

LAST_DAY: Final = date(LAST_YEAR, 12, 31).toordinal()
RULES: Final = Path(__file__).parents[2] / "rules"


@cache
def real_rules() -> Index:
    program = compile_rules(RULES).program
    assert program is not None
    return index(program)


def seeded(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 - nothing here is secret


# Expressions, in cases where everything is known

DAYS: Final = (date(2017, 9, 1), date(2021, 3, 1), date(2022, 9, 1))
AREAS: Final = ("500105", "620602", "420302")
GENERATED: Final = range(4_000, 4_012)
EXPRESSIONS_OF_A_CASE: Final = 40


def conditions(rules: Index) -> Iterator[tuple[ir.Expr, View]]:
    """What is true or false of somebody; numbers and options beside themselves or a constant."""
    for provision in rules.program.provisions:
        view = view_of(provision, rules)
        if provision.condition is not None:
            yield provision.condition, view
        match provision.effect:
            case Satisfy(test=test):
                yield test, view
            case Complete(fact=fact) if provision.facets.due is not None:
                yield ir.Op("le", (ir.Fact(fact), provision.facets.due)), view
        amount = provision.facets.amount
        if amount is not None and amount.value is not None:
            yield ir.Op("ge", (amount.value, ir.Number(Fraction(100_000)))), view
            yield ir.Op("eq", (amount.value, amount.value)), view
    for declared in rules.program.terms:
        term = ir.Term(declared.id)
        yield ir.Op("eq", (term, term)), View(declared.entity)
        if isinstance(declared.type, Quantity):
            yield ir.Op("lt", (term, ir.Number(Fraction(100_000)))), View(declared.entity)


def sampled(random: Random, rules: Index, subject: EntityId) -> list[tuple[ir.Expr, View]]:
    """Of the subject or what contains it; what says the same is asked once."""
    chain = containers(subject, rules)
    found = list(dict.fromkeys(it for it in conditions(rules) if it[1].entity in chain))
    return random.sample(found, min(len(found), EXPRESSIONS_OF_A_CASE))


def in_range(case: CompleteCase, rules: Index) -> CompleteCase:
    """Facts in money are whole fen and days of years that a file may name, as they are read."""

    def one(cell: Cell, it: v.Value) -> v.Value:
        if not isinstance(it, v.Interval) or it.low is None:
            return it
        number = Fraction(it.low)
        match type_of(cell, rules):
            case Quantity(yuan=yuan) if yuan:
                number = Fraction(int(number))
            case Date():
                number = min(number, Fraction(LAST_DAY))
            case Moment():
                number = min(number, Fraction(LAST_DAY * 24 * 60 - 1))
        return v.Interval(number, number)

    cells = {cell: one(cell, it) for cell, it in case.draft.cells.items()}
    return case_of(replace(case.draft, cells=cells), rules)


def pin(cell: Cell, it: v.Value) -> Formula:
    match it:
        case v.Truth():
            return Is(cell, it is T)
        case v.Symbol(id=id_):
            return OneOf(cell, frozenset((id_,)))
        case v.Interval(low=low, high=high) if low is not None and high is not None:
            return Within(cell, Fraction(low), Fraction(high))
        case _:
            return NotApplicable(cell)


def asked_of(expr: ir.Expr, view: View, case: CompleteCase, scene: Scene) -> bool:
    """Whether the case says how many there are of all that are counted."""
    cells = cells_of(Holds(expr, view, truth=True), scene)
    return all(it in case.known for it in cells if it == count_of(it.entity))


def assert_truths_are_the_runtimes(
    random: Random, scene: Scene, day: date, subject: EntityId, seen: Counter[v.Truth]
) -> None:
    rules = scene.rules
    case = in_range(drawn(random, subject, day, scene), rules)
    ground = Ground(z3.Context(), rules.tables)
    found = encoding.Expressions(scene, ground)
    asked = [
        (expr, view, found.truth(expr, view))
        for expr, view in sampled(random, rules, subject)
        if asked_of(expr, view, case, scene)
    ]
    known = {cell: it for cell, it in case.known.items() if cell in found.cells.made}
    model = only_model([encoded(pin(*it), found) for it in known.items()], ground)
    for expr, view, truth in asked:
        expected = truth_of(expr, view, case)
        seen[expected] += 1
        came_to = value_in(truth, model, found.desk.symbols)
        assert came_to == settled(expected), f"{expr} {view} {case.draft}"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_an_expression_of_the_rules_is_true_in_a_case_where_the_runtime_says_so(day: date) -> None:
    random, rules, seen = seeded(day), real_rules(), Counter[v.Truth]()
    for code in AREAS:
        scene = scene_on(day, AreaCode(code), rules)
        for subject in ("member", "legal_supporter", "dibao_application", "subsidy_batch"):
            assert_truths_are_the_runtimes(random, scene, day, EntityId(subject), seen)
    assert min(seen[it] for it in (T, F)) > 20, seen


@cache
def generated_rules(seed: int) -> Index:
    return ready(rule_set(seeded(seed))).index


@pytest.mark.parametrize("part", range(3))
def test_an_expression_of_generated_rules_is_true_where_the_runtime_says_so(part: int) -> None:
    seen = Counter[v.Truth]()
    for seed in GENERATED[part::3]:
        random, rules = seeded(f"case {seed}"), generated_rules(seed)
        for _ in range(4):
            day = date(2020, 6, 1) + timedelta(days=random.randrange(900))
            area = AreaCode(random.choice(("620602", "620100", "500106")))
            scene = scene_on(day, area, rules, members=random.choice((1, 2, 3)))
            for subject in ("member", "application"):
                assert_truths_are_the_runtimes(random, scene, day, EntityId(subject), seen)
    assert min(seen[it] for it in (T, F)) > 40, seen
    assert seen[v.Truth.UNKNOWN] > 0, seen


# Worlds that the solver finds


def draft_of(world: World, subject: EntityId, scene: Scene) -> Draft | None:
    """None where a world has nobody in the subject's chain."""
    draft = empty(subject, scene.start, scene.area, scene.rules)
    lists = dict(draft.lists)
    for cell, it in world.cells.items():
        if isinstance(it, v.Interval) and cell == AS_OF:
            draft = replace(draft, as_of=date.fromordinal(int(it.low or 0)))
        elif isinstance(it, v.Interval) and cell == count_of(cell.entity):
            lists[cell.entity] = int(it.low or 0)
    if any(lists[it] == 0 for it in containers(subject, scene.rules) if it != AREA_ENTITY):
        return None
    there = {
        cell: it
        for cell, it in world.cells.items()
        if 0 < cell.number <= (1 if cell.entity == AREA_ENTITY else lists.get(cell.entity, 0))
    }
    return replace(draft, lists=lists, cells=there)


def one_each(subject: EntityId, rules: Index) -> tuple[Formula, ...]:
    chain = (it for it in containers(subject, rules) if it != AREA_ENTITY)
    return tuple(Within(count_of(it), Fraction(1), Fraction(1)) for it in chain)


def assert_worlds_are_replayed(
    random: Random, scene: Scene, subject: EntityId, seen: Counter[str]
) -> None:
    rules = scene.rules
    for expr, view in sampled(random, rules, subject)[:10]:
        for truth in (True, False):
            asked = (Holds(expr, view, truth), *one_each(subject, rules))
            answer = solver_z3.solve(asked, (), scene, MILLISECONDS)
            seen[f"{truth} {type(answer).__name__}"] += 1
            if isinstance(answer, World):
                draft = draft_of(answer, subject, scene)
                assert draft is not None
                found = truth_of(expr, view, case_of(draft, rules))
                assert found is (T if truth else F), f"{expr} {view} {draft}"
            else:
                assert isinstance(answer, GaveUp) or 0 in answer.core, expr


def test_a_world_for_a_condition_of_the_rules_makes_it_so_in_the_runtime() -> None:
    random, rules, seen = seeded("worlds"), real_rules(), Counter[str]()
    for day, code in zip(DAYS, AREAS, strict=True):
        scene = scene_on(day, AreaCode(code), rules)
        for subject in ("member", "legal_supporter", "dibao_application", "subsidy_batch"):
            assert_worlds_are_replayed(random, scene, EntityId(subject), seen)
    assert min(seen[it] for it in ("True World", "False World")) > 40, seen
    assert not seen["True GaveUp"] + seen["False GaveUp"], seen


def test_a_world_for_a_condition_of_generated_rules_makes_it_so_in_the_runtime() -> None:
    random, seen = seeded("generated worlds"), Counter[str]()
    for seed in GENERATED:
        rules = generated_rules(seed)
        scene = scene_on(date(2021, 7, 1), AreaCode("620602"), rules, members=2)
        for subject in ("member", "application"):
            assert_worlds_are_replayed(random, scene, EntityId(subject), seen)
    assert min(seen[it] for it in ("True World", "False World")) > 40, seen
    assert seen["True GaveUp"] + seen["False GaveUp"] < 10, seen


BOOLEANS: Final = ("unemployed", "disabled", "stricken", "has_means")


def some_condition(random: Random, depth: int) -> ir.Expr:
    if depth == 0 or random.random() < 0.2:
        return ir.Fact(FactId(random.choice(BOOLEANS)))
    op = random.choice(("and", "or", "any_open", "not", "eq", "ne", "in", "either"))
    many = 1 if op == "not" else 3 if op == "in" else 2
    return ir.Op(op, tuple(some_condition(random, depth - 1) for _ in range(many)))


def test_what_is_impossible_is_so_in_none_of_all_cases() -> None:
    random, rules = seeded("all cases"), generated_rules(GENERATED[0])
    view = View(EntityId("member"))
    scene = Scene(rules, AreaCode("620602"), date(2021, 7, 1), date(2021, 7, 1))
    cells = [Cell(rules.facts[FactId(it)].entity, 1, it) for it in BOOLEANS]
    draft = empty(view.entity, scene.start, scene.area, rules)
    cases = [
        case_of(replace(draft, cells=dict(zip(cells, values, strict=True))), rules)
        for values in product((T, F), repeat=len(cells))
    ]
    seen: Counter[type] = Counter()
    for _ in range(60):
        expr = some_condition(random, 3)
        for truth, wanted in ((True, T), (False, F)):
            answer = solver_z3.solve((Holds(expr, view, truth),), (), scene, MILLISECONDS)
            there = any(truth_of(expr, view, it) is wanted for it in cases)
            assert isinstance(answer, World if there else Impossible), expr
            seen[type(answer)] += 1
    assert min(seen.values()) > 5, seen
