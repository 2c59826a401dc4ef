"""Types in the words of a rule's author."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from doudi.compiler.model.interface import Entry
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.keywords import BY_TOKEN
from doudi.runtime.program.types import (
    Area,
    Boolean,
    Choice,
    Date,
    Duration,
    Moment,
    Quantity,
    Type,
)

_DIMENSIONS: Final = (("yuan", "YUAN"), ("person", "PERSON"), ("month", "MONTH"), ("year", "YEAR"))


def describe(type_: Type, names: Mapping[str, Entry]) -> Message:
    match type_:
        case Boolean():
            return Message("真假", "a yes or no")
        case Quantity():
            return _number_in(type_)
        case Date():
            return Message("日期", "a date")
        case Moment():
            return Message("时刻", "a moment")
        case Duration():
            return Message("时长", "a length of time")
        case Area():
            return Message("地区", "an area")
        case Choice(choice):
            entry = names.get(choice)
            zh, en = (choice, choice) if entry is None else (entry.zh, entry.en)
            return Message(f"{zh}的选项", f"an option of `{en}`")
        case _:
            assert_never(type_)


def short(type_: Type, names: Mapping[str, Entry]) -> Message:
    """As above, but of a number with a unit its unit alone."""
    unit = unit_of(type_) if isinstance(type_, Quantity) else None
    return unit or describe(type_, names)


def _number_in(quantity: Quantity) -> Message:
    unit = unit_of(quantity)
    if unit is None:
        return Message("不带单位的数", "a number without a unit")
    if quantity.yuan:
        return Message(f"以{unit.zh}计的钱", f"money in {unit.en}")
    return Message(f"以{unit.zh}计的数", f"a number in {unit.en}")


def unit_of(quantity: Quantity) -> Message | None:
    """`元/人/月`; None for plain numbers."""
    powers = [(BY_TOKEN[token], getattr(quantity, field)) for field, token in _DIMENSIONS]
    above = [word for word, power in powers for _ in range(power)]
    below = [word for word, power in powers for _ in range(-power)]
    if not above and not below:
        return None
    zh = "·".join(it.zh for it in above) or "1"
    en = "·".join(it.en for it in above) or "1"
    return Message(
        "/".join((zh, *(it.zh for it in below))), "/".join((en, *(it.en for it in below)))
    )
