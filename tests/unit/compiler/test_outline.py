"""A notice's own numbering becomes addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.notices.outline import ADDRESS, outline

TEXT = """关于困难群众的通知
为了落实要求，现通知如下：
一、总的要求
各地要重视。要落实！
还要检查。
二、措施
先说一句。
（一）抓好救助。按标准2倍发放；不得拖欠。“应保尽保。”另有一句
▶第一点；
▶第二点。
（二）抓好管理。
一是查。每天查。
二是报。
请报民政厅。
某市政府
"""


def addresses(text: str = TEXT, closing: str | None = "请报") -> dict[str, str]:
    made = outline(text, {"关于困难群众的通知", "某市政府"}, closing)
    return {it.address: text[it.start : it.end] for it in made.sentences}


def test_every_sentence_has_its_address() -> None:
    assert addresses() == {
        "〇-1": "为了落实要求，现通知如下：",
        "一-0": "一、总的要求",
        "一-1": "各地要重视。",
        "一-2": "要落实！",
        "一-3": "还要检查。",
        "二-0": "二、措施",
        "二-1": "先说一句。",
        "二(一)-0": "（一）抓好救助。",
        "二(一)-1": "按标准2倍发放；不得拖欠。",
        "二(一)-2": "“应保尽保。”",
        "二(一)-3": "另有一句",
        "二(一)▶1-1": "第一点；",
        "二(一)▶2-1": "第二点。",
        "二(二)-0": "（二）抓好管理。",
        "二(二)·一是-0": "一是查。",
        "二(二)·一是-1": "每天查。",
        "二(二)·二是-1": "二是报。",
        "末-1": "请报民政厅。",
    }


def test_without_a_declared_closing_the_last_words_belong_to_the_last_item() -> None:
    assert addresses(closing=None)["二(二)·二是-1"] == "请报民政厅。"
    assert addresses(closing=None)["二(二)·二是-0"] == "二是报。"


def test_a_section_takes_in_the_items_below_it() -> None:
    made = outline(TEXT, (), None)
    start, end = made.place("二(一)") or (0, 0)
    assert TEXT[start:end].startswith("（一）抓好救助。")
    assert TEXT[start:end].endswith("▶第二点。")


def test_a_letter_tells_provisions_apart_and_not_sentences() -> None:
    made = outline(TEXT)
    assert made.place("二(一)-1a") == made.place("二(一)-1")


def test_full_width_brackets_are_the_same_address() -> None:
    made = outline(TEXT)
    assert made.place("二（一）-1") == made.place("二(一)-1")


def test_numbered_items_and_dates_are_not_confused() -> None:
    made = outline("一、安排\n1.报名。三月前完成。\n2021.3起施行。\n")
    assert [it.address for it in made.sentences] == ["一-0", "一·1-0", "一·1-1", "一·1-2"]


def test_the_first_of_two_equal_numbers_keeps_the_address() -> None:
    text = "一、甲\n子。\n一、乙\n丑。\n"
    made = outline(text)
    assert [text[it.start : it.own_end] for it in made.repeated] == ["一、乙\n丑。"]
    assert [it.address for it in made.sentences] == ["一-0", "一-1"]


def test_line_ends_of_another_system_are_no_part_of_a_sentence() -> None:
    text = "一、甲\r\n子。\r\n"
    assert [text[it.start : it.end] for it in outline(text).sentences] == ["一、甲", "子。"]


@given(st.text(alphabet="一二、（）是▶1.。；“” \n\r", max_size=60))
def test_any_text_has_an_outline_whose_sentences_do_not_overlap(text: str) -> None:
    made = outline(text)
    ends = [0, *(it.end for it in made.sentences)]
    assert all(end <= it.start for end, it in zip(ends, made.sentences, strict=False))
    assert len({it.address for it in made.sentences}) == len(made.sentences)
    assert all(made.place(it.address) == (it.start, it.end) for it in made.sentences)


@pytest.mark.parametrize(
    "address",
    [
        "五(二)-2",
        "五（二）",
        "六·二是-1",
        "二(一)▶3-1",
        "9",
        "9-1",
        "五(二)-3a",
        "二(一)·1-2",
        "〇-1",
        "末",
    ],
)
def test_what_an_address_looks_like(address: str) -> None:
    assert ADDRESS.fullmatch(address)


@pytest.mark.parametrize(
    "address", ["", "(二)", "五(甲)", "五(二)-", "五(二)-a", "五(二)-2ab", "五-二"]
)
def test_what_no_address_looks_like(address: str) -> None:
    assert not ADDRESS.fullmatch(address)
