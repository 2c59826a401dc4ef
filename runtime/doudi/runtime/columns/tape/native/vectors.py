"""Operations on vectors: of each move what it comes to, for as many subjects as one turn has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

import numpy.typing as npt
from llvmlite import ir

from doudi.runtime.columns.tape.code import MOST_COUNTS, OF_A_COUNT, Op, Register, Step
from doudi.runtime.columns.tape.linear import NO_LEAST, NO_MOST, Linear
from doudi.runtime.columns.tape.native.block import Block
from doudi.runtime.columns.tape.native.code import (
    BYTE,
    NUMBER,
    Value,
    constant,
    each,
    kind_of,
    number,
    read,
)
from doudi.runtime.columns.tape.native.loops import changes
from doudi.runtime.columns.tape.native.stages import Stage, Way, Worked
from doudi.runtime.columns.tape.told import Put

AT_ONCE: Final = {Way.BYTES: 32, Way.NUMBERS: 8}

# For FIELDS: a byte once for each bit, so far apart that its bit comes to stand in its field.
_COPIES: Final = sum(1 << (OF_A_COUNT - 1) * at for at in range(MOST_COUNTS))
_ONE_OF_EACH: Final = sum(1 << OF_A_COUNT * at for at in range(MOST_COUNTS))
_HALF: Final = 1 << 31


def loop(of: Stage, block: Block, tables: Sequence[npt.NDArray[Any]]) -> None:
    """The last turn begins earlier where fewer are left, and works some out once more.

    Where there are fewer than a turn has, it goes on behind the last of them.
    """
    width, to = AT_ONCE[of.way], block.to
    many = block.many[of.entity]
    last = to.sub(many, number(width))
    with each(to, many, width) as held:
        at = _least(to, held[0], last)
        at = to.select(to.icmp_signed("<", at, number(0)), number(0), at)
        turn = _Turn(block, width, at, tables)
        for move in of.moves:
            turn.add(move)


def _least(to: Value, one: Value, other: Value) -> Value:
    return to.select(to.icmp_signed("<", one, other), one, other)


@dataclass(slots=True, eq=False)
class _Turn:
    """`known`: what is in registers of the machine already."""

    block: Block
    width: int
    at: Value
    tables: Sequence[npt.NDArray[Any]]
    known: dict[Register, Value] = field(default_factory=dict)

    @property
    def to(self) -> Value:
        return self.block.to

    def add(self, move: Worked) -> None:
        found = self._of(move)
        self.known[move.to] = found
        if move.to in self.block.places:
            self.block.put(move.to, found, self.at)

    def get(self, register: Register) -> Value:
        if register not in self.known:
            self.known[register] = self.block.get(register, self.at, self.width)
        return self.known[register]

    def all(self, value: int, like: Value) -> Value:
        """The same number everywhere, as wide as what it is for."""
        return constant(value, like.type)

    def _of(self, move: Worked) -> Value:
        match move:
            case Linear():
                return self._linear(move)
            case Put():
                here = self.to.icmp_unsigned("==", its := self.get(move.b), self.all(move.k, its))
                return self.to.select(here, self.get(move.a), self.get(move.otherwise))
            case Step(op=Op.SIZE):
                begins = self.block.begins[move.to.entity, move.a.entity]
                kind, after = ir.VectorType(NUMBER, self.width), self.to.add(self.at, number(1))
                ends = read(self.to, begins, after, kind)
                return self.to.sub(ends, read(self.to, begins, self.at, kind))
            case Step():
                return self._step(move)
            case _:
                assert_never(move)

    def _step(self, step: Step) -> Value:
        to, a = self.to, self.get(step.a)
        b = a if step.b is None else self.get(step.b)
        match step.op:
            case Op.AND:
                return to.and_(a, b)
            case Op.OR:
                return to.or_(a, b)
            case Op.NOT:
                return to.xor(a, self.all(1, a))
            case Op.PLUS | Op.ADD:
                return to.add(a, b)
            case Op.SUBTRACT:
                return to.sub(a, b)
            case Op.MULTIPLY:
                return to.mul(a, b)
            case Op.DIVIDE:
                return self._quotient(a, self._highest(b, self.all(1, b)))
            case Op.HIGHEST:
                return self._highest(a, b)
            case Op.JOIN:
                wide = ir.VectorType(kind_of(step.to.width), self.width)
                a, b = (self._as(it, wide) for it in (a, b))
                return to.add(a, to.mul(b, self.all(step.k, b)))
            case Op.IS | Op.EXACTLY | Op.EQUAL:
                return self._truth("==", a, b if step.b else self.all(step.k, a))
            case Op.LESS:
                return self._truth("<", a, b)
            case Op.AT_MOST:
                return self._truth("<=", a, b)
            case Op.BELOW:
                return self._truth("<", a, self.all(step.k, a))
            case Op.PARTS:
                return self._parts(a, step.k)
            case Op.CHOOSE:
                there = to.icmp_unsigned("!=", b, self.all(0, b))
                return to.select(there, a, self.all(step.k, a))
            case Op.WIDEN | Op.PACK:
                its = self._as(a if step.op is Op.WIDEN else b, ir.VectorType(NUMBER, self.width))
                its = to.shl(its, self.all(step.k, its))
                return its if step.op is Op.WIDEN else to.add(a, its)
            case Op.BITS:
                above = to.lshr(a, self.all(step.k, a))
                return to.and_(above, self.all((1 << step.t) - 1, a))
            case Op.FIELDS:
                its = self._as(a, ir.VectorType(NUMBER, self.width))
                copies = to.mul(its, self.all(_COPIES, its))
                found = to.and_(copies, self.all(_ONE_OF_EACH, its))
                if step.b is not None:
                    found = to.add(found, to.shl(b, self.all(step.k, b)))
                return found
            case Op.FIELD:
                above = to.ashr(a, self.all(step.k, a))
                return to.and_(above, self.all((1 << step.t) - 1, a)) if step.t else above
            case Op.NARROW:
                within = self._lowest(self._highest(a, self.all(0, a)), self.all(255, a))
                return to.trunc(within, ir.VectorType(BYTE, self.width))
            case Op.BYTE_OF | Op.NUMBER_OF:
                return self._looked_up(a, step)
            case _:
                message = f"not for vectors: {step.op!r}"
                raise AssertionError(message)

    def _truth(self, how: str, a: Value, b: Value) -> Value:
        """Bytes are numbers from 0 on."""
        compare = self.to.icmp_unsigned if a.type.element is not NUMBER else self.to.icmp_signed
        return self.to.zext(compare(how, a, b), ir.VectorType(BYTE, self.width))

    def _highest(self, a: Value, b: Value) -> Value:
        return self.to.select(self.to.icmp_signed(">", a, b), a, b)

    def _lowest(self, a: Value, b: Value) -> Value:
        return self.to.select(self.to.icmp_signed("<", a, b), a, b)

    def _as(self, it: Value, kind: Value) -> Value:
        return it if it.type == kind else self.to.zext(it, kind)

    def _linear(self, move: Linear) -> Value:
        to, found = self.to, self.get(move.a)
        if move.k != 1:
            found = to.mul(found, self.all(move.k, found))
        if move.t:
            found = to.add(found, self.all(move.t, found))
        if move.least != NO_LEAST:
            found = self._highest(found, self.all(move.least, found))
        if move.most != NO_MOST:
            found = self._lowest(found, self.all(move.most, found))
        return found

    def _looked_up(self, a: Value, step: Step) -> Value:
        """By comparing with the places where the table changes; behind its end is its last."""
        table = self.tables[step.t].tolist()
        kind = ir.VectorType(kind_of(step.to.width), self.width)
        found = ir.Constant(kind, [table[0]] * self.width)
        for place in changes(self.tables[step.t]):
            from_here = self.to.icmp_unsigned(">=", a, self.all(place, a))
            found = self.to.select(from_here, self.all(table[place], found), found)
        return found

    def _parts(self, a: Value, k: int) -> Value:
        """Of 31 bits they are multiplied by what is one k-th of 1 << shift, and no less."""
        to = self.to
        if not 0 < k < _HALF:
            return self._quotient(a, self.all(k, a))
        shift = 31 + (k - 1).bit_length()
        large = to.icmp_unsigned(">=", a, self.all(_HALF, a))
        any_ = to.icmp_unsigned(
            "!=", to.bitcast(large, ir.IntType(self.width)), ir.IntType(self.width)(0)
        )
        with to.if_else(any_, likely=False) as (then, otherwise):
            with then:
                slowly, there = self._quotient(a, self.all(k, a)), to.block
            with otherwise:
                low = to.and_(a, self.all((1 << 32) - 1, a))
                inverse = self.all((1 << shift) // k + 1, a)
                quickly, here = to.lshr(to.mul(low, inverse), self.all(shift, a)), to.block
        found = to.phi(a.type)
        found.add_incoming(slowly, there)
        found.add_incoming(quickly, here)
        return found

    def _quotient(self, a: Value, b: Value) -> Value:
        """Rounded down; b is not 0."""
        to = self.to
        found = to.sdiv(a, b)
        rest = to.sub(a, to.mul(found, b))
        apart = to.icmp_signed("<", to.xor(rest, b), self.all(0, a))
        below = to.and_(apart, to.icmp_signed("!=", rest, self.all(0, a)))
        return to.sub(found, to.zext(below, a.type))
