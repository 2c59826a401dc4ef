"""A web page to its text, block by block; what is no text of the page is left out and named.

Scripts, styles, navigation, headers, footers and forms go. Where the page marks its main part
(`main`, `article`) and most of the words are in it, only that is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from doudi.compiler.ingest.reading import refusals
from doudi.compiler.ingest.reading.model import BAR, BARS, Lines, RawText, Refused
from doudi.compiler.ingest.reading.text import decode
from doudi.policy_dsl.diagnostics.model import Message

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_DROPPED: Final = (
    *("script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form"),
    *("iframe", "svg", "button", "select", "object", "head"),
)
_BLOCKS: Final = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "caption", "section"),
        *("article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "dt", "dd", "pre"),
        *("blockquote", "center", "body", "html"),
    )
)
_CELLS: Final = frozenset({"td", "th"})
_WHITE: Final = re.compile(r"[ \t\r\n\f]+")  # as HTML has it: wider blanks are the author's
_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_READ_BY_DEFAULT: Final = ("utf-8", "utf8", "gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk")
_MOST: Final = 0.5


def read_html(name: str, data: bytes, encoding: str | None) -> RawText | Refused:
    try:
        import bs4  # noqa: PLC0415 - only for a web page
    except ModuleNotFoundError:
        return refusals.missing_library(name, "beautifulsoup4")
    stated = _CHARSET.search(data[:4096])
    if encoding is None and stated is not None:
        charset = stated[1].decode("ascii", "replace").lower()
        if charset not in _READ_BY_DEFAULT:
            return refusals.declared_encoding(name, charset)
    decoded = decode(name, data, encoding)
    if isinstance(decoded, Refused):
        return decoded
    page = bs4.BeautifulSoup(decoded.text, "html.parser")
    left_out: list[Message] = []
    dropped = Counter(it.name for it in page.find_all(_DROPPED))
    for it in page.find_all(_DROPPED):
        it.decompose()
    if dropped:
        listed = "、".join(f"{tag} {count} 处" for tag, count in sorted(dropped.items()))
        in_english = ", ".join(f"{tag} ({count})" for tag, count in sorted(dropped.items()))
        left_out.append(Message(f"网页中未取：{listed}", f"not taken from the page: {in_english}"))
    lines = Lines()
    for line, (row, column) in _blocks(_main(page, left_out)):
        lines.add(line, {"line": row, "column": column})
    if page.find(list(_CELLS)) is not None:
        left_out.append(BARS)
    return RawText(lines.text, "html", decoded.encoding, lines.parts, tuple(left_out))


def _main(page: BeautifulSoup, left_out: list[Message]) -> Tag:
    whole = len(page.get_text())
    for it in page.find_all(["main", "article"]):
        inside = len(it.get_text())
        if inside >= _MOST * whole:
            outside = " ".join(page.get_text(" ").replace(it.get_text(" "), " ").split())
            if outside:
                shown = outside[:40]
                left_out.append(
                    Message(
                        f"只取 <{it.name}> 以内；其外有 {len(outside)} 个字：`{shown}`…",
                        f"only what is in <{it.name}> is taken; outside of it stand "
                        f"{len(outside)} characters: `{shown}`…",
                    )
                )
            return it
    return page


def _blocks(root: Tag) -> list[tuple[str, tuple[int, int]]]:
    """Lines and where each begins in the page, without recursion: pages can be nested deeply."""
    from bs4.element import NavigableString, PreformattedString, Tag  # noqa: PLC0415 - as above

    lines: list[tuple[str, tuple[int, int]]] = []
    words: list[str] = []
    place = (1, 0)

    def close() -> None:
        line = _WHITE.sub(" ", "".join(words)).strip(" ")
        if line:
            lines.append((line, place))
        words.clear()

    waiting: list[object] = [root]
    while waiting:
        it = waiting.pop()
        match it:
            case PreformattedString():
                continue  # comments, doctypes
            case NavigableString():
                words.append(str(it))
            case Tag():
                if it.name in _CELLS:
                    words.append(BAR if any(each.strip() for each in words[-2:]) else "")
                elif it.name in _BLOCKS:
                    close()
                    waiting.append("close")
                if it.name in _BLOCKS:
                    place = (it.sourceline or 1, (it.sourcepos or 0) + 1)
                waiting.extend(reversed(it.contents))
            case _:
                close()
    close()
    return lines
