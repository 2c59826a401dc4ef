"""Loops that look up what each key comes to, compiled by numba."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.compiling import array, part, types, whole

_Values: TypeAlias = npt.NDArray[Any]
_LookUp: TypeAlias = Callable[[_Values, _Values, _Values], None]

# Few are looked up by comparing, which goes many at a time.
_FEW_BYTES: Final = 16
_FEW_NUMBERS: Final = 4
_BLOCK: Final = 1 << 12  # bytes; they stay in the first cache
_1, _2, _3 = np.uint8(1), np.uint8(2), np.uint8(3)


def _looks_up(of: Any) -> Callable[[_LookUp], _LookUp]:
    places = (array(it) for it in (types.uint8, types.uint16))
    return whole(*(types.void(it, array(of), array(of, written=True)) for it in places))


@part
def _compare(at: _Values, table: _Values, to: _Values) -> None:
    to[:] = table[0]
    for place in range(1, len(table)):
        its, turn = table[place], np.uint8(place)
        for i in range(len(at)):
            to[i] = its if at[i] >= turn else to[i]


@_looks_up(types.uint8)
def look_up_bytes(at: _Values, table: _Values, to: _Values) -> None:
    """The byte of a table at each place; all places are in the table."""
    if len(table) <= _FEW_BYTES:
        for first in range(0, len(at), _BLOCK):
            _compare(at[first : first + _BLOCK], table, to[first : first + _BLOCK])
    else:
        for i in range(len(at)):
            to[i] = table[at[i]]


@_looks_up(types.int64)
def look_up_numbers(at: _Values, table: _Values, to: _Values) -> None:
    """As above."""
    last = len(table) - 1
    if last < _FEW_NUMBERS:
        first, second, third = table[0], table[min(1, last)], table[min(2, last)]
        fourth = table[last]
        for i in range(len(at)):
            found = second if at[i] >= _1 else first
            found = third if at[i] >= _2 else found
            to[i] = fourth if at[i] >= _3 else found
    else:
        for i in range(len(at)):
            to[i] = table[at[i]]


@_looks_up(types.uint16)
def look_up_places(at: _Values, table: _Values, to: _Values) -> None:
    """As above."""
    for i in range(len(at)):
        to[i] = table[at[i]]


_NUMBERS: Final = array(types.int64)


@whole(types.void(array(types.uint8), types.uint8, _NUMBERS, array(types.int64, written=True)))
def put(which: _Values, number: int, its: _Values, to: _Values) -> None:
    """Its own where `which` is that number."""
    for i in range(len(which)):
        if which[i] == number:
            to[i] = its[i]


@whole(types.void(_NUMBERS, types.int64, types.int64, array(types.int64, written=True)))
def exchange(of: _Values, one: int, another: int, to: _Values) -> None:
    """The same numbers, but for the one."""
    for i in range(len(of)):
        to[i] = another if of[i] == one else of[i]
