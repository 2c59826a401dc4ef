"""Interviews as a clerk has them, word for word: what is asked, typed and explained.

In the end stands the letter that the decision on the facts so found has.

The facts before the first question stand in `transcripts/`, the transcripts beside them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.inquiry.terminal import Clerk, doudi
from tests.support.golden import check_golden

_FOLDER: Final = Path(__file__).parent / "transcripts"


@dataclass(frozen=True)
class Talk:
    """`knows`: by a fact's name what the clerk types when it is asked for."""

    facts: str
    scheme: str
    lang: Literal["zh", "en"]
    knows: Mapping[str, Sequence[str]]


_MIGRANT: Final = {
    "失业": ["?", "是的", "是"],
    "参加失业保险": ["否"],
    "生活困难": ["是"],
    "符合当地条件": ["跳过"],
}
_TALKS: Final = (
    Talk("migrant", "一次性临时救助金", "zh", _MIGRANT),
    Talk(
        "migrant",
        "one_off_relief",
        "en",
        {
            "unemployed": ["why", "perhaps", "yes"],
            "unemployment insured": ["no"],
            "in hardship": ["back", "yes", "no", "yes"],
            "meets local conditions": ["yes"],
        },
    ),
    Talk(
        "patient",
        "确诊患者临时救助金",
        "zh",
        {
            "新冠确诊": ["？", "是"],
            "家庭户别": ["市民", "1"],
            "确诊日期": ["去年二月", "2021-02-30", "2021-02-10"],
            "出院日期": ["2021-01-08", "2021-10-08"],
            "问完了": ["返回"],
        },
    ),
    Talk(
        "patient",
        "patient_relief",
        "en",
        {
            "covid confirmed": ["yes"],
            "household hukou": ["urban"],
            "confirmed on": ["not before 2021-02-10"],
            "discharge date": ["n/a"],
        },
    ),
    Talk(
        "low-income",
        "最低生活保障金",
        "zh",
        {
            "家庭月收入": ["一千二", "1,200元"],
            "共同生活人数": ["99", "３"],
            "家庭户别": ["城镇"],
        },
    ),
    Talk(
        "child",
        "一次性临时救助金",
        "zh",
        {},
    ),
)


@pytest.mark.parametrize("talk", _TALKS, ids=lambda it: f"{it.facts}.{it.lang}")
def test_an_interview_reads_as_a_clerk_has_it_and_ends_with_the_letter(
    talk: Talk, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    facts = tmp_path / "facts.yaml"
    facts.write_bytes((_FOLDER / f"{talk.facts}.yaml").read_bytes())
    about = ("--scheme", talk.scheme, "--bundle", "rules.doudi", "--lang", talk.lang)
    (tmp_path / "rules.doudi").symlink_to(real)
    said = doudi(
        *("ask", facts.name, "--interview", "-o", "interview.json", "--facts-out", "found.json"),
        *about,
        typed=Clerk(talk.knows, "不知道" if talk.lang == "zh" else "unknown"),
    )
    check_golden(_FOLDER / f"{talk.facts}.{talk.lang}.txt", said.talk)
    letter = doudi("decide", "found.json", *about)
    assert (said.code, said.data) == (letter.code, letter.data)
