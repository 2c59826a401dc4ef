"""A tape's own code says what NumPy says, to the bit: each operation, any tape, and all rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from random import Random
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.columns import look_ups
from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.look_ups import looked_up
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape import run as by_numpy
from doudi.runtime.columns.tape.code import Column, Op, Part, Register, Step, Tape, Width
from doudi.runtime.columns.tape.native import machine, pays
from doudi.runtime.columns.tape.native.loops import assembled
from doudi.runtime.columns.tape.native.machine import worked_out
from doudi.runtime.columns.tape.native.stages import MOST, Way, stages
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.chunk import Chunk, Epoch, Level
from doudi.runtime.program.ids import AreaCode, EntityId, FactId
from tests.columns.cases import chunk_of
from tests.columns.drawn import COMPLETE, OPEN, Manner, households
from tests.columns.tapes_drawn import (
    CONTAINERS,
    HOUSEHOLD,
    MEMBER,
    SUPPORTER,
    Inhabited,
    Values,
    inhabited,
    tapes,
)
from tests.columns.test_tape import county, of_county, scene_of
from tests.support.real_rules import real_rules

pytest.importorskip("llvmlite")

from doudi.runtime.columns.tape.native.compiled import compiled
from doudi.runtime.columns.tape.native.function import RUN, module

PLACES: Final = (np.uint8, np.uint16)
KINDS: Final = (np.uint8, np.uint16, np.int32, np.int64)
COLUMNS: Final = ("outcome", "status", "low", "high", "provision", "condition", "missing")
BLOCKS: Final = (5, 64)  # households: fewer than a turn of a loop has, and some turns


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Other tests are to go the way of few subjects."""
    yield
    look_ups.use({}, None)
    pays._is_installed.cache_clear()


def scene(of: Inhabited) -> Scene:
    there = scene_of(county(), of_county(many=1))
    entities = {
        id_: replace(there.rules.entities[MEMBER], id=id_, container=outer)
        for id_, outer in CONTAINERS.items()
    }
    index = replace(there.rules, entities=entities)
    levels = {
        it: Level(it, pa.nulls(size), of.offsets.get(it), {}, {}) for it, size in of.sizes.items()
    }
    return Scene(replace(there.all_epochs, index=index), there.regime, levels)


def agrees(tape: Tape, of: Inhabited, block: int) -> None:
    there, read = scene(of), [of.column(it) for it in tape.columns]
    known: list[Values | None] = [None] * tape.registers
    for column, values in zip(tape.columns, read, strict=True):
        known[column.to.number] = values
    tables = by_numpy.ready(tape).tables
    for step in tape.steps:
        known[step.to.number] = by_numpy._done(step, known, tables, there)
    loops = assembled(tape, tables, ())
    code = compiled(module(loops))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "HOUSEHOLDS", block)
        found = worked_out(loops, code.function(RUN, 3), read, there)
    for register in tape.positive:
        expected = known[register.number]
        assert expected is not None
        its = found.get(register.number, expected)  # a column is there already
        assert its.dtype == expected.dtype
        assert its.tolist() == expected.tolist()


@pytest.mark.parametrize("op", Op)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_an_operation_comes_to_the_same(op: Op, data: st.DataObject) -> None:
    tape, block = data.draw(tapes(st.just(op), most=3)), data.draw(st.sampled_from(BLOCKS))
    agrees(tape, data.draw(inhabited(most=200)), block)


@settings(max_examples=30, deadline=None)
@given(
    tape=tapes(st.sampled_from(Op), most=40),
    of=inhabited(most=200),
    block=st.sampled_from(BLOCKS),
)
def test_operations_come_to_the_same_however_they_follow_one_another(
    tape: Tape, of: Inhabited, block: int
) -> None:
    agrees(tape, of, block)


def told(
    chunk: Chunk, rules: Index, code_from: int | None, *, in_full: bool = False
) -> dict[str, list[Any]]:
    answers = decide(chunk, engine(rules, in_full=in_full, tape_from=0, code_from=code_from))
    return {
        f"{scheme} {name}": getattr(cells, name).tolist()
        for scheme, cells in answers.cells.items()
        for name in COLUMNS
    }


@pytest.mark.parametrize("manner", [COMPLETE, OPEN])
@pytest.mark.parametrize(
    ("rules", "area", "kinds"),
    [(county, "990101", (MEMBER,)), (lambda: real_rules().index, "620602", (MEMBER, SUPPORTER))],
)
def test_rules_decide_alike(
    rules: Callable[[], Index],
    area: str,
    kinds: tuple[EntityId, ...],
    manner: Manner,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    random, epoch = Random(4), Epoch(AreaCode(area), date(2021, 3, 1))  # noqa: S311
    cases = islice(households(random, rules(), [epoch], kinds, manner), 40)
    chunk = chunk_of([*cases], kinds, rules())
    monkeypatch.setattr(machine, "HOUSEHOLDS", 17)
    expected = told(chunk, rules(), None)
    assert told(chunk, rules(), 0) == expected
    assert told(chunk, rules(), 0, in_full=True) == expected


def test_what_has_another_length_than_its_kind_is_refused() -> None:
    """Loops over addresses would go on behind the end."""
    there = Inhabited(
        {HOUSEHOLD: 2, MEMBER: 3}, {MEMBER: np.array([0, 1, 2])}, np.random.default_rng()
    )
    a = Register(0, Width.BYTE, MEMBER)
    column = Column(FactId("f"), Part.OPTION, a, open=False, absent=False, bound=2)
    tape = Tape((column,), (Step(Op.NOT, Register(1, Width.BYTE, MEMBER), a),), (), (), (a,), 2)
    loops = assembled(tape, (), ())
    with pytest.raises(ValueError, match="another length"):
        worked_out(
            loops, compiled(module(loops)).function(RUN, 3), [np.zeros(3, np.uint8)], scene(there)
        )


@settings(max_examples=60, deadline=None)
@given(tape=tapes(st.sampled_from(Op), most=40))
def test_loops_have_every_step_once_and_after_what_it_reads(tape: Tape) -> None:
    known = {it.to for it in tape.columns}
    of = stages(tape.steps, known, ())
    assert sorted(it.to.number for loop in of for it in loop.moves) == sorted(
        it.to.number for it in tape.steps
    )
    for loop in of:
        assert len(loop.moves) <= (1 if loop.way is Way.ALONE else MOST)
        for move in loop.moves:
            assert isinstance(move, Step)
            assert move.to.entity == loop.entity
            assert move.op is Op.SIZE or known.issuperset(move.reads)
            known.add(move.to)


def own(from_: int | None) -> pays.Own:
    a = Register(0, Width.BYTE, MEMBER)
    column = Column(FactId("f"), Part.OPTION, a, open=False, absent=False, bound=2)
    step = Step(Op.NOT, Register(1, Width.BYTE, MEMBER), a)
    return pays.Own(Tape((column,), (step,), (), (), (step.to,), 2), (), (), from_)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", KINDS)
def test_look_ups_come_to_the_same(place: type[Any], kind: type[Any]) -> None:
    random = np.random.default_rng(5)
    at = random.integers(0, 250, 1000).astype(place)
    for many in (1, 2, 17, 256):
        table = random.integers(np.iinfo(kind).min, np.iinfo(kind).max, many, kind, endpoint=True)
        expected = looked_up(table, at)
        assert pays._is_installed()
        assert look_ups.in_use()
        found = looked_up(table, at)
        assert found.dtype == expected.dtype
        assert found.tolist() == expected.tolist() == [table[min(it, many - 1)] for it in at]
        assert (
            looked_up(table[::-1], at[::3]).tolist()
            == looked_up(table[::-1].copy(), at)[::3].tolist()
        )
        assert looked_up(table, at[:0]).tolist() == []
        look_ups.use({}, None)
        pays._is_installed.cache_clear()


def test_a_tape_gets_code_when_enough_went_through_it() -> None:
    its = own(100)
    assert its.worth(99) is None
    code = its.worth(1)
    assert code is not None
    assert its.worth(1) is code, "it is kept"
    assert own(None).worth(1 << 60) is None


def test_without_llvmlite_numpy_is_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    monkeypatch.delitem(sys.modules, "doudi.runtime.columns.tape.native.compiled")
    assert own(0).worth(1) is None
    assert not look_ups.in_use()
