"""Did you mean: near enough to be meant, or nothing."""

from __future__ import annotations

import pytest

from doudi.policy_dsl.diagnostics.suggest import suggest

NAMES = (
    "年龄",
    "户别",
    "低保对象",
    "特困人员",
    "困境儿童",
    "家庭月收入",
    "低收入家庭成员",
    "确诊日期",
    "出院日期",
    "household_monthly_income",
    "discharge_date",
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("低保对像", "低保对象"),
        ("低保象对", "低保对象"),
        ("特困人原", "特困人员"),
        ("家庭收入", "家庭月收入"),
        ("月收入", "家庭月收入"),
        ("年岭", "年龄"),
        ("龄年", "年龄"),
        ("出院日", "出院日期"),
        ("低收入家庭", "低收入家庭成员"),
        ("household_montly_income", "household_monthly_income"),
        ("Household-Monthly-Income", "household_monthly_income"),
        ("ｄｉｓｃｈａｒｇｅ_date", "discharge_date"),
    ],
)
def test_a_slip_finds_the_name_that_was_meant(written: str, meant: str) -> None:
    assert suggest(written, NAMES) == meant


@pytest.mark.parametrize("written", ["月", "失业保险金", "儿", "x", "income", "", "人" * 1000])
def test_a_word_near_to_nothing_gets_no_suggestion(written: str) -> None:
    assert suggest(written, NAMES) is None


def test_a_word_is_not_suggested_for_itself() -> None:
    assert suggest("年龄", ["年龄"]) is None


def test_the_order_of_the_candidates_does_not_matter() -> None:
    assert suggest("就诊日期", NAMES) == suggest("就诊日期", tuple(reversed(NAMES)))


def test_without_candidates_there_is_no_suggestion() -> None:
    assert suggest("年龄", ()) is None
