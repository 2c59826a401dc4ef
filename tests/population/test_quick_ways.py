"""Properties: what is quick where a table is as most are says what the thorough way says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.runtime.facts.convert import Declared, Unfit
from doudi.runtime.facts.vocabulary import vocabulary
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.distinct import Word, Words
from doudi.runtime.population.epochs import epochs
from doudi.runtime.population.ids import repeated_inside
from doudi.runtime.population.layout import Column
from doudi.runtime.population.misfit import Misfit
from doudi.runtime.population.numbers import numbers
from doudi.runtime.population.plane_of import reader
from doudi.runtime.population.planes import FALSE, OPEN_HIGH, OPEN_LOW, TRUE, UNKNOWN, Truths
from doudi.runtime.population.rows import Contained
from doudi.runtime.population.tables import Stretch
from doudi.runtime.program import types
from doudi.runtime.program.ids import AreaCode
from tests.population.households import rules

ROWS = 40


@st.composite
def pieces(draw: st.DrawFn, array: pa.Array) -> list[pa.Array]:
    """The same rows in one piece or several, each cut out of a longer array."""
    ends = sorted(draw(st.lists(st.integers(0, len(array)), max_size=3)))
    found = []
    for start, stop in pairwise([0, *ends, len(array)]):
        before = draw(st.integers(0, min(9, len(array))))
        longer = pa.concat_arrays([array[:before], array[start:stop], array[:3]])
        found.append(longer[before : before + stop - start])
    return found


@st.composite
def owners(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Ids, and how many rows each has; mostly they go up, and each has one at least."""
    ids = draw(st.lists(st.integers(-9, 99), min_size=1, max_size=12, unique=True))
    least = draw(st.sampled_from((0, 1)))
    sizes = draw(st.lists(st.integers(least, 4), min_size=len(ids), max_size=len(ids)))
    return draw(st.sampled_from((ids, sorted(ids)))), sizes


@given(owners(), st.sampled_from((pa.string(), pa.int64())), st.integers(1, 5), st.data())
def test_rows_go_to_those_whom_they_name(
    drawn: tuple[list[int], list[int]], kind: pa.DataType, at_once: int, data: st.DataObject
) -> None:
    ids, sizes = drawn
    keys = pa.array(np.repeat(ids, sizes)).cast(kind)
    batches = [pa.record_batch({"of": it}) for it in data.draw(pieces(keys))]
    rows = Contained((Stretch(it, "member", 0) for it in batches), "of")
    for start in range(0, len(ids), at_once):
        some, own = ids[start : start + at_once], sizes[start : start + at_once]
        offsets, taken = rows.of(pa.array(some).cast(kind))
        named = [it for stretch in taken for it in stretch.batch.column("of").to_pylist()]
        assert offsets.tolist() == [0, *accumulate(own)]
        assert named == pa.array(np.repeat(some, own)).cast(kind).to_pylist()
    assert rows.left() is None


@given(
    st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6),
    st.sampled_from((pa.string(), pa.int64())),
)
def test_an_id_that_is_there_twice_in_a_household_is_found(
    households: list[list[int]], kind: pa.DataType
) -> None:
    ids = pa.array([it for own in households for it in own], pa.int64()).cast(kind)
    offsets = np.array([0, *accumulate(map(len, households))])
    found = repeated_inside(ids, offsets)
    again = [
        int(offsets[at]) + place
        for at, own in enumerate(households)
        for place, it in enumerate(own)
        if it in own[:place]
    ]
    assert found == min(again, default=None)


WORDS = ("zero", "one", "two", "three")


def placed(word: Word) -> int:
    if word not in WORDS:
        raise Unfit(f"没有 {word}", f"no {word}")
    return WORDS.index(str(word))


@st.composite
def dictionaries(draw: st.DrawFn, *more: str) -> pa.Array:
    words = draw(st.permutations((*WORDS, *more)) | st.just((*WORDS, *more)))
    kind = draw(st.sampled_from((pa.int8(), pa.uint8(), pa.int32(), pa.int64())))
    places = st.integers(0, len(words) - 1) | (st.none() if draw(st.booleans()) else st.nothing())
    drawn = draw(st.lists(places, min_size=ROWS, max_size=ROWS))
    return pa.DictionaryArray.from_arrays(pa.array(drawn, kind), pa.array(words))


@given(dictionaries(), st.data())
def test_each_row_has_what_its_word_comes_to(array: pa.Array, data: st.DataObject) -> None:
    read = Words(placed, -1, np.int32)
    wanted = [-1 if it is None else WORDS.index(it) for it in array.to_pylist()]
    found = [read(it, 0) for it in data.draw(pieces(array))]
    assert np.concatenate(found).tolist() == wanted
    assert read(array.dictionary_decode(), 0).tolist() == wanted


@given(dictionaries("four"))
def test_the_first_row_whose_word_does_not_fit_is_named(array: pa.Array) -> None:
    read = Words(placed, -1, np.int32)
    said = array.to_pylist()
    if "four" not in said:
        assert read(array, 5).tolist() == [-1 if it is None else placed(it) for it in said]
        return
    with pytest.raises(Misfit, match="no four") as refused:
        read(array, 5)
    assert refused.value.row == 5 + said.index("four")


@pytest.mark.parametrize("place", [-1, 4, 100])
def test_a_place_that_is_none_of_the_dictionarys_is_refused(place: int) -> None:
    places = pa.array([0, place, 1], pa.int8())
    array = pa.DictionaryArray.from_arrays(places, pa.array(WORDS), safe=False)
    with pytest.raises(Misfit, match="damaged") as refused:
        Words(placed, -1, np.int32)(array, 0)
    assert refused.value.row == 1


@given(st.lists(st.none() | st.booleans(), max_size=ROWS), st.data())
def test_truths_are_read_alike_wherever_their_bits_begin(
    said: list[bool | None], data: st.DataObject
) -> None:
    column = Column("x", Declared(types.Boolean()))
    arrays = data.draw(pieces(pa.array(said, pa.bool_())))
    plane = reader(column, pa.bool_(), vocabulary(rules().program)).said(arrays, None).plane
    code = {None: UNKNOWN, False: FALSE, True: TRUE}
    assert isinstance(plane, Truths)
    assert plane.code.tolist() == [code[it] for it in said]
    assert plane.open == (None in said)


COUNTS = (pa.int8(), pa.uint8(), pa.int16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64())
KINDS: dict[str, tuple[types.Type, tuple[pa.DataType, ...], Callable[[Any], int]]] = {
    "count": (types.Quantity(integer=True), COUNTS, int),
    "yuan": (types.Quantity(yuan=1), COUNTS, lambda it: 100 * int(it)),
    "day": (types.Date(), (pa.date32(),), lambda it: date(1970, 1, 1).toordinal() + int(it)),
}


@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.none() | st.integers(0, 120), max_size=ROWS),
    st.data(),
)
def test_numbers_are_counted_alike_however_wide_they_are(
    kind: str, said: list[int | None], data: st.DataObject
) -> None:
    type_, stored, counted = KINDS[kind]
    arrow = data.draw(st.sampled_from(stored))
    column = Column("x", Declared(type_))
    plane = numbers(column, arrow)(data.draw(pieces(pa.array(said, arrow))))
    assert plane.low.tolist() == [OPEN_LOW if it is None else counted(it) for it in said]
    assert plane.high.tolist() == [OPEN_HIGH if it is None else counted(it) for it in said]
    assert (plane.low is plane.high) == (None not in said)
    assert plane.low.dtype == np.int64
    assert plane.low.flags.c_contiguous
    assert plane.bound >= max((counted(it) for it in said if it is not None), default=0)


DAYS = st.sampled_from((date(2021, 2, 15), date(2021, 3, 1)))
AREAS = st.sampled_from((500106, 330205))


@given(st.lists(st.tuples(AREAS, DAYS), min_size=1, max_size=6))
def test_each_household_has_its_own_area_and_day(said: list[tuple[int, date]]) -> None:
    areas = np.array([area for area, _ in said])
    days = np.array([day.toordinal() for _, day in said])
    found, of = epochs(areas, days, len(said))
    assert [found[it] for it in of] == [Epoch(AreaCode(str(area)), day) for area, day in said]
    assert len(found) == len(set(said))


def test_what_was_given_for_all_holds_for_all() -> None:
    day = date(2021, 2, 15)
    found, of = epochs(500106, day.toordinal(), 3)
    assert found == (Epoch(AreaCode("500106"), day),)
    assert of.tolist() == [0, 0, 0]
