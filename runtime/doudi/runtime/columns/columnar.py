"""A value that is the same for all, or a plane: how one becomes the other.

Whatever does not depend on a column stays a value of `doudi.runtime.values`; a plane of no
dimension stands for it where it meets planes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns import numbers, truths
from doudi.runtime.columns.patterns import told_apart
from doudi.runtime.population import selection
from doudi.runtime.population.planes import (
    OPEN_HIGH,
    OPEN_LOW,
    UNKNOWN_SYMBOL,
    Integers,
    Mask,
    Numbers,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program.declarations import Program
from doudi.runtime.values import (
    NOT_APPLICABLE,
    Interval,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)
from doudi.runtime.values import UNKNOWN_SYMBOL as SOME_SYMBOL

Columnar: TypeAlias = Plane | Value


_FIRST_OPTION: Final = 10_000_000  # areas have the numbers below, which are their codes


@dataclass(frozen=True, slots=True)
class Symbolism:
    """Every option and every area under a number, and back."""

    number: Mapping[str, int]
    name: Mapping[int, str]


def symbolism(program: Program) -> Symbolism:
    options = (id_ for choice in program.choices for id_, _ in choice.options)
    number = {str(id_): at for at, id_ in enumerate(dict.fromkeys(options), _FIRST_OPTION)}
    number |= {str(it.code): int(it.code) for it in program.areas}
    return Symbolism(number, {at: name for name, at in number.items()})


def is_plane(it: Columnar) -> bool:
    return isinstance(it, Truths | Numbers | Symbols)


def plane_of(it: Columnar, names: Symbolism) -> Plane:
    match it:
        case Truth():
            return truths.constant(it)
        case Interval():
            return numbers.constant(it)
        case Symbol(id=id_):
            return Symbols(np.array(names.number[id_], np.int32))
        case UnknownSymbol():
            return Symbols(np.array(UNKNOWN_SYMBOL, np.int32))
        case Truths() | Numbers() | Symbols():
            return it
        case _:
            message = f"no plane can hold {it!r}"
            raise TypeError(message)


def truth_plane(it: Columnar) -> Truths:
    """As a condition: what is not applicable is false."""
    match it:
        case Truths():
            return it
        case Truth():
            return truths.constant(it)
        case NotApplicable():
            return truths.constant(Truth.FALSE)
        case _:
            message = f"not a truth: {it!r}"
            raise TypeError(message)


def told(plane: Plane) -> Plane:
    """The same, marked as exact if all that stands in it is."""
    if not isinstance(plane, Numbers) or plane.high is plane.low:
        return plane
    return replace(plane, high=plane.low) if np.array_equal(plane.low, plane.high) else plane


def like(it: Columnar, other: Plane, names: Symbolism) -> Plane:
    """As a plane of the type of the other, also where it is not applicable."""
    if not isinstance(it, NotApplicable):
        return plane_of(it, names)
    nothing = truths.constant(Truth.FALSE) if isinstance(other, Truths) else other
    return replace(nothing, absent=np.array(1, np.bool_))


def simplified(plane: Plane, names: Symbolism) -> Columnar:
    """What is the same for all as the value that it is."""
    if size_of(plane) is not None:
        return plane
    keys = (int(it) for it in _columns(plane))
    return _value(plane, keys, names)


def values_of(plane: Plane, names: Symbolism) -> list[Value]:
    """One after another, as they would be for a single household."""
    columns = np.broadcast_arrays(*_columns(plane))
    keys = (column.reshape(-1).tolist() for column in columns)
    return [_value(plane, iter(key), names) for key in zip(*keys, strict=True)]


def same(one: Plane, other: Plane) -> Mask:
    """Where two planes say the same value, what is unknown and not applicable included."""
    match one, other:
        case (Truths(code=mine), Truths(code=others)) | (Symbols(code=mine), Symbols(code=others)):
            alike = mine == others
        case Numbers(), Numbers():
            left, right = numbers.all_aligned((one, other))
            alike = (left.low == right.low) & (left.high == right.high)
        case _:
            return np.zeros((), np.bool_)
    nowhere = np.zeros((), np.bool_)
    absent = nowhere if one.absent is None else one.absent
    absent_too = nowhere if other.absent is None else other.absent
    return np.asarray(np.where(absent | absent_too, absent & absent_too, alike), np.bool_)


def size_of(plane: Plane) -> int | None:
    """None for one that stands for all."""
    first = plane.low if isinstance(plane, Numbers) else plane.code
    return len(first) if first.ndim else None


def taken(plane: Plane, rows: npt.NDArray[np.integer[Any]]) -> Plane:
    """The plane at these places; one that stands for all stays as it is."""
    return plane if size_of(plane) is None else selection.taken(plane, rows)


def for_each(plane: Plane, size: int) -> Plane:
    """One that stands for all as one of so many."""
    if size_of(plane) is not None and (plane.absent is None or plane.absent.ndim):
        return plane
    absent = None if plane.absent is None else np.broadcast_to(plane.absent, size)
    match plane:
        case Truths(code=code):
            return replace(plane, code=np.broadcast_to(code, size), absent=absent)
        case Symbols(code=symbol):
            return replace(plane, code=np.broadcast_to(symbol, size), absent=absent)
        case Numbers(low=low, high=high):
            least = np.broadcast_to(low, size)
            most = least if high is low else np.broadcast_to(high, size)
            return replace(plane, low=least, high=most, absent=absent)


def chosen(where: Mask, one: Plane, other: Plane) -> Plane:
    """The one where the mask is, elsewhere the other."""
    absent = _chosen_absent(where, one, other)
    match one, other:
        case Truths(), Truths():
            return Truths(
                np.where(where, one.code, other.code).astype(np.uint8),
                absent,
                open=one.open or other.open,
                judged=one.judged or other.judged,
            )
        case Symbols(), Symbols():
            return Symbols(np.where(where, one.code, other.code).astype(np.int32), absent)
        case Numbers(), Numbers():
            one, other = numbers.all_aligned((one, other))
            low = np.where(where, one.low, other.low)
            both = numbers.is_exact(one) and numbers.is_exact(other)
            high = low if both else np.where(where, one.high, other.high)
            return Numbers(low, high, one.per, absent, max(one.bound, other.bound))
        case _:
            message = f"{one!r} and {other!r} are not of one type"
            raise TypeError(message)


def _chosen_absent(where: Mask, one: Plane, other: Plane) -> Mask | None:
    if one.absent is None and other.absent is None:
        return None
    nowhere = np.zeros((), np.bool_)
    return np.where(
        where,
        nowhere if one.absent is None else one.absent,
        nowhere if other.absent is None else other.absent,
    )


def lifted(
    args: Sequence[Columnar], meaning: Callable[[Sequence[Value]], Value], names: Symbolism
) -> Columnar:
    """What a meaning makes of these, asked once for every combination of values that occurs.

    For the rare operator, and for numbers that do not fit: exact whatever they are.
    """
    columns = np.broadcast_arrays(
        *(column for it in args if is_plane(it) for column in _columns(it))
    )
    first, which = told_apart(columns)
    results = []
    for key in zip(*(column[first].tolist() for column in columns), strict=True):
        keys = iter(key)
        results.append(meaning([_value(it, keys, names) for it in args]))
    if all(isinstance(it, NotApplicable) for it in results):
        return NOT_APPLICABLE
    return taken(gathered(results, names), which)


def _columns(plane: Columnar) -> Iterator[Integers]:
    """The numbers that tell a place of a plane from others."""
    match plane:
        case Truths(code=code) | Symbols(code=code):
            yield code.astype(np.int64)
        case Numbers(low=low, high=high, per=per):
            yield from (low, high)
            if not isinstance(per, int):
                yield per
        case _:
            return
    if plane.absent is not None:
        yield plane.absent.astype(np.int64)


def _value(it: Columnar, keys: Iterator[int], names: Symbolism) -> Value:
    """The value whose numbers come next."""
    found: Value
    match it:
        case Truths():
            found = truths.TRUTH_OF[next(keys)]
        case Symbols():
            code = next(keys)
            found = SOME_SYMBOL if code == UNKNOWN_SYMBOL else Symbol(names.name[code])
        case Numbers(per=per):
            low, high = next(keys), next(keys)
            per = per if isinstance(per, int) else next(keys)
            found = Interval(
                None if low == OPEN_LOW else Fraction(low, per),
                None if high == OPEN_HIGH else Fraction(high, per),
            )
        case _:
            return it
    return NOT_APPLICABLE if it.absent is not None and next(keys) else found


def gathered(values: Sequence[Value], names: Symbolism) -> Plane:
    """Values of one type, side by side; one of them at least is applicable."""
    absent = np.array([isinstance(it, NotApplicable) for it in values], np.bool_)
    missing = absent if absent.any() else None
    there = [it for it in values if not isinstance(it, NotApplicable)]
    match there[0]:
        case Truth():
            codes = [truths.CODE_OF[it] if isinstance(it, Truth) else 0 for it in values]
            return Truths(np.array(codes, np.uint8), missing)
        case Symbol() | UnknownSymbol():
            return Symbols(np.array([_number(it, names) for it in values], np.int32), missing)
        case _:
            return replace(_intervals(values), absent=missing)


def _intervals(values: Sequence[Value]) -> Numbers:
    """Each divided by what it takes; by one number where that is the same for all."""
    spans = [it if isinstance(it, Interval) else Interval(0, 0) for it in values]
    pers = [lcm(*(Fraction(end).denominator for end in _ends(it))) for it in spans]
    ends = [abs(int(end * per)) for it, per in zip(spans, pers, strict=True) for end in _ends(it)]
    bound = max((*ends, *pers))
    if bound >= numbers.ROOM:
        raise numbers.TooLargeError
    lows, highs = (
        np.array(
            [open_ if end is None else int(end * per) for end, per in zip(them, pers, strict=True)]
        )
        for them, open_ in (
            ([it.low for it in spans], OPEN_LOW),
            ([it.high for it in spans], OPEN_HIGH),
        )
    )
    per = pers[0] if len(set(pers)) == 1 else np.array(pers)
    return Numbers(lows, lows if all(it.exact for it in spans) else highs, per, bound=bound)


def _ends(it: Interval) -> tuple[Fraction | int, ...]:
    return tuple(end for end in (it.low, it.high) if end is not None)


def _number(it: Value, names: Symbolism) -> int:
    return names.number[it.id] if isinstance(it, Symbol) else UNKNOWN_SYMBOL
