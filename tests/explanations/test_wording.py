"""Words and figures: nothing that can be decided is without words, in either language."""

from __future__ import annotations

from fractions import Fraction

import pytest

from doudi.runtime.decision import Outcome
from doudi.runtime.explanation import wording
from doudi.runtime.explanation.figures import interval, money, number, yuan
from doudi.runtime.explanation.lexicon import lexicon, listed, place
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.operators import OPERATORS
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.types import MONEY, Date, Quantity
from doudi.runtime.values import Interval
from tests.support.sample_program import PROGRAM


def test_every_outcome_has_its_word_its_sentence_and_its_rank() -> None:
    assert set(wording.OUTCOME) == set(wording.VERDICT) == set(wording.OUTCOME_ORDER)
    assert set(wording.OUTCOME) == set(Outcome)


def test_the_nine_words_are_those_of_the_rules() -> None:
    words = [wording.OUTCOME[it][0] for it in Outcome]
    assert words == [
        "应予",
        "可予",
        "一事一议",
        "鼓励",
        "不符合",
        "被排除",
        "未覆盖",
        "待定",
        "需裁定",
    ]


def test_both_languages_fill_the_same_gaps() -> None:
    def gaps(template: str) -> set[str]:
        named = {part.partition("}")[0] for part in template.split("{")[1:]}
        return {"who" if it == "whom" else it for it in named}

    tables = [it for it in vars(wording).values() if isinstance(it, dict)]
    pairs = [it for table in tables for it in table.values() if isinstance(it, tuple)]
    assert len(pairs) > 80
    assert [it for it in pairs if gaps(it[0]) != gaps(it[1])] == []


@pytest.mark.parametrize("op", sorted(OPERATORS))
def test_every_operator_has_words_of_its_own(op: str) -> None:
    zero = ex.Number(Fraction(0))
    written = phrase(ex.Op(op, (zero,) * _operands(op)), lexicon(PROGRAM, "zh"))
    assert f"{op}(" not in written


def test_of_a_range_what_is_counted_is_named_once_in_english_and_a_sum_has_its_unit_twice() -> None:
    persons, between = Quantity(person=1, integer=True), Interval(1, 30)
    assert interval(between, persons, "en") == "1 to 30 persons"
    assert interval(between, persons, "zh") == "1人 至 30人"
    assert interval(Interval(100, 200), MONEY, "en") == "1.00 yuan to 2.00 yuan"


def test_money_is_grouped_by_thousands_and_has_its_fen() -> None:
    assert money(124000, "zh") == "1,240.00元"
    assert money(5, "en") == "0.05 yuan"
    assert number(62000, Quantity(yuan=1, person=-1, month=-1), "zh") == "620.00元/人/月"


def test_a_sum_that_is_no_whole_fen_is_not_shown_as_one() -> None:
    assert money(Fraction(12345, 10), "zh") == "12.345元"
    assert money(Fraction(100, 3), "zh") == "约0.33元"


def test_open_ends_are_said_and_unknown_is_not_nothing() -> None:
    assert interval(Interval(None, None), MONEY, "zh") == "不详"
    assert interval(Interval(0, None), MONEY, "zh") == "不详"
    assert interval(Interval(100, None), MONEY, "zh") == "至少1.00元"
    assert interval(Interval(0, 100), MONEY, "zh") == "0.00元 至 1.00元"
    assert interval(Interval(None, 737836), Date(), "en") == "not after 2021-02-15"


def test_yuan_for_machines_has_two_decimals_and_no_commas() -> None:
    assert [yuan(it) for it in (0, 5, 124000, -250)] == ["0.00", "0.05", "1240.00", "-2.50"]


def test_an_address_is_written_as_a_clerk_would() -> None:
    assert place("五(二)-2") == "五(二)第2句"
    assert place("9-1") == "第9条第1句"
    assert place("9") == "第9条"
    assert place("五(二)-2a") == "五(二)第2句"


def test_names_in_a_sentence_are_said_once_each() -> None:
    assert listed(["甲", "乙", "甲"], "zh") == "甲、乙"
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed([], "en") == ""


def _operands(op: str) -> int:
    return {"date_of": 3}.get(op, 2)
