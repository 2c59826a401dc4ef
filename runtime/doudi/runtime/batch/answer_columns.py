"""Cells ▶ Arrow columns, one of structs for each scheme.

Texts of few kinds are dictionaries, and the same ones in every batch, so that what is written does
not depend on how the work was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from doudi.runtime.batch.words import Words
from doudi.runtime.columns.cells import NOBODY, Answers, Cells
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Codes, Indices, Integers
from doudi.runtime.program.ids import SchemeId

FEN: Final = {"unit": "fen"}


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A dictionary. `places`: of each code the place of its text; the last is that of NOBODY."""

    texts: pa.Array
    places: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How answers are written. `plain`: for readers that know no dictionaries and no unsigned.

    `provisions`: for each scheme those that can speak on it; `missing`: where each name stands.
    """

    words: Words
    plain: bool
    type: pa.StructType
    outcomes: Texts
    statuses: Texts
    provisions: Mapping[SchemeId, Texts]
    missing: pa.Array
    place: Mapping[str, int]


def writing(rules: Index, words: Words, *, plain: bool = False) -> Writing:
    return Writing(
        words,
        plain,
        _type(words, plain=plain),
        _texts(words.outcomes, range(len(words.outcomes))),
        _texts(words.statuses, range(len(words.statuses))),
        {it.id: _speaking(it.id, rules) for it in rules.program.schemes},
        pa.array(words.names.values(), pa.string()),
        {it: at for at, it in enumerate(words.names)},
    )


def columns(
    schemes: Iterable[SchemeId], answers: Answers, how: Writing
) -> list[tuple[pa.Field, pa.Array]]:
    """Named by scheme; a struct for each of its subjects, in which what is empty is null."""
    missing = Texts(
        how.missing, np.array([*(how.place[it] for it in answers.names), NOBODY], np.int32)
    )
    return [
        (
            pa.field(how.words.schemes[it], how.type, nullable=False),
            _column(answers.cells[it], missing, how),
        )
        for it in schemes
    ]


def _column(cells: Cells, missing: Texts, how: Writing) -> pa.StructArray:
    return pa.StructArray.from_arrays(
        [
            _written(cells.outcome, how.outcomes, how),
            _written(cells.status, how.statuses, how),
            _fen(cells.low, OPEN_LOW),
            _fen(cells.high, OPEN_HIGH),
            _written(cells.provision, how.provisions[cells.scheme], how),
            pa.array(cells.condition, mask=cells.condition == 0).cast(
                how.type.field(how.words.column("condition")).type
            ),
            _written(cells.missing, missing, how),
        ],
        fields=list(how.type),
    )


def _type(words: Words, *, plain: bool) -> pa.StructType:
    texts = pa.string() if plain else pa.dictionary(pa.int32(), pa.string())
    return pa.struct(
        [
            pa.field(words.column("outcome"), texts, nullable=False),
            pa.field(words.column("status"), texts, nullable=False),
            pa.field(words.column("low"), pa.int64(), metadata=FEN),
            pa.field(words.column("high"), pa.int64(), metadata=FEN),
            pa.field(words.column("provision"), texts),
            pa.field(words.column("condition"), pa.int16() if plain else pa.uint8()),
            pa.field(words.column("missing"), texts),
        ]
    )


def _texts(texts: Sequence[str], places: Iterable[int]) -> Texts:
    return Texts(pa.array(texts, pa.string()), np.array([*places, NOBODY], np.int32))


def _speaking(scheme: SchemeId, rules: Index) -> Texts:
    said = rules.by_scheme[scheme]
    speaking = {it.id for it in (*said.grants, *said.bars, *said.facets)}
    ids = [it.id for it in rules.program.provisions if it.id in speaking]
    place = {it: at for at, it in enumerate(ids)}
    return _texts(ids, (place.get(it.id, NOBODY) for it in rules.program.provisions))


def _written(codes: Codes | Indices, texts: Texts, how: Writing) -> pa.Array:
    places = texts.places[codes]
    nobody = places == NOBODY
    found = pa.DictionaryArray.from_arrays(
        pa.array(places, mask=nobody if nobody.any() else None), texts.texts
    )
    return found.dictionary_decode() if how.plain else found


def _fen(ends: Integers, open_: int) -> pa.Array:
    nowhere = ends == open_
    return pa.array(ends.copy(), mask=nowhere if nowhere.any() else None)
