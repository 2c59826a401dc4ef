"""What a tape's keys come to, all in one pass, where numba is installed (`doudi[fast]`).

Compiled once, whatever the rules; without numba the same is done table by table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Values: TypeAlias = npt.NDArray[Any]
_Pass: TypeAlias = Callable[..., None]

WORTHWHILE = 10_000  # keys; for fewer, loading numba takes longer than it saves


def looked_up(key: Values, tables: Sequence[Values]) -> tuple[Values, ...]:
    """Every table at every key: outcome, status, low ends, provision, whether not met."""
    if len(key) < WORTHWHILE or find_spec("numba") is None:
        places = key.astype(np.intp)
        return tuple(it.take(places, mode="clip") for it in tables)
    found = tuple(np.empty(len(key), it.dtype) for it in tables)
    _compiled(_look_up)(key, *tables, *found)
    return found


def _look_up(
    key: Values,
    outcomes: Values,
    statuses: Values,
    lows: Values,
    provisions: Values,
    not_mets: Values,
    outcome: Values,
    status: Values,
    low: Values,
    provision: Values,
    not_met: Values,
) -> None:
    for at in range(len(key)):
        it = key[at]
        outcome[at] = outcomes[it]
        status[at] = statuses[it]
        low[at] = lows[it]
        provision[at] = provisions[it]
        not_met[at] = not_mets[it]


_MADE: dict[str, _Pass] = {}


def _compiled(function: _Pass) -> _Pass:
    name = function.__name__
    if name not in _MADE:
        from numba import njit  # noqa: PLC0415 - loading it takes half a second

        _MADE[name] = njit(cache=True, nogil=True)(function)
    return _MADE[name]
