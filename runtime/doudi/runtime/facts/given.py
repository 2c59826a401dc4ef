"""What a facts file says of one fact or term: a value, a range, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from doudi.runtime.facts import convert
from doudi.runtime.facts.convert import Declared, Number, Unfit
from doudi.runtime.facts.errors import Findings
from doudi.runtime.facts.model import Given
from doudi.runtime.facts.naming import once, unknown_name
from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.facts.words import SOURCED, STATUS
from doudi.runtime.values import NOT_APPLICABLE, Interval

Tree: TypeAlias = object


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, and what may be said of it."""

    path: str
    declared: Declared
    vocabulary: Vocabulary
    found: Findings

    def open(self, source: str = "") -> Given:
        return Given("unknown", convert.unknown_of(self.declared), source)


def given(raw: Tree, place: Place) -> Given:
    """The value, the unknown of its type where a problem was found."""
    if not isinstance(raw, dict):
        return _said(raw, "", place.path, place)
    parts = _parts(raw, place)
    if parts is None:
        return place.open()
    source = cast("str", parts.pop("source", ""))
    if "value" in parts:
        return _said(parts["value"], source, f"{place.path}.value", place)
    return _range(parts, source, place)


def _said(raw: Tree, source: str, path: str, place: Place) -> Given:
    if isinstance(raw, str) and raw in STATUS:
        status = STATUS[raw]
        if status == "not_applicable":
            return Given(status, NOT_APPLICABLE, source)
        return Given(status, convert.unknown_of(place.declared), source)
    if raw is None:
        place.found.add(
            path,
            "空值不说明任何事；请写 不详、未询问 或 不适用",
            "null says nothing; write unknown, not_asked or not_applicable",
        )
        return place.open(source)
    try:
        value = convert.value_of(raw, place.declared, place.vocabulary)
    except Unfit as unfit:
        place.found.add(path, unfit.zh, unfit.en)
        return place.open(source)
    return Given("given", value, source)


def _parts(raw: Mapping[str, Tree], place: Place) -> dict[str, Tree] | None:
    """`{"value": …, "source": …}` or `{"min": …, "max": …}` by their English keys."""
    found, path = place.found, place.path
    before = found.count
    parts: dict[str, Tree] = {}
    seen: dict[str, str] = {}
    for name, value in raw.items():
        key = SOURCED.get(name)
        if key is None:
            unknown_name(name, path, SOURCED, place.vocabulary, found)
        elif once(key, name, path, seen, found):
            parts[key] = value
    if not isinstance(parts.get("source", ""), str):
        found.add(f"{path}.source", "来源应为文字", "a source is a text")
    if "value" in parts and parts.keys() & {"min", "max"}:
        found.add(
            path, "`value` 与 `min`、`max` 只写其一", "give either `value`, or `min` and `max`"
        )
    elif not parts.keys() & {"value", "min", "max"}:
        found.add(path, "缺少 `value`", "`value` is missing")
    return parts if found.count == before else None


def _range(parts: Mapping[str, Tree], source: str, place: Place) -> Given:
    declared = place.declared
    if not convert.counted(declared.type):
        place.found.add(
            place.path,
            "只有数和日期可以写 `min`、`max`",
            "only numbers and dates can have `min` and `max`",
        )
        return place.open(source)
    ends: dict[str, Number | None] = {"min": declared.low, "max": declared.high}
    for key, raw in parts.items():
        try:
            ends[key] = convert.number_of(raw, declared)
        except Unfit as unfit:
            place.found.add(f"{place.path}.{key}", unfit.zh, unfit.en)
    low, high = ends["min"], ends["max"]
    if low is not None and high is not None and low > high:
        place.found.add(place.path, "`min` 大于 `max`", "`min` is above `max`")
    return Given("given", Interval(low, high), source)
