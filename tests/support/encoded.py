"""What a term of the solver comes to where every unknown is pinned to a value."""

from __future__ import annotations

from time import monotonic
from typing import Final

import z3

from doudi.compiler.proof import solver_z3
from doudi.compiler.proof.encoding.areas import Symbols
from doudi.compiler.proof.encoding.cells import number_of
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.encoding.terms import Condition
from doudi.compiler.proof.encoding.values import Encoded, Number, Option
from doudi.compiler.proof.encoding.values import Truth as EncodedTruth
from doudi.runtime import values as v
from doudi.runtime.operators.truths import F, T

MILLISECONDS: Final = 20_000


def only_model(pins: list[Condition], ground: Ground) -> z3.ModelRef:
    effort = solver_z3._Effort(10**9, monotonic() + MILLISECONDS)
    search = solver_z3._outright(pins, ground, effort)
    found = search.check(())
    assert found == "sat", found
    return search.solver.model()


def value_in(it: Encoded, model: z3.ModelRef, symbols: Symbols) -> v.Value:
    """What it comes to; a truth that is neither true nor false counts as unknown."""

    def so(condition: Condition) -> bool:
        if isinstance(condition, bool):
            return condition
        return bool(z3.is_true(model.eval(condition, model_completion=True)))

    match it:
        case EncodedTruth():
            assert not (so(it.true) and so(it.false))
            return T if so(it.true) else F if so(it.false) else v.Truth.UNKNOWN
        case Option():
            if so(it.absent):
                return v.NOT_APPLICABLE
            if so(it.unknown):
                return v.UNKNOWN_SYMBOL
            return v.Symbol(symbols.ids[int(number_of(it.number, model))])
        case Number():
            if so(it.absent):
                return v.NOT_APPLICABLE
            return v.Interval(
                None if so(it.low_open) else number_of(it.low, model),
                None if so(it.high_open) else number_of(it.high, model),
            )


def settled(it: v.Value) -> v.Value:
    return v.Truth.UNKNOWN if it is v.Truth.JUDGEMENT else it
