"""Whether a column can hold what its name declares, by its Arrow type alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, assert_never

import pyarrow as pa

from doudi.runtime.facts.convert import Declared, Unfit, counted
from doudi.runtime.facts.words import SOURCED
from doudi.runtime.population.arrays import is_text
from doudi.runtime.program import types

UNIT: Final = b"unit"

_FLOATS: Final = {
    "yuan": (
        "金额不用二进制浮点数；请存为 decimal128(12, 2)（元），或整数并在列的元数据中注明 unit=fen",
        "amounts are no binary floats; store decimal128(12, 2), or integers with metadata unit=fen",
    ),
    "whole": (
        "整数不用二进制浮点数；请存为整数列，不详处留空值",
        "whole numbers are never binary floats; store integers, with nulls where unknown",
    ),
    "other": (
        "数不用二进制浮点数；请存为 decimal，如 decimal128(10, 4)",
        "numbers are never binary floats; store a decimal such as decimal128(10, 4)",
    ),
}


def suits(field: pa.Field, declared: Declared) -> Unfit | None:
    """What is wrong with the column's type, if anything is."""
    type_ = field.type
    if pa.types.is_null(type_):
        return None
    if pa.types.is_struct(type_) and counted(declared.type):
        ends = ends_of(type_)
        if ends is None:
            return Unfit(
                "范围写作含 min、max（最小、最大）的 struct",
                "a range is a struct of `min` and `max`",
            )
        inner = Declared(declared.type)
        return next((it for end in ends.values() if (it := suits(end, inner))), None)
    if pa.types.is_floating(type_):
        zh, en = _FLOATS[_number_of(declared.type)]
        return Unfit(f"列的类型是 {type_}：{zh}", f"the column is {type_}: {en}")
    if not _fits(type_, declared.type):
        zh, en = _wanted(declared.type)
        return Unfit(f"列应为{zh}，却是 {type_}", f"the column should be {en}, not {type_}")
    return _unit_suits(field, declared.type)


def ends_of(type_: pa.StructType) -> Mapping[Literal["min", "max"], pa.Field] | None:
    """The fields of a range by their English names; None where it is no range."""
    found: dict[Literal["min", "max"], pa.Field] = {}
    for index in range(type_.num_fields):
        end = SOURCED.get(type_.field(index).name)
        if end not in ("min", "max") or end in found:
            return None
        found[end] = type_.field(index)
    return found or None


def in_fen(field: pa.Field) -> bool:
    return bool((field.metadata or {}).get(UNIT) == b"fen")


def _unit_suits(field: pa.Field, type_: types.Type) -> Unfit | None:
    """Only a plain sum of money is counted in anything but its own unit."""
    unit = (field.metadata or {}).get(UNIT)
    money = isinstance(type_, types.Quantity) and type_.yuan == 1
    if unit is None or (money and unit == b"yuan"):
        return None
    said = unit.decode(errors="replace")
    if not money or unit != b"fen":
        return Unfit(
            f"不认识单位 `{said}`；金额可注明 yuan 或 fen",
            f"the unit `{said}` is not known here; amounts may say yuan or fen",
        )
    if not pa.types.is_integer(field.type):
        return Unfit(
            f"以分为单位的列应为整数，却是 {field.type}",
            f"a column in fen holds whole numbers, not {field.type}",
        )
    return None


def _fits(arrow: pa.DataType, type_: types.Type) -> bool:
    match type_:
        case types.Boolean():
            return pa.types.is_boolean(arrow) or is_text(arrow)
        case types.Choice():
            return is_text(arrow)
        case types.Area():
            return is_text(arrow) or pa.types.is_integer(arrow)
        case types.Quantity():
            return pa.types.is_integer(arrow) or is_decimal(arrow)
        case types.Duration():
            return bool(pa.types.is_integer(arrow))
        case types.Date():
            return pa.types.is_date(arrow) or _is_timestamp(arrow, zone=False) or is_text(arrow)
        case types.Moment():
            return _is_timestamp(arrow, zone=True) or is_text(arrow)
        case _:
            assert_never(type_)


def is_decimal(arrow: pa.DataType) -> bool:
    """Of at most 128 bits: those of 256 hold nothing that a person has."""
    return bool(pa.types.is_decimal(arrow) and not pa.types.is_decimal256(arrow))


def _is_timestamp(arrow: pa.DataType, *, zone: bool) -> bool:
    """With a zone only where an instant is wanted: of a day it would be another one elsewhere."""
    return bool(pa.types.is_timestamp(arrow) and (zone or arrow.tz is None))


def _number_of(type_: types.Type) -> str:
    match type_:
        case types.Quantity(yuan=yuan) if yuan:
            return "yuan"
        case types.Quantity(integer=False):
            return "other"
        case _:
            return "whole"


def _wanted(type_: types.Type) -> tuple[str, str]:
    match type_:
        case types.Boolean():
            return "是否（bool，或文字 是、否）", "bool, or text of yes and no"
        case types.Choice():
            return "文字（选项的名称）", "text (names of options)"
        case types.Area():
            return "地区的名称（文字）或代码", "names of areas (text) or their codes"
        case types.Quantity(integer=True) | types.Duration():
            return "整数", "of whole numbers"
        case types.Quantity(yuan=1):
            return "以元为单位的 decimal128 或整数", "decimal128 or integer, in yuan"
        case types.Quantity():
            return "decimal128 或整数", "decimal128 or integer"
        case types.Date():
            return (
                "日期（date32，或文字 2021-02-15）",
                "of days (date32, or text such as 2021-02-15)",
            )
        case types.Moment():
            return (
                "时刻（timestamp，或文字 2021-02-15T09:30）",
                "timestamp, or text such as 2021-02-15T09:30",
            )
        case _:
            assert_never(type_)
