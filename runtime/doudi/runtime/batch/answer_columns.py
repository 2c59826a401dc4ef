"""Cells ▶ Arrow columns, one of structs for each scheme.

Texts of few kinds are dictionaries, and the same ones in every batch, so that what is written does
not depend on how the work was cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.batch.words import Words
from doudi.runtime.columns.cells import NOBODY, Answers, Cells, CellsByKind, exact
from doudi.runtime.evaluation.index import Index
from doudi.runtime.population.arrays import array_of, texts_of
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Codes, Indices, Integers
from doudi.runtime.program.ids import SchemeId

Places: TypeAlias = npt.NDArray[np.int16]

FEN: Final = {"unit": "fen"}

_STRANGE: Final = NOBODY - 1  # the place of a text that is not in its dictionary


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A dictionary. `places`: of each code the place of its text; the last is that of NOBODY."""

    texts: pa.Array
    places: Places


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """How answers are written. `plain`: for readers that know no dictionaries and no unsigned.

    `provisions`: for each scheme those that can speak on it; `missing`: where each name stands.
    """

    words: Words
    plain: bool
    type: pa.StructType
    outcomes: pa.Array
    statuses: pa.Array
    provisions: Mapping[SchemeId, Texts]
    missing: pa.Array
    place: Mapping[str, int]


def writing(rules: Index, words: Words, *, plain: bool = False) -> Writing:
    return Writing(
        words,
        plain,
        _type(words, plain=plain),
        texts_of(words.outcomes),
        texts_of(words.statuses),
        {it.id: _speaking(it.id, rules) for it in rules.program.schemes},
        texts_of(words.names.values()),
        {it: at for at, it in enumerate(words.names)},
    )


def columns(
    schemes: Iterable[SchemeId], answers: Answers, how: Writing
) -> list[tuple[pa.Field, pa.Array]]:
    """Named by scheme; a struct for each of its subjects, in which what is empty is null."""
    missing = _texts(how.missing, (how.place[it] for it in answers.names))
    return [
        (
            pa.field(how.words.schemes[it], how.type, nullable=False),
            _column(answers.cells[it], missing, how),
        )
        for it in schemes
    ]


def _column(cells: Cells, missing: Texts, how: Writing) -> pa.StructArray:
    ends = cells.low
    low = array_of(ends, ends != OPEN_LOW)
    provisions = how.provisions[cells.scheme]
    return pa.StructArray.from_arrays(
        [
            _written(array_of(cells.outcome.view(np.int8)), how.outcomes, how),
            _written(array_of(cells.status.view(np.int8)), how.statuses, how),
            low,
            low if exact(cells) else _high(cells.high),
            _written(_some(_deciding(cells, provisions)), provisions.texts, how),
            _condition(cells.condition, how),
            _written(_wanting(cells.missing, missing), missing.texts, how),
        ],
        fields=list(how.type),
    )


def _type(words: Words, *, plain: bool) -> pa.StructType:
    few, texts = (
        pa.string() if plain else pa.dictionary(it, pa.string()) for it in (pa.int8(), pa.int16())
    )
    return pa.struct(
        [
            pa.field(words.column("outcome"), few, nullable=False),
            pa.field(words.column("status"), few, nullable=False),
            pa.field(words.column("low"), pa.int64(), metadata=FEN),
            pa.field(words.column("high"), pa.int64(), metadata=FEN),
            pa.field(words.column("provision"), texts),
            pa.field(words.column("condition"), pa.int16() if plain else pa.uint8()),
            pa.field(words.column("missing"), texts),
        ]
    )


def _texts(texts: pa.Array, places: Iterable[int]) -> Texts:
    return Texts(texts, np.array([*places, NOBODY], np.int16))


def _speaking(scheme: SchemeId, rules: Index) -> Texts:
    said = rules.by_scheme[scheme]
    speaking = {it.id for it in (*said.grants, *said.bars, *said.facets)}
    ids = [it.id for it in rules.program.provisions if it.id in speaking]
    place = {it: at for at, it in enumerate(ids)}
    places = (place.get(it.id, _STRANGE) for it in rules.program.provisions)
    return _texts(texts_of(ids), places)


def _deciding(cells: Cells, texts: Texts) -> Places:
    """Of the provision that decided; of a kind of cell it is looked up once."""
    if isinstance(cells, CellsByKind):
        found = _of_kinds(cells, _looked_up(cells.kinds.provision, texts))
    else:
        found = _looked_up(cells.provision, texts)
    if len(found) and found.min() == _STRANGE:
        message = "a provision decides on a scheme that it does not speak on"
        raise RuntimeError(message)
    return found


def _of_kinds(cells: CellsByKind, places: Places) -> Places:
    if (places == places[:1]).all():
        return np.full(len(cells), places[:1])
    return cells.each(places)


def _wanting(codes: Indices, texts: Texts) -> pa.Array:
    """The places of what is missing, which mostly is nothing."""
    if codes.strides == (0,) and len(codes) and codes[0] == NOBODY:
        return _nobody(len(codes))
    return _some(_looked_up(codes, texts))


@lru_cache(4)
def _nobody(many: int) -> pa.Array:
    return _some(np.full(many, NOBODY, np.int16))


def _looked_up(codes: Indices, texts: Texts) -> Places:
    return texts.places.take(codes, mode="wrap")  # NOBODY is the last


def _some(places: Places) -> pa.Array:
    return array_of(places, places != NOBODY)


def _written(places: pa.Array, texts: pa.Array, how: Writing) -> pa.Array:
    # Not looked through: none is out of bounds.
    found = pa.DictionaryArray.from_arrays(places, texts, safe=False)
    return found.dictionary_decode() if how.plain else found


def _high(ends: Integers) -> pa.Array:
    """Where there is none stands what would stand at low ends, by whatever way they were found."""
    there = ends != OPEN_HIGH
    return array_of(np.where(there, ends, OPEN_LOW), there)


def _condition(numbers: Codes, how: Writing) -> pa.Array:
    return array_of(numbers.astype(np.int16) if how.plain else numbers, numbers != 0)
