"""Where numba is installed, and there is much to do, loops that it compiles are used.

Not where numba can keep nothing on disk; NUMBA_CACHE_DIR names a folder for that.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Final

import numpy as np

from doudi.runtime.columns.places import Wide
from doudi.runtime.population.planes import Codes, Integers

MANY: Final = 8_000_000  # subjects of a process; for fewer loading numba takes longer than it saves


@dataclass(slots=True)
class _Process:
    subjects: int = 0


_SO_FAR: Final = _Process()


def machine_loops(many: int) -> ModuleType | None:
    """`columns.tape.machine_loops`, for so many more subjects; None where NumPy is the way."""
    _SO_FAR.subjects += many
    found = _loaded() if _SO_FAR.subjects >= MANY else None
    return None if found is None else found[1]


def look_ups() -> ModuleType | None:
    """`columns.look_ups`, where the machine has run; else NumPy is the way."""
    found = _loaded() if _loaded.cache_info().currsize else None
    return None if found is None else found[0]


def exchanged(of: Integers, one: int, another: int) -> Integers:
    """The same numbers, but for the one."""
    loops = look_ups()
    if loops is None:
        return np.where(of == one, another, of)
    found = np.empty(len(of), np.int64)
    loops.exchange(np.ascontiguousarray(of), one, another, found)
    return found


def placed(table: Wide, at: Codes | Wide) -> Wide:
    """The places that a table says."""
    loops = look_ups()
    if loops is None:
        return table.take(at, mode="clip")
    found = np.empty(len(at), np.uint16)
    loops.look_up_places(np.ascontiguousarray(at), table, found)
    return found


@cache
def _loaded() -> tuple[ModuleType, ModuleType] | None:
    try:
        found = import_module("doudi.runtime.columns.look_ups")
        machine = import_module("doudi.runtime.columns.tape.machine_loops")
    except ImportError:  # numba is not installed, or not for this NumPy or Python
        return None
    except (OSError, RuntimeError):  # to compile in every process takes longer than it saves
        return None
    return found, machine
