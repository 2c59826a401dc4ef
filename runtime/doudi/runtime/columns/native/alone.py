"""From one kind to another, and in long tables: one subject after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy.typing as npt
from llvmlite import ir

from doudi.runtime.columns.native.code import NUMBER, Block, each, kind_of, number
from doudi.runtime.columns.native.stages import Worked
from doudi.runtime.columns.tape.code import Op, Step, Width

SPREAD_AT_ONCE: Final = {Width.BYTE: 16, Width.NUMBER: 4}


def walk(move: Worked, block: Block, tables: Sequence[npt.NDArray[Any]]) -> None:
    assert isinstance(move, Step)  # noqa: S101 - all others are operations on vectors
    if move.to not in block.places:
        return  # nobody reads it
    match move.op:
        case Op.SPREAD | Op.SPREAD_NUMBER:
            _spread(move, block)
        case Op.TOTAL:
            _total(move, block)
        case _:
            _looked_up(move, block, len(tables[move.t]) - 1)


def _spread(move: Step, block: Block) -> None:
    """Several at once, whoever they are of: those of the next one come after."""
    to, place = block.to, block.places[move.to]
    begins = block.begins[move.a.entity, move.to.entity]
    first, wide = block.read(begins, number(0), NUMBER), SPREAD_AT_ONCE[move.to.width]
    several = ir.VectorType(kind_of(move.to.width), wide)
    nobody = ir.Constant(several, [0] * wide)
    lanes = ir.Constant(ir.VectorType(ir.IntType(32), wide), [0] * wide)
    with each(to, block.many[move.a.entity], 1, number(0)) as held:
        at, begin = held
        its = block.value(move.a, at)
        one = to.insert_element(nobody, its, ir.IntType(32)(0))
        every = to.shuffle_vector(one, nobody, lanes)
        end = to.sub(block.read(begins, to.add(at, number(1)), NUMBER), first)
        inside = to.sub(end, begin)
        with each(to, inside, wide) as here:
            block.write(every, place, to.add(begin, here[0]))
        held[1] = end


def _total(move: Step, block: Block) -> None:
    """By a running sum: a loop over each few would be mispredicted at its end."""
    to, inner = block.to, move.a.entity
    running, begins = block.running[inner], block.begins[move.to.entity, inner]
    with each(to, block.many[inner], 1, number(0)) as held:
        at, so_far = held
        block.write(so_far, running, at)
        held[1] = to.add(so_far, block.value(move.a, at))
    block.write(held[1], running, block.many[inner])
    first = block.read(begins, number(0), NUMBER)
    with each(to, block.many[move.to.entity], 1, number(0)) as held:
        at, before = held
        end = to.sub(block.read(begins, to.add(at, number(1)), NUMBER), first)
        held[1] = block.read(running, end, NUMBER)
        block.write(to.sub(held[1], before), block.places[move.to], at)


def _looked_up(move: Step, block: Block, last: int) -> None:
    to = block.to
    with each(to, block.many[move.to.entity]) as held:
        key = to.zext(block.value(move.a, held[0]), NUMBER)
        place = to.select(to.icmp_unsigned("<", key, number(last)), key, number(last))
        its = block.read(block.tables[move.t], place, kind_of(move.to.width))
        block.write(its, block.places[move.to], held[0])
