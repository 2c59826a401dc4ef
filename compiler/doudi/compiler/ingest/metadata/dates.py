"""A day as notices write it, 2021年2月4日 or 二〇二一年二月四日, to a date."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from doudi.compiler.ingest.metadata.parts import DATE

_DIGITS: Final = {it: i for i, it in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_ISO: Final = re.compile(r"([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")


def first_day(text: str) -> date | None:
    """The first day written in a text; None where there is none, or no such day."""
    written = DATE.search(text)
    if written is not None:
        return _day(*(_number(written[it]) for it in ("year", "month", "day")))
    iso = _ISO.search(text)
    return None if iso is None else _day(*map(int, iso.groups()))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    if "十" not in written:
        return int("".join(str(_DIGITS[it]) for it in written))
    tens, _, ones = written.partition("十")
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
