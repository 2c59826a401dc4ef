"""Amounts, multiples, percentages and deadlines in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from doudi.compiler.ingest.recognise.model import Kind, Recognised

_N: Final = r"(?:[0-9]{1,12}(?:[,.][0-9]{1,6}){0,3}|[零一二两三四五六七八九十百千万]{1,9})"
_BOUND: Final = r"(?:不(?:低|高|少|多|超)(?:于|过)|不得?超过|最高|最低|至少|至多|约)?"
_EACH: Final = r"(?:每[人户名月年天日次]){0,3}"
_FIGURES: Final[tuple[tuple[Kind, str], ...]] = (
    ("amount", rf"{_BOUND}{_EACH}{_N}[万亿]?元(?:/?每?[人户月年天]){{0,3}}(?:以[内上下])?"),
    ("multiple", rf"{_BOUND}{_N}倍(?:以[内上下])?"),
    ("percentage", rf"{_BOUND}(?:{_N}\s?[%％]|百分之{_N}|{_N}个百分点|{_N}成(?=[以的，。]))"),
    ("deadline", r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日|份|底)?(?:之?前|以前|起|内)?"),
    ("deadline", r"(?<![0-9年])[0-9]{1,2}月(?:[0-9]{1,2}日|底|份)(?:之?前|以前|起|内)?"),
    (
        "deadline",
        r"(?:春节|元旦|国庆|中秋|年底|年末|月底|月末|季末|季度末)(?:之?前|以前|期间|后)",
    ),
    ("deadline", rf"{_N}个?(?:工作日|小时|分钟|日|天|周|月|年)(?:之?内|以内)"),
    ("deadline", rf"(?:连续){_N}个?(?:月|年|日|天)|(?:最迟)[^，。]{{0,12}}内"),
    ("deadline", r"当月|当日|当天|次月|当即|第一时间|每[天日月季年]|按[月季年]|一次性|今年|本年度"),
    ("deadline", r"第[一二三四]季度|直到[^，。；]{1,12}为止|[0-9]{1,2}小时"),
)
_PATTERNS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _FIGURES)


def figures(sentence: str) -> Iterator[Recognised]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in _PATTERNS:
        for it in pattern.finditer(sentence):
            if not any(start < it.end() and it.start() < end for start, end in taken):
                taken.append(it.span())
                yield Recognised(kind, it.group(), *it.span())
