"""A formula is met by a case just where the runtime comes to that truth.

Of every condition, test, definition and meaning in the real rules and in generated ones, for random
cases; where much is left out of a case, a formula still never says what the runtime does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest

from doudi.compiler.drafts.draft import Cell, containers
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.pipeline import compile_rules
from doudi.compiler.proof.formula import Formula
from doudi.compiler.proof.inputs import cells_of
from doudi.compiler.proof.knowledge import asserted
from doudi.compiler.proof.scene import Scene, View, view_of
from doudi.compiler.proof.translate import formula
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Complete, Define, Satisfy
from doudi.runtime.program.ids import AreaCode, EntityId
from doudi.runtime.program.knowledge import Axiom
from doudi.runtime.program.types import Boolean
from doudi.runtime.values import Truth
from tests.reference.compiled import ready
from tests.reference.generate import rule_set
from tests.support.complete_cases import (
    CompleteCase,
    case_of,
    drawn,
    met,
    partly,
    scene_on,
    truth_of,
)

RULES: Final = Path(__file__).parents[2] / "rules"
AREAS: Final = [AreaCode(it) for it in ("500105", "620602", "420302")]
DAYS: Final = [date(2016, 9, 1), date(2020, 3, 1), date(2021, 3, 1), date(2022, 9, 1)]
MEMBER: Final = EntityId("member")
GENERATED: Final = range(3_000, 3_010)


def conditions(rules: Index) -> Iterator[tuple[str, ir.Expr, View]]:
    """Everything that is true or false of somebody, with whose it is and from where it is read."""
    for provision in rules.program.provisions:
        view = view_of(provision, rules)
        if provision.condition is not None:
            yield provision.id, provision.condition, view
        match provision.effect:
            case Satisfy(test=test):
                yield provision.id, test, view
            case Define(term=term, value=value) if isinstance(rules.terms[term].type, Boolean):
                yield provision.id, value, view
            case Complete(fact=fact) if provision.facets.due is not None:
                yield provision.id, ir.Op("le", (ir.Fact(fact), provision.facets.due)), view
    for declared in rules.program.terms:
        if isinstance(declared.type, Boolean):
            yield declared.id, ir.Term(declared.id), View(declared.entity)


@cache
def real_rules() -> Index:
    program = compile_rules(RULES).program
    assert program is not None
    return index(program)


def said(expr: ir.Expr, view: View, scene: Scene) -> dict[Truth, Formula]:
    return {T: formula(expr, True, view, scene), F: formula(expr, False, view, scene)}


def disagreements(
    random: Random, scene: Scene, day: date, seen: Counter[Truth]
) -> Iterator[tuple[str, ir.Expr, CompleteCase]]:
    """Of one case for each kind of subject, whole and with much left out."""
    rules = scene.rules
    asked = [(*it, said(it[1], it[2], scene)) for it in conditions(rules)]
    for subject in subjects(rules):
        case = drawn(random, subject, day, scene)
        less = partly(random, case, rules)
        for whose, expr, view, formulas in asked:
            if view.entity not in containers(subject, rules):
                continue
            found = truth_of(expr, view, case)
            seen[found] += 1
            if any(met(formulas[it], case) is not (found is it) for it in (T, F)):
                yield whose, expr, case
            for it in (T, F):
                if met(formulas[it], less) and not (found is truth_of(expr, view, less) is it):
                    yield whose, expr, less


def subjects(rules: Index) -> list[EntityId]:
    """Each kind of which something is said, and what lies in it."""
    spoken_of = {view.entity for _, _, view in conditions(rules)}
    return [it.id for it in rules.program.entities if spoken_of & set(containers(it.id, rules))]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing here is secret


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_formula_of_the_rules_is_met_where_the_runtime_says_so(day: date) -> None:
    random, seen = seeded(day.toordinal()), Counter[Truth]()
    for area in AREAS:
        scene = scene_on(day, area, real_rules())
        assert not [*disagreements(random, scene, day, seen)]
    assert min(seen[it] for it in (T, F)) > 500, seen


@pytest.mark.parametrize("seed", GENERATED)
def test_every_formula_of_generated_rules_is_met_where_the_runtime_says_so(seed: int) -> None:
    random, seen = seeded(seed), Counter[Truth]()
    rules = ready(rule_set(random)).index
    for _ in range(40):
        day = date(2020, 6, 1) + timedelta(days=random.randrange(900))
        area = AreaCode(random.choice(("620602", "620100", "500106")))
        scene = scene_on(day, area, rules, members=random.choice((1, 2, 3)))
        assert not [*disagreements(random, scene, day, seen)]
    assert min(seen[it] for it in (T, F)) > 20, seen


def test_cells_are_all_that_a_formula_needs_to_be_met() -> None:
    random, day = seeded(5), DAYS[2]
    scene = scene_on(day, AREAS[0], real_rules())
    for subject in subjects(scene.rules):
        case = drawn(random, subject, day, scene)
        for _, expr, view in conditions(scene.rules):
            if view.entity not in containers(subject, scene.rules):
                continue
            for it in said(expr, view, scene).values():
                cells = cells_of(it, scene)
                only = case_of(
                    case.draft.without(frozenset(case.draft.cells) - set(cells)), scene.rules
                )
                assert met(it, only) == met(it, case), expr


def test_an_axiom_is_kept_where_its_condition_does_not_hold_or_what_follows_does() -> None:
    random, day, seen = seeded(11), DAYS[3], Counter[bool]()
    scene = scene_on(day, AREAS[1], real_rules())
    of_members = [expr for _, expr, view in conditions(scene.rules) if view == View(MEMBER)]
    read = {Cell(MEMBER, 1, it.id): None for it in scene.rules.program.facts if it.entity == MEMBER}
    for _ in range(160):
        when, then = random.choice(of_members), random.choice(of_members)
        axiom = Axiom("", MEMBER, when, then, ())
        case = drawn(random, MEMBER, day, scene)
        holds = [truth_of(it, View(MEMBER), case) is T for it in (when, then)]
        kept = not holds[0] or holds[1]
        for it in asserted(Knowledge(axioms=(axiom,)), read, scene):
            seen[kept] += 1
            assert met(it.formula, case) is kept, axiom
    assert min(seen[it] for it in (True, False)) > 20, seen
