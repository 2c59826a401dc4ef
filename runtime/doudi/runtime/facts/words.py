"""The words of a facts file that are not names of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from doudi.runtime.facts.model import Status

SCHEMA: Final = "doudi-facts/1"
FAMILY: Final = "doudi-facts/"

Key: TypeAlias = Literal[
    "schema", "as_of", "area", "area_facts", "id", "value", "source", "min", "max"
]

TOP: Final[Mapping[str, Key]] = {
    "schema": "schema",
    "格式": "schema",
    "as_of": "as_of",
    "基准日": "as_of",
    "area": "area",
    "地区": "area",
    "area_facts": "area_facts",
    "地区事实": "area_facts",
}
INSTANCE: Final[Mapping[str, Key]] = {"id": "id", "编号": "id"}
SOURCED: Final[Mapping[str, Key]] = {
    "value": "value",
    "值": "value",
    "source": "source",
    "来源": "source",
    "min": "min",
    "最小": "min",
    "max": "max",
    "最大": "max",
}

STATUS: Final[Mapping[str, Status]] = {
    "不详": "unknown",
    "unknown": "unknown",
    "未询问": "not_asked",
    "not_asked": "not_asked",
    "不适用": "not_applicable",
    "not_applicable": "not_applicable",
}
TRUTHS: Final[Mapping[str, bool]] = {"是": True, "yes": True, "否": False, "no": False}

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
