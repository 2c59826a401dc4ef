"""The keyword table: one meaning for each word, and the grammar and its page agree with it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from doudi.policy_dsl.keywords import KEYWORDS, Keyword
from doudi.policy_dsl.parsing.lex import lex

_ROOT = Path(__file__).parents[3]
_GRAMMAR = _ROOT / "policy_dsl/doudi/policy_dsl/grammar"

# `月` alone never stands in a rule, only in `/月`, which is a token of its own.
_IN_GRAMMAR = {"MONTH": "PER_MONTH_UNIT"}

EVERY = pytest.mark.parametrize("keyword", KEYWORDS, ids=lambda it: it.token)


def test_no_spelling_and_no_token_is_used_twice() -> None:
    spellings = Counter(it for keyword in KEYWORDS for it in (keyword.zh, keyword.en))
    tokens = Counter(it.token for it in KEYWORDS)
    assert [it for it, n in (spellings + tokens).items() if n > 1] == []


@EVERY
def test_both_spellings_are_read_as_the_same_word(keyword: Keyword) -> None:
    tokens = [lex(it, 0, len(it)).tokens for it in (keyword.zh, keyword.en)]
    assert [[it.type.removeprefix("_") for it in found] for found in tokens] == [
        [keyword.token],
        [keyword.token],
    ]


@EVERY
def test_the_grammar_uses_every_keyword(keyword: Keyword) -> None:
    text = "".join(it.read_text("utf-8") for it in _GRAMMAR.glob("*.lark"))
    assert re.search(rf"\b_?{_IN_GRAMMAR.get(keyword.token, keyword.token)}\b", text)


def test_the_page_lists_exactly_the_table() -> None:
    page = (_ROOT / "docs/language/grammar.md").read_text("utf-8").partition("## All keywords")[2]
    listed = re.findall(r"^\| (\S+) \| `(\w+)` \|$", page, re.MULTILINE)
    assert listed == [(it.zh, it.en) for it in KEYWORDS]
