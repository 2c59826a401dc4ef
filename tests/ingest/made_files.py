"""One notice in other formats: an HTML page, a Word document, a PDF with a text layer."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

import docx

_LINE: Final = 38  # characters
_PAGE: Final = 20  # lines
_FONT: Final = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
    "/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_GLYPHS: Final = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)


def html(paragraphs: Iterable[str], *, charset: str = "utf-8") -> bytes:
    body = "".join(f"<p style='text-indent:2em'>\n  {it}\n</p>\n" for it in paragraphs)
    page = (
        f"<!DOCTYPE html>\n<html><head><meta charset='{charset}'><title>政府网</title>"
        "<script>var a = '不是正文';</script><style>p{color:red}</style></head>\n"
        "<body><nav><a href='/'>首页</a> <a href='/gk'>政务公开</a></nav>\n"
        f"<!-- 不是正文 --><article>{body}</article>\n"
        "<footer>版权所有</footer></body></html>\n"
    )
    return page.encode(charset)


def word(paragraphs: Iterable[str]) -> bytes:
    document = docx.Document()
    for it in paragraphs:
        document.add_paragraph(it)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(paragraphs: Iterable[str]) -> bytes:
    """Lines of a fixed width and pages of a fixed length, each with its number at its foot."""
    lines = [it[start : start + _LINE] for it in paragraphs for start in range(0, len(it), _LINE)]
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    return pdf_of([[*page, f"- {number} -"] for number, page in enumerate(pages, 1)])


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Each character is drawn by its UTF-16 code, and a map says that that is what it means."""
    used = sorted({it for page in pages for line in page for it in line})
    known = "".join(f"<{ord(it):04x}> <{ord(it):04x}>\n" for it in used)
    meaning = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /Codes def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{known}endbfchar endcmap end end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        _FONT,
        _GLYPHS,
        _stream(meaning),
    ]
    for i, page in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * i} 0 R >>"
        )
        drawn = "".join(f"<{_codes(line)}> Tj 0 -30 Td\n" for line in page)
        objects.append(_stream(f"BT /F1 12 Tf 40 760 Td\n{drawn}ET"))
    return _file(objects)


def zip_of(entries: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def _codes(line: str) -> str:
    return "".join(f"{ord(it):04x}" for it in line)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: Sequence[str]) -> bytes:
    out = b"%PDF-1.7\n"
    places: list[int] = []
    for number, it in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{it}\nendobj\n".encode("ascii")
    table = len(out)
    rows = "".join(f"{it:010d} 00000 n \n" for it in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    ).encode("ascii")
    return out
