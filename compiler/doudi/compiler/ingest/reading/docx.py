"""A Word document to its text, paragraph by paragraph, tables row by row.

The archive is measured before it is opened. Inserted text is taken, deleted text is not. Numbers
that Word itself puts before paragraphs are no text: where there are some, the lines are named.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final, Protocol, cast

from doudi.compiler.ingest.reading import refusals
from doudi.compiler.ingest.reading.model import BAR, BARS, Lines, RawText, Refused
from doudi.policy_dsl.diagnostics.model import Message

_DOCUMENT: Final = "word/document.xml"
_MOST_ENTRIES: Final = 2000
_LARGEST: Final = 100_000_000  # bytes, unpacked
_LARGEST_XML: Final = 20_000_000
_HIGHEST_RATIO: Final = 150  # of unpacked to packed; Word's own XML has about 20

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_SKIPPED: Final = (
    *(f"{_W}del", f"{_W}moveFrom", f"{_W}rt", f"{_W}pPr", f"{_W}rPr"),
    f"{_COMPATIBILITY}Fallback",
)


class _Element(Protocol):
    """What is used of lxml's elements."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator[_Element]: ...
    def __reversed__(self) -> Iterator[_Element]: ...
    def find(self, path: str) -> _Element | None: ...
    def iter(self, tag: str) -> Iterator[_Element]: ...
    def get(self, key: str) -> str | None: ...


def read_docx(name: str, data: bytes) -> RawText | Refused:
    measured = _measure(name, data)
    if measured is not None:
        return measured
    try:
        import docx  # noqa: PLC0415 - only for a Word document
    except ModuleNotFoundError:
        return refusals.missing_library(name, "python-docx")
    try:
        document = docx.Document(BytesIO(data))
        body = cast("_Element", document.element.body)
    except Exception:  # noqa: BLE001 - whatever the library says of a file that is not sound
        return refusals.broken(name, "DOCX")
    lines = Lines()
    numbered: list[tuple[int, int]] = []
    styles = {
        it.style_id for it in document.styles if it.element.find(f"{_W}pPr/{_W}numPr") is not None
    }
    for number, (block, text) in enumerate(_blocks(body), 1):
        for line in text.split("\n"):
            place = lines.add(line, {"paragraph": number})
            if line.strip() and _is_numbered(block, styles):
                numbered.append(place)
    return RawText(
        lines.text, "docx", "", lines.parts, tuple(_not_taken(data, body)), numbered=tuple(numbered)
    )


def _measure(name: str, data: bytes) -> Refused | None:
    """By the archive's own list, before anything is unpacked; zipfile gives no more."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return refusals.broken(name, "DOCX")
    if _DOCUMENT not in {it.filename for it in entries}:
        return refusals.broken(name, "DOCX")
    if any(it.flag_bits & 1 for it in entries):
        return refusals.locked(name)
    unpacked = sum(it.file_size for it in entries)
    xml = sum(it.file_size for it in entries if it.filename.endswith((".xml", ".rels")))
    if (
        len(entries) > _MOST_ENTRIES
        or unpacked > _LARGEST
        or xml > _LARGEST_XML
        or unpacked > _HIGHEST_RATIO * len(data)
        or any(it.file_size > _HIGHEST_RATIO * max(it.compress_size, 1000) for it in entries)
    ):
        return refusals.bomb(name)
    return None


def _blocks(container: _Element) -> Iterator[tuple[_Element, str]]:
    """Paragraphs and rows of tables in their order, those inside content controls too."""
    waiting: list[_Element] = [*reversed(container)]
    while waiting:
        it = waiting.pop()
        if it.tag == f"{_W}p":
            yield it, _text(it)
        elif it.tag == f"{_W}tr":
            cells = (_text(cell).strip() for cell in it.iter(f"{_W}tc"))
            yield it, BAR.join(cells).replace("\n", " ")
        elif it.tag in (f"{_W}tbl", f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            waiting.extend(reversed(it))


def _text(root: _Element) -> str:
    words: list[str] = []
    waiting = [root]
    while waiting:
        it = waiting.pop()
        if it.tag in _SKIPPED:
            continue
        if it.tag == f"{_W}t":
            words.append(it.text or "")
        elif it.tag in _BREAKS:
            words.append(_BREAKS[it.tag])
        elif it.tag == f"{_W}p" and it is not root and words:
            words.append("\n")  # a text box, or a cell's second paragraph
        waiting.extend(reversed(it))
    return "".join(words)


def _is_numbered(block: _Element, styles: set[str]) -> bool:
    if block.find(f"{_W}pPr/{_W}numPr") is not None:
        return True
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(f"{_W}val") in styles


def _not_taken(data: bytes, body: _Element) -> Iterator[Message]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
    if next(body.iter(f"{_W}tc"), None) is not None:
        yield BARS
    if any(it.startswith("word/media/") for it in names):
        yield Message("文档中的图片未取", "pictures in the document are not taken")
    if "word/footnotes.xml" in names or "word/endnotes.xml" in names:
        yield Message("脚注和尾注未取", "footnotes and endnotes are not taken")
    if any(it.startswith(("word/header", "word/footer")) for it in names):
        yield Message("页眉和页脚未取", "headers and footers of pages are not taken")
