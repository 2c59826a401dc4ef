"""Bytes that are no rule file, and bytes that look unusual and are one."""

from __future__ import annotations

from pathlib import Path

import pytest

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.parsing.parse import MOST, parse
from doudi.policy_dsl.parsing.read import LARGEST, decode, read_source
from doudi.policy_dsl.source import Source

TEXT = "实体 家庭(household)\n"


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode("a", b"\xef\xbb\xbf" + TEXT.encode()) == decode("a", TEXT.encode())


def test_windows_line_ends_make_no_difference() -> None:
    text = "事实 年龄(age)\n  属于 成员\n  # 注\n  类型 整数\n"
    assert parse(Source("a", text.replace("\n", "\r\n"))) == parse(Source("a", text))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TEXT.encode() + b"\xff", "is not UTF-8 text: it cannot be read at byte offset 25"),
        (TEXT.encode("gb18030"), "at byte offset 2"),
        (TEXT.encode("utf-16"), "at byte offset 0"),
        (b"\xed\xa0\x80", "at byte offset 0"),
    ],
)
def test_what_is_not_utf8_is_refused_with_the_byte(data: bytes, said: str) -> None:
    read = decode("a", data)
    assert read.value is None
    (finding,) = read.findings
    assert finding.code is codes.NOT_UTF8
    assert said in finding.headline.en


@pytest.mark.parametrize(("encoding", "named"), [("gb18030", "GBK"), ("utf-16", "UTF-16")])
def test_the_likely_encoding_is_named(encoding: str, named: str) -> None:
    (finding,) = decode("a", TEXT.encode(encoding)).findings
    assert finding.help is not None
    assert named in finding.help.zh
    assert named in finding.help.en


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "rules.policy"
    path.write_bytes(b"#" * LARGEST)
    assert read_source(path).value is not None
    path.write_bytes(b"#" * (LARGEST + 1))
    read = read_source(path)
    assert read.value is None
    assert [it.code for it in read.findings] == [codes.FILE_TOO_LARGE]


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.policy", tmp_path):
        read = read_source(path)
        assert read.value is None
        assert [it.code for it in read.findings] == [codes.FILE_UNREADABLE]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\u200b", "\u2060", "\ufeff", "\r", "\u2028"])
@pytest.mark.parametrize("before", ["# 注", "  名称 「文", "  名称 「文」"])
def test_invisible_characters_are_found_wherever_they_stand(character: str, before: str) -> None:
    text = f"用语 老年人(elderly)\n{before}{character}」\n"
    findings = parse(Source("a", text)).findings
    place = text.index(character)
    assert (codes.INVISIBLE_CHARACTER, place) in [
        (it.code, it.primary.span.start) for it in findings
    ]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200f"])
def test_characters_that_turn_text_around_are_found_in_comments(character: str) -> None:
    (finding,) = parse(Source("a", f"{TEXT}# 注{character}\n")).findings
    assert finding.code is codes.DIRECTION_CONTROL
    assert character not in finding.headline.zh


def test_a_file_full_of_mistakes_is_given_up_with_a_word() -> None:
    findings = parse(Source("a", "条款\n" * 1000)).findings
    assert len(findings) == MOST + 1
    assert findings[-1].code is codes.TOO_MANY_MISTAKES


def test_places_are_those_of_the_file() -> None:
    text = "# 注\n\n实体 家庭(household)\n  类形 整数\n"
    (finding,) = parse(Source("a", text)).findings
    assert finding.primary.span.text == "类形"
    assert finding.primary.span.line == 4
