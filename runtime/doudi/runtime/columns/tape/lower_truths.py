"""Truths on a tape: a byte, a truth known beforehand, or bytes that tell the four apart.

Of one that may be neither true nor false there are up to three bytes, each 1 where the one before
is: whether it is true; whether it is true or left to judgement; whether it is not false. So `and`
is & of each, for its order is false, unknown, judgement, true; for `or`, in whose order unknown and
judgement change places, the middle byte is made another where both are about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias, assert_never

from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.writing import Writing
from doudi.runtime.values import Truth

Plain: TypeAlias = Register | bool


@dataclass(frozen=True, slots=True)
class Graded:
    """`judged` is `certain` where nothing is left to judgement, `possible` where all is known."""

    certain: Plain
    judged: Plain
    possible: Plain

    @property
    def bytes(self) -> tuple[Register, ...]:
        """Those that tell, from the one that is 1 least often."""
        each = (self.certain, self.judged, self.possible)
        return tuple(dict.fromkeys(it for it in each if isinstance(it, Register)))


Bits: TypeAlias = Plain | Graded


def of_truth(it: Truth) -> Bits:
    match it:
        case Truth.TRUE:
            return True
        case Truth.FALSE:
            return False
        case Truth.JUDGEMENT:
            return Graded(certain=False, judged=True, possible=True)
        case Truth.UNKNOWN:
            return Graded(certain=False, judged=False, possible=True)
        case _:
            assert_never(it)


def known_between(certain: Plain, possible: Plain) -> Bits:
    """Unknown where it is possible and not certain."""
    return graded(certain, certain, possible)


def graded(certain: Plain, judged: Plain, possible: Plain) -> Bits:
    return certain if certain == possible else Graded(certain, judged, possible)


def of_bits(it: Bits) -> Graded:
    return it if isinstance(it, Graded) else Graded(it, it, it)


def both(parts: Sequence[Bits], tape: Writing) -> Bits:
    each = [of_bits(it) for it in parts]
    return graded(
        _joined(Op.AND, [it.certain for it in each], tape),
        _joined(Op.AND, [it.judged for it in each], tape),
        _joined(Op.AND, [it.possible for it in each], tape),
    )


def either(parts: Sequence[Bits], tape: Writing) -> Bits:
    return disjunction(parts, lambda those: _joined(Op.OR, those, tape), tape)


def disjunction(
    parts: Sequence[Bits], join: Callable[[Sequence[Plain]], Plain], tape: Writing
) -> Bits:
    """`join`: how plain truths are joined by `or`."""
    each = [of_bits(it) for it in parts]
    certain = join([it.certain for it in each])
    possible = join([it.possible for it in each])
    if all(it.judged == it.possible for it in each):
        return graded(certain, possible, possible)
    if all(it.judged == it.certain for it in each):
        return graded(certain, certain, possible)
    unknown = join([_turned(it, tape) for it in each])
    return graded(certain, _turned(Graded(certain, unknown, possible), tape), possible)


def negated(of: Bits, tape: Writing) -> Bits:
    if not isinstance(of, Graded):
        return not_(of, tape)
    certain, possible = not_(of.possible, tape), not_(of.certain, tape)
    if of.judged == of.certain:
        return graded(certain, certain, possible)
    if of.judged == of.possible:
        return graded(certain, possible, possible)
    left = _joined(Op.AND, [of.judged, possible], tape)
    return graded(certain, _joined(Op.OR, [certain, left], tape), possible)


def left_open(parts: Sequence[Bits], tape: Writing) -> Bits:
    """A list that ends in 等: what is false is left to judgement."""
    listed = of_bits(either(parts, tape))
    if listed.judged == listed.possible:
        return graded(listed.certain, judged=True, possible=True)
    known = _joined(Op.OR, [listed.judged, not_(listed.possible, tape)], tape)
    return graded(listed.certain, known, possible=True)


def unless(against: Bits, tape: Writing) -> Bits:
    """True where it is false, else left to judgement."""
    return graded(not_(of_bits(against).possible, tape), judged=True, possible=True)


def not_(of: Plain, tape: Writing) -> Plain:
    return not of if isinstance(of, bool) else tape.step(Op.NOT, of)


def plain_and(one: Plain, other: Plain, tape: Writing) -> Plain:
    return _joined(Op.AND, [one, other], tape)


def plain_or(one: Plain, other: Plain, tape: Writing) -> Plain:
    return _joined(Op.OR, [one, other], tape)


def _turned(it: Graded, tape: Writing) -> Plain:
    """The middle byte of the other order: true or unknown, from true or judged, and back."""
    if it.judged == it.possible:
        return it.certain
    if it.judged == it.certain:
        return it.possible
    middle = _joined(Op.AND, [it.possible, not_(it.judged, tape)], tape)
    return _joined(Op.OR, [it.certain, middle], tape)


def _joined(op: Op, parts: Sequence[Plain], tape: Writing) -> Plain:
    settles = op is Op.OR
    if any(it is settles for it in parts):
        return settles
    left = list(dict.fromkeys(it for it in parts if isinstance(it, Register)))
    return reduce(lambda a, b: tape.step(op, a, b), left) if left else not settles
