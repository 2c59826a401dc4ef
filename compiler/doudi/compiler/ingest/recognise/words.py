"""Deontic words, groups, places, funds and benefits in a sentence, from the table `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

from doudi.compiler.ingest.recognise.model import IN_CHINESE, Kind, Recognised

_FROM_TABLE: Final[tuple[Kind, ...]] = ("group", "place", "fund", "benefit")


def words(sentence: str) -> Iterator[Recognised]:
    for kind, sense, pattern in _patterns():
        for it in pattern.finditer(sentence):
            yield Recognised(kind, it.group(), *it.span(), sense)


@cache
def _patterns() -> tuple[tuple[Kind, str, re.Pattern[str]], ...]:
    text = files("doudi.compiler.ingest.recognise").joinpath("words.toml").read_text("utf-8")
    table = tomllib.loads(text)
    found: list[tuple[Kind, str, re.Pattern[str]]] = []
    for sense, row in table["norm"].items():
        found.append(("norm", sense, re.compile("|".join([_any(row["words"]), *row["patterns"]]))))
    found += [
        (kind, "", re.compile(_any(table["words"][IN_CHINESE[kind]]))) for kind in _FROM_TABLE
    ]
    return tuple(found)


def _any(listed: list[str]) -> str:
    return "|".join(map(re.escape, sorted(listed, key=lambda it: (-len(it), it))))
