"""What somebody types is read as a facts file is, with a little more patience."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import pytest

from doudi.runtime.canonical import Json
from doudi.runtime.evaluation.index import index
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.inquiry.interview_line import Wish, heard
from doudi.runtime.program.ids import ChoiceId
from doudi.runtime.program.types import (
    MONEY,
    NUMBER,
    WHOLE,
    Area,
    Boolean,
    Choice,
    Date,
    Moment,
    Type,
)
from tests.support.sample_program import PROGRAM

_RULES: Final = index(PROGRAM)
_HUKOU: Final = Choice(ChoiceId("hukou_kind"))


@pytest.mark.parametrize(
    ("line", "type_", "said"),
    [
        ("是", Boolean(), True),
        ("no", Boolean(), False),
        (" Y ", Boolean(), True),
        ("城镇", _HUKOU, "城镇"),
        ("rural", _HUKOU, "rural"),
        ("1", _HUKOU, "rural"),
        ("２", _HUKOU, "urban"),
        ("3", _HUKOU, "3"),
        ("40", WHOLE, 40),
        ("４０", WHOLE, 40),
        ("12.5", MONEY, Decimal("12.5")),
        ("1,240.00元", MONEY, 1240),
        ("1，240", MONEY, 1240),
        ("12,40", MONEY, "12,40"),
        ("30%", NUMBER, "30%"),
        ("0.3", NUMBER, Decimal("0.3")),
        ("三", WHOLE, "三"),
        ("2021-02-15", Date(), "2021-02-15"),
        ("2021-02-15T09:30", Moment(), "2021-02-15T09:30"),
        ("江北区", Area(), "江北区"),
        ("800至1200", MONEY, {"min": 800, "max": 1200}),
        ("800 to 1200", MONEY, {"min": 800, "max": 1200}),
        ("800～1200元", MONEY, {"min": 800, "max": 1200}),
        ("至少 800", MONEY, {"min": 800}),
        ("at most 1,200", MONEY, {"max": 1200}),
        ("不早于2021-03-01", Date(), {"min": "2021-03-01"}),
        ("not after 2021-03-01", Date(), {"max": "2021-03-01"}),
        ("不知道", WHOLE, "unknown"),
        ("N/A", Date(), "not_applicable"),
        ("不适用", Date(), "not_applicable"),
        ("跳过", Boolean(), "not_asked"),
        ("？", Boolean(), Wish.WHY),
        ("Back", Date(), Wish.BACK),
        ("退出", _HUKOU, Wish.QUIT),
        ("帮助", MONEY, Wish.HELP),
        ("", Boolean(), Wish.HELP),
        ("   ", MONEY, Wish.HELP),
    ],
)
def test_a_line_is_an_answer_as_a_facts_file_has_it_or_a_wish(
    line: str, type_: Type, said: Json
) -> None:
    assert heard(line, type_, _RULES) == said


@pytest.mark.parametrize("line", ["9" * 41, "1." + "3" * 90])
def test_a_number_longer_than_any_amount_is_refused(line: str) -> None:
    with pytest.raises(FactsError, match="too many digits"):
        heard(line, MONEY, _RULES)


@pytest.mark.parametrize("line", ["大概吧", "是的", "1", "perhaps"])
def test_what_is_neither_yes_nor_no_is_told_so_in_these_words(line: str) -> None:
    with pytest.raises(FactsError) as caught:
        heard(line, Boolean(), _RULES)
    (problem,) = caught.value.problems
    assert problem.in_("zh") == f"应为是或否，却是 `{line}`"
    assert problem.in_("en") == f"should be yes or no, not `{line}`"
