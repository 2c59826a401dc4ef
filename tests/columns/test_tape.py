"""What is known throughout is run from a tape, the rest in the general way; both say one thing.

The county of the benchmarks is for tapes as a whole; of the real rules some schemes are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest

from doudi.compiler.pipeline import compile_rules
from doudi.runtime.columns.answers import cells_of
from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.scene import Scene, rules_for_columns
from doudi.runtime.columns.tape.reading import NotForTapeError
from doudi.runtime.columns.tape.run import ready, run
from doudi.runtime.columns.tape.tape import written
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.population.chunk import Chunk, Epoch
from doudi.runtime.population.planes import UNKNOWN, Truths
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from tests.columns.cases import HOUSEHOLD, chunk_of
from tests.columns.one_by_one import cells_one_by_one
from tests.columns.said import said
from tests.support.drawn_households import value_for
from tests.support.real_rules import real_rules

MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("legal_supporter")
COUNTY: Final = Path(__file__).parents[2] / "benchmarks" / "county" / "rules"


@cache
def county() -> Index:
    program = compile_rules(COUNTY).program
    assert program is not None
    return index(program)


def households(
    rules: Index, epoch: Epoch, kinds: Collection[EntityId], seed: int, many: int
) -> Chunk:
    """Everything is known of everybody, and nobody is without a member."""
    random = Random(seed)  # noqa: S311 - the same households every time

    def instance(kind: EntityId, name: str) -> Instance:
        facts = {
            it.id: Given("given", value_for(Cell(kind, "", it.id), random, rules, epoch.as_of))
            for it in rules.program.facts
            if it.entity == kind
        }
        inside = {
            it: tuple(instance(it, f"{name}{it}{at}") for at in range(random.randint(1, 3)))
            for it in kinds
            if rules.entities[it].container == kind
        }
        return Instance(kind, name, facts, {}, inside)

    here = Instance(AREA_ENTITY, str(epoch.area), {}, {}, {})
    cases = [
        Case(
            epoch.as_of, epoch.area, here, (instance(HOUSEHOLD, f"h{at}"),), frozenset((HOUSEHOLD,))
        )
        for at in range(many)
    ]
    return chunk_of(cases, kinds, rules)


def scene_of(rules: Index, chunk: Chunk) -> Scene:
    epoch = chunk.epochs[0]
    here = Instance(AREA_ENTITY, str(epoch.area), {}, {}, {})
    nobody = Case(epoch.as_of, epoch.area, here, (), frozenset())
    return Scene(rules_for_columns(rules), start(rules, nobody, epoch.as_of), chunk.levels)


def of_county(seed: int = 1, many: int = 120) -> Chunk:
    area = county().program.areas[-1].code
    return households(county(), Epoch(area, date(2021, 3, 1)), (MEMBER,), seed, many)


def test_every_scheme_of_the_county_is_on_its_tape() -> None:
    schemes = [it.id for it in county().program.schemes]
    tape = written(schemes, scene_of(county(), of_county()))
    assert [it.scheme for it in tape.results] == schemes


@pytest.mark.parametrize("seed", range(2))
def test_a_tape_says_what_the_general_way_says_and_one_household_at_a_time(seed: int) -> None:
    rules, chunk = county(), of_county(seed)
    scene = scene_of(rules, chunk)
    schemes = [it.id for it in rules.program.schemes]
    for on_tape in run(ready(written(schemes, scene)), scene):
        assert on_tape is not None
        general = cells_of(on_tape.scheme, scene)
        for name in ("outcome", "status", "low", "high", "provision", "condition", "missing"):
            assert (getattr(on_tape, name) == getattr(general, name)).all(), (on_tape.scheme, name)
    assert said(decide(chunk, engine(rules)), rules) == said(cells_one_by_one(rules, chunk), rules)


@pytest.mark.parametrize(
    ("area", "on"), [("500000", date(2021, 3, 1)), ("620600", date(2021, 3, 1))]
)
def test_of_the_real_rules_what_is_on_a_tape_is_right_too(area: str, on: date) -> None:
    rules = real_rules().index
    chunk = households(rules, Epoch(AreaCode(area), on), (MEMBER, SUPPORTER), seed=5, many=40)
    scene = scene_of(rules, chunk)
    tape = written([it.id for it in rules.program.schemes], scene)
    assert tape.results
    assert list(run(ready(tape), scene))
    assert said(decide(chunk, engine(rules)), rules) == said(cells_one_by_one(rules, chunk), rules)


def test_a_chunk_with_something_unknown_is_not_for_a_tape_and_is_right_all_the_same() -> None:
    rules, whole = county(), of_county()
    of = engine(rules)
    decide(whole, of)  # the tape is written for what is known
    level = whole.levels[HOUSEHOLD]
    fact = FactId("assets_within_limit")
    plane = level.facts[fact]
    assert isinstance(plane, Truths)
    code = plane.code.copy()
    code[::7] = UNKNOWN
    facts = {**level.facts, fact: replace(plane, code=code, open=True)}
    chunk = replace(whole, levels={**whole.levels, HOUSEHOLD: replace(level, facts=facts)})
    scene = scene_of(rules, chunk)
    with pytest.raises(NotForTapeError):
        list(run(ready(written(of.schemes, scene_of(rules, whole))), scene))
    assert said(decide(chunk, of), rules) == said(cells_one_by_one(rules, chunk), rules)


def test_a_household_in_which_nobody_lives_has_no_income_by_head_on_a_tape() -> None:
    rules, whole = county(), of_county(many=3)
    offsets = whole.levels[MEMBER].offsets
    assert offsets is not None
    moved = offsets.copy()
    moved[1] = 0  # the first household's members live in the second
    members = replace(whole.levels[MEMBER], offsets=moved)
    chunk = replace(whole, levels={**whole.levels, MEMBER: members})
    assert said(decide(chunk, engine(rules)), rules) == said(cells_one_by_one(rules, chunk), rules)
