"""What an expression can be to the solver: a number, an option or area, a truth.

As in the runtime a number is an interval with ends that may be open. Every part may be known
beforehand; of a truth only true and false are told apart from the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from doudi.compiler.proof.encoding.terms import (
    Amount,
    Condition,
    amount_if,
    both,
    condition_if,
    either,
    equal,
    less,
    less_by,
    negated,
    same,
)


@dataclass(frozen=True, slots=True)
class Number:
    """`absent`: not applicable. An open end has some number as well, which means nothing."""

    low: Amount
    high: Amount
    absent: Condition = False
    low_open: Condition = False
    high_open: Condition = False

    @property
    def point(self) -> bool:
        """Whether both ends are one term, known to be there unless it is not applicable."""
        return same(self.low, self.high) and self.low_open is False and self.high_open is False

    @property
    def exact(self) -> Condition:
        return both(
            negated(self.absent),
            negated(self.low_open),
            negated(self.high_open),
            equal(self.low, self.high),
        )


@dataclass(frozen=True, slots=True)
class Option:
    """An option or area by its number; `absent` goes before `unknown`."""

    number: Amount
    absent: Condition = False
    unknown: Condition = False

    @property
    def known(self) -> Condition:
        return both(negated(self.absent), negated(self.unknown))


@dataclass(frozen=True, slots=True)
class Truth:
    true: Condition
    false: Condition


Encoded: TypeAlias = Number | Option | Truth

UNKNOWN_NUMBER = Number(0, 0, low_open=True, high_open=True)
UNKNOWN_OPTION = Option(0, unknown=True)
NEITHER = Truth(true=False, false=False)
TRUE = Truth(true=True, false=False)
FALSE = Truth(true=False, false=True)


def exactly(it: Amount, absent: Condition | None = None) -> Number:
    return Number(it, it, False if absent is None else absent)


def number_if(test: Condition, then: Number, otherwise: Number) -> Number:
    low = amount_if(test, then.low, otherwise.low)
    points = then.point and otherwise.point
    return Number(
        low,
        low if points else amount_if(test, then.high, otherwise.high),
        condition_if(test, then.absent, otherwise.absent),
        condition_if(test, then.low_open, otherwise.low_open),
        condition_if(test, then.high_open, otherwise.high_open),
    )


def chosen(test: Condition, then: Encoded, otherwise: Encoded) -> Encoded:
    match then, otherwise:
        case Number(), Number():
            return number_if(test, then, otherwise)
        case Option(), Option():
            return Option(
                amount_if(test, then.number, otherwise.number),
                condition_if(test, then.absent, otherwise.absent),
                condition_if(test, then.unknown, otherwise.unknown),
            )
        case Truth(), Truth():
            return Truth(
                condition_if(test, then.true, otherwise.true),
                condition_if(test, then.false, otherwise.false),
            )
        case _:
            raise TypeError((then, otherwise))


def opened(it: Number, where: Condition) -> Number:
    """With both ends open where something more is not known."""
    if where is False:
        return it
    return replace(it, low_open=either(it.low_open, where), high_open=either(it.high_open, where))


def alike(one: Encoded, other: Encoded) -> Condition:
    """Whether both are the same value, unknown ones included."""
    match one, other:
        case Number(), Number():
            return either(
                both(one.absent, other.absent),
                both(
                    negated(one.absent),
                    negated(other.absent),
                    _same_end(one.low, one.low_open, other.low, other.low_open),
                    _same_end(one.high, one.high_open, other.high, other.high_open),
                ),
            )
        case Option(), Option():
            return either(
                both(one.absent, other.absent),
                both(
                    negated(one.absent),
                    negated(other.absent),
                    either(
                        both(one.unknown, other.unknown),
                        both(
                            negated(one.unknown),
                            negated(other.unknown),
                            equal(one.number, other.number),
                        ),
                    ),
                ),
            )
        case Truth(), Truth():
            return both(
                condition_if(one.true, other.true, negated(other.true)),
                condition_if(one.false, other.false, negated(other.false)),
            )
        case _:
            return False


def apart(one: Encoded, other: Encoded, by: Amount) -> Condition:
    """Whether both are known and unequal, numbers by at least so much."""
    match one, other:
        case Number(), Number():
            return both(one.exact, other.exact, far(one.low, other.low, by))
        case Option(), Option():
            return both(one.known, other.known, negated(equal(one.number, other.number)))
        case Truth(), Truth():
            return either(both(one.true, other.false), both(one.false, other.true))
        case _:
            return False


def far(one: Amount, other: Amount, by: Amount) -> Condition:
    if by == 0:
        return negated(equal(one, other))
    return either(
        negated(less(less_by(one, other), by)),
        negated(less(less_by(other, one), by)),
    )


def _same_end(one: Amount, one_open: Condition, other: Amount, other_open: Condition) -> Condition:
    return either(
        both(one_open, other_open),
        both(negated(one_open), negated(other_open), equal(one, other)),
    )
