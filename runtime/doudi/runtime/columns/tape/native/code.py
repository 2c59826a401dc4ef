"""LLVM's language, as far as tapes need it: loops, and values in memory by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from llvmlite import ir

from doudi.runtime.columns.tape.code import Width

Value: TypeAlias = Any  # llvmlite says nothing of its types

BYTE, KEY, NUMBER = (ir.IntType(8 * it.value) for it in Width)
_OF: Final[Mapping[Width, Value]] = {Width.BYTE: BYTE, Width.KEY: KEY, Width.NUMBER: NUMBER}


def kind_of(width: Width) -> Value:
    return _OF[width]


def number(value: int) -> Value:
    return ir.Constant(NUMBER, value)


def constant(value: int, kind: Value) -> Value:
    """A number, or a vector of the same ones; as many of its lowest bits as there is room for."""
    one = kind.element if isinstance(kind, ir.VectorType) else kind
    its = value - (1 << one.width) if value >= 1 << (one.width - 1) else value
    return ir.Constant(kind, its if one is kind else [its] * kind.count)


def read(to: Value, address: Value, at: Value, kind: Value) -> Value:
    """A value, or a vector of them, from the value at that place on."""
    return to.load(_pointer(to, address, at, kind), align=1)


def write(to: Value, value: Value, address: Value, at: Value) -> None:
    to.store(value, _pointer(to, address, at, value.type), align=1)


def fetch(to: Value, address: Value, at: Value, kind: Value) -> None:
    """Asks for what is there, if anything is, so that it is in the second cache when it is read."""
    byte, how = ir.IntType(8).as_pointer(), ir.IntType(32)
    asks = ir.FunctionType(ir.VoidType(), [byte, how, how, how])
    ask = to.module.declare_intrinsic("llvm.prefetch", [byte], asks)
    pointer = to.bitcast(_pointer(to, address, at, kind), byte)
    to.call(ask, [pointer, how(0), how(2), how(1)])


def _pointer(to: Value, address: Value, at: Value, kind: Value) -> Value:
    one = kind.element if isinstance(kind, ir.VectorType) else kind
    place = to.add(address, to.mul(at, number(one.width // 8)))
    return to.inttoptr(place, kind.as_pointer())


@contextmanager
def each(to: Value, many: Value, step: int = 1, *carried: Value) -> Iterator[list[Value]]:
    """From 0 on, `step` at a time, as long as it is less than `many`; also not once.

    Gives the place, and what is `carried` from turn to turn: what is put in the list instead goes
    into the next turn, and behind the loop it holds what came last.
    """
    before = to.block
    head, body, behind = (to.append_basic_block(it) for it in ("head", "body", "behind"))
    to.branch(head)
    to.position_at_end(head)
    at = to.phi(NUMBER)
    at.add_incoming(number(0), before)
    carry = []
    for it in carried:
        phi = to.phi(it.type)
        phi.add_incoming(it, before)
        carry.append(phi)
    to.cbranch(to.icmp_signed("<", at, many), body, behind)
    to.position_at_end(body)
    held = [at, *carry]
    yield held
    for phi, next_ in zip([at, *carry], [to.add(at, number(step)), *held[1:]], strict=True):
        phi.add_incoming(next_, to.block)
    to.branch(head)
    to.position_at_end(behind)
    held[:] = [at, *carry]


def look_up(to: Value, table: Value, last: Value, key: Value, kind: Value) -> Value:
    """What stands in a table at a place; behind its end stands its last."""
    key = to.zext(key, NUMBER)
    place = to.select(to.icmp_unsigned("<", key, last), key, last)
    return read(to, table, place, kind)
