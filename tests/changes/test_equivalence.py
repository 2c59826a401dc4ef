"""A rule written differently: proved to mean the same, or shown not to by a household."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from doudi.compiler.changes.equivalence import NotDecided, Same, Shown, Verdict
from doudi.compiler.changes.parts import Part
from doudi.compiler.changes.report import Report, report
from doudi.compiler.proof.limits import Limits
from doudi.runtime.values import NOT_APPLICABLE, Interval, Truth
from tests.support.two_versions import version

_RULE: Final = """\
条款 一-2 「示例」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  出处 「示例」
  对每名 成员
  当 {when}
  可以 给予 一次性补助
  金额 {amount}
  一次性
"""
_AXIOM: Final = """
公理 「失业的没有收入」
  对每名 成员
  当 失业
  则 月收入 = 0元/月
"""


def _rule(when: str = "失业", amount: str = "500元", more: str = "") -> str:
    return _RULE.format(when=when, amount=amount) + more


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("失业\n   且 年龄 >= 60", "年龄 >= 60\n   且 失业"),
        ("任一(失业, 年龄 >= 60)", "年龄 >= 60 或 (失业 且 年龄 < 60) 或 失业"),
        ("年龄 > 59", "年龄 >= 60"),
        ("失业 且 (年龄 < 16 或 年龄 >= 60)", "(失业 且 年龄 < 16) 或 (失业 且 年龄 >= 60)"),
        ("月收入 + 月收入 < 100元/月", "月收入 < 50元/月"),
    ],
)
def test_a_condition_written_otherwise_is_proved_the_same(
    old: str, new: str, tmp_path: Path
) -> None:
    assert _verdicts(tmp_path, _rule(old), _rule(new)) == {Part.CONDITION: Same()}


def test_what_is_the_same_only_by_an_axiom_says_by_which(tmp_path: Path) -> None:
    old, new = _rule("失业 且 月收入 < 10元/月", more=_AXIOM), _rule("失业", more=_AXIOM)
    assert _verdicts(tmp_path, old, new) == {Part.CONDITION: Same(("失业的没有收入",))}


def test_a_condition_that_is_another_is_shown_by_a_household_of_few_facts(tmp_path: Path) -> None:
    found = _verdicts(tmp_path, _rule("失业 且 年龄 >= 60"), _rule("失业 且 年龄 >= 65"))
    shown = found[Part.CONDITION]
    assert isinstance(shown, Shown)
    assert (shown.old, shown.new) == (Truth.TRUE, Truth.FALSE)
    assert {it.name for it in shown.draft.cells} == {"unemployed", "age"}
    assert [it.about.id for it in shown.differences] == ["one_off"]


def test_a_condition_that_is_another_and_changes_no_answer_says_so(tmp_path: Path) -> None:
    twin = _rule("失业").replace("一-2 「示例」", "一-3 「示例」")
    found = _verdicts(tmp_path, _rule("失业 且 年龄 >= 60", more=twin), _rule("失业", more=twin))
    shown = found[Part.CONDITION]
    assert isinstance(shown, Shown)
    assert shown.differences == ()


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("低保标准(户别) × 2", "低保标准(户别) + 低保标准(户别)", True),
        ("500元", "250元 × 2", True),
        ("低保标准(户别) × 2", "低保标准(户别) × 3", False),
    ],
)
def test_amounts_are_compared_as_amounts(old: str, new: str, same: bool, tmp_path: Path) -> None:  # noqa: FBT001
    found = _verdicts(tmp_path, _rule(amount=old), _rule(amount=new))[Part.AMOUNT]
    assert isinstance(found, Same) is same
    assert isinstance(found, Shown) is not same


def test_what_does_not_apply_is_thought_of(tmp_path: Path) -> None:
    """Whoever has no age is not below 60, and not 60 or more either."""
    found = _verdicts(tmp_path, _rule("年龄 >= 60"), _rule("非 (年龄 < 60)"))[Part.CONDITION]
    assert isinstance(found, Shown)
    assert list(found.draft.cells.values()) == [NOT_APPLICABLE]


def test_an_amount_of_another_kind_is_no_question_of_proof(tmp_path: Path) -> None:
    assert _verdicts(tmp_path, _rule(amount="500元"), _rule(amount="至多 500元")) == {}


def test_an_unknown_amount_is_not_the_same_as_a_known_one(tmp_path: Path) -> None:
    """The table begins in September 2020: before it there is nothing that could be the same."""
    cites = "引自 一-2 「未参保失业人员可以给予一次性补助」\n  "
    rule = _rule(amount="低保标准(户别)").replace(cites, "")
    early = _EARLIER + rule.replace("一-2", "1")
    late = early.replace("低保标准(户别)", "500元/人/月")
    old = version(tmp_path / "old", "", early__rules_policy=early)
    new = version(tmp_path / "new", "", early__rules_policy=late)
    found = _by_part(report(old, new, None, Limits()))[Part.AMOUNT]
    assert isinstance(found, Shown)
    assert found.new == Interval(50000, 50000)


_EARLIER: Final = """\
文件 YY2019 「此前的通知」
  发文机关 某市政府
  位阶 市级文件
  辖区 重庆市
  印发 2019-02-04
  施行 2019-02-04 至 2019-12-31
  版本 1.0.0

"""


def test_a_term_defined_otherwise_is_proved_or_shown(tmp_path: Path) -> None:
    words = "用语 老人(old_person)\n  属于 成员\n  指 {}\n\n"
    rule = _rule("老人")
    texts = [words.format(it) + rule for it in ("年龄 >= 60", "年龄 > 59", "年龄 >= 65")]
    assert _verdicts(tmp_path / "a", texts[0], texts[1]) == {Part.MEANS: Same()}
    found = _verdicts(tmp_path / "b", texts[0], texts[2])[Part.MEANS]
    assert isinstance(found, Shown)
    assert [it.about.id for it in found.differences] == ["one_off"]


def test_what_there_was_no_time_for_is_said(tmp_path: Path) -> None:
    old = version(tmp_path / "old", _rule("失业 且 年龄 >= 60"))
    new = version(tmp_path / "new", _rule("年龄 >= 60 且 失业"))
    found = report(old, new, None, Limits(run_s=0.0))
    assert _by_part(found) == {Part.CONDITION: NotDecided("run_time")}


def test_other_words_for_the_same_rule_are_no_question_at_all(tmp_path: Path) -> None:
    old = version(tmp_path / "old", _rule())
    new = version(tmp_path / "new", _rule().replace("「示例」\n  引自", "「另一标题」\n  引自"))
    assert _by_part(report(old, new, None, Limits())) == {}


def _verdicts(folder: Path, old: str, new: str) -> dict[Part, Verdict]:
    before, after = version(folder / "old", old), version(folder / "new", new)
    return _by_part(report(before, after, None, Limits()))


def _by_part(found: Report) -> dict[Any, Verdict]:
    return {part: it for each in found.changes for part, it in each.verdicts.items()}
