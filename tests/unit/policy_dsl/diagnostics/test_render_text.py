"""Findings as text. What is drawn here is what a person sees; carets are counted in columns."""

from __future__ import annotations

from textwrap import dedent

import pytest

from doudi.policy_dsl.diagnostics.model import Code, Finding, Label, Lang, Message, Severity
from doudi.policy_dsl.diagnostics.render.text import render
from doudi.policy_dsl.diagnostics.width import display_width
from doudi.policy_dsl.source import Source, Span

UNKNOWN = Code("P0205", "unknown-name", Message("名称未声明", "unknown name"))
UNUSED = Code("P0299", "unused", Message("没用到", "unused"), Severity.WARNING)


def place(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(source, start, start + len(words))


def label(source: Source, words: str, text: str = "") -> Label:
    return Label(place(source, words), Message(text, text) if text else None)


def finding(primary: Label, *related: Label, code: Code = UNKNOWN, advice: str = "") -> Finding:
    help_ = Message(advice, advice) if advice else None
    return Finding(
        code, Message("未声明 `低保对像`", "unknown `低保对像`"), primary, related, help_
    )


def drawn(*findings: Finding, lang: Lang = "zh") -> str:
    """What is said, without the line that counts."""
    return render(findings, lang).rstrip("\n").rpartition("\n\n")[0] + "\n"


def test_carets_stand_right_under_double_width_chinese() -> None:
    source = Source("a.policy", "条款 五(二)-2\n  当 低保对像 且 x\n")
    said = drawn(finding(label(source, "低保对像", "没有这个名字"), advice="是不是 `低保对象`"))
    assert said == dedent("""\
        错误[P0205]：未声明 `低保对像`
         --> a.policy:2:5
          |
        2 |   当 低保对像 且 x
          |      ^^^^^^^^ 没有这个名字
          |
          = 建议：是不是 `低保对象`
        """)


def test_english_is_drawn_from_the_same_finding() -> None:
    source = Source("a.policy", "when 低保对像\n")
    said = drawn(finding(label(source, "低保对像"), advice="x"), lang="en")
    assert said.splitlines()[0] == "error[P0205]: unknown `低保对像`"
    assert said.splitlines()[-1] == "  = help: x"


def test_a_related_place_of_the_same_file_is_shown_in_one_picture() -> None:
    source = Source("a.policy", "事实 年龄\n\n\n事实 年龄(x)\n")
    said = drawn(finding(label(source, "年龄(x)", "又一次"), label(source, "事实", "第一次")))
    assert said == dedent("""\
        错误[P0205]：未声明 `低保对像`
         --> a.policy:4:4
          |
        1 | 事实 年龄
          | ---- 第一次
        ...
        4 | 事实 年龄(x)
          |      ^^^^^^^ 又一次
          |
        """)


def test_a_related_place_of_another_file_has_its_own_heading() -> None:
    here, there = Source("a.policy", "当 低保对像\n"), Source("b.policy", "用语 低保对象\n")
    said = drawn(finding(label(here, "低保对像"), label(there, "低保对象", "在这里")))
    assert said == dedent("""\
        错误[P0205]：未声明 `低保对像`
         --> a.policy:1:3
          |
        1 | 当 低保对像
          |    ^^^^^^^^
          |
         ::: b.policy:1:4
          |
        1 | 用语 低保对象
          |      -------- 在这里
          |
        """)


def test_a_place_over_several_lines_is_underlined_on_each() -> None:
    source = Source("a.policy", "当 任一\n    - 甲\n    - 乙\n应当\n")
    said = drawn(finding(label(source, "任一\n    - 甲\n    - 乙\n", "这里")))
    assert said.splitlines()[3:-1] == [
        "1 | 当 任一",
        "  |    ^^^^",
        "2 |     - 甲",
        "  |     ^^^^",
        "3 |     - 乙",
        "  |     ^^^^ 这里",
    ]


def test_a_place_over_many_lines_is_shown_by_its_ends() -> None:
    source = Source("a.policy", "任一\n" + "  - 甲\n" * 50 + "末了\n")
    said = drawn(finding(label(source, source.text, "这里")))
    assert said.splitlines()[3:-1] == [
        " 1 | 任一",
        "   | ^^^^",
        "...",
        "52 | 末了",
        "   | ^^^^ 这里",
    ]


def test_a_tab_moves_the_caret_as_it_moves_the_text() -> None:
    source = Source("a.policy", "\t当\t低保\n")
    lines = drawn(finding(label(source, "低保"))).splitlines()
    assert lines[3:5] == ["1 |     当  低保", "  |         ^^^^"]


def test_a_very_long_line_is_shown_around_its_place() -> None:
    source = Source("a.policy", "长" * 5000 + "错了" + "长" * 5000)
    shown, carets = drawn(finding(label(source, "错了"))).splitlines()[3:5]
    assert display_width(shown) < 120
    before = carets.index("^")
    assert display_width(shown[: shown.index("错了")]) == before
    assert carets.strip("| ") == "^^^^"


def test_a_place_longer_than_the_window_does_not_widen_it() -> None:
    source = Source("a.policy", "错" * 5000)
    said = drawn(finding(label(source, source.text)))
    assert max(display_width(line) for line in said.splitlines()) < 120


def test_the_end_of_the_text_can_be_pointed_at() -> None:
    source = Source("a.policy", "当\n")
    said = drawn(finding(Label(Span(source, 2, 2))))
    assert said.splitlines()[1:5] == [" --> a.policy:2:1", "  |", "2 |", "  | ^"]


def test_a_file_without_text_is_named_and_not_drawn() -> None:
    source = Source("空.policy", "")
    said = drawn(finding(Label(Span(source, 0, 0), Message("不是 UTF-8", "not UTF-8"))))
    assert said.splitlines()[1:] == [" --> 空.policy:1:1 不是 UTF-8"]


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\x00", "\u200b", "\ufeff", "\x85"])
def test_what_would_act_on_the_terminal_is_spelt_out(hostile: str) -> None:
    source = Source(f"{hostile}.policy", f"当 {hostile}低保对像\n")
    said = drawn(finding(label(source, "低保对像", hostile), advice=hostile))
    assert hostile not in said
    assert said.count(f"<U+{ord(hostile[0]):04X}>") == 4
    shown, carets = said.splitlines()[3:5]
    assert display_width(shown[: shown.index("低保")]) == carets.index("^")


def test_without_colour_there_is_no_escape_and_with_it_the_text_is_the_same() -> None:
    source = Source("a.policy", "当 低保对像\n")
    one = finding(label(source, "低保对像", "这里"), advice="x")
    plain, painted = render([one], "zh"), render([one], "zh", color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31m" in painted
    for number in ("0", "1", "1;31", "1;34"):
        painted = painted.replace(f"\x1b[{number}m", "")
    assert painted == plain


def test_findings_are_drawn_by_place_whatever_the_order_they_were_found_in() -> None:
    source = Source("a.policy", "甲 乙 丙\n")
    three = [finding(label(source, it)) for it in "丙甲乙"]
    assert drawn(*three) == drawn(*reversed(three))


def test_the_same_finding_is_drawn_once() -> None:
    source = Source("a.policy", "甲\n")
    assert drawn(*[finding(label(source, "甲"))] * 3) == drawn(finding(label(source, "甲")))


def test_the_last_line_counts_errors_and_warnings() -> None:
    source = Source("a.policy", "甲 乙 丙\n")
    found = [
        finding(label(source, "甲")),
        finding(label(source, "乙")),
        finding(label(source, "丙"), code=UNUSED),
    ]
    assert render(found, "zh").splitlines()[-1].startswith("共 2 个错误、1 个警告；")
    assert render(found, "en").splitlines()[-1].startswith("2 errors and 1 warning;")


def test_a_flood_is_cut_and_still_counted() -> None:
    source = Source("a.policy", "甲\n" * 300)
    found = [finding(Label(Span(source, 2 * i, 2 * i + 1))) for i in range(300)]
    said = render(found, "zh", limit=10)
    assert said.count("错误[") == 10
    assert said.splitlines()[-1].startswith("共 300 个错误（其中 290 个未显示）")


def test_no_findings_are_no_text() -> None:
    assert render([], "zh") == ""
