"""By which change an answer is another: without it the old one stays, or with it alone it is new.

Every expectation here can be worked out from the rules in the test.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from doudi.compiler.changes.answers import Aspect
from doudi.compiler.changes.comparison import compare
from doudi.compiler.changes.declared import Kind
from doudi.runtime.bundle.read import Loaded
from tests.support.two_versions import GRANTED, causes, compared, person, version

_RAISED: Final = GRANTED.replace("可以 给予", "应当 给予")
_OLD_TOO: Final = """
条款 二-1 「老年人也给」
  出处 「示例」
  对每名 成员
  当 年龄 >= 60
  可以 给予 一次性补助
  一次性
"""
_BARRED: Final = """
条款 二-2 「有收入的不给」
  出处 「示例」
  对每名 成员
  当 月收入 > 0元/月
  不得 给予 一次性补助
  例外于 XX2021/一-2
"""
_DEFINED: Final = """
条款 二-3 「困难人员」
  出处 「示例」
  对每名 成员
  当 月收入 ÷ 1人 < 低保标准(户别)
  应当 认定 困难人员
"""
_FOR_THE_NEEDY: Final = """
条款 二-4 「给困难人员」
  出处 「示例」
  对每名 成员
  当 困难人员
  可以 给予 一次性补助
  一次性
"""
_PLACES: Final = """
条款 二-5 「在户籍地办」
  出处 「示例」
  补充 一次性补助
  地点 可在 户籍地
"""
_OTHER_PLACE: Final = """
条款 二-6 「在急难发生地办」
  出处 「示例」
  补充 一次性补助
  地点 可在 急难发生地
"""
_ROWS: Final = """\
standard: dibao_standard
rows:
  - {areas: ["500000"], options: [urban], start: 2020-09-01, amount: 700, document: 甲, source: 甲}
  - {areas: ["500000"], options: [rural], start: 2020-09-01, amount: 496, document: 甲, source: 甲}
"""
_ROW: Final = "dibao_standard urban 500000 2020-09-01"
_ILL: Final = """\
事实 重病(gravely_ill)
  属于 成员
  类型 是否

"""
_LATER: Final = """
文件 YY2021 「废止前一通知的通知」
  发文机关 某市政府
  位阶 市级文件
  辖区 重庆市
  印发 2021-05-01
  施行 2021-05-01 起
  版本 1.0.0
  废止 XX2021
"""


def test_the_one_clause_that_changed_is_the_cause(tmp_path: Path) -> None:
    old, new = version(tmp_path / "old", GRANTED), version(tmp_path / "new", _RAISED)
    found = compared(old, new, person(失业=True))
    assert causes(found) == {"one_off": [("undone", ("XX2021/一-2",))]}


def test_a_case_that_the_changed_clause_does_not_speak_of_stays(tmp_path: Path) -> None:
    old, new = version(tmp_path / "old", GRANTED), version(tmp_path / "new", _RAISED)
    found = compared(old, new, person(失业=False), person("2020-06-01", 失业=True))
    assert found.cases is not None
    assert found.cases.changed == ()
    assert len(found.cases.unchanged) == 2


def test_where_each_of_two_new_clauses_is_enough_both_are_named(tmp_path: Path) -> None:
    """Taken back alone neither brings the old answer back; made alone each brings the new one."""
    old = version(tmp_path / "old", "")
    new = version(tmp_path / "new", GRANTED + _OLD_TOO)
    found = causes(compared(old, new, person(失业=True, 年龄=70)))
    assert found == {"one_off": [("made", ("XX2021/一-2",)), ("made", ("XX2021/二-1",))]}


def test_where_a_clause_and_a_figure_must_both_change_each_is_named(tmp_path: Path) -> None:
    """650 is below the new figure of 700, not below the old one, nor below half of either."""
    half = _DEFINED.replace("低保标准(户别)", "低保标准(户别) × 50%") + _FOR_THE_NEEDY
    old = version(tmp_path / "old", half)
    new = version(tmp_path / "new", _DEFINED + _FOR_THE_NEEDY, standards__dibao_yaml=_ROWS)
    found = causes(compared(old, new, person(月收入=650, 家_户别="城镇")))
    assert found == {"one_off": [("undone", ("XX2021/二-3",)), ("undone", (_ROW,))]}


def test_two_places_that_unite_are_two_changes_together(tmp_path: Path) -> None:
    old = version(tmp_path / "old", GRANTED)
    new = version(tmp_path / "new", GRANTED + _PLACES + _OTHER_PLACE)
    found = causes(compared(old, new, person(失业=True)))
    assert found == {"one_off": [("undone", ("XX2021/二-5", "XX2021/二-6"))]}


def test_aspects_with_causes_of_their_own_are_told_apart(tmp_path: Path) -> None:
    old, new = version(tmp_path / "old", GRANTED), version(tmp_path / "new", _RAISED + _PLACES)
    found = compared(old, new, person(失业=True))
    assert found.cases is not None
    ((explained,),) = (it.explained for it in found.cases.changed)
    assert [(it.aspects, [c.changes[0].id for c in it.causes]) for it in explained] == [
        ((Aspect.OUTCOME,), ["XX2021/一-2"]),
        ((Aspect.PLACE,), ["XX2021/二-5"]),
    ]


def test_a_new_bar_is_the_cause_and_not_the_grant_that_it_bars(tmp_path: Path) -> None:
    old, new = version(tmp_path / "old", GRANTED), version(tmp_path / "new", GRANTED + _BARRED)
    found = causes(compared(old, new, person(失业=True, 月收入=10)))
    assert found == {"one_off": [("undone", ("XX2021/二-2",))]}


def test_a_figure_that_moved_is_the_cause_of_who_is_in_need(tmp_path: Path) -> None:
    rules = _DEFINED + _FOR_THE_NEEDY
    old = version(tmp_path / "old", rules)
    new = version(tmp_path / "new", rules, standards__dibao_yaml=_ROWS)
    found = causes(compared(old, new, person(月收入=650, 家_户别="城镇")))
    assert found == {"one_off": [("undone", (_ROW,))]}


def test_a_document_that_repeals_is_the_cause_by_itself(tmp_path: Path) -> None:
    old = version(tmp_path / "old", GRANTED)
    new = version(tmp_path / "new", GRANTED, later__rules_policy=_LATER)
    found = causes(compared(old, new, person(失业=True)))
    assert found == {"one_off": [("undone", ("YY2021",))]}


def test_a_fact_that_only_the_new_rules_know_keeps_no_case_from_being_compared(
    tmp_path: Path,
) -> None:
    asked = _ILL + GRANTED.replace("当 失业", "当 重病")
    old, new = version(tmp_path / "old", GRANTED), version(tmp_path / "new", asked)
    found = causes(compared(old, new, person(失业=True, 重病=False)))
    assert found == {"one_off": [("undone", ("XX2021/一-2",))]}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Loaded]:
    folder = tmp_path_factory.mktemp("pair")
    more = _DEFINED + _FOR_THE_NEEDY + _PLACES
    return version(folder / "old", GRANTED + _OLD_TOO), version(folder / "new", _RAISED + more)


def test_no_two_households_disturb_one_another(pair: tuple[Loaded, Loaded]) -> None:
    """Whichever was looked at first, the causes are the same."""
    cases = [
        person(失业=True),
        person(失业=True, 年龄=70, 月收入=100, 家_户别="农村"),
        person(失业=False, 年龄=70),
    ]
    forth, back = compared(*pair, *cases), compared(*pair, *reversed(cases))
    assert forth.cases is not None
    assert back.cases is not None
    assert len(forth.cases.changed) == 3
    assert [it.explained for it in forth.cases.changed] == [
        it.explained for it in reversed(back.cases.changed)
    ]


def test_with_no_change_made_it_is_the_old_program_and_with_all_the_new_one(
    pair: tuple[Loaded, Loaded],
) -> None:
    comparison = compare(pair[0].program, pair[1].program)
    assert comparison.made(frozenset()).program == pair[0].program
    assert comparison.made(comparison.keys).program == pair[1].program
    assert comparison.undone(comparison.keys).program == pair[0].program


def test_a_provision_taken_along_brings_its_document_and_its_words(tmp_path: Path) -> None:
    """Half of the changes is never half a program."""
    ill = GRANTED.replace("当 失业", "当 重病").replace("条款 一-2", "\n条款 1")
    own = _LATER.replace("  废止 XX2021\n", "") + ill.replace("引自 一-2", "出处")
    old = version(tmp_path / "old", GRANTED)
    new = version(tmp_path / "new", GRANTED, words__more_policy=_ILL, later__rules_policy=own)
    comparison = compare(old.program, new.program)
    (alone,) = (it.key for it in comparison.changes if it.key.kind is Kind.PROVISION)
    assert comparison.made(frozenset((alone,))).program == new.program
