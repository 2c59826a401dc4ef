"""The values worth trying for a fact: of numbers, those nearest to what the case says.

Numbers and days come in stretches within which no condition and no axiom turns, so that one value
of a stretch stands for all of it; but an amount may move within it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from doudi.runtime.facts.convert import counted
from doudi.runtime.facts.model import Given
from doudi.runtime.probing.cells import Cell, given_in, type_of
from doudi.runtime.probing.probe import Probe
from doudi.runtime.probing.reads import Atom, Reads
from doudi.runtime.probing.stretches import Number, Stretch, grain_of, stretches
from doudi.runtime.program import expressions as ir
from doudi.runtime.values import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch on one side of what the case says, from its nearer to its farther end."""

    near: Number
    far: Number


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """`read`: with the axioms on these facts among its conditions."""

    probe: Probe
    read: Reads
    _cut: dict[tuple[Cell, frozenset[tuple[Cell, Given]]], tuple[Stretch, ...]] = field(
        default_factory=dict
    )

    def others(self, cell: Cell) -> Iterator[Given]:
        """Every truth, option or area but that of the case."""
        now = given_in(self.probe.case, cell)
        for it in stretches(cell, self.probe, self.read):
            if now is None or it.given.value != now.value:
                yield it.given

    def parts(self, cell: Cell, answers: Mapping[Cell, Given]) -> Iterator[Part]:
        """Every number or day but that of the case. `answers`: what other facts are instead."""
        now = given_in(self.probe.case, cell)
        known = now.value if now is not None and isinstance(now.value, Interval) else None
        grain = grain_of(type_of(cell, self.probe.rules))
        cut = self._stretches(cell, answers)
        for it in cut:
            if it.low is not None and it.high is not None:
                last = it is cut[-1]
                yield from _parts(it.low, it.high, known or Interval(None, None), grain, last=last)

    def is_counted(self, cell: Cell) -> bool:
        return counted(type_of(cell, self.probe.rules))

    def _stretches(self, cell: Cell, answers: Mapping[Cell, Given]) -> tuple[Stretch, ...]:
        """Only facts that are compared together with this one move the ends of its stretches."""
        beside = {
            other
            for atom in self.read.atoms
            if cell in atom.cells and not _follows(atom.expr)
            for other in atom.cells
        }
        other = {it: given for it, given in answers.items() if it in beside and it != cell}
        key = (cell, frozenset(other.items()))
        if key not in self._cut:
            self._cut[key] = stretches(cell, self.probe, self.read, other)
        return self._cut[key]


def with_axioms(read: Reads, probe: Probe, cells: tuple[Cell, ...]) -> Reads:
    """An axiom turns where it begins or ceases to be broken."""
    run = probe.run()
    found: list[Atom] = []
    for axiom in run.index.program.axioms:
        kept: ir.Expr = axiom.then
        if axiom.when is not None:
            kept = ir.Op("or", (ir.Op("not", (axiom.when,)), kept))
        about = frozenset(it for it in cells if it.name in _facts(kept))
        if about:
            found += [Atom(kept, it.key, None, about) for it in run.nodes.get(axiom.entity, ())]
    return replace(read, atoms=(*read.atoms, *found))


def _follows(expr: ir.Expr) -> bool:
    """Whether it turns just where something else in the rules does."""
    return isinstance(expr, ir.Term) or (
        isinstance(expr, ir.Aggregate) and expr.kind in ("exists", "every")
    )


def _facts(expr: ir.Expr) -> set[str]:
    match expr:
        case ir.Fact(id=fact):
            return {fact}
        case ir.Op(args=args) | ir.Standard(args=args):
            return {it for arg in args for it in _facts(arg)}
        case ir.Aggregate(value=value, when=when):
            return {it for arg in (value, when) if arg is not None for it in _facts(arg)}
        case _:
            return set()


def _parts(
    low: Number, high: Number, known: Interval, grain: Number, *, last: bool
) -> Iterator[Part]:
    """Below what is known, inside it (all of it, where it is a range), and above.

    `last`: no condition turns at the upper end, so that inside the lower one comes first.
    """
    below = high if known.low is None else min(high, known.low - grain)
    above = low if known.high is None else max(low, known.high + grain)
    if known.low is not None and low <= below:
        yield Part(below, low)
    if not known.exact:
        first = low if known.low is None else max(low, known.low)
        final = high if known.high is None else min(high, known.high)
        if first <= final:
            yield Part(first, final) if last else Part(final, first)
    if known.high is not None and above <= high:
        yield Part(above, high)
