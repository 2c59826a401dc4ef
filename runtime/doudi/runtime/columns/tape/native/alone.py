"""From one kind to another, and in long tables: one subject after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy.typing as npt
from llvmlite import ir

from doudi.runtime.columns.tape.code import Op, Step, Width
from doudi.runtime.columns.tape.native.block import Block
from doudi.runtime.columns.tape.native.code import (
    NUMBER,
    each,
    kind_of,
    look_up,
    number,
    read,
    write,
)
from doudi.runtime.columns.tape.native.stages import Worked

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
    to = block.to
    begins = block.begins[move.a.entity, move.to.entity]
    first, wide = read(to, begins, number(0), NUMBER), SPREAD_AT_ONCE[move.to.width]
    several = ir.VectorType(kind_of(move.to.width), wide)
    nobody = ir.Constant(several, [0] * wide)
    lanes = ir.Constant(ir.VectorType(ir.IntType(32), wide), [0] * wide)
    with each(to, block.many[move.a.entity], 1, number(0)) as held:
        at, begin = held
        its = block.get(move.a, at)
        one = to.insert_element(nobody, its, ir.IntType(32)(0))
        every = to.shuffle_vector(one, nobody, lanes)
        end = to.sub(read(to, begins, to.add(at, number(1)), NUMBER), first)
        inside = to.sub(end, begin)
        with each(to, inside, wide) as here:
            block.put(move.to, every, to.add(begin, here[0]))
        held[1] = end


def _total(move: Step, block: Block) -> None:
    """By a running sum: a loop over each few would be mispredicted at its end."""
    to, inner = block.to, move.a.entity
    running, begins = block.running[inner], block.begins[move.to.entity, inner]
    with each(to, block.many[inner], 1, number(0)) as held:
        at, so_far = held
        write(to, so_far, running, at)
        held[1] = to.add(so_far, block.get(move.a, at))
    write(to, held[1], running, block.many[inner])
    first = read(to, begins, number(0), NUMBER)
    with each(to, block.many[move.to.entity], 1, number(0)) as held:
        at, before = held
        end = to.sub(read(to, begins, to.add(at, number(1)), NUMBER), first)
        held[1] = read(to, running, end, NUMBER)
        block.put(move.to, to.sub(held[1], before), at)


def _looked_up(move: Step, block: Block, last: int) -> None:
    to, table = block.to, block.tables[move.t]
    with each(to, block.many[move.to.entity]) as held:
        key = block.get(move.a, held[0])
        its = look_up(to, table, number(last), key, kind_of(move.to.width))
        block.put(move.to, its, held[0])
