"""Conditions and comparisons for the solver: where they are true, and where false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from doudi.compiler.proof.encoding.areas import Symbols
from doudi.compiler.proof.encoding.terms import (
    both,
    either,
    equal,
    less,
    negated,
)
from doudi.compiler.proof.encoding.values import Encoded, Number, Option, Truth


def conjunction(parts: Sequence[Truth]) -> Truth:
    return Truth(both(*(it.true for it in parts)), either(*(it.false for it in parts)))


def disjunction(parts: Iterable[Truth]) -> Truth:
    return negation(conjunction([negation(it) for it in parts]))


def negation(it: Truth) -> Truth:
    return Truth(it.false, it.true)


def open_list(parts: Sequence[Truth]) -> Truth:
    """None of the listed leaves it to judgement."""
    return Truth(either(*(it.true for it in parts)), false=False)


def same_of(parts: Sequence[Truth]) -> Truth:
    """What all say alike."""
    return Truth(both(*(it.true for it in parts)), both(*(it.false for it in parts)))


def equality(left: Encoded, right: Encoded) -> Truth:
    """With something not applicable: false."""
    match left, right:
        case Number(), Number():
            absent = either(left.absent, right.absent)
            if left.point and right.point:
                met = equal(left.low, right.low)
                return Truth(both(negated(absent), met), either(absent, negated(met)))
            below, above = less_than(left, right), less_than(right, left)
            return Truth(
                both(left.exact, right.exact, equal(left.low, right.low)),
                either(absent, below.true, above.true),
            )
        case Option(), Option():
            absent = either(left.absent, right.absent)
            met = equal(left.number, right.number)
            told = both(left.known, right.known)
            return Truth(both(told, met), either(absent, both(told, negated(met))))
        case Truth(), Truth():
            return Truth(
                either(both(left.true, right.true), both(left.false, right.false)),
                either(both(left.true, right.false), both(left.false, right.true)),
            )
        case _:
            raise TypeError((left, right))


def less_than(left: Number, right: Number) -> Truth:
    absent = either(left.absent, right.absent)
    return Truth(
        both(
            negated(absent),
            negated(left.high_open),
            negated(right.low_open),
            less(left.high, right.low),
        ),
        either(
            absent,
            both(
                negated(left.low_open),
                negated(right.high_open),
                negated(less(left.low, right.high)),
            ),
        ),
    )


def at_most(left: Number, right: Number) -> Truth:
    absent = either(left.absent, right.absent)
    above = less_than(right, left)
    return Truth(
        both(negated(absent), above.false),
        either(absent, above.true),
    )


def within(inner: Option, outer: Option, symbols: Symbols) -> Truth:
    absent = either(inner.absent, outer.absent)
    told = both(inner.known, outer.known)
    met = symbols.within(inner.number, outer.number)
    return Truth(both(told, met), either(absent, both(told, negated(met))))
