"""A tape as one Python function: a household in, the cells of all its subjects out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from doudi.runtime.columns.cells import OUTCOMES
from doudi.runtime.columns.straight.block import Block, Source
from doudi.runtime.columns.straight.cells import Cell, Unpriced, of_kind
from doudi.runtime.columns.straight.lookups import Lookup, together
from doudi.runtime.columns.straight.plan import Loop, Plan, plan, told_by, worked_out
from doudi.runtime.columns.straight.told import Signature, Told
from doudi.runtime.columns.tape.code import MOST_INSIDE, Register, Result, Tape
from doudi.runtime.columns.tape.reading import NotForTapeError
from doudi.runtime.decision import Outcome
from doudi.runtime.evaluation.index import Index
from doudi.runtime.facts.model import Instance
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.trace import SubjectKey

Cells: TypeAlias = dict[SubjectKey, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    plan: Plan
    source: Source
    root: Block


def written(tape: Tape, rules: Index) -> Callable[[Instance], Cells]:
    """Of a household the cells of the schemes on the tape, in its order.

    The function raises NotForTapeError, KeyError or AttributeError where the tape cannot take it.
    """
    its = plan(tape)
    source = Source(its.flow, rules)
    lines = _lines(Writing(its, source, Block(HOUSEHOLD, "household", source)))
    text = "\n".join(("def decided(household):", *(f"    {it}" for it in lines)))
    place: dict[str, Any] = {
        **source.constants,
        "NotForTapeError": NotForTapeError,
        "Unpriced": Unpriced,
        "TABLES": tape.tables,
    }
    exec(compile(text, "<household>", "exec"), place)  # noqa: S102 - of our own making
    made: Callable[[Instance], Cells] = place["decided"]
    return made


def _lines(its: Writing) -> Sequence[str]:
    root, plan = its.root, its.plan
    root.refuse_terms()
    for kind in plan.kinds:
        root.add(f"all_{kind} = {root.subject}.children[{str(kind)!r}]")
        root.add(f"if len(all_{kind}) > {MOST_INSIDE}: raise NotForTapeError")
    for at, (own, loops) in enumerate(zip(plan.own, plan.loops, strict=True)):
        signs = root.signs(own, plan.signatures[HOUSEHOLD])
        root.add(f"{root.told} {'+=' if at else '='} {' + '.join(signs) or 0}")
        spread = [_spread(it, its) for it in loops if it.spread]
        if at == len(plan.loops) - 1:
            for it in plan.divisors:
                root.name(it)
            root.add("found = {}")
            _answer(plan.results, spread, root, its)
        else:
            _look_up(spread, root, its)
        for loop in loops:
            _go_through(loop, its)
    root.add("return found")
    return root.lines


def _go_through(loop: Loop, its: Writing) -> None:
    root, kind, by = its.root, loop.entity, its.plan.signatures[loop.entity]
    one = Block(kind, f"one_{kind}", its.source, root)
    if loop.first:
        one.refuse_terms()
    signs = one.signs(loop.own, by)
    if loop.spread:
        signs.append(f"spread_{kind}")
    head = f"for {one.subject} in all_{kind}:"
    if not loop.first:
        signs.append(one.told)
        head = f"for {one.subject}, {one.told} in zip(all_{kind}, told_of_{kind}):"
    one.add(f"{one.told} = {' + '.join(signs) or 0}")
    for it in loop.divisors:
        one.name(it)
    _add_up(loop, one, its)
    if loop.again:
        root.add(f"again_{kind} = []")
        one.add(f"again_{kind}.append({one.told})")
    _answer(loop.results, (), one, its)
    root.nest(head, one)
    for step in loop.totals:
        root.written(step.to)
    if loop.again:
        root.add(f"told_of_{kind} = again_{kind}")


def _add_up(loop: Loop, one: Block, its: Writing) -> None:
    """Statuses become part of the signature, and what is totalled is added."""
    plain = its.plan.signatures[loop.entity].plain
    looked_up = [it for it in loop.totals if not its.plan.flow.worked_out(it.a)]
    answers = [_one_of(f"added_{it.to.number}", it.a, plain) for it in looked_up]
    if loop.statuses:
        answers.append(_signs("statuses", loop.statuses, plain, its.plan.signatures[loop.entity]))
    _look_up(answers, one, its)
    if loop.statuses:
        one.add(f"{one.told} += statuses")
    for it in loop.totals:
        its.root.add(f"r{it.to.number} = 0")
        added = f"added_{it.to.number}" if it in looked_up else one.name(it.a)
        one.add(f"r{it.to.number} += {added}")


def _spread(loop: Loop, its: Writing) -> Lookup:
    """What of the household is part of the signatures inside."""
    outside, inside = its.plan.signatures[HOUSEHOLD], its.plan.signatures[loop.entity]
    return _signs(f"spread_{loop.entity}", loop.spread, outside, inside)


def _signs(name: str, registers: Sequence[Register], by: Signature, part_of: Signature) -> Lookup:
    of = by.values(registers)
    places = [part_of.places[it] for it in registers]

    def signs(told: int) -> int:
        return sum(it << at for it, at in zip(of(told), places, strict=True))

    return Lookup(name, by.mask(registers), signs)


def _one_of(name: str, register: Register, by: Signature) -> Lookup:
    of = by.values([register])
    return Lookup(name, by.mask([register]), lambda told: of(told)[0])


def _look_up(answers: Sequence[Lookup], block: Block, its: Writing) -> None:
    for those in together(answers):
        names = ", ".join(it.name for it in those.answers)
        table = its.source.constant(Told(those.answer))
        block.add(f"{names} = {table}[{block.told} & {those.mask}]")


def _answer(
    results: Sequence[Result], besides: Sequence[Lookup], block: Block, its: Writing
) -> None:
    """All cells of one subject."""
    _look_up([*(_cell(it, block, its) for it in results), *besides], block, its)
    for result in results:
        if worked_out(result, its.plan.flow):
            _price(result, block)
    if results:
        cells = "".join(f"cell_{it.scheme}, " for it in results)
        block.add(f"found[{str(block.entity)!r}, {block.subject}.id] = ({cells})")


def _price(result: Result, block: Block) -> None:
    name, unpriced = f"cell_{result.scheme}", block.within()
    for number, ends in enumerate(result.amounts):
        this = unpriced.within()
        this.add(f"{name} = {name}.at({this.name(ends.low)})")
        unpriced.nest(f"{'el' if number else ''}if {name}.amount == {number}:", this)
    block.nest(f"if {name}.__class__ is Unpriced:", unpriced)


def _cell(result: Result, block: Block, its: Writing) -> Lookup:
    """Signatures that come to the same cell share it."""
    by, registers = its.plan.signatures[block.entity], told_by(result, its.plan.flow)
    of = by.values(registers)
    kinds = Told(result.kind_of)
    same: dict[Cell | Unpriced, Cell | Unpriced] = {}

    def cell(told: int) -> Cell | Unpriced:
        key, *others = of(told)
        kind = kinds[key]
        if kind is None or OUTCOMES[kind.outcome] is Outcome.UNDETERMINED:
            raise NotForTapeError
        parts = None if result.parts is None else others.pop(0)
        found = of_kind(result.scheme, kind, parts, its.source.rules.program)
        if isinstance(found, Unpriced) and others:
            found = found.at(others[found.amount])
        return same.setdefault(found, found)

    return Lookup(f"cell_{result.scheme}", by.mask(registers), cell)
