"""What is compared with small numbers as bytes comes to the same, however large it is itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from doudi.runtime.columns.tape.code import FAR, Op, Register, Step, Tape, Width
from doudi.runtime.columns.tape.narrow import narrowed
from doudi.runtime.columns.tape.run import _ALONE
from doudi.runtime.program.ids import EntityId

MEMBER = EntityId("member")
NUMBER = Register(0, Width.NUMBER, MEMBER)
OTHER = Register(1, Width.NUMBER, MEMBER)
NUMBERS = (-FAR, -256, -1, 0, 1, 2, 17, 18, 254, 255, 256, 511, FAR)


def compared(*those: tuple[Op, Register, int]) -> Tape:
    steps = (
        Step(op, Register(at, Width.BYTE, MEMBER), a, k=k) for at, (op, a, k) in enumerate(those, 2)
    )
    return Tape((), tuple(steps), (), (), (), 2 + len(those))


def told(tape: Tape) -> dict[int, Sequence[int]]:
    known = {it.number: np.array(NUMBERS) for it in (NUMBER, OTHER)}
    for step in tape.steps:
        known[step.to.number] = _ALONE[step.op](known[step.a.number], step.k)
    return {number: its.tolist() for number, its in known.items()}


def ops(tape: Tape) -> list[Op]:
    return [it.op for it in tape.steps]


comparisons = st.tuples(
    st.sampled_from((Op.BELOW, Op.EXACTLY)),
    st.sampled_from((NUMBER, OTHER)),
    st.sampled_from((-FAR, -1, 0, 1, 2, 18, 254, 255, 256, FAR)),
)


@given(st.lists(comparisons, max_size=12))
def test_it_comes_to_the_same(those: list[tuple[Op, Register, int]]) -> None:
    plain = compared(*those)
    expected, found = told(plain), told(narrowed(plain))
    assert {number: found[number] for number in expected} == expected


def test_what_is_often_compared_is_made_a_byte_once_and_before() -> None:
    tape = narrowed(
        compared(*((Op.BELOW, NUMBER, k) for k in (18, 60, 70)), (Op.EXACTLY, NUMBER, 1))
    )
    assert ops(tape) == [Op.NARROW, Op.BELOW, Op.BELOW, Op.BELOW, Op.IS]
    assert {it.a.width for it in tape.steps[1:]} == {Width.BYTE}


def test_what_is_seldom_compared_and_what_is_compared_with_large_numbers_stays() -> None:
    seldom = ((Op.BELOW, OTHER, 18), (Op.BELOW, OTHER, 60))
    large = ((Op.BELOW, NUMBER, k) for k in (0, 256, FAR))
    exactly = ((Op.EXACTLY, NUMBER, k) for k in (0, 255, 256))
    tape = compared(*seldom, *large, *exactly)
    assert narrowed(tape).steps == tape.steps
