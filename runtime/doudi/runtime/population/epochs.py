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


def areas(plane: Plane | None, given: AreaCode | None) -> Integers | int:
    """Codes as numbers, one if it is that of all. Raises Misfit where neither says anything."""
    if not isinstance(plane, Symbols):
        assert given is not None  # noqa: S101 - one of them is there: see `population`
        return int(given)
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


def days(plane: Plane | None, given: date | None) -> Integers | int:
    """Ordinals, one if it is that of all. Raises Misfit where neither says anything."""
    if not isinstance(plane, Numbers):
        assert given is not None  # noqa: S101 - as above
        return given.toordinal()
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


def epochs(
    areas: Integers | int, days: Integers | int, households: int
) -> tuple[tuple[Epoch, ...], Indices]:
    """Those that occur, and for each household the place of its own."""
    both = np.asarray(areas * _DAYS + days)
    if (both == both.flat[0]).all():
        return (_epoch(int(both.flat[0])),), np.zeros(households, np.int32)
    found = pa.array(both).dictionary_encode()
    epochs = tuple(_epoch(it) for it in found.dictionary.to_pylist())
    return epochs, whole_numbers(found.indices).astype(np.int32)


def _epoch(both: int) -> Epoch:
    return Epoch(AreaCode(f"{both // _DAYS:06}"), date.fromordinal(both % _DAYS))
