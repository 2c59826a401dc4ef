"""How loops are compiled by numba: with what they call, once, and kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba
from numba import njit

types: Final[Any] = numba.types

_Function = TypeVar("_Function", bound=Callable[..., Any])


def part(function: _Function) -> _Function:
    """Compiled with what calls it."""
    return cast("_Function", njit(nogil=True, error_model="numpy")(function))


def whole(*signatures: Any) -> Callable[[_Function], _Function]:
    """Compiled now, and kept on disk.

    Raises RuntimeError or OSError where numba finds no folder that can be written to.
    """

    def compiled(function: _Function) -> _Function:
        how = njit(list(signatures), nogil=True, error_model="numpy", cache=True)
        return cast("_Function", how(function))

    return compiled


def array(of: Any, *, written: bool = False) -> Any:
    """The type of values that lie side by side."""
    return types.Array(of, 1, "C", readonly=not written)
