"""Where a command's result goes: standard output, or a file that is either whole or untouched."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path


def deliver(data: bytes, to: Path | None) -> None:
    """To standard output, or into the file at once: never half of it."""
    if to is None or to == Path("-"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with tempfile.NamedTemporaryFile(
        dir=to.parent, prefix=f".{to.name}.", suffix=".part", delete=False
    ) as file:
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.chmod(0o666 & ~_umask())
            part.replace(to)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
