"""The quick look for contradictions finds what a plain reading of every axiom finds.

And the facts that it names are those of the case, and enough for the contradiction by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from doudi.runtime.decision import Contradiction, Subject
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.evaluate import value
from doudi.runtime.evaluation.index import Index
from doudi.runtime.evaluation.scope import Node, Run, Scope, start
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.operators.truths import F, T, truth
from doudi.runtime.probing.cells import Cell, given_in
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import EntityId, FactId, TermId
from doudi.runtime.trace import FactUse, SubjectKey
from doudi.runtime.values import Truth
from tests.support.drawn_households import household, partly_known
from tests.support.real_rules import real_rules

_CASES = 60


def _come_to(expr: ir.Expr, node: Node, run: Run) -> Truth:
    return truth(value(expr, Scope(run, node, run.as_of, None, None)))


def _plainly(run: Run) -> Iterator[tuple[Subject, str]]:
    """Every axiom and disjoint, of every entity of its kind."""
    program = run.index.program
    for axiom in program.axioms:
        for node in run.nodes.get(axiom.entity, ()):
            holds = axiom.when is None or _come_to(axiom.when, node, run) is T
            if holds and _come_to(axiom.then, node, run) is F:
                yield Subject(node.instance.entity, node.key[1]), axiom.statement
    for disjoint in program.disjoints:
        facts = [it for it in program.facts if it.id in disjoint.members]
        terms = [it for it in program.terms if it.id in disjoint.members]
        exprs: dict[FactId | TermId, ir.Expr] = {it.id: ir.Fact(it.id) for it in facts}
        exprs |= {it.id: ir.Term(it.id) for it in terms}
        for node in run.nodes.get((facts or terms)[0].entity, ()):
            true = [it for it in disjoint.members if _come_to(exprs[it], node, run) is T]
            if len(true) > 1:
                yield Subject(node.instance.entity, node.key[1]), "+".join(true)


def _drawn(seed: int, rules: Index) -> Iterator[Run]:
    """Households whose facts nobody made sure of; of every other one not all is known."""
    random = Random(seed)  # noqa: S311 - the same households in every run
    while True:
        whole = household(random, rules)
        yield whole.probe.run()
        yield partly_known(random, whole).probe.run()


def _contradicted(seed: int, many: int) -> int:
    """How many of so many households are; of each it is held that the quick look says so."""
    met = 0
    for run in islice(_drawn(seed, real_rules().index), many):
        found = contradictions(run)
        said = [(it.subject, it.statement or "+".join(it.excluding)) for it in found]
        assert sorted(said, key=str) == sorted(_plainly(run), key=str)
        met += bool(found)
        for it in found:
            named = (use for use in it.facts if use.fact not in run.index.entities)
            assert all(_is_said(use, run.case) for use in named)
            assert it in contradictions(start(run.index, _with_only(it, run.case), run.as_of))
    return met


def _is_said(use: FactUse, case: Case) -> bool:
    """Whether the case says of the fact just what the contradiction says that it does."""
    entity, subject = use.subject
    given = given_in(case, Cell(EntityId(entity), subject, use.fact))
    return given == Given("given", use.value, use.source)


def _with_only(it: Contradiction, case: Case) -> Case:
    """The same people, of whom only the facts are known that the contradiction names."""
    named = {(use.fact, use.subject) for use in it.facts}
    area = _known(case.area_instance, str(case.area), named)
    roots = tuple(_known(root, root.id, named) for root in case.roots)
    return replace(case, area_instance=area, roots=roots)


def _known(instance: Instance, id_: str, named: set[tuple[str, SubjectKey]]) -> Instance:
    key = (str(instance.entity), id_)
    return replace(
        instance,
        facts={fact: it for fact, it in instance.facts.items() if (fact, key) in named},
        terms={term: it for term, it in instance.terms.items() if (term, key) in named},
        children={
            kind: tuple(_known(it, it.id, named) for it in inside)
            for kind, inside in instance.children.items()
        },
    )


def test_what_is_found_is_what_a_plain_reading_finds_and_the_facts_named_are_enough() -> None:
    assert _contradicted(1, _CASES) > _CASES // 10


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(2, 12))
def test_of_many_households_too(seed: int) -> None:
    assert _contradicted(seed, 400) > 0
