"""An issuer's name: the area it speaks for, and the ranks its documents can have."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

_COUNTRY: Final = "全国"
_PROVINCE: Final = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区)")
_PREFECTURE: Final = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:自治州|地区|盟|市|州)")
_COUNTY: Final = re.compile(r"[\u4e00-\u9fff]{1,10}?(?:自治县|县|区|旗|市)")


class Issuer(NamedTuple):
    """`ranks` is empty where nothing is known of such an issuer."""

    name: str
    area: str
    ranks: tuple[str, ...]


def issuer(name: str, level_of: Callable[[str], str | None]) -> Issuer:
    """`level_of` says how high an area lies, where that is known."""
    closed = "".join(name.split())
    area, level, office = _area(closed)
    levels = {level_of(area) or level}
    if level == "prefectural" and area.endswith("市") and level_of(area) is None:
        levels = {"prefectural", "county"}  # a name does not tell a county's 市 from a higher one
    for it in _table()["issuer"]:
        if closed and re.fullmatch(it["pattern"], office):
            ranks = [rank for level in sorted(levels, reverse=True) for rank in it.get(level, ())]
            return Issuer(name, area, tuple(dict.fromkeys(ranks)))
    return Issuer(name, area if office != closed else "", ())


def ranks_of_number(number: str) -> tuple[str, ...]:
    """What a document's number allows; empty where it says nothing."""
    head = re.split(r"[〔\[［【（(]", number)[0]
    for it in _table()["number"]:
        if re.fullmatch(it["pattern"], head):
            return tuple(it["ranks"])
    return ()


def _area(name: str) -> tuple[str, str, str]:
    """Area, its level, and what is left of the name."""
    cities = _table()["provincial_cities"]
    city = next((it for it in cities if name.startswith(it)), None)
    province = _PROVINCE.match(name)
    if city is not None:
        area, level = city, "provincial"
    elif province is not None:
        area, level = province[0], "provincial"
    else:
        area, level = "", "national"
    rest = name[len(area) :]
    if city is None and (found := _PREFECTURE.match(rest)) and _is_office(rest[found.end() :]):
        area, level, rest = area + found[0], "prefectural", rest[found.end() :]
    if (found := _COUNTY.match(rest)) and _is_office(rest[found.end() :]):
        area, level, rest = area + found[0], "county", rest[found.end() :]
    return area or _COUNTRY, level, rest


def _is_office(rest: str) -> bool:
    return len(rest) > 1


@cache
def _table() -> dict[str, Any]:
    text = files("doudi.compiler.ingest.metadata").joinpath("issuers.toml").read_text("utf-8")
    return tomllib.loads(text)
