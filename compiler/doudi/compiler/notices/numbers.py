"""Numbers as notices write them: in figures and in Chinese, with what they count.

`numbers_in` reads a text; `unsupported` says which of a provision's numbers none of its quotes
states. Reading is generous (进一步 holds a 1), support is not: the value has to be equal,
and where the provision gives a unit the quote must give the same one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from doudi.compiler.notices import errors
from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.source import Span

Measure: TypeAlias = Literal["percent", "yuan", "month", "day", "working_day", "hour", "person", ""]


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in one unit of its measure: money in yuan, years and months in months, weeks in days.

    What is counted in other things (户, 倍, 次) has no measure.
    """

    value: Fraction
    measure: Measure


@dataclass(frozen=True, slots=True)
class DayNamed:
    """A date as named: without a year it is relative, without a day a month; 底 is its end."""

    year: int | None
    month: int
    day: int | Literal["end"] | None


@dataclass(frozen=True, slots=True)
class Numbers:
    amounts: frozenset[Amount] = frozenset()
    days: frozenset[DayNamed] = frozenset()

    def __or__(self, other: Numbers) -> Numbers:
        return Numbers(self.amounts | other.amounts, self.days | other.days)


@dataclass(frozen=True, slots=True)
class Written:
    """A number of a provision: 2.5万元 is 2.5 of TEN_THOUSAND, 30% is 30, a date its ordinal."""

    value: Fraction
    kind: Literal["number", "percent", "money", "duration", "persons", "date"]
    unit: str
    span: Span


_DIGITS: Final = {char: i for i, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10**4, "亿": 10**8}

# Longer ones are no numbers of a notice, and reading them would take its time.
_FIGURES = r"[0-9]{1,18}(?:\.[0-9]{1,18})?"
_CHINESE = "[〇零一二两三四五六七八九十百千万亿]{1,18}|半"
_VALUE = rf"(?:{_FIGURES}[万亿]?|{_CHINESE})"
_TO = "[至到~～—－-]"

_UNITS: Final[tuple[tuple[str, Measure, Fraction], ...]] = (
    ("%|％", "percent", Fraction(1)),
    ("成", "percent", Fraction(10)),
    ("元|块", "yuan", Fraction(1)),
    ("角", "yuan", Fraction(1, 10)),
    ("个?工作日", "working_day", Fraction(1)),
    ("周岁|岁", "", Fraction(1)),
    ("个?小时", "hour", Fraction(1)),
    ("个?星期|周", "day", Fraction(7)),
    ("日|天", "day", Fraction(1)),
    ("个?季度", "month", Fraction(3)),
    ("个?月", "month", Fraction(1)),
    ("年", "month", Fraction(12)),
    ("人|名|口", "person", Fraction(1)),
)
_UNIT = "|".join(f"(?P<u{i}>{pattern})" for i, (pattern, _, _) in enumerate(_UNITS))
_AMOUNT = re.compile(
    rf"百分之(?P<percent>{_VALUE})"
    rf"|(?P<under>{_VALUE})分之(?P<over>{_VALUE})"
    rf"|(?:(?P<low>{_VALUE}){_TO})?(?P<value>{_VALUE})\s*(?:{_UNIT})?"
)
_DAY = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[日号]|份?(?P<end>底|末))?"
    r"|(?P<year_end>年[底末])"
)
_LENGTHS: Final = {
    "DAYS": ("day", Fraction(1)),
    "WEEKS": ("day", Fraction(7)),
    "WORKING_DAYS": ("working_day", Fraction(1)),
    "MONTHS": ("month", Fraction(1)),
    "YEAR": ("month", Fraction(12)),
    "HOURS": ("hour", Fraction(1)),
}
_FREE: Final = (0, 1)
# 春节前 is the day before at the latest, 次月 one month on.
_NEXT: Final = (
    (re.compile("前|次日|翌日"), Amount(Fraction(1), "day")),
    (re.compile("次月"), Amount(Fraction(1), "month")),
    (re.compile("次年|翌年"), Amount(Fraction(12), "month")),
)


def numbers_in(text: str) -> Numbers:
    amounts = {it for match in _AMOUNT.finditer(text) for it in _amounts(match)}
    amounts |= {amount for pattern, amount in _NEXT if pattern.search(text)}
    days = {_day(match) for match in _DAY.finditer(text)}
    return Numbers(frozenset(amounts), frozenset(days))


def unsupported(
    literals: Iterable[Written], quotes: Iterable[tuple[str, Span]], *, has_source: bool
) -> tuple[Finding, ...]:
    """A finding for each literal that no quote states; none where the provision has a source."""
    if has_source:
        return ()
    quotes = tuple(quotes)
    stated = Numbers()
    for quote, _ in quotes:
        stated |= numbers_in(quote)
    spans = tuple(span for _, span in quotes)
    return tuple(
        errors.unsupported_number(it.span, it.span.text, spans)
        for it in literals
        if not _stated(it, stated)
    )


def chinese_number(written: str) -> Fraction | None:
    """三十 is 30, 二〇二一 is 2021, 两万五千 is 25000, 半 is one half; None if it is no number."""
    if written == "半":
        return Fraction(1, 2)
    if all(it in _DIGITS for it in written):
        return Fraction(int("".join(str(_DIGITS[it]) for it in written)))
    total = part = digit = 0
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _POWERS:
            part += (digit or 1) * _POWERS[char]
            digit = 0
        elif char in _LARGE:
            if total == part == digit == 0:
                return None
            total = (total + part + digit) * _LARGE[char]
            part = digit = 0
        else:
            return None
    return Fraction(total + part + digit)


def _value(written: str) -> Fraction | None:
    if not written[0].isascii():
        return chinese_number(written)
    large = _LARGE.get(written[-1])
    return Fraction(written) if large is None else Fraction(written[:-1]) * large


def _amounts(match: re.Match[str]) -> Iterable[Amount]:
    if match["percent"] is not None:
        yield from _one(match["percent"], "percent", Fraction(1))
    elif match["under"] is not None:
        under, over = _value(match["under"]), _value(match["over"])
        if under and over is not None:
            yield Amount(over / under, "")
    else:
        measure, size = next(
            (
                (measure, size)
                for i, (_, measure, size) in enumerate(_UNITS)
                if match[f"u{i}"] is not None
            ),
            ("", Fraction(1)),
        )
        for written in (match["low"], match["value"]):
            if written is not None:
                yield from _one(written, measure, size)


def _one(written: str, measure: Measure, size: Fraction) -> Iterable[Amount]:
    value = _value(written)
    if value is not None:
        yield Amount(value * size, measure)
        if measure not in ("", "percent"):  # 3个月 also states the plain 3
            yield Amount(value, "")


def _day(match: re.Match[str]) -> DayNamed:
    if match["year_end"] is not None:
        return DayNamed(None, 12, "end")
    year = None if match["year"] is None else int(match["year"])
    month = int(_value(match["month"]) or 0)
    if match["end"] is not None:
        return DayNamed(year, month, "end")
    return DayNamed(year, month, None if match["day"] is None else int(_value(match["day"]) or 0))


def _stated(literal: Written, stated: Numbers) -> bool:
    value = literal.value
    match literal.kind:
        case "number":
            return value in _FREE or any(
                it.value == (value if it.measure != "percent" else value * 100)
                for it in stated.amounts
            )
        case "percent":
            return value == 0 or Amount(value, "percent") in stated.amounts
        case "money":
            yuan = value * (_LARGE["万"] if literal.unit.startswith("TEN_THOUSAND") else 1)
            return value == 0 or Amount(yuan, "yuan") in stated.amounts
        case "duration":
            measure, size = _LENGTHS.get(literal.unit, ("", Fraction(1)))
            return any(it.measure == measure and it.value == value * size for it in stated.amounts)
        case "persons":
            return value in _FREE or Amount(value, "person") in stated.amounts
        case "date":
            return any(_names(it, date.fromordinal(int(value))) for it in stated.days)


def _names(named: DayNamed, day: date) -> bool:
    """A month without a day names its first day and its last."""
    if named.month != day.month or named.year not in (None, day.year):
        return False
    last = monthrange(day.year, day.month)[1]
    match named.day:
        case "end":
            return day.day == last
        case None:
            return day.day in (1, last)
        case number:
            return day.day == number
