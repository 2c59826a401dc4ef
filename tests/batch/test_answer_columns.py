"""Cells as Arrow columns: what is written does not hang on how the cells came about."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import ipc

from doudi.runtime.batch.answer_columns import Texts, Writing, columns, writing
from doudi.runtime.batch.words import words
from doudi.runtime.columns.cells import (
    NOBODY,
    OUTCOMES,
    STATUSES,
    Answers,
    Cells,
    CellsByKind,
    CellsInFull,
    Kinds,
)
from doudi.runtime.evaluation.index import index
from doudi.runtime.population.arrays import texts_of
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW
from doudi.runtime.program.ids import SchemeId
from tests.support.sample_program import PROGRAM

_RULES: Final = index(PROGRAM)
_DIBAO: Final = SchemeId("dibao")
_GRANT: Final = PROGRAM.provisions.index(_RULES.by_scheme[_DIBAO].grants[0])
_WRITING: Final = writing(_RULES, words(PROGRAM, "en"))


def _among_many(texts: Texts) -> Texts:
    """The same texts behind so many others that their places need more than a byte."""
    others = [f"other {number}" for number in range(200)]
    places = np.where(texts.places < 0, texts.places, texts.places + len(others))
    return Texts(texts_of([*others, *texts.texts.to_pylist()]), places.astype(np.int16))


_OF_MANY: Final = replace(
    _WRITING, provisions={it: _among_many(texts) for it, texts in _WRITING.provisions.items()}
)

_FEN: Final = st.integers(0, 10**8)
_ENDS: Final = st.one_of(
    _FEN.map(lambda fen: (fen, fen)),
    st.tuples(_FEN, _FEN).map(lambda ends: (min(ends), max(ends))),
    st.just((OPEN_LOW, OPEN_HIGH)),
    _FEN.map(lambda fen: (fen, OPEN_HIGH)),
)


@st.composite
def _cells(draw: st.DrawFn) -> CellsByKind:
    """Some kinds, some subjects of them, and an amount worked out for each subject."""
    many = draw(st.integers(1, 5))

    def each(code: st.SearchStrategy[int], type_: type[np.generic]) -> np.ndarray:
        return np.array(draw(st.lists(code, min_size=many, max_size=many)), type_)

    ends = draw(st.lists(_ENDS, min_size=many, max_size=many))
    kind = draw(st.lists(st.integers(0, many - 1), max_size=20))
    exact = np.arange(len(kind), dtype=np.int64)
    return CellsByKind(
        scheme=_DIBAO,
        entity=HOUSEHOLD,
        kind=np.array(kind, draw(st.sampled_from([np.uint8, np.uint16]))),
        kinds=Kinds(
            outcome=each(st.integers(0, len(OUTCOMES) - 1), np.uint8),
            status=each(st.integers(0, len(STATUSES) - 1), np.uint8),
            low=np.array([low for low, _ in ends], np.int64),
            high=np.array([high for _, high in ends], np.int64),
            provision=each(st.sampled_from([_GRANT, NOBODY]), np.int32),
            condition=each(st.integers(0, 1), np.uint8),
            worked_out=each(st.integers(0, 1), np.uint8),
        ),
        amounts=((exact, draw(st.sampled_from([exact, exact + 1]))),),
        unsettled=draw(st.sampled_from([None, _first_of_all])),
    )


def _first_of_all(of: CellsByKind) -> tuple[np.ndarray, np.ndarray]:
    return of.failed, np.zeros(len(of), np.int32)


@given(_cells(), st.sampled_from([_WRITING, _OF_MANY]))
@settings(deadline=None)
def test_what_is_told_by_kind_is_written_as_if_it_were_told_of_each(
    cells: CellsByKind, how: Writing
) -> None:
    full = CellsInFull(
        cells.scheme,
        cells.entity,
        cells.outcome,
        cells.status,
        cells.low,
        cells.high,
        cells.provision,
        cells.condition,
        np.array(cells.missing),
    )
    assert _written(cells, how) == _written(full, how)


def _written(cells: Cells, how: Writing) -> bytes:
    answers = Answers({_DIBAO: cells}, tuple(how.words.names))
    ((field, array),) = columns([_DIBAO], answers, how)
    array.validate(full=True)
    batch = pa.RecordBatch.from_arrays([array], schema=pa.schema([field]))
    sink = pa.BufferOutputStream()
    with ipc.new_file(sink, batch.schema) as file:
        file.write_batch(batch)
    return bytes(sink.getvalue())
