"""A boundary pair is found just where there is one: the search against every combination."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.compiler.case_generation.find import find
from doudi.compiler.case_generation.pairs import Pair
from doudi.compiler.case_generation.target import Judge, Target, atoms
from doudi.compiler.drafts.draft import Cell, empty
from doudi.compiler.pipeline import compile_rules
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from doudi.runtime.values import Truth
from tests.support.small_folder import GRANT, small_folder

NAMES = ("first", "second", "third", "fourth")
FACTS = "\n".join(
    f"事实 条件{number}({name})\n  属于 成员\n  类型 是否\n" for number, name in enumerate(NAMES, 1)
)
MEMBER = EntityId("member")

leaves = st.sampled_from([ir.Fact(FactId(it)) for it in NAMES])
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda op, args: ir.Op(op, tuple(args)),
            st.sampled_from(["and", "or", "any_open"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        st.builds(lambda it: ir.Op("not", (it,)), inner),
    ),
    max_leaves=6,
)


@cache
def rules() -> Index:
    with TemporaryDirectory() as folder:
        root = small_folder(Path(folder), GRANT, vocabulary__more_policy=FACTS)
        compilation = compile_rules(root)
    assert compilation.program is not None, compilation.findings
    return index(compilation.program)


def with_condition(condition: ir.Expr) -> Index:
    program = rules().program
    (provision,) = program.provisions
    return index(replace(program, provisions=(replace(provision, condition=condition),)))


def results(target: Target, judge: Judge) -> dict[tuple[bool, ...], Truth | None]:
    """The result of every combination of the facts."""
    draft = empty(MEMBER, date(2021, 3, 1), AreaCode("500106"), judge.rules)
    found = {}
    for values in product((True, False), repeat=len(NAMES)):
        given_all = draft
        for name, value in zip(NAMES, values, strict=True):
            truth = Truth.TRUE if value else Truth.FALSE
            given_all = given_all.with_cell(Cell(MEMBER, 1, name), truth)
        found[values] = judge.look(target, (), given_all).result
    return found


def turned_by(name: str, found: dict[tuple[bool, ...], Truth | None]) -> Iterator[bool]:
    """Whether the result turns with one fact, for each combination of the others."""
    at = NAMES.index(name)
    for values, result in found.items():
        other = (*values[:at], not values[at], *values[at + 1 :])
        yield result != found[other]


@given(conditions)
@settings(max_examples=60, deadline=None)
def test_a_pair_differs_in_its_atom_alone_and_turns_the_result(condition: ir.Expr) -> None:
    made = with_condition(condition)
    judge = Judge(made)
    (found,) = find(made, made.program.provisions[0].id)
    for pair in found.pairs:
        looks = [judge.look(pair.target, atoms(condition), it) for it in (pair.holds, pair.fails)]
        differ = [
            atom
            for atom, one, two in zip(atoms(condition), looks[0].atoms, looks[1].atoms, strict=True)
            if one is not two
        ]
        assert differ == [pair.atom]
        assert looks[0].result is not looks[1].result
        assert Truth.UNKNOWN not in (looks[0].result, looks[1].result)


@given(conditions)
@settings(max_examples=60, deadline=None)
def test_a_pair_is_found_just_where_some_combination_has_one(condition: ir.Expr) -> None:
    made = with_condition(condition)
    (provision,) = made.program.provisions
    target = Target(provision, "condition", condition)
    every = results(target, Judge(made))
    (found,) = find(made, provision.id)
    shown = {it.atom for it in found.pairs if isinstance(it, Pair) and not it.coupled}
    there = {
        atom
        for atom in atoms(condition)
        if isinstance(atom, ir.Fact) and any(turned_by(atom.id, every))
    }
    assert shown == there
