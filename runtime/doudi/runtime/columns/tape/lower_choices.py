"""Options on a tape: whether two are the same, and which one a definition chooses."""

from __future__ import annotations

from collections.abc import Sequence

from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.lower_columns import constant
from doudi.runtime.columns.tape.lower_comparisons import equal
from doudi.runtime.columns.tape.lower_truths import (
    Bits,
    Plain,
    both,
    either,
    known_between,
    negated,
    not_,
    of_bits,
    of_truth,
    plain_or,
)
from doudi.runtime.columns.tape.lowering import Coded, Lowered, Lowering
from doudi.runtime.columns.tape.numbers import Tabled, Worked
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.program import types
from doudi.runtime.program.declarations import Provision
from doudi.runtime.program.ids import OptionId, TermId
from doudi.runtime.values import Interval, Symbol, Truth, UnknownSymbol


def same(one: Lowered, other: Lowered, its: Lowering) -> Bits:
    tape = its.tape
    match one, other:
        case Coded(), Symbol(id=id_):
            known = [number for number, it in enumerate(one.options) if it == id_]
            certain = tape.step(Op.IS, one.at, k=known[0]) if known else False
            return known_between(certain, plain_or(certain, _unknown(one, tape), tape))
        case Coded(absent=False), UnknownSymbol():
            return of_truth(Truth.UNKNOWN)
        case ((Symbol() | UnknownSymbol()), Coded()):
            return same(other, one, its)
        case ((Interval() | Tabled() | Worked()), (Interval() | Tabled() | Worked())):
            return equal(one, other, its.numbers)
        case _:
            raise NoTapeError


def _unknown(it: Coded, tape: Writing) -> Plain:
    return tape.step(Op.IS, it.at, k=len(it.options)) if it.open else False


def chosen(
    term: TermId,
    defining: Sequence[Provision],
    conditions: Sequence[Bits],
    options: Sequence[Symbol],
    its: Lowering,
) -> Coded:
    """The option of the provision that prevails, where all conditions are settled; else unknown."""
    rules, tape = its.scene.rules, its.tape
    type_ = rules.terms[term].type
    if not isinstance(type_, types.Choice):
        raise NoTapeError
    every = rules.options[type_.id]
    each = [of_bits(it) for it in conditions]
    settled = [either([it.certain, not_(it.possible, tape)], tape) for it in each]
    prevailing: dict[int, list[Bits]] = {}
    for at, one in enumerate(defining):
        against = [
            not_(each[other].certain, tape)
            for other, it in enumerate(defining)
            if options[other] != options[at] and rules.beats(one, it) is None
        ]
        place = every.index(OptionId(options[at].id))
        prevailing.setdefault(place, []).append(both([each[at].certain, *against, *settled], tape))
    where = {place: either(its_own, tape) for place, its_own in prevailing.items()}
    where[len(every)] = negated(either(tuple(where.values()), tape), tape)
    registers = {place: it for place, it in where.items() if isinstance(it, Register)}
    if len(registers) < len(where):
        raise NoTapeError
    code = constant(False, next(iter(registers.values())).entity, its)  # noqa: FBT003 - a truth
    for place, it in registers.items():
        code = tape.join(code, it, place, len(every) + 1)
    return Coded(code, every, open=True)
