"""Steps put in another order, so that what goes from one kind of subject to another goes together.

Going over to those outside (TOTAL) or inside (SPREAD) is dear; several bytes in one go cost no more
than one. Counts share a number with at most one sum, each with a field of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from doudi.runtime.columns.tape.code import (
    MOST_COUNTS,
    OF_A_COUNT,
    Op,
    Part,
    Register,
    Step,
    Tape,
    Width,
)
from doudi.runtime.columns.tape.ends import ROOM
from doudi.runtime.columns.tape.needed import needed

_BITS: Final = 8
_GOING_OVER: Final = (Op.SPREAD, Op.TOTAL)

_Way: TypeAlias = tuple[Op, str, str]


def packed(tape: Tape) -> Tape:
    writing = _Packing(tape)
    for group in _groups(tape):
        match group[0].op:
            case Op.SPREAD if len(group) > 1:
                writing.spread(group)
            case Op.TOTAL if len(group) > 1:
                writing.total(group)
            case _:
                writing.steps += group
    whole = replace(
        tape,
        steps=tuple(writing.steps),
        registers=writing.registers,
    )
    return needed(whole)


def _groups(tape: Tape) -> Iterator[list[Step]]:
    """Every step after those that it reads; what goes over as late and as many as can be."""
    known = {it.to for it in tape.columns}
    left = list(tape.steps)
    while left:
        waiting: list[Step] = []
        for step in left:
            ready = known.issuperset(step.reads)
            if ready and step.op not in _GOING_OVER:
                known.add(step.to)
                yield [step]
            else:
                waiting.append(step)
        over: dict[_Way, list[Step]] = {}
        for step in waiting:
            if known.issuperset(step.reads):
                over.setdefault((step.op, step.a.entity, step.to.entity), []).append(step)
        if over:
            first = min(over, key=lambda it: _GOING_OVER.index(it[0]))
            known |= {it.to for it in over[first]}
            yield over[first]
            waiting = [it for it in waiting if it not in over[first]]
        left = waiting


@dataclass(slots=True, eq=False)
class _Packing:
    tape: Tape
    steps: list[Step] = field(default_factory=list)
    registers: int = field(init=False)
    most: dict[Register, int] = field(init=False)
    wide: Mapping[Register, Step] = field(init=False)

    def __post_init__(self) -> None:
        self.registers = self.tape.registers
        self.most = largest(self.tape)
        self.wide = {it.to: it for it in self.tape.steps if it.op is Op.WIDEN and not it.k}

    def spread(self, group: Sequence[Step]) -> None:
        """Each in as many bits of a byte as it needs."""
        bytes_: list[list[Step]] = []
        used = _BITS
        for step in group:
            needed = self.most[step.a].bit_length()
            if used + needed > _BITS:
                bytes_.append([])
                used = 0
            bytes_[-1].append(step)
            used += needed
        for these in bytes_:
            if len(these) == 1:
                self.steps += these
                continue
            widths = [self.most[it.a].bit_length() for it in these]
            whole = self._joined([it.a for it in these], widths)
            inside = self._step(Op.SPREAD, Width.BYTE, these[0].to.entity, whole)
            at = 0
            for step, bits in zip(these, widths, strict=True):
                self.steps.append(Step(Op.BITS, step.to, inside, k=at, t=bits))
                at += bits

    def total(self, group: Sequence[Step]) -> None:
        counts = [it for it in group if it.a in self.wide]
        sums = [it for it in group if it.a not in self.wide]
        for at in range(0, len(counts), MOST_COUNTS):
            self._counted(counts[at : at + MOST_COUNTS], sums)
        self.steps += sums

    def _counted(self, counts: Sequence[Step], sums: list[Step]) -> None:
        """`sums`: one that fits is taken along, and out of these."""
        bits = OF_A_COUNT * len(counts)
        fits = [it for it in sums if it.k > 0 and it.k << bits < ROOM]
        if len(counts) + len(fits[:1]) == 1:
            self.steps += counts
            return
        bytes_ = [self.wide[it.a].a for it in counts]
        whole = self._joined(bytes_, [1] * len(bytes_))
        summed = None
        if fits:
            sums.remove(fits[0])
            summed = fits[0].a
        word = self._step(Op.FIELDS, Width.NUMBER, whole.entity, whole, summed, k=bits)
        found = self._step(Op.TOTAL, Width.NUMBER, counts[0].to.entity, word)
        for at, step in enumerate(counts):
            field_ = Step(Op.FIELD, step.to, found, k=OF_A_COUNT * at, t=OF_A_COUNT)
            self.steps.append(field_)
        if fits:
            self.steps.append(Step(Op.FIELD, fits[0].to, found, k=bits, t=0))

    def _joined(self, bytes_: Sequence[Register], widths: Sequence[int]) -> Register:
        whole, at = bytes_[0], widths[0]
        for byte, bits in zip(bytes_[1:], widths[1:], strict=True):
            whole = self._step(Op.JOIN, Width.BYTE, whole.entity, whole, byte, k=1 << at)
            at += bits
        return whole

    def _step(
        self,
        op: Op,
        width: Width,
        entity: str,
        a: Register,
        b: Register | None = None,
        *,
        k: int = 0,
        t: int = -1,
    ) -> Register:
        to = Register(self.registers, width, type(a.entity)(entity))
        self.registers += 1
        self.steps.append(Step(op, to, a, b, k, t))
        return to


def largest(tape: Tape) -> dict[Register, int]:
    """Of every byte the largest value that it can have."""
    found: dict[Register, int] = {}
    for it in tape.columns:
        if it.to.width is Width.BYTE:
            found[it.to] = it.bound + 1 if it.part is Part.OPTION else 1
    for step in tape.steps:
        if step.to.width is Width.BYTE:
            found[step.to] = _largest(step, found, tape)
    return found


def _largest(step: Step, of: Mapping[Register, int], tape: Tape) -> int:
    one = of.get(step.a, 0)
    other = 0 if step.b is None else of.get(step.b, 0)
    match step.op:
        case Op.AND:
            return min(one, other)
        case Op.OR:
            return (1 << (one | other).bit_length()) - 1
        case Op.PLUS:
            return one + other
        case Op.JOIN:
            return one + other * step.k
        case Op.BYTE_OF:
            return max(tape.tables[step.t])
        case Op.SPREAD:
            return one
        case Op.BITS:
            return (1 << step.t) - 1
        case _:
            return 1
