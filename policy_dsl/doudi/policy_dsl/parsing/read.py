"""A file's bytes → its text, or what is wrong with them.

Only what cannot be read as text at all is refused here; odd characters in the text are found
by parsing, where their place can be shown. A byte order mark is dropped, line ends stay as they
are.
"""

from __future__ import annotations

from errno import EINVAL
from pathlib import Path
from typing import Final

from doudi.policy_dsl.diagnostics.model import Found
from doudi.policy_dsl.parsing import errors
from doudi.policy_dsl.source import Source

LARGEST: Final = 1_000_000  # bytes; the longest of the real rule files has a twentieth of it

_MARK: Final = "\ufeff"
_NO_FILE: Final = OSError(EINVAL, "not a regular file")


def read_source(path: Path) -> Found[Source | None]:
    """The file under its path as given."""
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for its writer
            return Found(None, (errors.unreadable(str(path), _NO_FILE),))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        return Found(None, (errors.unreadable(str(path), error),))
    return decode(str(path), data)


def decode(name: str, data: bytes) -> Found[Source | None]:
    if len(data) > LARGEST:
        return Found(None, (errors.too_large(name, LARGEST),))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Found(None, (errors.not_utf8(name, data, error.start),))
    return Found(Source(name, text.removeprefix(_MARK)))
