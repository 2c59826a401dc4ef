"""One value of a facts file as the evaluator counts it: yuan as fen, a day as its ordinal.

Takes a raw value and what is declared; gives a run-time value, or `Unfit` with the
reason in the user's words and units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias, assert_never

from doudi.runtime.facts.area_names import full_name, meant
from doudi.runtime.facts.near import near
from doudi.runtime.facts.vocabulary import Vocabulary
from doudi.runtime.facts.words import FIRST_YEAR, LAST_YEAR, TRUTHS
from doudi.runtime.program import types
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.values import (
    UNKNOWN_NUMBER,
    UNKNOWN_SYMBOL,
    Interval,
    Length,
    Symbol,
    Truth,
    Value,
)

Number: TypeAlias = int | Fraction
Raw: TypeAlias = object

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::00)?")
_PERCENT: Final = re.compile(r"(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)[%％]")
_MINUTES_A_DAY: Final = 24 * 60
_MOST_LISTED: Final = 12
_LONGEST_SHOWN: Final = 40
LONGEST_ID: Final = 200


@dataclass(frozen=True, slots=True)
class Declared:
    """Type and range of the fact or term that a value is for."""

    type: types.Type
    low: Fraction | None = None
    high: Fraction | None = None


class Unfit(ValueError):  # noqa: N818 - it becomes a Problem as soon as its path is known
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def unknown_of(declared: Declared) -> Value:
    match declared.type:
        case types.Boolean():
            return Truth.UNKNOWN
        case types.Area() | types.Choice():
            return UNKNOWN_SYMBOL
        case types.Duration():
            return UNKNOWN_NUMBER
        case types.Quantity() | types.Date() | types.Moment():
            return Interval(declared.low, declared.high)
        case _:
            assert_never(declared.type)


def counted(type_: types.Type) -> bool:
    """Whether a value may be given as a range."""
    return isinstance(type_, types.Quantity | types.Date | types.Moment)


def value_of(raw: Raw, declared: Declared, vocabulary: Vocabulary) -> Value:
    match declared.type:
        case types.Boolean():
            return _truth(raw)
        case types.Choice(id=choice):
            return _option(raw, choice, vocabulary)
        case types.Area():
            return Symbol(area_of(raw, vocabulary))
        case types.Duration(unit=unit):
            return Length(_whole(raw), unit)
        case types.Quantity() | types.Date() | types.Moment():
            number = number_of(raw, declared)
            return Interval(number, number)
        case _:
            assert_never(declared.type)


def number_of(raw: Raw, declared: Declared) -> Number:
    """A quantity, a day or a moment within its declared range."""
    match declared.type:
        case types.Quantity() as quantity:
            number = _quantity(raw, quantity)
        case types.Date():
            number = day_of(raw).toordinal()
        case types.Moment():
            number = _moment(raw)
        case _:
            raise Unfit(f"`{shown(raw)}` 不能作数", f"`{shown(raw)}` cannot be counted")
    if declared.low is not None and number < declared.low:
        limit = in_words(declared.low, declared.type)
        raise Unfit(f"`{shown(raw)}` 小于下限 {limit}", f"`{shown(raw)}` is below {limit}")
    if declared.high is not None and number > declared.high:
        limit = in_words(declared.high, declared.type)
        raise Unfit(f"`{shown(raw)}` 大于上限 {limit}", f"`{shown(raw)}` is above {limit}")
    return number


def day_of(raw: Raw) -> date:
    if not isinstance(raw, str) or not _DAY.fullmatch(raw):
        raise Unfit(
            f"`{shown(raw)}` 不是日期，日期写作 2021-02-15",
            f"`{shown(raw)}` is not a date; write it as 2021-02-15",
        )
    try:
        day = date.fromisoformat(raw)
    except ValueError:
        raise Unfit(f"没有 `{raw}` 这一天", f"there is no day `{raw}`") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unfit(
            f"`{raw}` 的年份不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间",
            f"the year of `{raw}` is not between {FIRST_YEAR} and {LAST_YEAR}",
        )
    return day


def area_of(raw: Raw, vocabulary: Vocabulary) -> str:
    text = str(raw) if type(raw) is int else raw
    if not isinstance(text, str):
        raise Unfit(
            f"应为地区名称或代码，却是 `{shown(raw)}`",
            f"should be the name or code of an area, not `{shown(raw)}`",
        )
    found = meant(text, vocabulary.areas)
    if len(found) == 1:
        return found[0].code
    if not found:
        guess = near(text, vocabulary.areas.by_name)
        raise Unfit(
            f"规则包里没有地区 `{shown(text)}`{did_you_mean_zh(guess)}",
            f"the bundle has no area `{shown(text)}`{did_you_mean(guess)}",
        )
    listed = [f"{full_name(it.code, vocabulary.areas)} ({it.code})" for it in found]
    raise Unfit(
        f"名为 `{text}` 的地区不止一个，请写明是哪一个：{'、'.join(listed)}",
        f"more than one area is called `{text}`; say which: {', '.join(listed)}",
    )


def id_of(raw: Raw) -> str:
    """What tells one household or person from another."""
    if type(raw) is int:
        return str(raw)
    if isinstance(raw, str) and raw.strip() and raw.isprintable() and len(raw) <= LONGEST_ID:
        return raw
    raise Unfit(
        f"编号应为 1 至 {LONGEST_ID} 个看得见的字，却是 `{shown(raw)}`",
        f"an id is a text of 1 to {LONGEST_ID} signs that can be seen, not `{shown(raw)}`",
    )


def did_you_mean(guess: str | None) -> str:
    return f"; did you mean `{guess}`?" if guess else ""


def did_you_mean_zh(guess: str | None) -> str:
    return f"；是不是 `{guess}`？" if guess else ""


def in_words(number: Number, type_: types.Type) -> str:
    """A run-time number as the user would write it."""
    match type_:
        case types.Date():
            return date.fromordinal(int(number)).isoformat()
        case types.Moment():
            days, minutes = divmod(int(number), _MINUTES_A_DAY)
            day = date.fromordinal(days + 1).isoformat()
            return f"{day}T{minutes // 60:02}:{minutes % 60:02}"
        case types.Quantity(yuan=yuan):
            exact = Fraction(number) / scale(yuan)
            if exact.denominator == 1:
                return str(exact.numerator)
            return str(Decimal(exact.numerator) / Decimal(exact.denominator))
        case _:
            return str(number)


def scale(yuan: int) -> Fraction:
    """Fen for yuan, as often as yuan stands in the unit."""
    return Fraction(100) ** yuan


def shown(raw: Raw) -> str:
    """A raw value as the user wrote it, cut where it is long."""
    match raw:
        case None:
            return "null"
        case bool():
            return "true" if raw else "false"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            text = "".join(it if it.isprintable() else "�" for it in str(raw)[: _LONGEST_SHOWN + 1])
            return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _truth(raw: Raw) -> Truth:
    if isinstance(raw, bool):
        return Truth.TRUE if raw else Truth.FALSE
    if isinstance(raw, str) and raw in TRUTHS:
        return Truth.TRUE if TRUTHS[raw] else Truth.FALSE
    raise Unfit(
        f"应为是或否（true 或 false），却是 `{shown(raw)}`",
        f"should be true or false, not `{shown(raw)}`",
    )


def _option(raw: Raw, choice: ChoiceId, vocabulary: Vocabulary) -> Symbol:
    options = vocabulary.options[choice]
    if isinstance(raw, str) and raw in options:
        return Symbol(options[raw])
    guess = near(raw, options) if isinstance(raw, str) else None
    declared = vocabulary.choices[choice].options
    if guess is None and len(declared) <= _MOST_LISTED:
        zh = "、".join(text.zh for _, text in declared)
        en = ", ".join(id_ for id_, _ in declared)
        raise Unfit(
            f"没有选项 `{shown(raw)}`，可选：{zh}",
            f"there is no option `{shown(raw)}`; there are {en}",
        )
    raise Unfit(
        f"没有选项 `{shown(raw)}`{did_you_mean_zh(guess)}",
        f"there is no option `{shown(raw)}`{did_you_mean(guess)}",
    )


def _whole(raw: Raw) -> int:
    if type(raw) is int:
        return raw
    zh, en = _in_digits(raw)
    raise Unfit(
        f"应为整数{zh}，却是 `{shown(raw)}`", f"should be a whole number{en}, not `{shown(raw)}`"
    )


def _in_digits(raw: Raw) -> tuple[str, str]:
    """Of `三百`, that digits are wanted."""
    if not isinstance(raw, str) or any(it.isdecimal() for it in raw):
        return "", ""
    return "（用阿拉伯数字写）", " in digits"


def _quantity(raw: Raw, quantity: types.Quantity) -> Number:
    if quantity.integer:
        return _whole(raw)
    plain = quantity == types.NUMBER
    if plain and isinstance(raw, str) and (percent := _PERCENT.fullmatch(raw)):
        return _small(Fraction(percent[1]) / 100)
    if type(raw) is not int and not isinstance(raw, Decimal | Fraction):
        if isinstance(raw, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", raw):
            raise Unfit(
                f"应为数，却是文字 `{shown(raw)}`，请去掉引号",
                f"should be a number, not the text `{shown(raw)}`; drop the quotation marks",
            )
        zh, en = _in_digits(raw)
        raise Unfit(
            f"应为数{zh}，却是 `{shown(raw)}`", f"should be a number{en}, not `{shown(raw)}`"
        )
    number = _small(Fraction(raw) * scale(quantity.yuan))
    if quantity.yuan == 1 and not isinstance(number, int):
        raise Unfit(
            f"金额 `{shown(raw)}` 以元为单位，最多两位小数",
            f"the amount `{shown(raw)}` is in yuan and has at most two decimals",
        )
    return number


def _moment(raw: Raw) -> int:
    match = _MOMENT.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        raise Unfit(
            f"`{shown(raw)}` 不是时刻，时刻写作 2021-02-15T09:30（北京时间）",
            f"`{shown(raw)}` is not a moment; write it as 2021-02-15T09:30 (Beijing time)",
        )
    days = day_of(match[1]).toordinal() - 1
    try:
        clock = time(int(match[2]), int(match[3]))
    except ValueError:
        raise Unfit(f"没有 `{raw}` 这一时刻", f"there is no moment `{raw}`") from None
    return days * _MINUTES_A_DAY + clock.hour * 60 + clock.minute


def _small(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number
