"""Whatever comes in at the terminal, the interview stands, says why, and asks again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.inquiry.terminal import Line, doudi

_NONSENSE: tuple[Line, ...] = (
    "四十",
    "4O",
    "-1e999999999",
    "NaN",
    "inf",
    "9" * 5000,
    "x" * 20_000,
    b"\xff\xfe\x00\n",
    b"\x00\n",
    "\x1b[31m40",
    "\u202e40",
    "{value: 40}",
    "40; rm -rf",
    "= 40",
    "null",
    "~",
    "[]",
)


def test_nonsense_is_never_an_answer_and_the_question_stands(
    sample: Path, facts: Path, tmp_path: Path
) -> None:
    session = tmp_path / "session.json"
    said = doudi(
        *("ask", facts, "--bundle", sample, "--interview", "-o", session, "--lang", "en"),
        typed=[*_NONSENSE, "40"],
    )
    assert said.code == 0
    assert said.talk.count("That does not fit: ") == len(_NONSENSE)
    assert [it["answer"] for it in json.loads(session.read_bytes())["answers"]] == [40]
    shown = said.talk.replace("\x1b[31m40\n", "", 1).replace("\u202e40\n", "", 1)
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_range_is_refused_in_one_sentence_whatever_is_wrong_with_its_ends(
    sample: Path, facts: Path
) -> None:
    said = doudi("ask", facts, "--bundle", sample, "--interview", typed=["甲 至 乙"])
    talk = said.talk.replace("\n", "")
    assert re.search(r"没有听懂：应为\S+，却是 ?`甲`；应为\S+，却是 ?`乙`答：", talk)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_before_the_first_question_there_is_none(lang: str, sample: Path, facts: Path) -> None:
    said = doudi(
        *("ask", facts, "--bundle", sample, "--interview", "--lang", lang),
        typed=["返回", "back", "quit"],
    )
    refusal = (
        "前面没有可以返回的问题。" if lang == "zh" else "There is no question before this one."
    )
    assert said.talk.count(refusal) == 2


def test_help_says_how_to_answer_and_what_else_one_may_write(sample: Path, facts: Path) -> None:
    said = doudi("ask", facts, "--bundle", sample, "--interview", typed=["帮助"])
    after = said.talk.partition("> 帮助\n")[2]
    assert "不知道 · 不适用 · 跳过 · 退出" in after
    assert "答：" in after


def test_data_and_talk_never_mix(sample: Path, facts: Path) -> None:
    asked = ("ask", facts, "--bundle", sample, "--interview", "--format", "json")
    said = doudi(*asked, typed=["不知道"] * 20)
    assert said.code == 0
    assert json.loads(said.data)["schema"] == "doudi-decision/1"
    assert "\x1b" not in said.talk + said.data
