"""A file to its text: measured, told apart by its content, and read by the reader of its format.

Takes a path (`-` is standard input) or bytes; gives the bytes and their RawText, or why not.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NamedTuple

from doudi.compiler.ingest.reading import refusals
from doudi.compiler.ingest.reading.docx import read_docx
from doudi.compiler.ingest.reading.html import read_html
from doudi.compiler.ingest.reading.model import RawText, Refused
from doudi.compiler.ingest.reading.pdf import read_pdf
from doudi.compiler.ingest.reading.text import decode
from doudi.policy_dsl.diagnostics.model import Message

LARGEST: Final = 20_000_000  # bytes; a scanned notice has about two million
LARGEST_TEXT: Final = 1_000_000  # bytes in UTF-8, as for every file that `check` reads

_OTHER: Final = (
    (b"\xd0\xcf\x11\xe0", Message("旧版 Word 文件（.doc）", "an old Word file (.doc)")),
    (b"{\\rtf", Message("RTF 文件", "an RTF file")),
    (b"\x89PNG", Message("图片", "a picture")),
    (b"\xff\xd8\xff", Message("图片", "a picture")),
    (b"\x1f\x8b", Message("压缩文件", "a compressed file")),
    (b"\xff\xfe", Message("UTF-16 文本", "UTF-16 text")),
    (b"\xfe\xff", Message("UTF-16 文本", "UTF-16 text")),
)


class Read(NamedTuple):
    data: bytes
    raw: RawText


def read_file(path: Path, encoding: str | None) -> Read | Refused:
    """May raise OSError, which the command line says in its own words."""
    if str(path) == "-":
        name, data = "stdin", sys.stdin.buffer.read(LARGEST + 1)
    else:
        name = str(path)
        if path.exists() and not path.is_file() and not path.is_dir():
            return refusals.not_a_file(name)  # opening a pipe would wait for its writer
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    raw = read_bytes(name, data, encoding)
    return raw if isinstance(raw, Refused) else Read(data, raw)


def read_bytes(name: str, data: bytes, encoding: str | None = None) -> RawText | Refused:
    if not data:
        return refusals.empty(name)
    if len(data) > LARGEST:
        return refusals.too_large(name, LARGEST)
    raw = _by_format(name, data, encoding)
    if isinstance(raw, Refused):
        return raw
    if len(raw.text.encode("utf-8", "replace")) > LARGEST_TEXT:
        return refusals.too_much_text(name, LARGEST_TEXT)
    return raw if raw.text.strip() else refusals.no_words(name)


def _by_format(name: str, data: bytes, encoding: str | None) -> RawText | Refused:
    if data.startswith(b"%PDF-"):
        return read_pdf(name, data)
    if data.startswith(b"PK\x03\x04"):
        return read_docx(name, data)
    if encoding is None:
        for magic, what in _OTHER:
            if data.startswith(magic):
                return refusals.no_text_format(name, what)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")) or name.lower().endswith((".html", ".htm")):
        return read_html(name, data, encoding)
    if len(data) > LARGEST_TEXT:
        return refusals.too_much_text(name, LARGEST_TEXT)
    decoded = decode(name, data, encoding)
    if isinstance(decoded, Refused):
        return decoded
    return RawText(decoded.text, "text", decoded.encoding)
