"""Every operator for planes: by columns where that is exact, else value by value.

What an operator means stands in `operators.table` alone: how absence is treated is read from
there, and whatever has no columnar form here is asked of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias, cast

import numpy as np

from doudi.runtime.columns import numbers, truths
from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    is_plane,
    lifted,
    plane_of,
    truth_plane,
)
from doudi.runtime.operators import OPERATORS, Tables, apply
from doudi.runtime.population.planes import (
    UNKNOWN_SYMBOL,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.values import Interval, NotApplicable, Truth, Value

_Logic: TypeAlias = Callable[[Sequence[Truths]], Truths]
_Pair: TypeAlias = Callable[[Numbers, Numbers], Plane]

_LOGIC: Final[Mapping[str, _Logic]] = {
    "and": truths.conjunction,
    "or": truths.disjunction,
    "any_open": truths.open_list,
    "not": lambda parts: truths.negation(parts[0]),
}
_PAIRS: Final[Mapping[str, _Pair]] = {
    "lt": numbers.less,
    "le": numbers.less_or_equal,
    "gt": lambda one, other: numbers.less(other, one),
    "ge": lambda one, other: numbers.less_or_equal(other, one),
    "add": numbers.add,
    "sub": numbers.sub,
    "shortfall": numbers.shortfall,
    "mul": numbers.product,
    "div": numbers.quotient,
}
_MANY: Final[Mapping[str, Callable[[Sequence[Numbers]], Numbers]]] = {
    "max": numbers.maximum,
    "min": numbers.minimum,
    "either": numbers.hull,
}
_TWELFTH: Final = Fraction(1, 12)


def applied(op: str, args: Sequence[Columnar], tables: Tables, names: Symbolism) -> Columnar:
    """The value of an operator for these arguments; a plane where one of them is."""

    def one_by_one(values: Sequence[Value]) -> Value:
        return apply(op, values, tables)

    if not any(is_plane(it) for it in args):
        return one_by_one(cast("Sequence[Value]", args))
    if op in _LOGIC:
        return joined(op, args)
    try:
        found = _columnar(op, args, names)
    except numbers.TooLargeError:
        found = None
    return lifted(args, one_by_one, names) if found is None else found


def joined(op: str, args: Sequence[Columnar]) -> Columnar:
    """What is the same for all and changes nothing is left out."""
    if op == "and" and any(it is Truth.FALSE for it in args):
        return Truth.FALSE
    if op in ("or", "any_open") and any(it is Truth.TRUE for it in args):
        return Truth.TRUE
    neutral = Truth.TRUE if op == "and" else Truth.FALSE
    parts = [truth_plane(it) for it in args if op == "not" or it is not neutral]
    if any(part.code.ndim for part in parts):
        return _LOGIC[op](parts)
    return truths.TRUTH_OF[int(_LOGIC[op](parts).code)] if parts else neutral


def _columnar(op: str, args: Sequence[Columnar], names: Symbolism) -> Plane | None:
    """None where there is no columnar form."""
    skipping = OPERATORS[op].not_applicable == "skipped"
    if any(isinstance(it, NotApplicable) for it in args):
        return None
    planes = [plane_of(it, names) for it in args] if op != "shift" else []
    absent = reduce(_either, (it.absent for it in planes), None)
    if skipping and absent is not None:
        return None
    found = _of_planes(op, planes, args)
    if found is None or absent is None:
        return found
    match OPERATORS[op].not_applicable:
        case "false":
            return _where_absent(cast("Truths", found), absent, false=op != "ne")
        case "given":
            return replace(found, absent=absent)
        case "kept" if op == "in" and all(it.absent is None for it in planes[1:]):
            return _where_absent(cast("Truths", found), absent, false=True)
        case _:
            return None


def _of_planes(op: str, planes: Sequence[Plane], args: Sequence[Columnar]) -> Plane | None:
    match op, *planes:
        case (("eq" | "ne"), Numbers() as one, Numbers() as other):
            return _equal(op, numbers.equal(one, other))
        case (("eq" | "ne"), Symbols() as one, Symbols() as other):
            return _equal(op, _same_symbol(one, other))
        case (("eq" | "ne"), Truths() as one, Truths() as other):
            return _equal(op, truths.same(one, other))
        case "in", Symbols() as one, *others if all(isinstance(it, Symbols) for it in others):
            same = [_same_symbol(one, cast("Symbols", it)) for it in others]
            return truths.disjunction(same)
        case "mul", Numbers() as one, Numbers() as other:
            return _product(one, other, args)
        case "per_month", Numbers() as one:
            return numbers.times(one, _TWELFTH)
        case "neg", Numbers() as one:
            return numbers.negative(one)
        case _ if op in _PAIRS and all(isinstance(it, Numbers) for it in planes):
            one, other = cast("list[Numbers]", planes)
            return _PAIRS[op](one, other)
        case _ if op in _MANY and all(isinstance(it, Numbers) for it in planes):
            return _MANY[op](cast("list[Numbers]", planes))
        case _:
            return None


def _product(one: Numbers, other: Numbers, args: Sequence[Columnar]) -> Numbers:
    for its, by in ((one, args[1]), (other, args[0])):
        if isinstance(by, Interval) and by.exact and by.low is not None:
            return numbers.times(its, Fraction(by.low))
    return numbers.product(one, other)


def _equal(op: str, its: Truths) -> Truths:
    return its if op == "eq" else truths.negation(its)


def _same_symbol(one: Symbols, other: Symbols) -> Truths:
    alike = np.asarray(one.code == other.code)
    known = (one.code != UNKNOWN_SYMBOL) & (other.code != UNKNOWN_SYMBOL)
    if known.all():
        return truths.of_mask(alike)
    return truths.of_two(alike & known, ~alike & known)


def _where_absent(found: Truths, absent: Mask, *, false: bool) -> Truths:
    other = truths.constant(Truth.FALSE if false else Truth.TRUE)
    code = np.where(absent, other.code, found.code).astype(np.uint8)
    return replace(found, code=code)


def _either(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other
