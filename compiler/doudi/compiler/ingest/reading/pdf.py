"""A PDF's text layer, page by page; a PDF without one is refused and said to be a scan."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Final

from doudi.compiler.ingest.reading import refusals
from doudi.compiler.ingest.reading.model import Lines, RawText, Refused
from doudi.policy_dsl.diagnostics.model import Message

_MOST_PAGES: Final = 500


def read_pdf(name: str, data: bytes) -> RawText | Refused:
    try:
        import pypdf  # noqa: PLC0415 - only for a PDF
    except ModuleNotFoundError:
        return refusals.missing_library(name, "pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return refusals.locked(name)
        if len(reader.pages) > _MOST_PAGES:
            return refusals.too_large(name, len(data))
        pages = [it.extract_text() for it in reader.pages]
    except pypdf.errors.DependencyError:
        return refusals.locked(name)
    except (Exception, RecursionError):  # noqa: BLE001 - a broken PDF breaks its reader anywhere
        return refusals.broken(name, "PDF")
    if not any(it.strip() for it in pages):
        return refusals.no_text_layer(name)
    lines = Lines()
    without: list[int] = []
    for number, page in enumerate(pages, 1):
        if not page.strip():
            without.append(number)
        for line in page.replace("\0", "\ufffd").split("\n"):
            lines.add(line.rstrip(), {"page": number})
    left_out: tuple[Message, ...] = ()
    if without:
        listed = ", ".join(map(str, without))
        left_out = (
            Message(
                f"第 {listed.replace(', ', '、')} 页没有文字层，其内容未取",
                f"no text layer on page {listed}; what stands there is not taken",
            ),
        )
    return RawText(lines.text, "pdf", "", lines.parts, left_out)
