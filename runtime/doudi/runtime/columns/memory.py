"""What a process had of memory it keeps, for chunk after chunk asks for as much."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

_LARGE: Final = 31 << 20  # bytes; what is larger has no effect


@cache
def kept() -> None:
    """Else glibc gives it back after each chunk and is given cleared pages for the next.

    That takes as long as to decide. Once a large block was freed, it gives back less than twice as
    much no more (mallopt(3), M_MMAP_THRESHOLD). Elsewhere than with glibc this does nothing.
    """
    np.empty(_LARGE, np.uint8)
