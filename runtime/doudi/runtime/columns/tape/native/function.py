"""Loops as a function in LLVM's language: a loop over blocks, and in it those of its stages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from typing import Final

from llvmlite import ir

from doudi.runtime.columns.look_ups import WIDTHS
from doudi.runtime.columns.tape.code import Width
from doudi.runtime.columns.tape.native.alone import walk
from doudi.runtime.columns.tape.native.block import Block
from doudi.runtime.columns.tape.native.code import NUMBER, Value, each, look_up, number, read, write
from doudi.runtime.columns.tape.native.loops import Loops
from doudi.runtime.columns.tape.native.stages import Way
from doudi.runtime.columns.tape.native.vectors import loop

RUN: Final = "run"


def module(of: Loops) -> ir.Module:
    """`run(slots, starts, blocks)`, all numbers of 64 bits.

    `slots`: the address of the addresses of columns, what is kept, relations, tables and room;
    `starts`: that of where each level's subjects of each block begin and the last one's end.
    """
    found = ir.Module("tape")
    function = ir.Function(found, ir.FunctionType(ir.VoidType(), [NUMBER] * 3), RUN)
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
        yield read(to, slots, number(at), NUMBER)


def _levels(starts: Value, blocks: Value, block: Value, to: Value) -> Iterator[tuple[Value, Value]]:
    """Of each level where its subjects begin, and how many there are."""
    for level in count():
        at = to.add(to.mul(to.add(blocks, number(1)), number(level)), block)
        start = read(to, starts, at, NUMBER)
        yield start, to.sub(read(to, starts, to.add(at, number(1)), NUMBER), start)


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
        raw=of.raw,
        begins=begins,
        tables=tables,
        lasting=frozenset(it for it in (*of.columns, *of.kept) if it.width is Width.NUMBER),
        running={it: room[at] for it, at in of.running.items()},
    )


def look_ups() -> ir.Module:
    """A function for each two widths: `(table, its last place, at, to, how many)`."""
    found = ir.Module("look-ups")
    for place, its in product(*WIDTHS):
        name = look_up_named(place, its)
        function = ir.Function(found, ir.FunctionType(ir.VoidType(), [NUMBER] * 5), name)
        table, last, at, into, many = function.args
        to = ir.IRBuilder(function.append_basic_block())
        with each(to, many) as held:
            key = read(to, at, held[0], ir.IntType(8 * place))
            write(to, look_up(to, table, last, key, ir.IntType(8 * its)), into, held[0])
        to.ret_void()
    return found


def look_up_named(place: int, its: int) -> str:
    return f"look_up_{place}_{its}"
