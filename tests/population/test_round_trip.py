"""Properties: a table says of a household just what a facts file of the same content says."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.population.households import Tree, Writing, case_from_facts, flat, nested, read

_STATUSES = st.sampled_from(["unknown", "not_asked", "not_applicable", "不详", "未询问", "不适用"])
_YUAN = st.decimals(0, 10**9, places=2)
_SHARES = st.decimals(0, 1, places=4)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(str)
_MINUTES = st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31)).map(  # noqa: DTZ001 - Beijing's
    lambda it: it.isoformat(timespec="minutes")
)


def _ranged(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    def between(ends: list[Any]) -> Any:
        low, high = sorted(ends)
        return {"min": low, "max": high}

    one = st.one_of(values.map(lambda it: {"min": it}), values.map(lambda it: {"max": it}))
    return st.one_of(values, one, st.lists(values, min_size=2, max_size=2).map(between))


def _facts(values: dict[str, SearchStrategy[Any]]) -> SearchStrategy[Tree]:
    """Any of them may be left out, or have a status instead."""
    return st.fixed_dictionaries({}, optional={k: v | _STATUSES for k, v in values.items()})


_MEMBERS = _facts(
    {
        "age": _ranged(st.integers(0, 150)),
        "confirmed": st.booleans(),
        "discharge_date": _ranged(_DAYS),
        "home_area": st.sampled_from(["沙坪坝区", "重庆市江北区", "330205", "浙江省"]),
        "low_income": st.booleans(),
    }
)
_HOUSEHOLDS = _facts(
    {
        "hukou": st.sampled_from(["城镇", "农村", "urban", "rural"]),
        "household_income": _ranged(_YUAN),
        "reported_at": _ranged(_MINUTES),
        "share": _ranged(_SHARES),
    }
)
_WRITINGS = st.builds(Writing, *[st.booleans()] * 5)


@st.composite
def households(draw: st.DrawFn) -> list[Tree]:
    ids = draw(st.lists(st.integers(0, 10**6).map(str), min_size=1, max_size=5, unique=True))
    people = iter(range(10**6))
    return [
        {
            "id": id_,
            **draw(_HOUSEHOLDS),
            "member": [
                {"id": str(next(people)), **it} for it in draw(st.lists(_MEMBERS, max_size=3))
            ],
        }
        for id_ in ids
    ]


@given(households(), _WRITINGS, st.integers(1, 3))
@settings(max_examples=80, deadline=None)
def test_households_with_lists_of_members(trees: list[Tree], writing: Writing, rows: int) -> None:
    assert read(nested(trees, writing), rows) == list(map(case_from_facts, trees))


@given(households(), _WRITINGS, st.integers(1, 3))
@settings(max_examples=80, deadline=None)
def test_households_and_members_apart(trees: list[Tree], writing: Writing, rows: int) -> None:
    assert read(flat(trees, writing), rows) == list(map(case_from_facts, trees))


@given(households(), st.data())
@settings(max_examples=40, deadline=None)
def test_a_slice_of_a_table_is_those_households(trees: list[Tree], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(trees) - 1))
    table = nested(trees, Writing()).slice(start)
    assert read(table) == list(map(case_from_facts, trees[start:]))


def test_ten_cents_are_not_lost() -> None:
    tree = {"id": "h", "household_income": Decimal("0.10"), "member": []}
    assert read(nested([tree])) == [case_from_facts(tree)]
