"""Columns of words: each that occurs is read once, as a facts file reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from doudi.runtime.facts.convert import Unfit
from doudi.runtime.population.arrays import array_of, is_text, nulls, stored, text_or_bytes
from doudi.runtime.population.misfit import NOT_UTF8, refuse
from doudi.runtime.population.planes import Mask

Word: TypeAlias = str | int
Made = TypeVar("Made", bound=np.integer[Any])

_OUTSIDE: Final = Unfit(
    "指向字典之外；表已损坏", "points to no word of its dictionary; the table is damaged"
)


@dataclass(frozen=True, slots=True, eq=False)
class _Dictionary:
    """What its words come to, each in its place; why those that come to nothing do not fit.

    `made` has one more, so that it is never empty. `in_place`: whether each word comes to the
    number of its own place.
    """

    words: pa.Array
    made: pa.Array
    unfit: Mapping[int, Unfit]
    in_place: bool


class Words(Generic[Made]):
    """What `read` makes of each row's word; `nothing` for a null.

    The last dictionary is remembered: stretches of one table mostly share theirs.
    """

    def __init__(self, read: Callable[[Word], int], nothing: int, kind: type[Made]) -> None:
        self._read = read
        self._nothing = nothing
        self._kind = kind
        self._last: _Dictionary | None = None

    def __call__(self, array: pa.Array, at: int) -> npt.NDArray[Made]:
        """`at`: the place of the array's first row. Raises Misfit for the first that is refused."""
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        known, none = self._known(array.dictionary), nulls(array)
        places = stored(array.indices)
        if none is not None:
            places = places * ~none  # under a null stands anything
        refuse_outside(places, len(known.words), none, at)
        if known.unfit:
            wrong = np.isin(places, list(known.unfit))
            refuse(
                wrong if none is None else wrong & ~none,
                at,
                lambda row: known.unfit[int(places[row])],
            )
        found = places.astype(self._kind) if known.in_place else self._taken(known, places)
        return found if none is None else np.where(none, self._kind(self._nothing), found)

    def _taken(self, known: _Dictionary, places: npt.NDArray[np.integer[Any]]) -> npt.NDArray[Made]:
        """By Arrow, which need not widen the places first."""
        found = known.made.take(array_of(places))
        return stored(found).view(self._kind)

    def _known(self, words: pa.Array) -> _Dictionary:
        if self._last is None or not words.equals(self._last.words):
            self._last = self._of(words)
        return self._last

    def _of(self, words: pa.Array) -> _Dictionary:
        made = np.full(len(words) + 1, self._nothing, self._kind)
        unfit: dict[int, Unfit] = {}
        other = is_text(words.type) and not pa.types.is_string(words.type)
        plain = words.cast(pa.string()) if other else words
        for place, word in enumerate(_words(plain)):
            if word is None:
                continue
            try:
                if isinstance(word, bytes):
                    raise NOT_UTF8
                made[place] = self._read(word)
            except Unfit as why:  # of a category that no row has, nothing need be said
                unfit[place] = why
        in_place = np.array_equal(made[:-1], np.arange(len(words)))
        return _Dictionary(words, array_of(made), unfit, in_place)


def _words(array: pa.Array) -> Sequence[Word | bytes | None]:
    """One after another; as bytes what is no text."""
    try:
        return array.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return list(map(text_or_bytes, array))


def refuse_outside(
    places: npt.NDArray[np.integer[Any]], words: int, none: Mask | None, at: int
) -> None:
    """Raises Misfit at a row whose place is none of the dictionary's."""
    unsigned = places.view(f"u{places.itemsize}")  # what is below 0 is then far above
    if int(unsigned.max(initial=0)) >= words:
        outside = unsigned >= words
        refuse(outside if none is None else outside & ~none, at, lambda _: _OUTSIDE)
