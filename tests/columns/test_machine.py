"""The machine says what NumPy says, to the bit: each operation, any tape, and all rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import islice
from random import Random
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.columns import compiled
from doudi.runtime.columns.cells import Answers
from doudi.runtime.columns.decide import decide, engine
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape import machine
from doudi.runtime.columns.tape import run as by_numpy
from doudi.runtime.columns.tape.code import Column, Op, Part, Register, Step, Tape, Width
from doudi.runtime.columns.tape.machine_code import assembled
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

pytest.importorskip("numba")

LOOK_UPS: Final = "doudi.runtime.columns.look_ups"
LOOPS: Final = "doudi.runtime.columns.tape.machine_loops"
COLUMNS: Final = ("outcome", "status", "low", "high", "provision", "condition", "missing")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Other tests are to go the way of few subjects."""
    compiled._SO_FAR.subjects = 0
    yield
    compiled._SO_FAR.subjects = 0
    compiled._loaded.cache_clear()


@contextmanager
def by_machine(*, used: bool) -> Iterator[None]:
    """Blocks end in the middle of few households."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(machine, "HOUSEHOLDS", 5)
        for way, loops in (("cells.look_ups", LOOK_UPS), ("tape.run.machine_loops", LOOPS)):
            its = import_module(loops) if used else None
            patch.setattr(f"doudi.runtime.columns.{way}", lambda *_, its=its: its)
        yield


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


def agrees(tape: Tape, of: Inhabited) -> None:
    there, read = scene(of), [of.column(it) for it in tape.columns]
    known: list[Values | None] = [None] * tape.registers
    for column, values in zip(tape.columns, read, strict=True):
        known[column.to.number] = values
    tables = by_numpy.ready(tape).tables
    for step in tape.steps:
        known[step.to.number] = by_numpy._done(step, known, tables, there)
    with by_machine(used=True):
        found = machine.worked_out(assembled(tape, tables, ()), read, there, import_module(LOOPS))
    for register in tape.positive:
        expected = known[register.number]
        assert expected is not None
        its = found.get(register.number, expected)  # a column is there already
        assert its.dtype == expected.dtype
        assert its.tolist() == expected.tolist()


@pytest.mark.parametrize("op", Op)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_an_operation_comes_to_the_same(op: Op, data: st.DataObject) -> None:
    agrees(data.draw(tapes(st.just(op), most=3)), data.draw(inhabited()))


@settings(max_examples=60, deadline=None)
@given(tape=tapes(st.sampled_from(Op), most=40), of=inhabited())
def test_operations_come_to_the_same_however_they_follow_one_another(
    tape: Tape, of: Inhabited
) -> None:
    agrees(tape, of)


def told(chunk: Chunk, rules: Index, *, used: bool, in_full: bool = False) -> dict[str, list[Any]]:
    with by_machine(used=used):
        answers: Answers = decide(chunk, engine(rules, in_full=in_full, tape_from=0))
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
    rules: Callable[[], Index], area: str, kinds: tuple[EntityId, ...], manner: Manner
) -> None:
    random, epoch = Random(4), Epoch(AreaCode(area), date(2021, 3, 1))  # noqa: S311
    cases = islice(households(random, rules(), [epoch], kinds, manner), 40)
    chunk = chunk_of([*cases], kinds, rules())
    expected = told(chunk, rules(), used=False)
    assert told(chunk, rules(), used=True) == expected
    assert told(chunk, rules(), used=True, in_full=True) == expected


def test_what_has_another_length_than_its_kind_is_refused() -> None:
    """Loops over addresses would go on behind the end."""
    there = Inhabited(
        {HOUSEHOLD: 2, MEMBER: 3}, {MEMBER: np.array([0, 1, 2])}, np.random.default_rng()
    )
    a = Register(0, Width.BYTE, MEMBER)
    column = Column(FactId("f"), Part.OPTION, a, open=False, absent=False, bound=2)
    tape = Tape((column,), (Step(Op.NOT, Register(1, Width.BYTE, MEMBER), a),), (), (), (a,), 2)
    with pytest.raises(ValueError, match="another length"):
        machine.worked_out(
            assembled(tape, (), ()), [np.zeros(3, np.uint8)], scene(there), import_module(LOOPS)
        )


def test_few_subjects_do_not_load_numba_and_many_do() -> None:
    compiled._loaded.cache_clear()
    assert compiled.machine_loops(compiled.MANY - 1) is None
    assert compiled.look_ups() is None
    assert compiled.machine_loops(1) is import_module(LOOPS), "with those before it is worth it"
    assert compiled.look_ups() is import_module(LOOK_UPS)


def test_without_numba_numpy_is_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled._loaded.cache_clear()
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, LOOPS, raising=False)
    assert compiled.machine_loops(compiled.MANY) is None
    assert compiled.look_ups() is None


def test_where_nothing_can_be_kept_numpy_is_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled._loaded.cache_clear()
    caching = import_module("numba.core.caching")
    monkeypatch.setattr(caching.FunctionCache._impl_class, "_locator_classes", [])
    monkeypatch.delitem(sys.modules, LOOK_UPS, raising=False)
    assert compiled.machine_loops(compiled.MANY) is None
