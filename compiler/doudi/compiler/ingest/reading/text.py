"""Bytes to text, strictly: UTF-8, or GB18030 where it is that and not UTF-8, or as told."""

from __future__ import annotations

import codecs
from typing import Final, NamedTuple

from doudi.compiler.ingest.reading import refusals
from doudi.compiler.ingest.reading.model import Refused

_MARK: Final = "\ufeff"
_REPLACEMENT: Final = "\ufffd"
_FEW: Final = 0.1  # of UTF-8's characters damaged: still UTF-8, not another encoding


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(name: str, data: bytes, encoding: str | None) -> Decoded | Refused:
    """Nothing is replaced or left out: a byte that is no character refuses the file."""
    found = _automatic(name, data) if encoding is None else _as_told(name, data, encoding)
    if isinstance(found, Decoded) and "\0" in found.text:
        return refusals.no_character(name, data.find(b"\0"))
    return found


def _automatic(name: str, data: bytes) -> Decoded | Refused:
    try:
        return Decoded(data.decode("utf-8").removeprefix(_MARK), "utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    # A damaged UTF-8 file can be GB18030 by accident, and would be read as other words.
    rough = data.decode("utf-8", "replace")
    damaged = rough.count(_REPLACEMENT)
    wide = sum(it > "\u2e7f" for it in rough) - damaged
    if damaged <= _FEW * wide:
        return refusals.damaged_utf8(name, at, data[at])
    try:
        return Decoded(data.decode("gb18030"), "gb18030")
    except UnicodeDecodeError as error:
        return refusals.undecodable(name, error.start, data[error.start])


def _as_told(name: str, data: bytes, encoding: str) -> Decoded | Refused:
    try:
        known = codecs.lookup(encoding)
        if not known._is_text_encoding:  # noqa: SLF001 - codecs says it in no other way
            return refusals.unknown_encoding(encoding)
        return Decoded(data.decode(known.name).removeprefix(_MARK), known.name)
    except (LookupError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            return refusals.not_in_encoding(name, encoding, error.start)
        return refusals.unknown_encoding(encoding)
