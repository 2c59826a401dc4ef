"""Lines of Python that work registers out for one subject, each when it is first asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor
from typing import Any, Final, cast

from doudi.runtime.columns.straight.flow import Flow
from doudi.runtime.columns.straight.operations import text
from doudi.runtime.columns.straight.told import Signature
from doudi.runtime.columns.tape.code import Column, Op, Part, Register, Step
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program import types
from doudi.runtime.program.ids import EntityId, FactId
from doudi.runtime.values import NOT_APPLICABLE, Truth

_FEW: Final = 256
_WITH_NUMBERS: Final = frozenset((Op.BELOW, Op.EXACTLY))


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """What a whole text shares. `constants`: what its names stand for."""

    flow: Flow
    rules: Index
    constants: dict[str, Any] = field(default_factory=dict)

    def constant(self, value: object) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Lines for a subject of a kind, or for some of those subjects only.

    `subject`: its name in the text. `outer`: the block that this one stands in.
    """

    entity: EntityId
    subject: str
    source: Source
    outer: Block | None = None
    lines: list[str] = field(default_factory=list)
    known: set[Register | str] = field(default_factory=set)

    @property
    def told(self) -> str:
        """The name of its signature."""
        return f"told_{self.subject}"

    def refuse_terms(self) -> None:
        """A term that is given hides what it would be derived from."""
        self.add(f"if {self.subject}.terms: raise NotForTapeError")

    def within(self) -> Block:
        return replace(self, outer=self, lines=[], known=set())

    def add(self, line: str) -> None:
        self.lines.append(line)

    def nest(self, head: str, inner: Block) -> None:
        self.lines.extend((head, *(f"    {it}" for it in inner.lines)))

    def name(self, register: Register) -> str:
        """Of what the register holds; the lines that work it out are added where it is at home."""
        register = self.source.flow.source(register)
        if not any(register in it.known for it in self._around()):
            home = self.source.flow.home(register)
            next(it for it in self._around() if it.entity == home).work_out(register)
        return f"r{register.number}"

    def signs(self, registers: Iterable[Register], by: Signature) -> list[str]:
        """The parts of the signature that are theirs, to be added up."""
        found: list[str] = []
        limits: dict[Register, list[tuple[Step, int]]] = {}
        for it in registers:
            origin, unit = self.source.flow.origins[it.number], 1 << by.places[it]
            if isinstance(origin, Column):
                found.append(self._code(origin, unit))
            elif origin.op in _WITH_NUMBERS:
                limits.setdefault(self.source.flow.source(origin.a), []).append((origin, unit))
            else:
                found.append(f"({unit} if {text(origin, self.name)} else 0)")
        return [*found, *(self._band(number, steps) for number, steps in limits.items())]

    def work_out(self, register: Register) -> None:
        name, flow = f"r{register.number}", self.source.flow
        match flow.origins[register.number]:
            case Column(part=Part.LOW) as column:
                self._read_number(column, name)
            case Column() as column:
                self.add(f"{name} = {self._code(column, 1)}")
            case Step(op=Op.SIZE, a=a):
                self.add(f"{name} = len(all_{a.entity})")
            case Step() as step:
                said = text(step, self.name)
                self.add(f"{name} = {said}")
        self.written(register)

    def written(self, register: Register) -> None:
        self.known.add(register)
        if self.source.flow.divides(register):
            self.add(f"if r{register.number} < 1: raise NotForTapeError")

    def _around(self) -> Iterator[Block]:
        at: Block | None = self
        while at is not None:
            yield at
            at = at.outer

    def _facts(self) -> str:
        name = f"facts_{self.subject}"
        if not any(name in it.known for it in self._around()):
            self.add(f"{name} = {self.subject}.facts")
            self.known.add(name)
        return name

    def _read_number(self, column: Column, name: str) -> None:
        """KeyError for what is not in a small range."""
        self.add(f"v = {self._facts()}[{str(column.of)!r}].value")
        few = self._few(column)
        if few:
            self.add(f"{name} = {self.source.constant({it: it for it in few})}[v.low]")
            self.add(f"if {name} != v.high: raise NotForTapeError")
        else:
            whole = f"{name}.__class__ is int and -{column.bound} <= {name} <= {column.bound}"
            self.add(f"{name} = v.low")
            self.add(f"if {name} != v.high or not ({whole}): raise NotForTapeError")

    def _few(self, column: Column) -> range:
        """All that a number can be, where that is little; else nothing."""
        declared = self.source.rules.facts[cast("FactId", column.of)]
        low, high = declared.minimum, declared.maximum
        if low is None or high is None or high - low >= _FEW:
            return range(0)
        return range(ceil(low), floor(high) + 1)

    def _code(self, column: Column, unit: int) -> str:
        """The number of a truth or an option, in these units; KeyError for what has none."""
        of = cast("FactId", column.of)
        type_, fact = self.source.rules.facts[of].type, f"{self._facts()}[{str(of)!r}].value"
        if not isinstance(type_, types.Choice):
            truths = {Truth.FALSE: 0, NOT_APPLICABLE: 0, Truth.TRUE: unit}
            return f"{self.source.constant(truths)}[{fact}]"
        options = self.source.rules.options[type_.id]
        table = self.source.constant({it: at * unit for at, it in enumerate(options)})
        return f"{table}[{fact}.id]"

    def _band(self, number: Register, steps: Sequence[tuple[Step, int]]) -> str:
        """Where a number lies among those that it is compared with."""
        if len(steps) == 1:
            step, unit = steps[0]
            return f"({unit} if {text(step, self.name)} else 0)"
        origin = self.source.flow.origins[number.number]
        few = self._few(origin) if isinstance(origin, Column) else ()
        if few:
            told = {it: sum(unit for step, unit in steps if _holds(step, it)) for it in few}
            return f"{self.source.constant(told)}[{self.name(number)}]"
        cuts = sorted({cut for step, _ in steps for cut in _cuts(step)})
        bands = [sum(unit for step, unit in steps if _holds(step, it)) for it in _between(cuts)]
        self.source.constants["bisect"] = bisect_right
        table, limits = self.source.constant(tuple(bands)), self.source.constant(tuple(cuts))
        return f"{table}[bisect({limits}, {self.name(number)})]"


def _cuts(step: Step) -> tuple[int, ...]:
    return (step.k, step.k + 1) if step.op is Op.EXACTLY else (step.k,)


def _holds(step: Step, number: int) -> bool:
    return number == step.k if step.op is Op.EXACTLY else number < step.k


def _between(cuts: Sequence[int]) -> Iterator[int]:
    """One number of each band: below the first cut, from each up to the next."""
    yield cuts[0] - 1
    yield from cuts
