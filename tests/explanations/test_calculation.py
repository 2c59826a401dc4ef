"""Amounts as calculations that can be checked by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from doudi.runtime.decision import AmountResult, Instalment, Schedule
from doudi.runtime.explanation.calculation import rounding
from doudi.runtime.explanation.entitlements import amount, stretches, table
from doudi.runtime.explanation.formulas import formula
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.standards import missing
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import FactId, ProvisionId, StandardId
from doudi.runtime.program.types import MONEY
from doudi.runtime.trace import FactUse, RoundingStep, StandardUse, Step
from doudi.runtime.values import Interval, Value
from tests.support.sample_program import PROGRAM

_ZH, _EN = lexicon(PROGRAM, "zh"), lexicon(PROGRAM, "en")
_ID = ProvisionId("CQ2021/五(二)-2")
_INCOME = ex.Fact(FactId("household_monthly_income"))


def test_a_standard_is_named_with_kind_area_and_since_when() -> None:
    twice = _op("mul", Interval(124000, 124000), _standard(62000), _number(2))
    assert formula(twice, MONEY, _ZH) == (
        "低保标准（城镇，重庆市，2020-09-01起）620.00元/人/月 × 2 = 1,240.00元"
    )


def test_brackets_stand_where_the_sum_needs_them_and_nowhere_else() -> None:
    inner = _op("sub", Interval(100, 100), _fact(300), _fact(200))
    assert formula(_op("mul", Interval(200, 200), inner, _number(2)), MONEY, _ZH) == (
        "(家庭月收入 3.00元/月 − 家庭月收入 2.00元/月) × 2 = 2.00元"
    )
    product = _op("mul", Interval(600, 600), _fact(300), _number(2))
    assert formula(_op("add", Interval(700, 700), product, _fact(100)), MONEY, _EN) == (
        "household monthly income 3.00 yuan per month × 2 + "
        "household monthly income 1.00 yuan per month = 7.00 yuan"
    )


def test_a_declared_rounding_says_its_rule_and_an_assumed_one_says_that_it_is_assumed() -> None:
    declared = RoundingStep(_ID, ("member", "p1"), "12350", 12400, "half_up:100", assumed=False)
    assert rounding(declared, _ZH) == "123.50元，以1.00元为单位四舍五入，为 124.00元"
    assumed = RoundingStep(_ID, ("member", "p1"), "100/3", 33, "down:1", assumed=True)
    assert rounding(assumed, _ZH) == (
        "【推定】文中未写如何舍入：1/3元（约0.33元） 不足一分的部分舍去，为 0.33元"
    )


def test_a_missing_figure_names_the_notice_that_would_have_said_it() -> None:
    use = StandardUse(
        StandardId("dibao_standard"),
        ("urban",),
        "420300",
        date(2019, 4, 1),
        None,
        "十堰市人民政府关于提高城乡低保标准的通知",
        "",
    )
    assert missing(use, _ZH) == (
        "低保标准（城镇，湖北省十堰市，2019-04-01），应见《十堰市人民政府关于提高城乡低保标准的通知》"
    )


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (AmountResult("exact", 124000, 124000), "1,240.00元", "1,240.00 yuan"),
        (AmountResult("range", 0, 124000), "1,240.00元以内", "up to 1,240.00 yuan"),
        (AmountResult("range", 10000, None), "不少于100.00元", "at least 100.00 yuan"),
        (AmountResult("range", 100, 200), "1.00元 至 2.00元", "1.00 yuan to 2.00 yuan"),
        (AmountResult("unknown"), "金额不详", "amount not known"),
        (AmountResult("left_to", left_to="区县"), "金额由区县决定", "amount left to 区县"),
        (AmountResult("none"), "", ""),
    ],
)
def test_each_kind_of_amount_has_its_words(found: AmountResult, zh: str, en: str) -> None:
    assert amount(found, "zh") == zh
    assert amount(found, "en") == en


def test_months_with_equal_amounts_share_a_row_and_a_gap_begins_a_new_one() -> None:
    months = [(5, 100), (6, 100), (7, 200), (9, 200)]
    schedule = _schedule(months, still_open=True)
    assert [(it.start.month, it.end and it.end.month) for it in stretches(schedule)] == [
        (5, 6),
        (7, 7),
        (9, None),
    ]
    drawn = table(schedule, "zh")
    assert drawn is not None
    assert drawn.rows == (
        ("2021-05 至 2021-06", "1.00元"),
        ("2021-07", "2.00元"),
        ("2021-09 起", "2.00元"),
    )


def _schedule(months: list[tuple[int, int]], *, still_open: bool) -> Schedule:
    instalments = tuple(
        Instalment(date(2021, month, 1), AmountResult("exact", fen, fen)) for month, fen in months
    )
    return Schedule("month", date(2021, 5, 1), None, still_open, instalments, ())


def _standard(fen: int) -> Step:
    use = StandardUse(
        StandardId("dibao_standard"), ("urban",), "500000", date(2021, 2, 1), fen, "", ""
    )
    expr = ex.Standard(StandardId("dibao_standard"), (ex.Fact(FactId("hukou")),))
    return Step(expr, Interval(fen, fen), (), use)


def _fact(fen: int) -> Step:
    value = Interval(fen, fen)
    use = FactUse("household_monthly_income", ("household", "h"), "given", value)
    return Step(_INCOME, value, (), use)


def _number(value: int) -> Step:
    return Step(ex.Number(Fraction(value)), Interval(value, value))


def _op(name: str, value: Value, *parts: Step) -> Step:
    return Step(ex.Op(name, tuple(it.expr for it in parts)), value, parts)
