"""What a power cut leaves: a file that has its name is whole, or it is not there.

A name may be lost with what was written last; then the work is done again. Before the output gets
its name, the names of all that is in it are on the disk.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

# Of folders, by file systems that keep their names in another way, such as those of other machines.
_NEED_NOT: Final = (errno.EINVAL, errno.ENOTSUP)


def flush(path: Path) -> None:
    """To the disk: what is in a file, or the names in a folder. Raises OSError."""
    try:
        opened = os.open(path, os.O_RDONLY)
    except PermissionError:  # somebody else's folder, where one may write and not look
        return
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _NEED_NOT:
            raise
    finally:
        os.close(opened)


def put(data: bytes, at: Path, scratch: Path) -> None:
    """Whole, or not at all."""
    written = scratch / f"{os.getpid()}-{at.name}"
    written.write_bytes(data)
    flush(written)
    written.replace(at)
