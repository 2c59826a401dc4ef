"""A column of a table ▸ the plane of its fact, and why values are missing where it says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

import numpy as np
import pyarrow as pa

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Unfit, did_you_mean, did_you_mean_zh, shown
from doudi.runtime.facts.near import near
from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.facts.words import STATUS
from doudi.runtime.population.arrays import bits, is_text, nulls, parts
from doudi.runtime.population.chunk import STATUSES
from doudi.runtime.population.distinct import Word, read_once
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


def said(column: Column, arrays: Arrays, statuses: Arrays | None, words: Vocabulary) -> Said:
    """Raises Misfit."""
    plane = _plane(column, arrays, words)
    if statuses is None and not pa.types.is_struct(arrays[0].type):
        return Said(plane, None)
    told = _told(statuses or (), _missing(arrays))
    absent = told == NOT_APPLICABLE
    if absent.any():
        plane = replace(plane, absent=absent)
        if isinstance(plane, Truths):
            plane.code[absent] = FALSE
    return Said(plane, told)


def given(its: Said, arrays: Arrays) -> Mask:
    """Where a column says anything at all."""
    return ~_missing(arrays) if its.statuses is None else its.statuses != ABSENT


def _plane(column: Column, arrays: Arrays, words: Vocabulary) -> Plane:
    type_ = column.declared.type
    match type_:
        case types.Boolean():
            return _truths(arrays, column, words)
        case types.Choice(id=choice):
            options = {option: at for at, (option, _) in enumerate(words.choices[choice].options)}
            return _symbols(arrays, lambda word: options[OptionId(_symbol(word, column, words))])
        case types.Area():
            return _symbols(arrays, lambda word: int(_symbol(word, column, words)))
        case types.Quantity() | types.Duration() | types.Date() | types.Moment():
            return numbers(arrays, column)
        case _:
            assert_never(type_)


def _truths(arrays: Arrays, column: Column, words: Vocabulary) -> Truths:
    code = np.full(sum(map(len, arrays)), UNKNOWN, np.uint8)
    for at, array in parts(arrays):
        here = code[at : at + len(array)]
        if is_text(array.type):
            here[:] = read_once(array, at, lambda word: _truth(word, column, words), UNKNOWN)
        elif pa.types.is_boolean(array.type):
            np.multiply(bits(array.buffers()[1], array.offset, len(array)), TRUE, out=here)
            none = nulls(array)
            if none is not None:
                here[none] = UNKNOWN
    return Truths(code, open=any(it.null_count for it in arrays), judged=False)


def _truth(word: Word, column: Column, words: Vocabulary) -> int:
    value = convert.value_of(word, column.declared, words)
    return TRUE if value is Truth.TRUE else FALSE


def _symbols(arrays: Arrays, code_of: Callable[[Word], int]) -> Symbols:
    code = np.full(sum(map(len, arrays)), UNKNOWN_SYMBOL, np.int32)
    for at, array in parts(arrays):
        if not pa.types.is_null(array.type):
            code[at : at + len(array)] = read_once(array, at, code_of, UNKNOWN_SYMBOL)
    return Symbols(code)


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


def _told(statuses: Arrays, missing: Mask) -> Codes:
    """The status of each row; where none is written, a value is given and no value is absent."""
    told = np.where(missing, np.uint8(ABSENT), np.uint8(GIVEN))
    for at, array in parts(statuses):
        if pa.types.is_null(array.type):
            continue
        written = read_once(array, at, _status, ABSENT)
        empty = missing[at : at + len(array)]
        refuse((written == GIVEN) & empty, at, lambda _: _EMPTY)
        refuse((written > GIVEN) & ~empty, at, lambda _: _BOTH)
        here = told[at : at + len(array)]
        np.copyto(here, written.astype(np.uint8), where=written != ABSENT)
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
