"""What stands in tables at places that are worked out: by code of our own where tapes have it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

Kind = TypeVar("Kind", bound=np.generic)
Places: TypeAlias = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
LookUp: TypeAlias = Callable[[int, int, int, int, int], None]  # table, its last, at, to, how many

WIDTHS: Final = (1, 2), (1, 2, 4, 8)  # bytes of a place, and of what stands there


@dataclass(slots=True)
class _Process:
    """By the widths; nothing as long as no tape has code of its own."""

    functions: Mapping[tuple[int, int], LookUp] = field(default_factory=dict)
    held: Any = None


_THIS: Final = _Process()


def use(functions: Mapping[tuple[int, int], LookUp], held: object) -> None:
    """From now on, in this process. `held`: what the functions are part of."""
    _THIS.functions, _THIS.held = functions, held


def in_use() -> bool:
    return bool(_THIS.functions)


def looked_up(table: npt.NDArray[Kind], at: Places) -> npt.NDArray[Kind]:
    """Places that are not in the table are at its end."""
    function = _THIS.functions.get((at.itemsize, table.itemsize))
    if function is None:
        return table.take(at, mode="clip")
    its, places = np.ascontiguousarray(table), np.ascontiguousarray(at)
    found = np.empty_like(its, shape=len(places))
    function(its.ctypes.data, len(its) - 1, places.ctypes.data, found.ctypes.data, len(places))
    return found
