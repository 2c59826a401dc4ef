"""What a command makes once and needs to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Nobody goes through what is made meanwhile, to see what of it could be given back.

    Neither now nor later: at the end of a short command that takes as long as its work.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if before:
            gc.enable()
