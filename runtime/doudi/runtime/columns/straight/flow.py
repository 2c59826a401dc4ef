"""How the registers of a tape hang together: what each is made from, where, when, and of what.

A register is *told apart* where all that it hangs on are truths, options and comparisons: then it
has few values, and those who agree in these agree in it. Others are numbers *worked out*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from doudi.runtime.columns.tape.code import Column, Op, Part, Register, Step, Tape, Width
from doudi.runtime.columns.tape.packed import largest
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.program.ids import EntityId

Origin: TypeAlias = Column | Step

COMPARISONS: Final = frozenset((Op.LESS, Op.AT_MOST, Op.EQUAL, Op.BELOW, Op.EXACTLY))
_OF_ALL_INSIDE: Final = frozenset((Op.TOTAL, Op.SIZE))
_SPREADS: Final = frozenset((Op.SPREAD, Op.SPREAD_NUMBER))


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """`origins`: of each register what writes it; `largest`: of bytes, their largest values."""

    tape: Tape
    origins: Mapping[int, Origin]
    largest: Mapping[Register, int]
    _homes: dict[int, EntityId] = field(default_factory=dict)
    _rounds: dict[int, int] = field(default_factory=dict)
    _worked_out: dict[int, bool] = field(default_factory=dict)

    def source(self, register: Register) -> Register:
        """Itself; of what is spread, that which is spread."""
        origin = self.origins[register.number]
        while isinstance(origin, Step) and origin.op in _SPREADS:
            register = origin.a
            origin = self.origins[register.number]
        return register

    def divides(self, register: Register) -> bool:
        """Whether it must be 1 or more, here or wherever it is spread to."""
        return register in map(self.source, self.tape.positive)

    def inputs(self, register: Register) -> tuple[Register, ...]:
        origin = self.origins[register.number]
        if isinstance(origin, Column) or origin.op is Op.SIZE:
            return ()
        return tuple(self.source(it) for it in origin.reads)

    def home(self, register: Register) -> EntityId:
        """The outermost kind of subject that it can be worked out for, once for all inside."""
        if register.number not in self._homes:
            origin = self.origins[register.number]
            if isinstance(origin, Column) or origin.op in _OF_ALL_INSIDE:
                found = register.entity
            else:
                homes = [self.home(it) for it in self.inputs(register)]
                found = next((it for it in homes if it != HOUSEHOLD), HOUSEHOLD)
            self._homes[register.number] = found
        return self._homes[register.number]

    def round(self, register: Register) -> int:
        """How many times all that lie inside have to be gone through before it is known."""
        if register.number not in self._rounds:
            origin = self.origins[register.number]
            before = max((self.round(it) for it in self.inputs(register)), default=0)
            totalled = isinstance(origin, Step) and origin.op is Op.TOTAL
            self._rounds[register.number] = before + totalled
        return self._rounds[register.number]

    def worked_out(self, register: Register) -> bool:
        if register.number not in self._worked_out:
            origin = self.origins[register.number]
            match origin:
                case Column(part=part):
                    found = part in (Part.LOW, Part.HIGH)
                case Step(op=op) if op in _OF_ALL_INSIDE:
                    found = True
                case Step(op=op) if op in COMPARISONS:
                    found = False
                case _:
                    found = any(self.worked_out(it) for it in self.inputs(register))
            self._worked_out[register.number] = found
        return self._worked_out[register.number]

    def tells(self, register: Register) -> bool:
        """Whether it is one of those by which others are told apart."""
        origin = self.origins[register.number]
        if isinstance(origin, Column):
            return not self.worked_out(register)
        return origin.op in COMPARISONS and any(map(self.worked_out, self.inputs(register)))

    def telling(
        self,
        registers: Iterable[Register],
        entity: EntityId,
        beside: Collection[Register] = (),
    ) -> tuple[Register, ...]:
        """By what they are told apart among subjects of a kind; bytes from outside are as they are.

        `beside`: those that are not looked behind either.
        """
        found: dict[Register, None] = {}
        seen: set[Register] = set()
        waiting = list(registers)[::-1]
        while waiting:
            it = self.source(waiting.pop())
            if it in seen:
                continue
            seen.add(it)
            outside = self.home(it) != entity and it.width is Width.BYTE
            if outside or it in beside or self.tells(it):
                found[it] = None
            else:
                waiting += self.inputs(it)[::-1]
        return tuple(found)

    def behind(self, registers: Iterable[Register]) -> set[Register]:
        """They and all that they hang on."""
        seen: set[Register] = set()
        waiting = [*registers]
        while waiting:
            it = waiting.pop()
            if it not in seen:
                seen.add(it)
                origin = self.origins[it.number]
                if isinstance(origin, Step):
                    waiting += origin.reads
        return seen

    def bits(self, register: Register) -> int:
        """How many a byte needs."""
        match self.origins[register.number]:
            case Column(part=Part.OPTION, bound=bound):
                return (bound - 1).bit_length()
            case _:
                return self.largest[register].bit_length()


def flow(tape: Tape) -> Flow:
    written: list[Origin] = [*tape.columns, *tape.steps]
    return Flow(tape, {it.to.number: it for it in written}, largest(tape))
