"""What is known throughout is run from a tape, the rest in the general way; both say one thing.

The county of the benchmarks is for tapes as a whole; of the real rules some schemes are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import pytest

from doudi.compiler.pipeline import compile_rules
from doudi.runtime.columns.answers import cells_of
from doudi.runtime.columns.cells import Cells
from doudi.runtime.columns.decide import Engine, decide, engine
from doudi.runtime.columns.regimes import alone
from doudi.runtime.columns.scene import Scene, rules_for_columns
from doudi.runtime.columns.tape.code import Op, Part
from doudi.runtime.columns.tape.packed import packed
from doudi.runtime.columns.tape.reading import NotForTapeError
from doudi.runtime.columns.tape.run import ready, run
from doudi.runtime.columns.tape.tape import written
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.facts.model import AREA_ENTITY, Case, Given, Instance
from doudi.runtime.population.chunk import Chunk, Epoch
from doudi.runtime.population.planes import UNKNOWN, Mask, Numbers, Truths
from doudi.runtime.probing.cells import Cell
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from tests.columns.cases import HOUSEHOLD, chunk_of
from tests.columns.drawn import Manner
from tests.columns.drawn import households as drawn_households
from tests.columns.one_by_one import cells_one_by_one
from tests.columns.said import said
from tests.support.drawn_households import value_for
from tests.support.real_rules import real_rules

MEMBER: Final = EntityId("member")
SUPPORTER: Final = EntityId("legal_supporter")
MANY: Final = 0.1
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
    regime = alone(start(rules, nobody, epoch.as_of))
    return Scene(rules_for_columns(rules), regime, chunk.levels)


def of_county(seed: int = 1, many: int = 120) -> Chunk:
    area = county().program.areas[-1].code
    return households(county(), Epoch(area, date(2021, 3, 1)), (MEMBER,), seed, many)


def test_every_scheme_of_the_county_is_on_its_tape() -> None:
    schemes = [it.id for it in county().program.schemes]
    tape = written(schemes, scene_of(county(), of_county()))
    assert [it.scheme for it in tape.results] == schemes


def test_what_goes_from_members_to_households_and_back_goes_together() -> None:
    """Sums of incomes and all counts in one sum; towns before it, who gets dibao after it."""
    schemes = [it.id for it in county().program.schemes]
    tape = packed(written(schemes, scene_of(county(), of_county())))
    over = [it.op for it in tape.steps if it.op in (Op.TOTAL, Op.SPREAD)]
    assert over == [Op.SPREAD, Op.TOTAL, Op.SPREAD]


def is_right(chunk: Chunk, of: Engine) -> None:
    rules = of.rules.index
    assert said(decide(chunk, of), rules) == said(cells_one_by_one(rules, chunk), rules)


def agrees(cells: Cells, general: Cells, where: Mask) -> None:
    for name in ("outcome", "status", "low", "high", "provision", "condition", "missing"):
        one, other = getattr(cells, name), getattr(general, name)
        assert (one == other)[where].all(), (cells.scheme, name)


@pytest.mark.parametrize("open_", [False, True], ids=["known", "open"])
@pytest.mark.parametrize("seed", range(2))
def test_a_tape_says_what_the_general_way_says_and_one_household_at_a_time(
    seed: int,
    open_: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """What is all known may also be run from a tape for what is not."""
    rules, chunk = county(), of_county(seed)
    scene = scene_of(rules, chunk)
    schemes = [it.id for it in rules.program.schemes]
    found = run(ready(packed(written(schemes, scene, open_=open_))), scene)
    assert not found.wrong
    for on_tape in found.cells:
        general = cells_of(on_tape.scheme, scene)
        agrees(on_tape, general, np.ones(len(general), np.bool_))
    assert said(decide(chunk, engine(rules, tape_from=0)), rules) == said(
        cells_one_by_one(rules, chunk), rules
    )


LITTLE_KNOWN: Final = Manner(
    blank=(0.0, 0.1, 0.4), not_applicable=0.05, bounded=0.0, given=0.1, odd=0.0
)


@pytest.mark.parametrize("seed", range(3))
def test_a_tape_takes_what_is_unknown_or_not_applicable(seed: int) -> None:
    rules, random = county(), Random(seed)  # noqa: S311 - the same households every time
    epoch = Epoch(rules.program.areas[-1].code, date(2021, 3, 1))
    drawn = drawn_households(random, rules, [epoch], [MEMBER], LITTLE_KNOWN)
    chunk = chunk_of(list(islice(drawn, 300)), [MEMBER], rules)
    scene = scene_of(rules, chunk)
    absent = [
        id_
        for level in chunk.levels.values()
        for id_, plane in level.facts.items()
        if plane.absent is not None
    ]
    schemes = [it.id for it in rules.program.schemes]
    found = run(ready(packed(written(schemes, scene, open_=True, absent=absent))), scene)
    assert len(found.cells) == len(schemes)
    nobody = np.diff(scene.ends_of(HOUSEHOLD, MEMBER)) == 0  # no income by head
    assert (found.refused & ~nobody).mean() < MANY
    for on_tape in found.cells:
        general = cells_of(on_tape.scheme, scene, with_reasons=False)
        its = found.refused[scene.parent_of(MEMBER, HOUSEHOLD)]
        refused = its if on_tape.entity == MEMBER else found.refused
        agrees(on_tape, replace(general, condition=on_tape.condition), ~refused)
    assert said(decide(chunk, engine(rules, tape_from=0)), rules) == said(
        cells_one_by_one(rules, chunk), rules
    )


@pytest.mark.parametrize(
    ("area", "on"), [("500000", date(2021, 3, 1)), ("620600", date(2021, 3, 1))]
)
def test_nearly_all_of_the_real_rules_are_on_a_tape_and_are_right_too(area: str, on: date) -> None:
    rules = real_rules().index
    chunk = households(rules, Epoch(AreaCode(area), on), (MEMBER, SUPPORTER), seed=5, many=40)
    scene = scene_of(rules, chunk)
    schemes = [it.id for it in rules.program.schemes]
    tape = written(schemes, scene)
    assert len(tape.results) > len(schemes) * (1 - MANY)
    assert said(decide(chunk, engine(rules, tape_from=0)), rules) == said(
        cells_one_by_one(rules, chunk), rules
    )


def test_a_tape_for_what_is_known_is_not_for_a_chunk_with_something_unknown() -> None:
    rules, whole = county(), of_county()
    of = engine(rules, tape_from=0)
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
        run(ready(packed(written(of.schemes, scene_of(rules, whole)))), scene)
    is_right(chunk, of)


def test_who_earns_more_than_there_is_room_for_is_decided_apart() -> None:
    rules, whole = county(), of_county()
    of = engine(rules, tape_from=0)
    decide(whole, of)
    level = whole.levels[MEMBER]
    fact = FactId("monthly_income")
    plane = level.facts[fact]
    assert isinstance(plane, Numbers)
    income = plane.low.copy()
    income[5] = 10**14
    facts = {**level.facts, fact: replace(plane, low=income, high=income, bound=10**14)}
    chunk = replace(whole, levels={**whole.levels, MEMBER: replace(level, facts=facts)})
    found = run(ready(packed(written(of.schemes, scene_of(rules, whole)))), scene_of(rules, chunk))
    assert found.refused.sum() == 1
    is_right(chunk, of)


def test_a_household_in_which_nobody_lives_has_no_income_by_head_on_a_tape() -> None:
    rules, whole = county(), of_county(many=3)
    offsets = whole.levels[MEMBER].offsets
    assert offsets is not None
    moved = offsets.copy()
    moved[1] = 0  # the first household's members live in the second
    members = replace(whole.levels[MEMBER], offsets=moved)
    chunk = replace(whole, levels={**whole.levels, MEMBER: members})
    assert said(decide(chunk, engine(rules, tape_from=0)), rules) == said(
        cells_one_by_one(rules, chunk), rules
    )


def test_a_choice_of_more_options_than_a_byte_has_is_not_for_tapes() -> None:
    tape, fact = Writing(), FactId("f")
    tape.column(fact, Part.OPTION, HOUSEHOLD, bound=253)
    with pytest.raises(NoTapeError):
        tape.column(fact, Part.OPTION, HOUSEHOLD, bound=254)
