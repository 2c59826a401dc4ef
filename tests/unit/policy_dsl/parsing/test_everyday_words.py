"""A word that an analyst writes by habit: what is said puts her on the language's own."""

from __future__ import annotations

import pytest

from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.source import Source

PROVISION = """\
条款 五(二)-2 「按月发放」
  引自 五(二)-2 「按低保标准2倍按月发放临时救助金」
  对每名 成员
  当 年龄 > 60
  应当 给予 临时救助金
  金额 低保标准(户别) × 2
  按月
"""


def test_the_provision_itself_is_fine() -> None:
    assert parse(Source("x.policy", PROVISION)).findings == ()


@pytest.mark.parametrize(
    ("written", "by_habit", "advice"),
    [
        ("年龄 > 60", "年龄 大于 60", "是不是 `>`？"),
        ("年龄 > 60", "年龄 不低于 60", "是不是 `≥`？"),
        ("年龄 > 60", "重残 并且 失业", "是不是 `且`？"),
        ("年龄 > 60", "重残 或者 失业", "是不是 `或`？"),
        ("× 2", "乘以 2", "是不是 `×`？"),
        ("× 2", "× 2倍", "`倍` 不用写，写成乘法，例如 `低保标准(户别) × 2`"),
        ("低保标准(户别) × 2", "2倍低保标准", "`倍` 不用写，写成乘法，例如 `低保标准(户别) × 2`"),
        ("年龄 > 60", "出院日期 > 2021年2月3日", "日期写成 `2021-02-04`"),
        ("应当 给予", "应当给予", "`应当` 后面要空一格"),
        (
            "应当 给予",
            "给予",
            "前面要写明 `应当`、`可以`、`鼓励`、`不得`、`一事一议` 之一",
        ),
        ("\n  按月", "\n  每月", "是不是 `按月`？"),
        ("对每名", "每名", "是不是 `对每名`？"),
    ],
)
def test_the_help_has_the_word_for_it(written: str, by_habit: str, advice: str) -> None:
    found = parse(Source("x.policy", PROVISION.replace(written, by_habit))).findings
    assert [it.help.zh for it in found if it.help] == [advice]


def test_a_line_that_begins_with_no_clause_is_told_what_may_begin_it() -> None:
    (found,) = parse(Source("x.policy", PROVISION.replace("当 年龄 > 60", "困难"))).findings
    assert found.help is not None
    assert "`当`" in found.help.zh
    assert "`when`" in found.help.en
