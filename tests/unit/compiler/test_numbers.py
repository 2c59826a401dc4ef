"""Numbers in figures and in Chinese, and what a quote supports."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.notices.numbers import (
    Written,
    chinese_number,
    numbers_in,
    unsupported,
)
from doudi.policy_dsl.source import Source, Span

_SPAN = Span(Source("rules.policy", "20个工作日"), 0, 6)
_DIGITS = "零一二三四五六七八九"


def supported(kind: str, value: object, unit: str, quote: str) -> bool:
    ordinal = value.toordinal() if isinstance(value, date) else Fraction(str(value))
    written = Written(Fraction(ordinal), kind, unit, _SPAN)  # type: ignore[arg-type]
    return unsupported([written], [(quote, _SPAN)], has_source=False) == ()


@pytest.mark.parametrize(
    ("kind", "value", "unit", "quote"),
    [
        ("number", 2, "", "按低保标准2倍按月发放"),
        ("number", 2, "", "两倍以内"),
        ("number", "0.5", "", "减半发放"),
        ("number", "0.3", "", "不低于30%的比例"),
        ("number", 60, "", "年满六十周岁"),
        ("number", 3, "", "连续3个月无收入来源"),
        ("number", 7200, "", "2300户、7200间"),
        ("percent", 30, "", "不低于30%的比例"),
        ("percent", 30, "", "百分之三十"),
        ("percent", 30, "", "三成"),
        ("percent", "3.5", "", "涨幅达到3.5％"),
        ("money", 800, "YUAN", "不超过800元"),
        ("money", "2.5", "TEN_THOUSAND", "不高于2.5万元"),
        ("money", 25000, "YUAN", "两万五千元"),
        ("duration", 20, "WORKING_DAYS", "发布后20个工作日内"),
        ("duration", 15, "WORKING_DAYS", "十五个工作日"),
        ("duration", 3, "MONTHS", "连续3个月"),
        ("duration", 3, "MONTHS", "3至6个月"),
        ("duration", 6, "MONTHS", "半年"),
        ("duration", 12, "MONTHS", "一年内"),
        ("duration", 1, "HOURS", "事发后1小时内"),
        ("duration", 24, "HOURS", "严格落实24小时值班"),
        ("duration", 7, "DAYS", "公示7天"),
        ("persons", 3, "PERSON", "三人以上"),
        ("date", date(2021, 2, 4), "", "2021年2月4日印发"),
        ("date", date(2021, 2, 1), "", "2021年2月份的低保金"),
        ("date", date(2017, 6, 30), "", "6月底前，切实把2017年度"),
        ("date", date(2017, 2, 28), "", "于2月底前报"),
        ("date", date(2017, 12, 31), "", "年底前"),
        ("duration", 1, "DAYS", "确保春节前将救灾款物发放到受灾群众手中"),
        ("duration", 1, "MONTHS", "自批准之日起次月发放"),
        ("number", 0, "", "没有数字"),
        ("number", 1, "", "没有数字"),
    ],
)
def test_a_quote_supports_what_it_states(kind: str, value: object, unit: str, quote: str) -> None:
    assert supported(kind, value, unit, quote)


@pytest.mark.parametrize(
    ("kind", "value", "unit", "quote"),
    [
        ("number", 3, "", "按低保标准2倍按月发放"),
        ("number", 20, "", "按低保标准2倍按月发放"),
        ("number", 30, "", "按不低于百分之三十的比例"),
        ("percent", 20, "", "不低于30%的比例"),
        ("percent", 30, "", "30户"),
        ("percent", 1, "", "没有数字"),
        ("money", 800, "TEN_THOUSAND", "不超过800元"),
        ("money", 800, "YUAN", "800户"),
        ("duration", 20, "DAYS", "20个工作日内"),
        ("duration", 20, "WORKING_DAYS", "20日内"),
        ("duration", 2, "HOURS", "事发后1小时内"),
        ("duration", 1, "DAYS", "确保发放到位"),
        ("duration", 2, "DAYS", "确保春节前发放到位"),
        ("date", date(2021, 2, 5), "", "2021年2月4日印发"),
        ("date", date(2021, 2, 15), "", "2021年2月份的低保金"),
        ("date", date(2020, 2, 1), "", "2021年2月份的低保金"),
        ("number", 2, "", ""),
    ],
)
def test_a_quote_supports_nothing_else(kind: str, value: object, unit: str, quote: str) -> None:
    assert not supported(kind, value, unit, quote)


def test_a_source_supports_every_number() -> None:
    written = Written(Fraction(7), "number", "", _SPAN)
    assert unsupported([written], [], has_source=True) == ()


@given(st.integers(0, 99_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert chinese_number(_chinese(number)) == number


@pytest.mark.parametrize(
    ("written", "value"), [("二〇二一", 2021), ("两千", 2000), ("三亿", 300_000_000), ("十", 10)]
)
def test_other_ways_of_writing(written: str, value: int) -> None:
    assert chinese_number(written) == value


@pytest.mark.parametrize("written", ["万", "甲", "一甲"])
def test_words_are_no_numbers(written: str) -> None:
    assert chinese_number(written) is None


@given(st.text(alphabet="一二十百千万亿半两〇0123.%至元月日年分之底个工作天甲，", max_size=30))
def test_reading_numbers_never_fails(text: str) -> None:
    numbers_in(text)


@pytest.mark.parametrize(
    "text", ["9" * 9_000, "九" * 9_000, "亿" * 9_000, "9." * 9_000, "9至" * 9_000]
)
def test_a_row_of_digits_without_end_is_read_and_done_with(text: str) -> None:
    numbers_in(text)


def _chinese(number: int) -> str:
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return _chinese(number // 10_000) + "万" + gap + (_chinese(rest) if rest else "")
    written, zero = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            written += ("零" if zero and written else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return written or "零"
