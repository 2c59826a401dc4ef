"""Truths on a tape: a byte, a truth known beforehand, or one that may be left to judgement."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

from doudi.runtime.columns.tape.code import Op, Register
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.values import Truth

Plain: TypeAlias = Register | bool


@dataclass(frozen=True, slots=True)
class Judged:
    """True where `certain`; left to judgement where only `possible`."""

    certain: Plain
    possible: Plain


Bits: TypeAlias = Plain | Judged


def of_truth(it: Truth) -> Bits:
    match it:
        case Truth.TRUE:
            return True
        case Truth.FALSE:
            return False
        case Truth.JUDGEMENT:
            return Judged(certain=False, possible=True)
        case _:
            raise NoTapeError


def both(parts: Sequence[Bits], tape: Writing) -> Bits:
    return _each(parts, lambda those: _joined(Op.AND, those, tape))


def either(parts: Sequence[Bits], tape: Writing) -> Bits:
    return _each(parts, lambda those: _joined(Op.OR, those, tape))


def negated(of: Bits, tape: Writing) -> Bits:
    if isinstance(of, Judged):
        return _judged(_not(of.possible, tape), _not(of.certain, tape))
    return _not(of, tape)


def left_open(parts: Sequence[Bits], tape: Writing) -> Bits:
    """A list that ends in 等: what is false is left to judgement."""
    listed = either(parts, tape)
    return _judged(listed.certain if isinstance(listed, Judged) else listed, possible=True)


def unless(against: Bits, tape: Writing) -> Bits:
    """True where it is false, else left to judgement."""
    false = _not(against.possible if isinstance(against, Judged) else against, tape)
    return _judged(false, possible=True)


def _judged(certain: Plain, possible: Plain) -> Bits:
    return certain if certain is possible or certain is True else Judged(certain, possible)


def _each(parts: Sequence[Bits], join: Callable[[Sequence[Plain]], Plain]) -> Bits:
    if not any(isinstance(it, Judged) for it in parts):
        return join([it for it in parts if not isinstance(it, Judged)])
    certain = join([it.certain if isinstance(it, Judged) else it for it in parts])
    possible = join([it.possible if isinstance(it, Judged) else it for it in parts])
    return _judged(certain, possible)


def _joined(op: Op, parts: Sequence[Plain], tape: Writing) -> Plain:
    settles = op is Op.OR
    if any(it is settles for it in parts):
        return settles
    left = list(dict.fromkeys(it for it in parts if isinstance(it, Register)))
    return reduce(lambda a, b: tape.step(op, a, b), left) if left else not settles


def _not(of: Plain, tape: Writing) -> Plain:
    return not of if isinstance(of, bool) else tape.step(Op.NOT, of)
