"""Where a command's result goes: standard output, or a file that is either whole or untouched."""

from __future__ import annotations

import os
import sys
from errno import EISDIR, ELOOP, ENOENT
from pathlib import Path


def deliver(data: bytes, to: Path | None) -> None:
    """To standard output, or into the file at once: never half of it. An OSError names `to`."""
    if to is None or to == Path("-"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        _write(data, Path(os.path.realpath(to)))  # the file that a link leads to, not the link
    except OSError as error:
        error.filename, error.filename2 = str(to), None
        raise


def _write(data: bytes, to: Path) -> None:
    if to.is_symlink():  # after all links were followed
        raise OSError(ELOOP, os.strerror(ELOOP))
    if to.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
    if to.exists() and not to.is_file():
        # /dev/stdout or a pipe: replacing it would put a file in its place.
        with to.open("wb") as file:
            file.write(data)
        return
    if not to.parent.is_dir():
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
    import tempfile  # noqa: PLC0415 - most is written to standard output

    with tempfile.NamedTemporaryFile(
        dir=to.parent, prefix=".doudi-", suffix=".part", delete=False
    ) as file:
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            part.chmod(to.stat().st_mode & 0o777 if to.exists() else 0o666 & ~_umask())
            part.replace(to)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
