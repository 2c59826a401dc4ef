"""What is recognised in a sentence, by kind; and what looks like it and is not."""

from __future__ import annotations

import pytest

from doudi.compiler.ingest.recognise.model import Kind
from doudi.compiler.ingest.recognise.sentence import by_kind, recognise

FOUND: list[tuple[str, Kind, tuple[str, ...]]] = [
    ("每人每月发放620元。", "amount", ("620元",)),
    ("最高不超过每户2.5万元。", "amount", ("不超过每户2.5万元",)),
    ("按低保标准2倍以内发放。", "multiple", ("2倍以内",)),
    ("按照标准的两倍发放。", "multiple", ("两倍",)),
    ("按不低于30%的比例抽查。", "percentage", ("不低于30%",)),
    ("按百分之三十抽查。", "percentage", ("百分之三十",)),
    ("发布后20个工作日内完成。", "deadline", ("20个工作日内",)),
    ("2021年2月份的低保金春节前到位。", "deadline", ("2021年2月份", "春节前")),
    ("6月底前完成。", "deadline", ("6月底前",)),
    ("最迟不得晚于事发后1小时内报送。", "deadline", ("1小时内",)),
    ("连续3个月无收入来源。", "deadline", ("连续3个月",)),
    ("直到患者出院为止。", "deadline", ("直到患者出院为止",)),
    ("由户籍地或急难发生地给予救助。", "place", ("户籍地", "急难发生地")),
    ("从失业保险基金中列支。", "fund", ("失业保险基金",)),
    ("对低保对象、特困人员发放。", "group", ("低保对象", "特困人员")),
    ("按《特困人员认定办法》办理。", "document", ("《特困人员认定办法》",)),
    ("依国发〔2014〕17号办理。", "document", ("国发〔2014〕17号",)),
]


@pytest.mark.parametrize(("sentence", "kind", "words"), FOUND)
def test_it_is_recognised(sentence: str, kind: Kind, words: tuple[str, ...]) -> None:
    assert by_kind(recognise(sentence)).get(kind) == words


@pytest.mark.parametrize(
    ("sentence", "senses"),
    [
        ("要及时发放。", {"应当"}),
        ("不得直接受理。", {"不得"}),
        ("严禁私自生火。", {"不得"}),
        ("可免予追究责任。", {"可以"}),
        ("鼓励提前发放。", {"鼓励"}),
        ("实行一事一议。", {"一事一议"}),
        ("取消户籍地限制。", {"取消"}),
        ("有条件的区县，可发放口罩。", {"条件", "可以"}),
        ("这是重要的要求，也是主要需要。", set()),
        ("供应充足，反应及时，对应相应标准。", set()),
        ("许可证不可少，可靠可能。", set()),
    ],
)
def test_norms_have_their_force(sentence: str, senses: set[str]) -> None:
    assert {it.sense for it in recognise(sentence) if it.kind == "norm"} == senses


def test_what_stands_in_a_title_is_not_said_by_the_sentence() -> None:
    found = by_kind(recognise("《关于孤儿应当按月发放600元的通知》已收悉。"))
    assert set(found) == {"document"}


def test_places_in_the_sentence_are_those_of_the_words() -> None:
    sentence = "对低保对象按低保标准2倍按月发放，由当地财政负担。"
    for it in recognise(sentence):
        assert sentence[it.start : it.end] == it.words
