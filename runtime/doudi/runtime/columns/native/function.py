"""Loops as a function in LLVM's language: a loop over blocks, and in it those of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final

from llvmlite import ir

from doudi.runtime.columns.native.alone import walk
from doudi.runtime.columns.native.code import NUMBER, Block, Value, each, number
from doudi.runtime.columns.native.loops import Loops
from doudi.runtime.columns.native.stages import Way
from doudi.runtime.columns.native.vectors import loop

NAME: Final = "run"


def module(of: Loops) -> ir.Module:
    """`run(slots, starts, blocks)`, all numbers of 64 bits.

    `slots`: the address of the addresses of columns, what is kept, relations, tables and room;
    `starts`: that of where each level's subjects of each block begin and the last one's end.
    """
    found = ir.Module("tape")
    function = ir.Function(found, ir.FunctionType(ir.VoidType(), [NUMBER] * 3), NAME)
    to = ir.IRBuilder(function.append_basic_block())
    slots, starts, blocks = function.args
    addresses = list(_addresses(of, slots, to))
    with each(to, blocks) as held:
        block = _block(of, addresses, _levels(starts, blocks, held[0], to), to)
        for stage in of.stages:
            if stage.way is Way.ALONE:
                walk(stage.moves[0], block, of.tables)
            else:
                loop(stage, block, of.tables)
    to.ret_void()
    return found


def _addresses(of: Loops, slots: Value, to: Value) -> Iterator[Value]:
    many = len(of.columns) + len(of.kept) + len(of.relations) + len(of.tables) + len(of.room)
    for at in range(many):
        yield _number_at(slots, number(at), to)


def _number_at(address: Value, at: Value, to: Value) -> Value:
    place = to.add(address, to.mul(at, number(NUMBER.width // 8)))
    return to.load(to.inttoptr(place, NUMBER.as_pointer()))


def _levels(starts: Value, blocks: Value, block: Value, to: Value) -> Iterator[tuple[Value, Value]]:
    """Of each level where its subjects begin, and how many there are."""
    for level in count():
        at = to.add(to.mul(to.add(blocks, number(1)), number(level)), block)
        start = _number_at(starts, at, to)
        yield start, to.sub(_number_at(starts, to.add(at, number(1)), to), start)


def _block(
    of: Loops, addresses: list[Value], levels: Iterator[tuple[Value, Value]], to: Value
) -> Block:
    its = dict(zip(of.levels, levels, strict=False))
    left = iter(addresses)

    def from_here(address: Value, width: int, start: Value) -> Value:
        return to.add(address, to.mul(start, number(width)))

    places = {
        it: from_here(next(left), it.width.value, its[it.entity][0])
        for it in (*of.columns, *of.kept)
    }
    begins = {it: from_here(next(left), NUMBER.width // 8, its[it[0]][0]) for it in of.relations}
    tables = tuple(next(left) for _ in of.tables)
    room = [*left]
    return Block(
        to=to,
        many={entity: many for entity, (_, many) in its.items()},
        places={**places, **{it: room[at] for it, at in of.rooms.items()}},
        coded=of.coded,
        begins=begins,
        tables=tables,
        running={it: room[at] for it, at in of.running.items()},
    )
