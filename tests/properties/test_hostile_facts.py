"""Properties: whatever bytes or trees come in as facts, out comes a case or a FactsError.

A case comes of nothing that the published JSON Schema refuses: the schema is the measure here,
and is not asked when facts are read.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.python_tree import tree_from_python
from doudi.runtime.facts.read import MAX_DEPTH, Kind, case_from_python, read_case, read_facts
from doudi.runtime.facts.schema import facts_schema
from tests.unit.runtime.sample_program import PROGRAM

_GOOD: dict[str, Any] = {
    "schema": "doudi-facts/1",
    "as_of": "2021-02-15",
    "area": "沙坪坝区",
    "area_facts": {"有条件的县区": {"value": True, "source": "区政府通知"}},
    "household": {
        "id": "h1",
        "户别": "城镇",
        "家庭月收入": {"min": 100, "max": 200},
        "reported_at": "2021-02-15T09:30",
        "share": "30%",
        "member": [
            {"id": "p1", "年龄": 40, "出院日期": "不适用", "low_income": "unknown"},
            {"id": "p2", "home_area": "500105", "confirmed": "是"},
        ],
    },
    "institution": [{"id": "i"}],
}
_JSON = json.dumps(_GOOD, ensure_ascii=False).encode()
_YAML = """
as_of: 2021-02-15
area: 沙坪坝区
household:
  户别: 城镇
  member:
    - id: p1
      年龄: {value: 40, source: "户口簿"}
      confirmed: no
""".encode()

_names = st.sampled_from(
    [
        "id",
        "value",
        "min",
        "max",
        "source",
        "age",
        "年龄",
        "area",
        "member",
        "户别",
        "hukou",
        "x",
        "",
    ]
)
_values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.decimals(),
        st.fractions(),
        st.text(max_size=5),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.sampled_from(["不详", "not_asked", "江北区", "2021-02-29", "30%", "城镇", "是", "p1"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(_names, inner, max_size=3)
    ),
    max_leaves=8,
)


_PUBLISHED = Draft202012Validator(facts_schema(PROGRAM))


def _says_so(error: FactsError) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.zh
        assert problem.en


def _a_case_that_fits_or_refused(data: bytes, kind: Kind | None = None) -> None:
    try:
        read_case(data, PROGRAM, kind)
    except FactsError as error:
        _says_so(error)
    else:
        assert [*_PUBLISHED.iter_errors(read_facts(data, kind))] == []


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_a_tree_exchanged_at_any_place_is_a_case_or_refused(data: st.DataObject) -> None:
    tree = json.loads(_JSON)
    place = tree
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.integers(0, 3)) == 0:
            place[key] = data.draw(_values)
            break
        if isinstance(place, dict) and data.draw(st.integers(0, 3)) == 0:
            place[data.draw(_names)] = data.draw(_values)
        place = inner
    try:
        case_from_python(tree, PROGRAM)
    except FactsError as error:
        _says_so(error)
    else:
        assert [*_PUBLISHED.iter_errors(tree_from_python(tree, MAX_DEPTH))] == []


@given(st.sampled_from([_JSON, _YAML]), st.lists(st.tuples(st.integers(0), st.binary(max_size=4))))
@settings(max_examples=400, deadline=None)
def test_mutated_bytes_are_a_case_or_refused(good: bytes, changes: list[tuple[int, bytes]]) -> None:
    data = good
    for position, new in changes:
        at = position % (len(data) + 1)
        data = data[:at] + new + data[at + 1 :]
    _a_case_that_fits_or_refused(data)


@given(st.binary() | st.text().map(str.encode), st.sampled_from(["json", "yaml", None]))
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_refused(data: bytes, kind: Kind | None) -> None:
    _a_case_that_fits_or_refused(data, kind)


def test_what_is_mutated_was_good() -> None:
    assert isinstance(case_from_python(_GOOD, PROGRAM), Case)
    assert isinstance(read_case(_YAML, PROGRAM), Case)
