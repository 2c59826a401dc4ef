"""Text for a terminal: columns, line breaks, colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from doudi.runtime.explanation.columns import width, wrap
from doudi.runtime.explanation.html import html
from doudi.runtime.explanation.markdown import markdown
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import (
    Explanation,
    Heading,
    Line,
    Mark,
    Node,
    Quote,
    Table,
    Tone,
    Tree,
)


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("低保 abc") == 8


def test_a_line_is_never_wider_than_asked() -> None:
    lines = wrap("按低保标准2倍按月发放临时救助金，直到患者出院为止", 20, "  ", "  ")
    assert max(width(it) for it in lines) <= 20
    assert (
        "".join(it.strip() for it in lines) == "按低保标准2倍按月发放临时救助金，直到患者出院为止"
    )


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    lines = wrap("甲乙丙丁，戊己庚「辛壬癸」子丑（寅卯）辰", 8)
    assert not any(it.startswith(("，", "」", "）")) for it in lines)
    assert not any(it.endswith(("「", "（")) for it in lines)


def test_a_latin_word_and_a_number_stay_whole() -> None:
    assert wrap("income is 1,240.00 yuan", 12) == ["income is", "1,240.00", "yuan"]


@given(st.text(alphabet="低保abc 1，。「」（）元", max_size=60), st.integers(8, 40))
def test_wrapping_loses_nothing_but_blanks(words: str, columns: int) -> None:
    assert "".join(wrap(words, columns)).replace(" ", "") == words.replace(" ", "")


def test_a_table_lines_up_under_double_width_heads() -> None:
    table = Table(("月份", "每月金额"), (("2021-06", "1,240.00元"),))
    drawn = text(Explanation("zh", "verdict", (table,))).splitlines()
    assert width(drawn[0].split("每")[0]) == width("    " + drawn[1].split("1,")[0].strip() + "  ")


def test_colour_is_there_only_when_asked_for() -> None:
    blocks = (Heading(1, "甲"), Line("乙", Tone.ANSWER), Tree((Node("丙", Mark.HOLDS),)))
    explanation = Explanation("zh", "verdict", blocks)
    plain, painted = text(explanation), text(explanation, color=True)
    assert "\x1b" not in plain
    assert "\x1b[32m✓ \x1b[0m丙" in painted


def test_a_child_stands_further_in_than_its_parent() -> None:
    tree = Tree((Node("父", Mark.FAILS, (Node("子", Mark.FAILS),)),))
    assert text(Explanation("zh", "argument", (tree,))) == "✗ 父\n  ✗ 子\n"


def test_an_article_without_its_text_is_named_alone_where_its_text_would_stand() -> None:
    letter = Explanation("zh", "verdict", (Line("甲"), Quote("", "《办法》第9条")))
    assert text(letter) == "甲\n    《办法》第9条\n"
    assert markdown(letter) == "甲\n\n> 《办法》第9条\n"
    assert "<blockquote>" not in html(letter)
    assert "<cite>《办法》第9条</cite>" in html(letter)


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    blocks = (Line("来源：\x1b[31m红\u202e"), Tree((Node("a\nb"),)), Heading(1, "\x07"))
    explanation = Explanation("zh", "verdict", blocks)
    for drawn in (text(explanation), markdown(explanation)):
        assert not {"\x1b", "\u202e", "\x07"} & set(drawn)
    assert "\\u001b[31m红\\u202e" in text(explanation)


def test_nothing_that_was_written_into_a_fact_becomes_markup() -> None:
    line = Line("来源：<script>*a*|`b`</script> [c](d)")
    drawn = markdown(Explanation("zh", "verdict", (line,)))
    assert drawn == "来源：\\<script\\>\\*a\\*\\|\\`b\\`\\</script\\> \\[c\\](d)\n"


def test_ascii_punctuation_stays_with_the_name_before_it() -> None:
    lines = [it for columns in range(9, 20) for it in wrap("父亲 and 儿子: no, yes.", columns)]
    assert not any(it.startswith((":", ",", ".")) for it in lines)
