"""Every operator of the one table, for many at once: it says of each what it says of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.areas import area_tree
from doudi.runtime.calendar import working_calendar
from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    gathered,
    is_plane,
    plane_of,
    values_of,
)
from doudi.runtime.columns.numbers import TooLargeError
from doudi.runtime.columns.operations import applied
from doudi.runtime.operators import OPERATORS, Tables, apply
from doudi.runtime.program.declarations import Area, Calendar
from doudi.runtime.program.ids import AreaCode
from doudi.runtime.program.types import DurationUnit
from doudi.runtime.values import (
    NOT_APPLICABLE,
    UNKNOWN_SYMBOL,
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    Value,
)

AREAS: Final = area_tree(
    (
        Area(AreaCode("000000"), "全国", None),
        Area(AreaCode("500000"), "重庆市", AreaCode("000000")),
        Area(AreaCode("500101"), "万州区", AreaCode("500000")),
    )
)
CALENDAR: Final = working_calendar(
    Calendar((2021,), (date(2021, 2, 11),), (date(2021, 2, 7),), (date(2021, 2, 12),), "生成")
)
TABLES: Final = Tables(CALENDAR, AREAS)
OPTIONS: Final = ("urban", "rural", "other")
NUMBERED: Final = {**{it: 10_000_000 + at for at, it in enumerate(OPTIONS)},
                   "000000": 0, "500000": 500000, "500101": 500101}  # fmt: skip
NAMES: Final = Symbolism(NUMBERED, {at: name for name, at in NUMBERED.items()})
DAY: Final = date(2021, 2, 10).toordinal()

truths = st.sampled_from(list(Truth))
options = st.sampled_from([*map(Symbol, OPTIONS), UNKNOWN_SYMBOL])
areas = st.sampled_from([Symbol("500000"), Symbol("500101"), Symbol("000000"), UNKNOWN_SYMBOL])
lengths = st.builds(Length, st.integers(-3, 40), st.sampled_from(list(DurationUnit)))


def between(ends: st.SearchStrategy[Fraction | int]) -> st.SearchStrategy[Value]:
    """Mostly exact numbers; some known within bounds, some not at all."""
    exact = ends.map(lambda it: Interval(it, it))
    pairs = st.tuples(ends, ends).map(lambda it: Interval(min(it), max(it)))
    open_ = ends.flatmap(
        lambda it: st.sampled_from([Interval(None, it), Interval(it, None), Interval(None, None)])
    )
    return st.one_of(exact, exact, exact, pairs, open_)


numbers = between(
    st.one_of(
        st.integers(-3, 3),
        st.integers(-(10**12), 10**12),
        st.fractions(-2, 2, max_denominator=7),
    )
)
days = between(st.integers(DAY - 50, DAY + 400))
years = between(st.integers(2019, 2023))

Kinds: TypeAlias = tuple["st.SearchStrategy[Any]", ...]

KINDS: Final[Mapping[str, Kinds]] = {
    **dict.fromkeys(("and", "or", "any_open"), (truths, truths, truths)),
    "not": (truths,),
    "in": (options, options, options),
    "within": (areas, areas),
    **dict.fromkeys(
        ("lt", "le", "gt", "ge", "add", "sub", "mul", "div", "shortfall", "eq", "ne"),
        (numbers, numbers),
    ),
    **dict.fromkeys(("max", "min", "either"), (numbers, numbers, numbers)),
    **dict.fromkeys(("neg", "per_month"), (numbers,)),
    "shift": (days, lengths),
    **dict.fromkeys(
        ("year_of", "month_of", "month_start", "month_end", "quarter_end", "year_end"), (days,)
    ),
    "date_of": (years, between(st.integers(0, 13)), between(st.integers(0, 32))),
    "spring_festival": (years,),
    **dict.fromkeys(("age_on", "months_between"), (days, days)),
}
OTHER_TYPES: Final[Mapping[str, tuple[str, Kinds]]] = {
    "eq of options": ("eq", (options, options)),
    "ne of truths": ("ne", (truths, truths)),
    "eq of truths": ("eq", (truths, truths)),
    "in of numbers": ("in", (numbers, numbers)),
    "either of truths": ("either", (truths, truths)),
    "either of options": ("either", (options, options)),
}
CASES: Final = {**{op: (op, kinds) for op, kinds in KINDS.items()}, **OTHER_TYPES}


def test_all_operators_are_tried() -> None:
    assert set(KINDS) == set(OPERATORS)


@pytest.mark.parametrize("case", CASES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_an_operator_says_of_many_it_says_of_each(case: str, data: st.DataObject) -> None:
    op, kinds = CASES[case]
    size = data.draw(st.integers(1, 6))
    columns = [data.draw(column(kind, size, constant=op == "shift" and at == 1))
               for at, kind in enumerate(kinds)]  # fmt: skip
    try:
        found = applied(op, [columnar(it) for it in columns], TABLES, NAMES)
    except TooLargeError:
        return  # such a chunk is decided household by household
    each = [
        apply(op, [it[at] if isinstance(it, list) else it for it in columns], TABLES)
        for at in range(size)
    ]
    assert said(found, size) == each


@st.composite
def column(
    draw: st.DrawFn, kind: st.SearchStrategy[Any], size: int, *, constant: bool
) -> list[Value] | Value:
    """A value for each, or one for all; now and then it does not apply."""
    if constant or draw(st.integers(0, 3)) == 0:
        for_all: Value = draw(kind)
        return for_all
    absent = st.just(NOT_APPLICABLE) if draw(st.booleans()) else kind
    several = st.one_of(kind, kind, kind, absent)
    values = [draw(several) for _ in range(size)]
    return values if any(not isinstance(it, NotApplicable) for it in values) else [
        draw(kind), *values[1:]
    ]  # fmt: skip


def columnar(it: list[Value] | Value) -> Columnar:
    return gathered(it, NAMES) if isinstance(it, list) else it


def said(found: Columnar, size: int) -> list[Value]:
    if not is_plane(found):
        return [found] * size  # type: ignore[list-item]
    values = values_of(plane_of(found, NAMES), NAMES)
    return values if len(values) == size else values * size
