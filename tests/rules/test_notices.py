"""The five notices: raw text as found, clean text by declared steps, every sentence addressed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from doudi.compiler.notices.declaration import read_declaration
from doudi.compiler.notices.normalisation import Erratum, normalise
from doudi.compiler.notices.notice import Notice, read_notice
from doudi.compiler.notices.reading_order import reading_order
from doudi.policy_dsl.parsing.read import read_source

RULES = Path(__file__).parents[2] / "rules"
# Folder, SHA-256 of the raw text as it was found, and how many sentences the notice has.
NOTICES = {
    "gansu/wuwei/go-2021-10": (
        "f1293cb4a7f0403820b1e78d982c4429d8cb574dcb361b0a4642cde04d77bf91",
        49,
    ),
    "gansu/go-2017-28": ("da754b1a642f5d095c325d5d30d70287f2cc2d6cb12c899b5f16d8a14c840c3f", 41),
    "national/mca-2022-01": (
        "e4f84aabb15eb177c62ea5d3d9d9e67dcc75d8fc1083c8afd77840d10a5f590a",
        19,
    ),
    "chongqing/go-2021-02": (
        "85e53bff1e98758d408f219ebd1df71ef51fb10ef59b097d545895dd0b21df63",
        47,
    ),
    "hubei/shiyan/winter-2019": (
        "1a0df96748eb1a5de1596f03993ba362920424c54f25899e925c6897b48accc4",
        31,
    ),
}
EVERY = pytest.mark.parametrize("folder", NOTICES)


def notice(folder: str) -> Notice:
    read = read_notice(RULES / folder / "notice.txt")
    assert read.findings == ()
    assert read.value is not None
    return read.value


@EVERY
def test_the_raw_text_is_kept_byte_for_byte(folder: str) -> None:
    raw = (RULES / folder / "raw.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == NOTICES[folder][0]


@EVERY
def test_the_clean_text_is_what_the_steps_make(folder: str) -> None:
    assert notice(folder).offsets is not None


@EVERY
def test_every_sentence_is_counted(folder: str) -> None:
    sentences = notice(folder).outline.sentences
    assert sum(it.number > 0 for it in sentences) == NOTICES[folder][1]


@EVERY
def test_quotation_marks_and_brackets_balance_in_every_sentence(folder: str) -> None:
    it = notice(folder)
    for sentence in it.outline.sentences:
        words = it.source.text[sentence.start : sentence.end]
        for opening, closing in ("“”", "（）", "《》", "〔〕"):
            assert words.count(opening) == words.count(closing), words


@EVERY
def test_nothing_half_width_or_traditional_is_left(folder: str) -> None:
    text = notice(folder).source.text
    assert not set(text) & set(" ,;:()?!\u2002國務會實")


@EVERY
def test_every_sentence_ends_as_sentences_end(folder: str) -> None:
    it = notice(folder)
    last = {it.source.text[s.end - 1] for s in it.outline.sentences if s.number > 0}
    # ； ends a bullet, ： leads over to the chapters, and one sentence lost its table.
    assert last <= set("。”；：整")


@EVERY
def test_turning_a_step_off_shows(folder: str) -> None:
    declared = read_source(RULES / folder / "notice.yaml").value
    raw = read_source(RULES / folder / "raw.txt").value
    assert declared is not None
    assert raw is not None
    steps = [step for step, _ in read_declaration(declared).value.steps]
    clean = notice(folder).source.text
    for left_out in range(len(steps)):
        made, _ = normalise(raw.text, steps[:left_out] + steps[left_out + 1 :])
        assert made.text != clean, steps[left_out]


@EVERY
def test_every_sentence_leads_back_to_the_raw_text(folder: str) -> None:
    it = notice(folder)
    for sentence in it.outline.sentences:
        raw = it.raw_span(sentence.start, sentence.end)
        assert raw is not None
        # Raw text may hold readings, blanks and line ends in between, never less.
        assert len(raw.text) >= sentence.end - sentence.start


def test_the_reconstructed_words_lead_back_to_the_damage() -> None:
    it = notice("national/mca-2022-01")
    start = it.source.text.index("当地实际")
    raw = it.raw_span(start, start + 4)
    assert raw is not None
    assert raw.text.startswith("當(dā")
    reasons = [step.reason for step, _ in it.declaration.steps if isinstance(step, Erratum)]
    assert any("推定" in it for it in reasons)


def test_the_damage_of_the_shiyan_notice_is_declared() -> None:
    it = notice("hubei/shiyan/winter-2019")
    assert [damage.text for damage in it.declaration.damage] == [
        "一是要深入一线抓落实。",
        "二是要高度警醒抓落实。",
        "和孤儿养育标准作如下调整",
    ]
    assert "请输入验证码" not in it.source.text
    assert it.raw is not None
    assert "请输入验证码" in it.raw.text


@EVERY
def test_its_addresses_alone_say_the_order_of_its_sentences(folder: str) -> None:
    addresses = [it.address for it in notice(folder).outline.sentences]
    assert sorted(addresses, key=reading_order) == addresses
