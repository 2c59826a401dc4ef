"""A process without other threads: it can be copied with all that it has loaded.

What another thread holds at that moment would stay held in the copy for ever. Imports nothing that
begins threads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

# By Linux: each thread of this process, also those that Python does not know of.
_THREADS: Final = Path("/proc/self/task")


def stay_alone() -> None:
    """NumPy and Arrow, loaded after this, begin no threads that nothing here has any use for.

    Those are for linear algebra, and for a way to allocate memory that Arrow does not take.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("JE_ARROW_MALLOC_CONF", "background_thread:false")


def alone() -> bool:
    """Whether it is known that no other thread runs."""
    return _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1
