"""The drawn values of one fact ▸ an Arrow column that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, assert_never

import numpy as np
import pyarrow as pa

from doudi.runtime.population.planes import Indices, Integers, Mask
from doudi.runtime.program import types
from doudi.runtime.sampling.rows import Values

_DAYS: Final = date(1970, 1, 1).toordinal()  # the first day of Arrow's calendar
_MINUTES: Final = (_DAYS - 1) * 24 * 60
_MILLISECONDS: Final = 60_000  # a minute
_RATIO: Final = pa.decimal128(18, 2)


def array_of(
    values: Values, none: Mask, type_: types.Type, options: Sequence[str]
) -> tuple[pa.Array, dict[str, str]]:
    """`none`: where nothing is said. `options`: of a choice, in the order of their codes.

    Beside the array, what is to stand in the metadata of its field.
    """
    match type_:
        case types.Boolean():
            return pa.array(values != 0, mask=none), {}
        case types.Choice():
            return texts(values.astype(np.int32), none, options), {}
        case types.Area():
            codes, places = np.unique(values, return_inverse=True)
            return texts(places.astype(np.int32), none, [f"{it:06}" for it in codes]), {}
        case types.Date():
            return pa.array((values - _DAYS).astype(np.int32), pa.date32(), mask=none), {}
        case types.Moment():
            milliseconds = (values - _MINUTES) * _MILLISECONDS
            return pa.array(milliseconds, pa.timestamp("ms"), mask=none), {}
        case types.Quantity(integer=True):
            return pa.array(values, mask=none), {}
        case types.Quantity(yuan=1):
            return pa.array(values, mask=none), {"unit": "fen"}
        case types.Quantity():
            return _hundredths(values.astype(np.int64), none), {}
        case types.Duration():
            message = f"no fact has the type {type_!r}"
            raise TypeError(message)
        case _:
            assert_never(type_)


def texts(codes: Indices, none: Mask | None, words: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=none), pa.array(words, pa.string()))


def _hundredths(values: Integers, none: Mask) -> pa.Array:
    """Decimals of 128 bits with two places, from whole hundredths."""
    halves = np.stack((values, values >> 63), axis=1).astype("<i8")
    valid = pa.array(~none).buffers()[1]
    return pa.Array.from_buffers(
        _RATIO, len(values), [valid, pa.py_buffer(np.ascontiguousarray(halves))]
    )
