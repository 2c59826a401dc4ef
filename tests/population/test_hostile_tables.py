"""Properties: whatever columns come in, out come households, or why not."""

from __future__ import annotations

from typing import Any, Final

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from doudi.runtime.population.errors import PopulationError
from tests.population.households import read

ROWS: Final = 4
Arrays = SearchStrategy[pa.Array]

_WHOLE: Final = (
    *(pa.int8(), pa.int16(), pa.int32(), pa.int64()),
    *(pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()),
)
_DECIMALS: Final = (
    *(pa.decimal128(5, 2), pa.decimal128(18, 0), pa.decimal128(38, 18), pa.decimal128(38, -3)),
    *(pa.decimal32(9, 2), pa.decimal64(18, 4)),
)
_STAMPS: Final = tuple(pa.timestamp(it) for it in ("s", "ms", "us", "ns"))
_ZONED: Final = tuple(pa.timestamp(it, "Asia/Shanghai") for it in ("s", "us"))
_ODD: Final = (
    *(pa.float16(), pa.float32(), pa.float64(), pa.decimal256(76, 2), pa.binary(3)),
    *(pa.time32("s"), pa.duration("ms")),
)
_WORDS: Final = (
    *(
        "是",
        "否",
        "yes",
        "城镇",
        "rural",
        "沙坪坝区",
        "江北区",
        "500106",
        "2021-02-15",
        "2021-02-30",
    ),
    *(
        "2021-02-15T09:30",
        "给",
        "given",
        "不详",
        "not_applicable",
        "h1",
        "h2",
        "",
        " ",
        "\x00",
        "30%",
    ),
)


@st.composite
def any_bytes(draw: st.DrawFn, *types: pa.DataType, rows: int = ROWS) -> pa.Array:
    """Of a fixed width: small numbers, or any bits at all."""
    type_ = draw(st.sampled_from(types))
    size = (type_.bit_width * rows + 7) // 8
    small = st.binary(min_size=1, max_size=1).map(lambda it: it.ljust(size, b"\x00"))
    data = draw(small | st.binary(min_size=size, max_size=size))
    valid = draw(st.none() | st.binary(min_size=1, max_size=1))
    buffers = [None if valid is None else pa.py_buffer(valid), pa.py_buffer(data)]
    return pa.Array.from_buffers(type_, rows, buffers)


@st.composite
def texts(draw: st.DrawFn, *likely: str) -> pa.Array:
    word = st.sampled_from(likely) if likely else st.sampled_from(_WORDS)
    words = draw(st.lists(word | st.none(), min_size=ROWS, max_size=ROWS))
    array = pa.array(
        words, draw(st.sampled_from((pa.string(), pa.large_string(), pa.string_view())))
    )
    return array.dictionary_encode() if draw(st.booleans()) else array


@st.composite
def lists(draw: st.DrawFn) -> pa.Array:
    age = draw(any_bytes(*_WHOLE, rows=2))
    people = pa.StructArray.from_arrays(
        [pa.array(["a", draw(st.sampled_from("ab"))]), age], ["id", "age"]
    )
    ends = [0, *sorted(draw(st.lists(st.integers(0, 2), min_size=3, max_size=3))), 2]
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), people)


@st.composite
def ranges(draw: st.DrawFn, *types: pa.DataType) -> pa.Array:
    names = draw(st.sampled_from([("min", "max"), ("最小", "最大"), ("max", "min")]))
    ends = [draw(any_bytes(*types)), draw(any_bytes(*types))]
    return pa.StructArray.from_arrays(ends, list(names))


def _numbers(*types: pa.DataType) -> Arrays:
    return any_bytes(*types) | ranges(*types)


_NOTHING: Final = st.just(pa.nulls(ROWS))
_ODDITIES: Final = st.one_of(any_bytes(*_ODD, *_WHOLE, *_STAMPS), texts(), lists(), _NOTHING)
_STATUS: Final = texts("given", "不详", "not_asked", "不适用", "?")
_DAYS: Final = _numbers(pa.date32(), pa.date64(), *_STAMPS) | texts("2021-02-15", "2021-02-30")
_HOUSEHOLD: Final[dict[str, Arrays]] = {
    "户别": texts("城镇", "rural", "农村", "?"),
    "户别.status": _STATUS,
    "household_income": _numbers(*_WHOLE, *_DECIMALS),
    "share": _numbers(*_DECIMALS),
    "share.状态": _STATUS,
    "reported_at": _numbers(*_STAMPS, *_ZONED) | texts("2021-02-15T09:30", "2021-02-15"),
    "地区": texts("沙坪坝区", "500106", "江北区") | any_bytes(*_WHOLE),
    "评估日": _DAYS,
    "成员": lists(),
}
_MEMBER: Final[dict[str, Arrays]] = {
    "id": texts() | any_bytes(*_WHOLE),
    "家庭": texts("h1", "h2", "h3", "h4"),
    "age": _numbers(*_WHOLE, *_DECIMALS),
    "age.status": _STATUS,
    "confirmed": any_bytes(pa.bool_()) | texts("是", "no"),
    "discharge_date": _DAYS,
    "home_area": texts("沙坪坝区", "江北区"),
    "低收入": any_bytes(pa.bool_()),
}


@st.composite
def columns(draw: st.DrawFn, likely: dict[str, Arrays]) -> dict[str, pa.Array]:
    """Some of the likely ones; now and then one that does not belong there, or is of no type."""
    found = {name: draw(likely[name]) for name in draw(st.sets(st.sampled_from(sorted(likely))))}
    if draw(st.integers(0, 4)) == 0:
        found[draw(st.sampled_from([*likely, "x", "有条件的县区", "年龄"]))] = draw(_ODDITIES)
    return found


def _households_or_why(source: Any) -> None:
    try:
        cases = read(source, rows=3)
    except PopulationError as error:
        said = error.problems
    else:
        assert len(cases) == ROWS
        return
    assert said
    assert all(it.zh and it.en for it in said)


@given(columns(_HOUSEHOLD))
@settings(max_examples=200, deadline=None)
def test_households(made: dict[str, pa.Array]) -> None:
    _households_or_why(pa.table({"id": ["h1", "h2", "h3", "h4"], **made}))


@given(columns(_MEMBER))
@settings(max_examples=200, deadline=None)
def test_members(made: dict[str, pa.Array]) -> None:
    households = pa.table({"id": ["h1", "h2", "h3", "h4"]})
    members = {"id": pa.array(range(ROWS)), "家庭": pa.array(["h1", "h1", "h3", "h4"]), **made}
    _households_or_why({"household": households, "member": pa.table(members)})
