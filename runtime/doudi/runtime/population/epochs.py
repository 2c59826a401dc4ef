"""Where and when each household of a chunk is: its own columns, else what was given for all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from doudi.runtime.facts.convert import Unfit
from doudi.runtime.population.arrays import whole_numbers
from doudi.runtime.population.chunk import Epoch
from doudi.runtime.population.misfit import refuse
from doudi.runtime.population.planes import (
    OPEN_LOW,
    UNKNOWN_SYMBOL,
    Indices,
    Integers,
    Numbers,
    Plane,
    Symbols,
)
from doudi.runtime.program.ids import AreaCode

_DAYS = 10**7  # more than any day's ordinal: the area stands before it


def areas(plane: Plane | None, given: AreaCode | None, households: int) -> Integers:
    """Codes as numbers. Raises Misfit where neither says anything."""
    if not isinstance(plane, Symbols):
        assert given is not None  # noqa: S101 - one of them is there: see `population`
        return np.full(households, int(given), np.int64)
    own = plane.code.astype(np.int64)
    missing = own == UNKNOWN_SYMBOL
    if given is None:
        refuse(
            missing,
            0,
            lambda _: Unfit(
                "没有地区，也没有另外指明", "names no area, and none was given beside it"
            ),
        )
        return own
    return np.where(missing, int(given), own)


def days(plane: Plane | None, given: date | None, households: int) -> Integers:
    """Ordinals. Raises Misfit where neither says anything."""
    if not isinstance(plane, Numbers):
        assert given is not None  # noqa: S101 - as above
        return np.full(households, given.toordinal(), np.int64)
    missing = plane.low == OPEN_LOW
    if given is None:
        refuse(
            missing,
            0,
            lambda _: Unfit(
                "没有评估日，也没有另外指明", "names no date, and none was given beside it"
            ),
        )
        return plane.low
    return np.where(missing, given.toordinal(), plane.low)


def epochs(areas: Integers, days: Integers) -> tuple[tuple[Epoch, ...], Indices]:
    """Those that occur, and for each household the place of its own."""
    both = pa.array(areas * _DAYS + days).dictionary_encode()
    found = tuple(
        Epoch(AreaCode(f"{it // _DAYS:06}"), date.fromordinal(it % _DAYS))
        for it in both.dictionary.to_pylist()
    )
    return found, whole_numbers(both.indices).astype(np.int32)
