"""Every operator is to the solver what it is to the runtime, known beforehand or found.

Arguments are drawn, not applicable and unknown ones among them; a product's ends are told apart
only where both are known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest
import z3

from doudi.compiler.pipeline import compile_rules
from doudi.compiler.proof.encoding.areas import Symbols, symbols_of
from doudi.compiler.proof.encoding.ground import Ground
from doudi.compiler.proof.encoding.table import ENCODINGS, NOT_ANALYSED, Argument, Desk
from doudi.compiler.proof.encoding.terms import Condition
from doudi.compiler.proof.encoding.values import Encoded, Number, Option
from doudi.compiler.proof.encoding.values import Truth as EncodedTruth
from doudi.runtime import values as v
from doudi.runtime.evaluation.index import Index, index
from doudi.runtime.operators import OPERATORS, apply
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program.types import DurationUnit
from tests.support.encoded import only_model, settled, value_in

RULES: Final = Path(__file__).parents[2] / "rules"
SAMPLES: Final = 24

# What each operator is given; a kind with a star any number of times.
SIGNATURES: Final = {
    "not": "truth",
    "eq": "number number|date date|option option|truth truth",
    "ne": "number number|date date|option option|truth truth",
    "lt": "number number|date date",
    "le": "number number|date date",
    "gt": "number number|date date",
    "ge": "number number|date date",
    "in": "number number number|option option option|truth truth truth",
    "within": "area area",
    "add": "number number",
    "sub": "number number",
    "mul": "number number",
    "div": "number number",
    "neg": "number",
    "shortfall": "number number",
    "either": "number number|date date date|option option|truth truth|option option option",
    "max": "number number|date date date",
    "min": "number number|date date date",
    "per_month": "number",
    "shift": "date length|moment hours",
    "year_of": "date",
    "month_of": "date",
    "date_of": "year month day",
    "month_start": "date",
    "month_end": "date",
    "quarter_end": "date",
    "year_end": "date",
    "spring_festival": "year",
    "age_on": "date date",
    "months_between": "date date",
    "and": "truth truth truth",
    "or": "truth truth truth",
    "any_open": "truth truth truth",
}
# Of a product only both ends or none are told apart, see `numbers`.
ROUGH_WITH_OPEN_ENDS: Final = ("mul", "div", "per_month")


@cache
def real_rules() -> Index:
    program = compile_rules(RULES).program
    assert program is not None
    return index(program)


def seeded(seed: object) -> Random:
    return Random(str(seed))  # noqa: S311 - nothing here is secret


def test_every_operator_has_its_row_or_is_named_as_not_analysed() -> None:
    assert ENCODINGS.keys() | NOT_ANALYSED == OPERATORS.keys()
    assert not ENCODINGS.keys() & NOT_ANALYSED
    assert SIGNATURES.keys() == ENCODINGS.keys()


@pytest.mark.parametrize("op", SIGNATURES)
def test_an_operator_comes_to_what_the_runtime_comes_to(op: str) -> None:
    random, tables = seeded(op), real_rules().tables
    desk = Desk(Ground(z3.Context(), tables), symbols_of(real_rules()))
    pins: list[Condition] = []
    asked: list[tuple[list[v.Value], Encoded, Encoded]] = []
    for _ in range(SAMPLES):
        kinds = random.choice(SIGNATURES[op].split("|")).split()
        given = [argument(it, random) for it in kinds]
        unknowns = [unknown(kind, it, desk, pins) for kind, it in zip(kinds, given, strict=True)]
        constants = [constant(kind, it, desk) for kind, it in zip(kinds, given, strict=True)]
        asked.append((given, ENCODINGS[op](unknowns, desk), ENCODINGS[op](constants, desk)))
    model = only_model(pins, desk.ground)
    for given, found, folded in asked:
        expected = apply(op, given, tables)
        rough = op in ROUGH_WITH_OPEN_ENDS and any(half_open(it) for it in given)
        for it in (found, folded):
            came_to = value_in(it, model, desk.symbols)
            assert came_to == settled(expected) or (rough and wider(came_to, expected)), given


def argument(kind: str, random: Random) -> v.Value:
    """Mostly exact; sometimes not applicable, an interval, or open."""
    rules = real_rules()
    match kind:
        case "truth":
            return random.choice((T, F, v.Truth.UNKNOWN))
        case "option":
            return odd(random, v.UNKNOWN_SYMBOL) or v.Symbol(random.choice(("urban", "rural")))
        case "area":
            code = random.choice(("620602", "620600", "620000", "500105", "000000"))
            return odd(random, v.UNKNOWN_SYMBOL) or v.Symbol(code)
        case "length":
            unit = random.choice([it for it in DurationUnit if it is not DurationUnit.HOURS])
            return v.Length(random.randint(-30, 30), unit)
        case "hours":
            return v.Length(random.randint(-30, 30), DurationUnit.HOURS)
        case _:
            one, other = (NUMBERS[kind](random) for _ in range(2))
            open_ = random.choice(
                (
                    v.Interval(None, None),
                    v.Interval(one, None),
                    v.Interval(None, one),
                    v.Interval(min(one, other), max(one, other)),
                )
            )
            assert rules
            return odd(random, open_) or v.Interval(one, one)


def a_date(random: Random) -> Fraction:
    near = random.choice(
        (
            date(2021, 2, 28), date(2020, 2, 29), date(2021, 12, 31), date(2024, 1, 31),
            date(1900, 3, 1), date(2100, 2, 28), date(2016, 1, 1), date(2026, 12, 31),
        )
    )  # fmt: skip
    return Fraction(near.toordinal() + random.choice((0, 0, 1, -1, random.randint(-300, 300))))


NUMBERS: Final[dict[str, Callable[[Random], Fraction]]] = {
    "number": lambda it: Fraction(it.randint(-6, 6), it.choice((1, 1, 1, 2, 3))),
    "date": a_date,
    "moment": lambda it: a_date(it) * 24 * 60 + it.randrange(24 * 60),
    "year": lambda it: Fraction(it.choice((2015, 2016, 2020, 2021, 2026, 2027, 1900, 10_000))),
    "month": lambda it: Fraction(it.choice((0, 1, 2, 2, 6, 12, 13, Fraction(5, 2)))),
    "day": lambda it: Fraction(it.choice((0, 1, 28, 29, 30, 31, 32))),
}


def odd(random: Random, instead: v.Value) -> v.Value | None:
    return random.choice((None, None, None, None, v.NOT_APPLICABLE, instead))


def unknown(kind: str, it: v.Value, desk: Desk, pins: list[Condition]) -> Argument:
    """Unknowns of the solver, pinned to a value."""
    context = desk.ground.context
    name = f"u{len(pins)}"

    def flag(what: str, *, holds: bool) -> Condition:
        found = z3.Bool(name + what, context)
        pins.append(found == holds)
        return found

    def number(what: str, value: Fraction | int) -> z3.ArithRef:
        sort = z3.Real if kind in ("number", "month") else z3.Int
        found = sort(name + what, context)
        if kind == "date":
            desk.ground.bounds.set(found, date(1800, 1, 1).toordinal(), LAST)
        pins.append(found == (z3.RealVal(str(value), context) if sort is z3.Real else int(value)))
        return found

    match it:
        case v.Length():
            return it
        case v.Truth():
            return EncodedTruth(flag("t", holds=it is T), flag("f", holds=it is F))
        case v.Symbol() | v.UnknownSymbol():
            return symbol(it, number, flag, desk.symbols, absent=False)
        case v.NotApplicable() if kind in ("option", "area"):
            return symbol(it, number, flag, desk.symbols, absent=True)
        case v.NotApplicable():
            some = number("n", LAST - 1000 if kind == "date" else 1)
            return Number(some, some, flag("?", holds=True))
        case v.Interval() if it.exact:
            exact = number("n", it.low or 0)
            return Number(exact, exact, flag("?", holds=False))
        case v.Interval(low=low, high=high):
            garbage = LAST - 1000 if kind == "date" else 1
            return Number(
                number("l", garbage if low is None else low),
                number("h", garbage if high is None else high),
                flag("?", holds=False),
                flag("<", holds=low is None),
                flag(">", holds=high is None),
            )


LAST: Final = date(2200, 1, 1).toordinal()


def symbol(
    it: v.Value,
    number: Callable[[str, int], z3.ArithRef],
    flag: Callable[..., Condition],
    symbols: Symbols,
    *,
    absent: bool,
) -> Option:
    code = symbols.numbers[it.id] if isinstance(it, v.Symbol) else 0
    unknown_ = flag("u", holds=isinstance(it, v.UnknownSymbol))
    return Option(number("n", code), flag("?", holds=absent), unknown_)


def constant(kind: str, it: v.Value, desk: Desk) -> Argument:
    match it:
        case v.Length():
            return it
        case v.Truth():
            return EncodedTruth(it is T, it is F)
        case v.Symbol(id=id_):
            return Option(desk.symbols.numbers[id_])
        case v.UnknownSymbol():
            return Option(0, unknown=True)
        case v.Interval(low=low, high=high):
            least, most = whole(low), whole(high)
            return Number(least, most, low_open=low is None, high_open=high is None)
        case v.NotApplicable() if kind in ("option", "area"):
            return Option(0, absent=True)
        case v.NotApplicable():
            return Number(1, 1, absent=True)


def whole(it: Fraction | int | None) -> Fraction | int:
    return 0 if it is None else int(it) if int(it) == it else it


def half_open(it: v.Value) -> bool:
    return isinstance(it, v.Interval) and None in (it.low, it.high)


def wider(found: v.Value, than: v.Value) -> bool:
    return found == v.UNKNOWN_NUMBER and isinstance(than, v.Interval)
