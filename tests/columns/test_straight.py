"""Straight-line code says of a household what deciding it says, or leaves it to that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.compiler.pipeline import compile_rules
from doudi.runtime.columns.straight import quick as quick_
from doudi.runtime.columns.straight.cells import Cell
from doudi.runtime.columns.straight.household import Cells
from doudi.runtime.columns.straight.limits import taken
from doudi.runtime.columns.straight.quick import Quick, quick
from doudi.runtime.columns.tape.tape import written
from doudi.runtime.evaluation.combinations import Notes
from doudi.runtime.evaluation.decide import NoDateError
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.outcomes import scheme_outcome
from doudi.runtime.evaluation.reasons import reason
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import Case, Given, Instance
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.program.ids import AreaCode, EntityId, FactId, SchemeId, TermId
from doudi.runtime.values import Interval, Truth
from tests.columns import test_tape
from tests.columns.drawn import COMPLETE, OPEN, Manner, households
from tests.support.real_rules import real_rules

MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("legal_supporter")
COUNTY: Final = Path(__file__).parents[2] / "benchmarks" / "county" / "rules"
EPOCHS: Final = (
    Epoch(AreaCode("500000"), date(2021, 3, 1)),
    Epoch(AreaCode("620600"), date(2021, 3, 1)),
)


@cache
def county() -> tuple[Index, Quick]:
    program = compile_rules(COUNTY).program
    assert program is not None
    return index(program), quick(program)


@cache
def real() -> tuple[Index, Quick]:
    return real_rules().index, quick(real_rules().index)


def one_by_one(case: Case, rules: Index) -> Cells:
    assert case.as_of is not None
    run = start(rules, case, case.as_of)
    found: dict[tuple[str, str], list[Cell]] = {}
    for scheme in rules.program.schemes:
        for node in run.nodes.get(scheme.entity, ()):
            it = scheme_outcome(scheme.id, node, run, Notes([], []), weighed=False)
            why = reason(it, node, run)
            cell = Cell(
                scheme=it.scheme,
                outcome=it.outcome,
                status=it.amount.status,
                low=it.amount.low,
                high=it.amount.high,
                provision=why.provision,
                condition=why.condition,
                missing=why.missing,
            )
            found.setdefault(node.key, []).append(cell)
    return {key: tuple(cells) for key, cells in found.items()}


def of_county(seed: int, many: int, manner: Manner) -> list[Case]:
    epoch = Epoch(county()[0].program.areas[-1].code, date(2021, 3, 1))
    drawn = households(Random(seed), county()[0], [epoch], [MEMBER], manner)  # noqa: S311
    return list(islice(drawn, many))


def lived_in(cases: Sequence[Case]) -> list[Case]:
    return [it for it in cases if it.roots[0].children[MEMBER]]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from((COMPLETE, OPEN)))
def test_of_the_county_every_cell_is_that_of_the_decision(seed: int, manner: Manner) -> None:
    rules, cells = county()
    for case in of_county(seed, 4, manner):
        assert cells(case) == one_by_one(case, rules)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1 << 32), st.sampled_from((COMPLETE, OPEN)))
def test_of_the_real_rules_every_cell_is_that_of_the_decision(seed: int, manner: Manner) -> None:
    rules, cells = real()
    drawn = households(Random(seed), rules, EPOCHS, [MEMBER, SUPPORTER], manner)  # noqa: S311
    for case in islice(drawn, 2):
        assert cells(case) == one_by_one(case, rules)


def test_where_all_is_known_and_somebody_lives_there_nothing_is_left_to_evaluation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = lived_in(of_county(1, 200, COMPLETE))
    expected = [one_by_one(it, county()[0]) for it in known]
    county()[1](known[0])  # the code for the day is written

    def refuse(*_: object) -> NoReturn:
        pytest.fail("left to evaluation")

    monkeypatch.setattr(quick_, "start", refuse)
    assert [county()[1](it) for it in known] == expected


def test_cells_stand_in_the_order_of_the_schemes() -> None:
    (case,) = of_county(2, 1, COMPLETE)
    order = [it.id for it in county()[0].program.schemes]
    for cells in county()[1](case).values():
        assert [it.scheme for it in cells] == [
            it for it in order if it in {cell.scheme for cell in cells}
        ]


def household_with(case: Case, changed: Instance) -> Case:
    return replace(case, roots=(changed,))


def changed(case: Case) -> dict[str, Case]:
    """A household that the code takes, with one thing about it that it does not take."""
    household = case.roots[0]
    members = household.children[MEMBER]
    first = members[0]

    def member(fact: str, value: Given) -> Case:
        other = replace(first, facts={**first.facts, FactId(fact): value})
        inside = {**household.children, MEMBER: (other, *members[1:])}
        return household_with(case, replace(household, children=inside))

    without = {name: it for name, it in first.facts.items() if name != "age"}
    terms = {TermId("dibao_household"): Given("given", Truth.TRUE)}
    area = case.area_instance
    return {
        "unknown": member("veteran", Given("unknown", Truth.UNKNOWN)),
        "open": member("age", Given("given", Interval(60, None))),
        "range": member("age", Given("given", Interval(15, 17))),
        "large": member("monthly_income", Given("given", Interval(10**12, 10**12))),
        "fraction": member("age", Given("given", Interval(Fraction(35, 2), Fraction(35, 2)))),
        "missing": household_with(
            case,
            replace(
                household,
                children={MEMBER: (replace(first, facts=without), *members[1:])},
            ),
        ),
        "nobody": household_with(case, replace(household, children={MEMBER: ()})),
        "no list": household_with(case, replace(household, children={})),
        "term": household_with(case, replace(household, terms=terms)),
        "two households": replace(
            case, roots=(household, replace(household, id="another", children={MEMBER: ()}))
        ),
        "area": replace(
            case, area_instance=replace(area, facts={FactId("x"): Given("given", Truth.TRUE)})
        ),
    }


@pytest.mark.parametrize("what", sorted(changed(lived_in(of_county(3, 9, COMPLETE))[0])))
def test_what_the_code_cannot_take_is_decided_as_a_whole(what: str) -> None:
    rules, cells = county()
    case = changed(lived_in(of_county(3, 9, COMPLETE))[0])[what]
    assert cells(case) == one_by_one(case, rules)


def test_the_day_that_is_named_prevails_and_without_one_nothing_is_decided() -> None:
    rules, cells = county()
    (case,) = of_county(4, 1, COMPLETE)
    before = date(2020, 6, 1)  # nothing is in force yet
    assert cells(case, before) == one_by_one(replace(case, as_of=before), rules)
    assert cells(case, before) != cells(case)
    with pytest.raises(NoDateError):
        cells(replace(case, as_of=None))


def test_an_id_that_is_no_name_never_gets_into_the_code() -> None:
    """A bundle may come from anybody, and its ids are texts."""
    rules, _ = county()
    schemes = [it.id for it in rules.program.schemes]
    tape = written(schemes, test_tape.scene_of(rules, test_tape.of_county(many=2)))
    hostile = SchemeId("x = __import__('os')")
    named = (it if it.scheme != "dibao" else replace(it, scheme=hostile) for it in tape.results)
    usual = {it.scheme for it in taken(tape, rules).results}
    changed = {it.scheme for it in taken(replace(tape, results=tuple(named)), rules).results}
    assert changed == usual - {"dibao"}
