"""What a notice says of itself, each with the place it was found in; what is not said is "".

Takes the clean text with its parts, and the lines that were dropped (a telegram's header has the
number, a web page's bar the day of publication); gives the Head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from doudi.compiler.ingest.metadata.citations import Citation, citations
from doudi.compiler.ingest.metadata.dates import first_day
from doudi.compiler.ingest.metadata.issuers import Issuer, issuer
from doudi.compiler.ingest.metadata.parts import NUMBER, Parts
from doudi.compiler.ingest.propose.lines import as_read

_SENDER: Final = re.compile(r"(?:发电单位|发文机关|发文机构|发布机构)[：\s]\s*(\S{3,30})")
_NEWS: Final = re.compile(r"(?:近日|日前)[，,]?(\S{3,30}?)(?:发布|印发|下发)")
_ABOUT: Final = re.compile(r"(.{2,60}?)关于")
_FORCE: Final = re.compile(
    r"(?:自|从)(?P<day>[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|(?:印发|发布|公布)之日)起(?:施行|实施|执行|生效)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """`where`: the kind of line it was found in; "" with an empty value."""

    value: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    title: Said
    number: Said
    issuer: Said
    issued: date | None
    published: date | None
    in_force: date | None
    speaks: Issuer
    cites: tuple[Citation, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """In Chinese, for the note of notice.yaml."""
        said = (("标题", self.title.value), ("文号", self.number.value), ("日期", self.issued))
        return tuple(name for name, value in said if not value)


def head(
    text: str,
    parts: Parts,
    dropped: Iterable[tuple[str, str]],
    level_of: Callable[[str], str | None],
) -> Head:
    gone = [(kind, as_read(line)) for kind, line in dropped]
    title = "".join(parts.of("title"))
    name = _issuer(parts, title, gone)
    issued = next((day for it in reversed(parts.of("date")) if (day := first_day(it))), None)
    published = next(
        (day for kind, it in gone if kind == "web_bar" and (day := first_day(it))), None
    )
    force = _FORCE.search(text)
    started = None
    if force is not None:
        started = first_day(force["day"]) or issued
    return Head(
        Said(title, "title" if title else ""),
        _number(parts, gone),
        name,
        issued,
        published,
        started,
        issuer(name.value, level_of),
        citations(text),
    )


def _issuer(parts: Parts, title: str, gone: list[tuple[str, str]]) -> Said:
    signed = parts.of("signature")
    if len(signed) == 1:
        return Said(signed[0], "signature")
    if about := _ABOUT.match(title):
        return Said(about[1], "title")
    for kind, pattern in (("telegram_header", _SENDER), ("web_bar", _SENDER), ("news_lead", _NEWS)):
        for it, line in gone:
            if it == kind and (found := pattern.match(line)):
                return Said(found[1], kind)
    return Said()


def _number(parts: Parts, gone: list[tuple[str, str]]) -> Said:
    if parts.of("number"):
        return Said(parts.of("number")[0], "number")
    for kind, line in gone:
        if kind in ("telegram_header", "web_bar") and (found := NUMBER.search(line)):
            return Said(found[0], kind)
    return Said()
