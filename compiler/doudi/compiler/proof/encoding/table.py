"""What every operator is to the solver: one row for each of the runtime's, by the same names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from doudi.compiler.proof.encoding import dates, numbers, truths
from doudi.compiler.proof.encoding.areas import Symbols
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.encoding.terms import Bounds, both, either, equal, negated
from doudi.compiler.proof.encoding.values import Encoded, Number, Option, Truth, chosen
from doudi.runtime.values import Length


@dataclass(frozen=True, slots=True)
class Desk:
    """What operators look up: the question's terms, and the numbers of options and areas."""

    ground: Ground
    symbols: Symbols


Argument: TypeAlias = Encoded | Length
Meaning: TypeAlias = Callable[[Sequence[Argument], Desk], Encoded]

# Operators without a row: a condition with one of them is reported as not analysed.
NOT_ANALYSED: Final[frozenset[str]] = frozenset()


def _alternatives(parts: Sequence[Argument], _: Desk) -> Encoded:
    """`either`: of numbers all that lies between; what does not apply gives way to the others."""
    match parts[0]:
        case Number():
            return numbers.hull(_numbers(parts))
        case Truth():
            return truths.same_of(_truths(parts))
        case _:
            found, *others = _options(parts)
            for it in others:
                same = both(found.known, it.known, equal(found.number, it.number))
                met = Option(found.number, both(found.absent, it.absent), negated(same))
                alone = chosen(found.absent, it, found)
                found = _options([chosen(either(found.absent, it.absent), alone, met)])[0]
            return found


def _membership(parts: Sequence[Argument], _: Desk) -> Encoded:
    one, *others = _encoded(parts)
    return truths.disjunction([truths.equality(one, it) for it in others])


def _numbers(parts: Sequence[Argument]) -> list[Number]:
    return cast("list[Number]", parts)  # the compiler has checked the types


def _two(parts: Sequence[Argument]) -> tuple[Number, Number]:
    return cast("tuple[Number, Number]", tuple(parts))


def _three(parts: Sequence[Argument]) -> tuple[Number, Number, Number]:
    return cast("tuple[Number, Number, Number]", tuple(parts))


def _options(parts: Sequence[Argument]) -> list[Option]:
    return cast("list[Option]", parts)


def _truths(parts: Sequence[Argument]) -> list[Truth]:
    return cast("list[Truth]", parts)


def _encoded(parts: Sequence[Argument]) -> list[Encoded]:
    return cast("list[Encoded]", parts)


def _one(function: Callable[[Number], Encoded]) -> Meaning:
    return lambda parts, _: function(_numbers(parts)[0])


def _pair(function: Callable[[Number, Number], Encoded]) -> Meaning:
    return lambda parts, _: function(*_numbers(parts))


def _many(function: Callable[[Sequence[Number]], Encoded]) -> Meaning:
    return lambda parts, _: function(_numbers(parts))


def _logic(function: Callable[[Sequence[Truth]], Truth]) -> Meaning:
    return lambda parts, _: function(_truths(parts))


def _of_day(function: Callable[[Number, Ground], Number]) -> Meaning:
    return lambda parts, desk: function(_numbers(parts)[0], desk.ground)


def _product(function: Callable[[Number, Number, Bounds], Number]) -> Meaning:
    return lambda parts, desk: function(*_two(parts), desk.ground.bounds)


def _of_days(function: Callable[[Number, Number, Ground], Number]) -> Meaning:
    return lambda parts, desk: function(*_two(parts), desk.ground)


ENCODINGS: Final[Mapping[str, Meaning]] = {
    "not": lambda parts, _: truths.negation(_truths(parts)[0]),
    "eq": lambda parts, _: truths.equality(*_encoded(parts)),
    "ne": lambda parts, _: truths.negation(truths.equality(*_encoded(parts))),
    "lt": _pair(truths.less_than),
    "le": _pair(truths.at_most),
    "gt": _pair(lambda left, right: truths.less_than(right, left)),
    "ge": _pair(lambda left, right: truths.at_most(right, left)),
    "in": _membership,
    "within": lambda parts, desk: truths.within(
        _options(parts)[0], _options(parts)[1], desk.symbols
    ),
    "add": _pair(numbers.add),
    "sub": _pair(numbers.sub),
    "mul": _product(numbers.mul),
    "div": _product(numbers.div),
    "neg": _one(numbers.negative),
    "shortfall": _pair(numbers.shortfall),
    "either": _alternatives,
    "max": _many(numbers.maximum),
    "min": _many(numbers.minimum),
    "per_month": lambda parts, desk: numbers.per_month(_numbers(parts)[0], desk.ground.bounds),
    "shift": lambda parts, desk: dates.shift(
        _numbers(parts)[0], cast("Length", parts[1]), desk.ground
    ),
    "year_of": _of_day(dates.year_of),
    "month_of": _of_day(dates.month_of),
    "date_of": lambda parts, desk: dates.date_of(*_three(parts), desk.ground),
    "month_start": _of_day(dates.month_start),
    "month_end": _of_day(dates.month_end),
    "quarter_end": _of_day(dates.quarter_end),
    "year_end": _of_day(dates.year_end),
    "spring_festival": _of_day(dates.spring_festival),
    "age_on": _of_days(dates.age_on),
    "months_between": _of_days(dates.months_between),
    "and": _logic(truths.conjunction),
    "or": _logic(truths.disjunction),
    "any_open": _logic(truths.open_list),
}
