"""Text and tree say the same, in both languages and in both directions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Lang
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.printing.format import format_file
from doudi.policy_dsl.source import Source
from tests.properties.rule_files import FILES

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])

# One-to-one, as the names of a rule set are; some of them hypothesis will find in its files.
_PAIRS = {"低保": "dibao", "成员": "member", "户籍": "hukou", "标准": "standard_of", "对象": "a1"}
_TO_EN = _PAIRS | {it: it for it in _PAIRS.values()}
_TO_ZH = {en: zh for zh, en in _PAIRS.items()} | {it: it for it in _PAIRS}


def _read(text: str) -> ast.File:
    parsed = parse(Source("generated", text))
    assert parsed.findings == ()
    return parsed.value


@LANGS
@settings(deadline=None)
@given(file=FILES)
def test_what_is_printed_reads_as_the_same_tree(lang: Lang, file: ast.File) -> None:
    assert _read(format_file(file, lang, {})) == file


@LANGS
@settings(deadline=None)
@given(file=FILES)
def test_what_is_printed_is_laid_out_already(lang: Lang, file: ast.File) -> None:
    text = format_file(file, lang, {})
    assert format_file(_read(text), lang, {}) == text


@settings(deadline=None)
@given(file=FILES)
def test_there_and_back_gives_the_same_bytes(file: ast.File) -> None:
    zh = format_file(file, "zh", _TO_ZH)
    en = format_file(_read(zh), "en", _TO_EN)
    assert format_file(_read(en), "zh", _TO_ZH) == zh


_FULL_WIDTH = str.maketrans("(),+*=<>%", "（），＋＊＝＜＞％")


@settings(deadline=None)
@given(
    file=FILES,
    line_end=st.sampled_from(("\n", "\r\n")),
    blank=st.sampled_from((" ", "\u3000", "\t", "   ")),
)
def test_width_blanks_and_line_ends_make_no_difference(
    file: ast.File, line_end: str, blank: str
) -> None:
    plain = "\n".join(
        line
        for line in format_file(file, "zh", {}).splitlines()
        if not any(it in line for it in '「」"#')
    )
    same = plain.translate(_FULL_WIDTH).replace(" ", blank).replace("\n", line_end)
    assert _forms(same) == _forms(plain)


def _forms(text: str) -> ast.File:
    return parse(Source("generated", text)).value
