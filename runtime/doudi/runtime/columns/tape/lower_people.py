"""From those who lie in a subject to the subject, on a tape: whether any, whether all, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doudi.runtime.columns.tape.code import MOST_INSIDE, Op, Register
from doudi.runtime.columns.tape.ends import End
from doudi.runtime.columns.tape.lower_columns import any_column
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Graded,
    Plain,
    disjunction,
    negated,
    not_,
    of_bits,
    plain_and,
)
from doudi.runtime.columns.tape.lowering import Lowering
from doudi.runtime.columns.tape.numbers import Amount, Worked, roomy, worked
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import Interval


def some(when: Bits, entity: EntityId, outer: EntityId, its: Lowering) -> Bits:
    def any_of(parts: Sequence[Plain]) -> Plain:
        if not isinstance(parts[0], Register) and not parts[0]:
            return False
        there = _how_many(parts[0], entity, outer, its)
        return not_(its.tape.step(Op.BELOW, there, k=1), its.tape)

    return disjunction([when], any_of, its.tape)


def every(when: Bits, entity: EntityId, outer: EntityId, its: Lowering) -> Bits:
    return negated(some(negated(when, its.tape), entity, outer, its), its.tape)


def count(when: Bits, entity: EntityId, outer: EntityId, its: Lowering) -> Worked:
    graded = of_bits(when)
    low, high = (End(_how_many(it, entity, outer, its)) for it in (graded.certain, graded.possible))
    return Worked(low, high, MOST_INSIDE, reach=MOST_INSIDE, natural=True)


def _how_many(when: Plain, entity: EntityId, outer: EntityId, its: Lowering) -> Register:
    tape = its.tape
    if isinstance(when, Register):
        return tape.step(Op.TOTAL, tape.step(Op.WIDEN, when), k=MOST_INSIDE, entity=outer)
    all_ = tape.step(Op.SIZE, any_column(entity, its), entity=outer)
    return all_ if when else tape.step(Op.TIMES, all_, k=0)


def total(value: Amount, when: Graded, outer: EntityId, tape: Writing) -> Amount:
    if isinstance(value, Interval):
        raise NoTapeError
    each = worked(value, tape)
    if each.there is not True:  # what is not applicable is passed over
        certain, possible = (
            plain_and(it, each.there, tape) for it in (when.certain, when.possible)
        )
        each, when = replace(each, there=True), Graded(certain, certain, possible)
    if each.low.by is not None or each.high.by is not None:
        raise NoTapeError
    if not (each.natural or when.certain == when.possible):
        raise NoTapeError

    def summed(of: Register, where: Plain) -> Register:
        match where:
            case Register():
                of = tape.step(Op.CHOOSE, of, where, k=0)
            case False:
                of = tape.step(Op.TIMES, of, k=0)
        return tape.step(Op.TOTAL, of, k=each.reach * MOST_INSIDE, entity=outer)

    return roomy(
        replace(
            each,
            low=End(summed(each.low.above, when.certain)),
            high=End(summed(each.high.above, when.possible)),
            bound=each.bound * MOST_INSIDE,
            far=None if each.far is None else each.far - each.bound * MOST_INSIDE,
            reach=each.reach * MOST_INSIDE,
        )
    )
