"""Columns of words: each that occurs is read once, as a facts file reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa

from doudi.runtime.facts.convert import Unfit
from doudi.runtime.population.arrays import is_text, whole_numbers
from doudi.runtime.population.misfit import refuse
from doudi.runtime.population.planes import Indices, Integers, Mask

Word: TypeAlias = str | int
NOTHING: Final = -1  # as the place of a word


def distinct(array: pa.Array) -> tuple[Sequence[Word | None], Indices]:
    """The words that occur, and for each row the place of its own; NOTHING for a null."""
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    words = array.dictionary
    if is_text(words.type):
        words = words.cast(pa.string())
    if not array.null_count:
        places = whole_numbers(array.indices)
    else:
        places = whole_numbers(array.indices.cast(pa.int64()).fill_null(NOTHING))
    return words.to_pylist(), places.astype(np.int32)


def read_once(array: pa.Array, at: int, read: Callable[[Word], int], nothing: int) -> Integers:
    """What `read` makes of each row's word; `nothing` for a null.

    `at`: the place of the array's first row. Raises Misfit for the first word that `read` refuses.
    """
    words, places = distinct(array)
    made = np.full(len(words) + 1, nothing, np.int64)
    unfit: dict[int, Unfit] = {}
    for place, word in enumerate(words):
        if word is None:
            continue
        try:
            made[place] = read(word)
        except Unfit as why:  # of a category that no row has, nothing need be said
            unfit[place] = why
    if unfit:
        wrong: Mask = np.isin(places, list(unfit))
        refuse(wrong, at, lambda row: unfit[int(places[row])])
    return made[places]
