"""A column of a table ▸ the plane of its fact, and why values are missing where it says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias, assert_never

import numpy as np
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Unfit, did_you_mean, did_you_mean_zh, shown
from doudi.runtime.facts.near import near
from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.facts.words import STATUS
from doudi.runtime.population.arrays import bits, in_one, nulls, parts
from doudi.runtime.population.chunk import STATUSES
from doudi.runtime.population.distinct import Word, Words
from doudi.runtime.population.layout import Column
from doudi.runtime.population.misfit import refuse
from doudi.runtime.population.numbers import numbers
from doudi.runtime.population.planes import (
    FALSE,
    TRUE,
    UNKNOWN,
    UNKNOWN_SYMBOL,
    Codes,
    Mask,
    Options,
    Plane,
    Symbols,
    Truths,
)
from doudi.runtime.program import types
from doudi.runtime.program.ids import OptionId
from doudi.runtime.values import Symbol, Truth

Arrays: TypeAlias = Sequence[pa.Array]

ABSENT, GIVEN, NOT_APPLICABLE = 0, 1, 4
"""Places in STATUSES; what is ABSENT, nothing is said of."""

_WORDS: Final = {"given": "given", "已知": "given", **STATUS}


@dataclass(frozen=True, slots=True)
class Said:
    """A plane, and for each row the place of its status in STATUSES; None where the plane tells."""

    plane: Plane
    statuses: Codes | None


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """How a column is read, be it of `ranges` or not: made once for all tables of one schema."""

    plane: Callable[[Arrays], Plane]
    status: Words[np.uint8]
    ranges: bool

    def said(self, arrays: Arrays, statuses: Arrays | None) -> Said:
        """Raises Misfit."""
        plane = self.plane(arrays)
        if statuses is None and not self.ranges:
            return Said(plane, None)
        told = _told(statuses or (), _missing(arrays), self.status)
        absent = told == NOT_APPLICABLE
        if absent.any():
            plane = replace(plane, absent=absent)
            if isinstance(plane, Truths):
                plane = replace(plane, code=np.where(absent, np.uint8(FALSE), plane.code))
        return Said(plane, told)


def reader(column: Column, type_: pa.DataType, words: Vocabulary) -> Reader:
    """`type_`: what its schema says; texts may come as dictionaries all the same."""
    status = Words(_status, ABSENT, np.uint8)
    return Reader(_plane(column, type_, words), status, pa.types.is_struct(type_))


def given(its: Said, arrays: Arrays) -> Mask:
    """Where a column says anything at all."""
    return ~_missing(arrays) if its.statuses is None else its.statuses != ABSENT


def _plane(column: Column, type_: pa.DataType, words: Vocabulary) -> Callable[[Arrays], Plane]:
    match column.declared.type:
        case types.Boolean():
            return partial(_truths, code=_truth_code(column, type_, words))
        case types.Choice(id=choice):
            options = {option: at for at, (option, _) in enumerate(words.choices[choice].options)}
            kind = np.int8 if len(options) <= np.iinfo(np.int8).max else np.int32
            return _symbols_by(
                lambda word: options[OptionId(_symbol(word, column, words))], type_, kind
            )
        case types.Area():
            return _symbols_by(lambda word: int(_symbol(word, column, words)), type_, np.int32)
        case types.Quantity() | types.Duration() | types.Date() | types.Moment():
            return numbers(column, type_)
        case _:
            assert_never(column.declared.type)


def _truths(arrays: Arrays, code: Callable[[pa.Array, int], Codes]) -> Truths:
    codes = [code(array, at) for at, array in parts(arrays)]
    return Truths(in_one(codes), open=any(it.null_count for it in arrays), judged=False)


def _truth_code(
    column: Column, type_: pa.DataType, words: Vocabulary
) -> Callable[[pa.Array, int], Codes]:
    if pa.types.is_null(type_):
        return lambda array, _: np.full(len(array), UNKNOWN, np.uint8)
    if pa.types.is_boolean(type_):
        return _of_bits
    return Words(partial(_truth, column=column, words=words), UNKNOWN, np.uint8)


def _of_bits(array: pa.Array, _: int) -> Codes:
    if len(array) == 0:
        return np.zeros(0, np.uint8)
    code = bits(array.buffers()[1], array.offset, len(array))
    code *= np.uint8(TRUE)
    none = nulls(array)
    if none is not None:  # by arithmetic, which goes many at a time
        code *= ~none
        code += none * np.uint8(UNKNOWN)
    return code


def _truth(word: Word, column: Column, words: Vocabulary) -> int:
    value = convert.value_of(word, column.declared, words)
    return TRUE if value is Truth.TRUE else FALSE


def _symbols_by(
    read: Callable[[Word], int], type_: pa.DataType, kind: type[np.int8 | np.int32]
) -> Callable[[Arrays], Symbols]:
    if pa.types.is_null(type_):
        return partial(_symbols, code=lambda array, _: np.full(len(array), UNKNOWN_SYMBOL, kind))
    return partial(_symbols, code=Words(read, UNKNOWN_SYMBOL, kind))


def _symbols(arrays: Arrays, code: Callable[[pa.Array, int], Options]) -> Symbols:
    return Symbols(in_one([code(array, at) for at, array in parts(arrays)]))


def _symbol(word: Word, column: Column, words: Vocabulary) -> str:
    value = convert.value_of(word, column.declared, words)
    assert isinstance(value, Symbol)  # noqa: S101 - of a choice or an area nothing else comes
    return value.id


def _missing(arrays: Arrays) -> Mask:
    missing = np.zeros(sum(map(len, arrays)), np.bool_)
    for at, array in parts(arrays):
        none = nulls(array)
        if none is not None:
            missing[at : at + len(array)] = none
    return missing


def _told(statuses: Arrays, missing: Mask, status: Words[np.uint8]) -> Codes:
    """The status of each row; where none is written, a value is given and no value is absent."""
    told = np.where(missing, np.uint8(ABSENT), np.uint8(GIVEN))
    for at, array in parts(statuses):
        if pa.types.is_null(array.type):
            continue
        written = status(array, at)
        empty = missing[at : at + len(array)]
        refuse((written == GIVEN) & empty, at, lambda _: _EMPTY)
        refuse((written > GIVEN) & ~empty, at, lambda _: _BOTH)
        here = told[at : at + len(array)]
        np.copyto(here, written, where=written != ABSENT)
    return told


_EMPTY: Final = Unfit(
    "状态说已给出，值却是空的", "its status says that it is given, and it is empty"
)
_BOTH: Final = Unfit(
    "既有值，状态又说没有；留其一", "it has a value, and its status says that it has none"
)


def _status(word: Word) -> int:
    status = _WORDS.get(str(word))
    if status is not None:
        return STATUSES.index(status)
    guess = near(str(word), _WORDS)
    raise Unfit(
        f"没有状态 `{shown(word)}`{did_you_mean_zh(guess) or '，可写：' + '、'.join(_WORDS)}",
        f"there is no status `{shown(word)}`"
        f"{did_you_mean(guess) or '; there are ' + ', '.join(_WORDS)}",
    )
