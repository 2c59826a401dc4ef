"""A case written as a facts file is read back as the same case, as Python values and as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.canonical import canonical
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.read import case_from_python, read_case
from doudi.runtime.facts.written import facts_json
from tests.unit.runtime.sample_program import PROGRAM

_STATUS: Final = st.sampled_from(["unknown", "not_asked", "not_applicable"])
_EVERYTHING: Final[dict[str, Any]] = {
    "as_of": "2021-02-15",
    "area": "重庆市江北区",
    "area_facts": {"有条件的县区": {"value": True, "source": "区政府通知"}},
    "household": {
        "id": "h1",
        "户别": "城镇",
        "家庭月收入": Decimal("1200.50"),
        "reported_at": "2021-02-15T09:05",
        "share": "12.5%",
        "member": [
            {"id": "p1", "年龄": 40, "出院日期": {"min": "2021-03-01"}, "low_income": "unknown"},
            {"id": "p2", "low_income": {"value": "是", "source": "街道认定书"}},
            {"id": "p3", "居住地": "浙江省江北区", "出院日期": {"value": "不详", "source": "本人"}},
        ],
    },
    "institution": [],
}


def _written(facts: Mapping[str, Any]) -> dict[str, Any]:
    return dict(facts_json(case_from_python(facts, PROGRAM), PROGRAM))


def test_names_are_ids_areas_are_codes_and_numbers_are_as_a_person_writes_them() -> None:
    assert _written(_EVERYTHING) == {
        "schema": "doudi-facts/1",
        "as_of": "2021-02-15",
        "area": "500105",
        "area_facts": {"able_county": {"value": True, "source": "区政府通知"}},
        "household": [
            {
                "id": "h1",
                "hukou": "urban",
                "household_income": Decimal("1200.5"),
                "reported_at": "2021-02-15T09:05",
                "share": Decimal("0.125"),
                "member": [
                    {
                        "id": "p1",
                        "age": 40,
                        "discharge_date": {"min": "2021-03-01"},
                        "low_income": "unknown",
                    },
                    {"id": "p2", "low_income": {"value": True, "source": "街道认定书"}},
                    {
                        "id": "p3",
                        "home_area": "330205",
                        "discharge_date": {"value": "unknown", "source": "本人"},
                    },
                ],
            }
        ],
        "institution": [],
    }


def test_a_list_that_nobody_gave_stays_out() -> None:
    assert _written({"area": "500105", "household": {}}) == {
        "schema": "doudi-facts/1",
        "area": "500105",
        "household": [{"id": "household"}],
    }


def test_a_number_without_an_end_as_a_decimal_is_refused_with_its_place() -> None:
    case = case_from_python({"area": "500105", "household": {"share": Fraction(1, 3)}}, PROGRAM)
    with pytest.raises(FactsError) as caught:
        facts_json(case, PROGRAM)
    (problem,) = caught.value.problems
    assert problem.in_("en") == "household[0].share: the number `1/3` has no end as a decimal"
    assert problem.in_("zh") == "household[0].share：数 `1/3` 写不成位数有限的小数"


def _sourced(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    plain = value | _STATUS
    return plain | st.fixed_dictionaries({"value": plain, "source": st.text(max_size=5)})


def _ranged(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    both = st.tuples(value, value).map(sorted).map(lambda it: {"min": it[0], "max": it[1]})
    one = st.sampled_from(["min", "max"]).flatmap(lambda key: st.fixed_dictionaries({key: value}))
    return _sourced(value) | both | one


_DAYS: Final = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)
_MOMENTS: Final = st.builds("{}T{:02}:{:02}".format, _DAYS, st.integers(0, 23), st.integers(0, 59))
_FACTS: Final[Mapping[str, Mapping[str, st.SearchStrategy[Any]]]] = {
    "area": {"able_county": _sourced(st.booleans())},
    "household": {
        "household_income": _ranged(st.decimals(0, 10**15, places=2)),
        "hukou": _sourced(st.sampled_from(["城镇", "rural"])),
        "reported_at": _ranged(_MOMENTS),
        "share": _ranged(st.decimals(0, 1, allow_nan=False, places=12)),
    },
    "member": {
        "age": _ranged(st.integers(0, 150)),
        "confirmed": _sourced(st.booleans()),
        "discharge_date": _ranged(_DAYS),
        "home_area": _sourced(st.sampled_from(["全国", "500105", "浙江省江北区"])),
        "low_income": _sourced(st.booleans()),
    },
    "institution": {},
}


def _listed(kind: str, **more: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    one = st.fixed_dictionaries(
        {"id": st.text("abc甲乙123", min_size=1, max_size=3)}, optional={**_FACTS[kind], **more}
    )
    return st.lists(one, max_size=3, unique_by=lambda it: it["id"])


_CASES: Final = st.fixed_dictionaries(
    {"area": st.sampled_from(["000000", "500105", "沙坪坝区"])},
    optional={
        "as_of": _DAYS,
        "area_facts": st.fixed_dictionaries({}, optional=dict(_FACTS["area"])),
        "household": st.fixed_dictionaries(
            {}, optional={**_FACTS["household"], "member": _listed("member")}
        ),
        "institution": _listed("institution"),
    },
)


@given(_CASES)
@settings(max_examples=100, deadline=None)
def test_what_is_written_reads_back_as_the_same_case(facts: dict[str, Any]) -> None:
    case = case_from_python(facts, PROGRAM)
    written = facts_json(case, PROGRAM)
    assert case_from_python(written, PROGRAM) == case
    data = canonical(written)
    again = read_case(data, PROGRAM)
    assert again == replace(case, roots=tuple(sorted(case.roots, key=lambda it: it.entity)))
    assert canonical(facts_json(again, PROGRAM)) == data
