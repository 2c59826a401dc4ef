"""What no household can contradict, no household of the analysts and of examples/ contradicts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from doudi.compiler.cases.facts import day_of, facts_of
from doudi.compiler.cases.run import read_all
from doudi.compiler.model.knowledge import Knowledge
from doudi.compiler.pipeline import Compilation, compile_rules
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import index
from doudi.runtime.evaluation.scope import Node, Run, Scope, start
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import read_case
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.program.knowledge import Axiom, Disjoint
from doudi.runtime.values import Truth

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"


@cache
def compiled() -> Compilation:
    return compile_rules(RULES)


def knowledge() -> Knowledge:
    return compiled().knowledge


def program() -> Program:
    found = compiled().program
    assert found is not None
    return found


@cache
def households() -> tuple[tuple[str, Case, date], ...]:
    found = []
    for file in read_all(RULES).value:
        for case in file.cases:
            given = facts_of(case, program(), RULES, file.path.parent).value
            assert given is not None
            as_of = day_of(case, given)
            assert as_of is not None
            found.append((f"{file.path}: {case.name.text}", given, as_of))
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        given = read_case(path.read_bytes(), program())
        assert given.as_of is not None
        found.append((path.name, given, given.as_of))
    return tuple(found)


@cache
def runs() -> tuple[tuple[str, Run], ...]:
    rules = index(program())
    return tuple((name, start(rules, case, as_of)) for name, case, as_of in households())


def of_all(entity: EntityId) -> Iterator[tuple[str, Node, Run]]:
    for name, run in runs():
        for node in run.nodes.get(entity, ()):
            yield name, node, run


def come_to(expr: ir.Expr, node: Node, run: Run) -> Truth:
    return truth(value(expr, Scope(run, node, run.as_of, None, None)))


def member(name: FactId | TermId) -> tuple[EntityId, ir.Expr]:
    for fact in program().facts:
        if fact.id == name:
            return fact.entity, ir.Fact(fact.id)
    term = next(it for it in program().terms if it.id == name)
    return term.entity, ir.Term(term.id)


def test_something_is_known() -> None:
    assert len(knowledge().axioms) + len(knowledge().disjoints) >= 30


def test_everything_known_has_its_source() -> None:
    assert [it for it in knowledge().axioms if not it.sources] == []
    assert [it for it in knowledge().disjoints if not it.sources] == []


@pytest.mark.parametrize("axiom", knowledge().axioms, ids=lambda it: it.statement)
def test_no_household_contradicts_an_axiom(axiom: Axiom) -> None:
    against = [
        name
        for name, node, run in of_all(axiom.entity)
        if (axiom.when is None or come_to(axiom.when, node, run) is T)
        and come_to(axiom.then, node, run) is F
    ]
    assert against == []


@pytest.mark.parametrize("disjoint", knowledge().disjoints, ids=lambda it: "+".join(it.members))
def test_nobody_is_two_things_that_exclude_one_another(disjoint: Disjoint) -> None:
    members = [member(it) for it in disjoint.members]
    against = [
        name
        for name, node, run in of_all(members[0][0])
        if sum(come_to(expr, node, run) is T for _, expr in members) > 1
    ]
    assert against == []
