"""How values are written for people: 1,240.00元, 2021-02-15, 至少3个.

An interval says which ends are known; an exact number is never shown rounded
without saying so.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Final, assert_never

from doudi.runtime.explanation import lexicon
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.tree import Lang
from doudi.runtime.program.types import (
    NUMBER,
    Area,
    Date,
    DurationUnit,
    Moment,
    Quantity,
    Type,
)
from doudi.runtime.values import (
    Interval,
    Length,
    NotApplicable,
    Symbol,
    Truth,
    UnknownSymbol,
    Value,
)

NOT_KNOWN: Final = "不详"
_TRUTH = {
    Truth.TRUE: ("是", "yes"),
    Truth.FALSE: ("否", "no"),
    Truth.UNKNOWN: (NOT_KNOWN, "unknown"),
    Truth.JUDGEMENT: ("须由经办机关判断", "left to judgement"),
}

_LENGTH = {
    DurationUnit.DAYS: ("日", "days"),
    DurationUnit.WORKING_DAYS: ("个工作日", "working days"),
    DurationUnit.WEEKS: ("周", "weeks"),
    DurationUnit.MONTHS: ("个月", "months"),
    DurationUnit.YEARS: ("年", "years"),
    DurationUnit.HOURS: ("小时", "hours"),
}

_EPOCH = datetime(1, 1, 1)  # noqa: DTZ001 – moments are Beijing time, without a zone
_PLACES = 4  # digits after the point beyond which a quotient is called approximate
_GROUPED = 10_000  # whole numbers below it are written without a comma


def value(it: Value, type_: Type, names: Lexicon) -> str:
    lang = names.lang
    match it:
        case Truth():
            return _TRUTH[it][lang != "zh"]
        case Interval():
            return interval(it, type_, lang)
        case Symbol(id=id_):
            return lexicon.area(names, id_) if isinstance(type_, Area) else _option(id_, names)
        case UnknownSymbol():
            return NOT_KNOWN if lang == "zh" else "unknown"
        case Length(count=count, unit=unit):
            return length(count, unit, lang)
        case NotApplicable():
            return "不适用" if lang == "zh" else "not applicable"
        case _:
            assert_never(it)


def interval(it: Interval, type_: Type, lang: Lang) -> str:
    low, high = it.low, it.high
    # No money is below nothing, so "at least 0" would say no more than "unknown".
    empty = low is None or (not low and isinstance(type_, Quantity) and type_.yuan == 1)
    if empty and high is None:
        return NOT_KNOWN if lang == "zh" else "unknown"
    is_day = isinstance(type_, (Date, Moment))
    if high is None and low is not None:
        text = number(low, type_, lang)
        if lang == "zh":
            return f"不早于{text}" if is_day else f"至少{text}"
        return f"not before {text}" if is_day else f"at least {text}"
    if low is None and high is not None:
        text = number(high, type_, lang)
        if lang == "zh":
            return f"不晚于{text}" if is_day else f"至多{text}"
        return f"not after {text}" if is_day else f"at most {text}"
    if low is not None and high is not None and low != high:
        if lang == "zh":
            return f"{number(low, type_, lang)} 至 {number(high, type_, lang)}"
        return f"{_before_to(low, type_)} to {number(high, type_, lang)}"
    return number(low or 0, type_, lang)


def _before_to(low: Fraction | int, type_: Type) -> str:
    """`1 to 30 persons`: what is counted is named once, a sum of money has its unit each time."""
    if isinstance(type_, Quantity) and not type_.yuan and type_ != NUMBER:
        return plain(low)
    return number(low, type_, "en")


def number(it: Fraction | int, type_: Type, lang: Lang) -> str:
    """One exact run-time number: fen, an ordinal, minutes, or a plain number."""
    match type_:
        case Date():
            return day(int(it))
        case Moment():
            return moment(int(it))
        case Quantity(yuan=1):
            return money(it, lang) + per(type_, lang)
        case Quantity(yuan=0, person=0, month=0, year=0, integer=False):
            return percent(Fraction(it))  # a plain number is a ratio: there is no other kind
        case Quantity():
            return plain(it) + per(type_, lang, one=it == 1)
        case _:
            return plain(it)


def money(fen: Fraction | int, lang: Lang) -> str:
    text, exact = _decimals(fen.numerator, fen.denominator * 100, least=2)
    if lang == "zh":
        return ("" if exact else "约") + text + "元"
    return ("" if exact else "about ") + text + " yuan"


def per(unit: Quantity, lang: Lang, *, one: bool = False) -> str:
    """The unit after the number: 元 is `元/人/月`; in English ` per person per month`."""
    exponents = (
        ("人", "person", unit.person),
        ("月", "month", unit.month),
        ("年", "year", unit.year),
    )
    if lang == "zh":
        above = "".join(zh for zh, _, n in exponents if n > 0)
        return above + "".join(f"/{zh}" for zh, _, n in exponents if n < 0)
    above = "".join(f" {en}" if one else f" {en}s" for _, en, n in exponents if n > 0)
    return above + "".join(f" per {en}" for _, en, n in exponents if n < 0)


def plain(it: Fraction | int) -> str:
    text, exact = _decimals(it.numerator, it.denominator, least=0)
    return text if exact else f"{it.numerator}/{it.denominator}"


def percent(it: Fraction) -> str:
    return f"{plain(it * 100)}%"


def day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def moment(minutes: int) -> str:
    return (_EPOCH + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")


def month(it: date) -> str:
    return f"{it.year:04d}-{it.month:02d}"


def length(count: int, unit: DurationUnit, lang: Lang) -> str:
    zh, en = _LENGTH[unit]
    if lang == "zh":
        return f"{count}{zh}"
    return f"{count} {en if count != 1 else en.removesuffix('s')}"


def yuan(fen: int) -> str:
    """Fen as a decimal string in yuan, for JSON."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def _option(id_: str, names: Lexicon) -> str:
    return lexicon.option(names, id_)


def _decimals(numerator: int, denominator: int, least: int) -> tuple[str, bool]:
    """A quotient as a decimal with thousands separated; the second says whether it is exact."""
    for places in range(least, _PLACES + 1):
        scaled, rest = divmod(numerator * 10**places, denominator)
        if not rest:
            return _grouped(scaled, places), True
    return _grouped(round(Fraction(numerator, denominator) * 100), 2), False


def _grouped(scaled: int, places: int) -> str:
    sign = "−" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**places)
    if not places and whole < _GROUPED:  # a year is no sum
        return f"{sign}{whole}"
    return f"{sign}{whole:,}" + (f".{rest:0{places}d}" if places else "")
