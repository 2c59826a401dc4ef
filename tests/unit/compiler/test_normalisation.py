"""Each step does its one thing and keeps the way back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.notices.normalisation import (
    CloseBlanks,
    DropEmptyLines,
    DropLine,
    DropRuby,
    Erratum,
    FullWidth,
    Join,
    Replace,
    Simplify,
    Step,
    TrimLines,
    normalise,
)

STEPS: dict[str, tuple[Step, str, str]] = {
    "a declared line goes": (DropLine("web_bar", "分享："), "题\n分享：\n文", "题\n文"),
    "only the first of two equal lines goes": (DropLine("x", "甲"), "甲\n乙\n甲", "乙\n甲"),
    "readings go and other brackets stay": (
        DropRuby(),
        "民政廳(局)發(fā)改(發(fā)改價格號)",
        "民政廳(局)發改(發改價格號)",
    ),
    "traditional becomes simplified": (Simplify(), "國務院辦公廳", "国务院办公厅"),
    "a damaged place is put right": (
        Erratum("當(dāng)?shù)貙?shí)際", "當地實際", "乱码"),
        "結合當(dāng)?shù)貙?shí)際適當",
        "結合當地實際適當",
    ),
    "a doubled comma becomes one": (Replace(",,", "，"), "受影响,,部分", "受影响，部分"),
    "punctuation widens": (FullWidth(",()"), "(局),号", "（局），号"),
    "punctuation between digits stays": (FullWidth(",:"), "1,000元,15:15", "1,000元，15:15"),
    "blanks at the ends of lines go": (TrimLines(), "　　一\u2002\n 二 ", "一\n二"),
    "blanks inside words and at numbers close": (
        CloseBlanks(),
        "高度重 视，后 20 个，ab c",
        "高度重视，后20个，ab c",
    ),
    "a sentence broken over a blank line joins": (
        Join("部门数", "据的"),
        "部门数\n\n据的",
        "部门数据的",
    ),
    "empty lines go and one line end closes": (DropEmptyLines(), "\n一\n\n二\n\n", "一\n二\n"),
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_does_its_one_thing(name: str) -> None:
    step, raw, clean = STEPS[name]
    made, missed = normalise(raw, (step,))
    assert (made.text, missed) == (clean, ())


@pytest.mark.parametrize("name", STEPS)
def test_every_character_knows_where_it_came_from(name: str) -> None:
    step, raw, _ = STEPS[name]
    made, _ = normalise(raw, (step,))
    assert len(made.offsets) == len(made.text)
    assert list(made.offsets) == sorted(made.offsets)
    if not isinstance(step, Simplify | Erratum | Replace | FullWidth | DropEmptyLines):
        assert "".join(raw[it] for it in made.offsets) == made.text


def test_steps_are_taken_in_their_order() -> None:
    raw = "實(shí)际,,"
    made, missed = normalise(raw, (DropRuby(), Simplify(), Replace(",,", "，")))
    assert (made.text, missed) == ("实际，", ())
    assert made.offsets == (0, 6, 7)


def test_a_step_that_finds_nothing_is_reported() -> None:
    _, missed = normalise("一、总则", (TrimLines(), Replace("甲", "乙")))
    assert [(it.step, it.times) for it in missed] == [(0, 0), (1, 0)]


def test_an_erratum_is_about_one_place() -> None:
    _, missed = normalise("甲，甲", (Erratum("甲", "乙", "误"),))
    assert [(it.step, it.times) for it in missed] == [(0, 2)]


@given(
    raw=st.text(alphabet="一二(fā)國, ,。　\n 5", max_size=40),
    steps=st.lists(st.sampled_from([it[0] for it in STEPS.values()]), max_size=6),
)
def test_offsets_never_leave_the_raw_text_or_run_backwards(raw: str, steps: list[Step]) -> None:
    made, _ = normalise(raw, steps)
    assert len(made.offsets) == len(made.text)
    assert list(made.offsets) == sorted(made.offsets)
    assert all(0 <= it <= len(raw) for it in made.offsets)
