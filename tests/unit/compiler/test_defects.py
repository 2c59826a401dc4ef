"""Findings beside conflicts: what their proofs hold, how long ids stand, what is left open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from doudi.compiler.conflicts.defects.find import find_defects, survey
from doudi.compiler.conflicts.defects.findings import findings
from doudi.compiler.conflicts.errors import by_id
from doudi.compiler.conflicts.model import Defect, Flaw, NotDecided
from doudi.compiler.drafts.draft import node_of, run_of
from doudi.compiler.pipeline import Compilation, compile_rules
from doudi.compiler.proof.limits import Limits
from doudi.policy_dsl.diagnostics import codes
from doudi.runtime.evaluation.evaluate import condition
from doudi.runtime.evaluation.index import index
from doudi.runtime.operators.truths import F, T
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.ids import EntityId, ProvisionId
from doudi.runtime.values import Truth
from tests.support.small_folder import small_folder

_CHILD: Final = """
条款 一-2a 「未成年的」
  出处 「示例」
  对每名 成员
  当 年龄 < 18
  应当 给予 一次性补助
"""
_ELDER: Final = """
条款 一-2b 「年满六十的」
  出处 「示例」
  对每名 成员
  当 年龄 >= 60
  可以 给予 一次性补助
"""
_BY_AGE: Final = """
划分 「按年龄」
  对每名 成员
  分为 XX2021/一-2a, XX2021/一-2b
"""
_OLDER: Final = """
文件 YY2019 「旧办法」
  发文机关 某市政府
  位阶 市级文件
  印发 2019-02-04
  施行 2019-02-04 起 至 2019-12-31
  版本 1.0.0
"""
_BY_OLDER: Final = """
文件 ZZ2021 「新通知」
  发文机关 某市政府
  位阶 市级文件
  印发 2021-02-04
  施行 2021-02-04 起
  版本 1.0.0
  {link} YY2019
"""


def test_a_core_has_the_lines_that_exclude_one_another_and_the_axiom_that_it_takes(
    tmp_path: Path,
) -> None:
    (found,) = _of(
        Flaw.NEVER_TRUE,
        tmp_path,
        "公理 「失业的满十六岁」\n  对每名 成员\n  当 失业\n  则 年龄 >= 16\n\n"
        "条款 一-2a\n  出处 「示例」\n  对每名 成员\n"
        "  当 户别 = 城镇\n   且 失业\n   且 年龄 < 10\n  应当 给予 一次性补助\n",
    )
    assert [it.zh for it in found.core] == ["失业", "年龄低于10", "失业的满十六岁"]
    assert found.core[1].en == "age is below 10"
    assert found.about == "XX2021/一-2a"


def test_the_household_of_a_gap_makes_every_condition_false_for_the_runtime(tmp_path: Path) -> None:
    program, (found,) = _surveyed(tmp_path, _BY_AGE + _CHILD + _ELDER)
    assert _truths(found, program, ("XX2021/一-2a", "XX2021/一-2b")) == [F, F]
    assert found.others == ()


def test_the_household_of_an_overlap_makes_both_conditions_true_for_the_runtime(
    tmp_path: Path,
) -> None:
    elder = _ELDER.replace(">= 60", ">= 10")
    program, (found,) = _surveyed(tmp_path, _BY_AGE + _CHILD + elder)
    assert found.others == ("XX2021/一-2a", "XX2021/一-2b")
    assert _truths(found, program, found.others) == [T, T]


def test_a_household_tells_no_more_than_it_takes(tmp_path: Path) -> None:
    _, (found,) = _surveyed(tmp_path, _BY_AGE + _CHILD + _ELDER)
    assert found.witness is not None
    assert [it.name for it in found.witness.cells] == ["age"]


def test_knowledge_is_kept_to(tmp_path: Path) -> None:
    known = "公理 「只有老小」\n  对每名 成员\n  则 年龄 < 18 或 年龄 >= 60\n"
    _, found = _surveyed(tmp_path, known + _BY_AGE + _CHILD + _ELDER)
    assert found == ()


def test_a_fact_that_the_axioms_rule_out_is_told_of_with_them(tmp_path: Path) -> None:
    _, (found,) = _surveyed(
        tmp_path,
        "公理 「失业的满十六岁」\n  对每名 成员\n  当 失业\n  则 年龄 >= 16\n\n"
        "公理 「失业的不满十六岁」\n  对每名 成员\n  当 失业\n  则 年龄 < 16\n",
    )
    assert (found.flaw, found.about) == (Flaw.CONTRADICTORY_KNOWLEDGE, "unemployed")
    assert set(found.others) == {"失业的满十六岁", "失业的不满十六岁"}


def test_nothing_is_concluded_from_knowledge_that_contradicts_itself(tmp_path: Path) -> None:
    _, found = _surveyed(
        tmp_path,
        "公理 「都老」\n  对每名 成员\n  则 年龄 > 60\n\n"
        "公理 「都小」\n  对每名 成员\n  则 年龄 < 18\n" + _CHILD,
    )
    assert [(it.flaw, it.about) for it in found] == [(Flaw.CONTRADICTORY_KNOWLEDGE, "都老")]


@pytest.mark.parametrize("link", ["贯彻", "按照"])
def test_a_document_that_leans_on_one_that_has_ended_is_told_of(tmp_path: Path, link: str) -> None:
    (found,) = _of(
        Flaw.DEAD_REFERENCE,
        tmp_path,
        older__rules_policy=_OLDER,
        newer__rules_policy=_BY_OLDER.format(link=link),
    )
    assert (found.about, found.others) == ("ZZ2021", ("YY2019",))


@pytest.mark.parametrize("link", ["提及", "废止"])
def test_one_that_has_ended_may_be_mentioned_and_repealed(tmp_path: Path, link: str) -> None:
    files = {"older__rules_policy": _OLDER, "newer__rules_policy": _BY_OLDER.format(link=link)}
    assert _of(Flaw.DEAD_REFERENCE, tmp_path, **files) == []


def test_what_is_repealed_before_it_comes_into_force_never_is(tmp_path: Path) -> None:
    later = _OLDER.replace("2019-02-04 起 至 2019-12-31", "2022-02-04 起")
    files = {"older__rules_policy": later, "newer__rules_policy": _BY_OLDER.format(link="废止")}
    (found,) = _of(Flaw.ENDS_BEFORE_IT_BEGINS, tmp_path, **files)
    assert (found.about, found.others) == ("YY2019", ())
    assert [it.about for it in _of(Flaw.DEAD_REFERENCE, tmp_path, **files)] == ["ZZ2021"]


def test_the_household_of_a_period_has_both_days_the_wrong_way_round(tmp_path: Path) -> None:
    (found,) = _of(
        Flaw.ENDS_BEFORE_IT_BEGINS,
        tmp_path,
        "条款 一-1\n  出处 「示例」\n  对每名 成员\n  当 失业\n  应当 给予 生活补助\n"
        "  按月\n  起于 失业日期\n  止于 失业日期 - 1日\n",
    )
    assert found.witness is not None
    assert [it.name for it in found.witness.cells] == ["unemployed", "unemployed_since"]


def test_a_permission_to_do_what_is_prohibited_is_taken_away(tmp_path: Path) -> None:
    tests = (
        "条款 二-1\n  出处 「示例」\n  对每名 成员\n  当 失业\n  可以 满足 年龄 > 60\n\n"
        "条款 二-2\n  出处 「示例」\n  对每名 成员\n  不得 满足 年龄 > 60\n"
    )
    prevails = "  优先于 XX2021/二-1\n"
    (found,) = _of(Flaw.PERMISSION_IN_PROHIBITION, tmp_path / "a", tests + prevails)
    assert (found.about, found.others) == ("XX2021/二-1", ("XX2021/二-2",))
    assert _of(Flaw.PERMISSION_IN_PROHIBITION, tmp_path / "b", tests) == []


def test_a_moment_by_which_something_is_due_is_left_to_the_case(tmp_path: Path) -> None:
    rules = (
        "条款 二-1\n  出处 「示例」\n  对每名 成员\n  应当 完成 报告时刻\n  期限 报告时刻 + 1小时\n"
    )
    assert _of(Flaw.ENDS_BEFORE_IT_BEGINS, tmp_path, rules) == []


def test_an_id_stands_until_one_of_the_texts_changes(tmp_path: Path) -> None:
    twice = _CHILD + _CHILD.replace("一-2a", "二-1a")
    ids = [
        _of(Flaw.DUPLICATE, tmp_path / str(at), rules)[0].id
        for at, rules in enumerate(
            (twice, twice + _ELDER, twice.replace("未成年", "小孩"), twice.replace("18", "16"))
        )
    ]
    assert ids[0] == ids[1] == ids[2] != ids[3]


def test_what_is_given_up_is_no_finding_and_is_said_by_name(tmp_path: Path) -> None:
    compilation = _compiled(small_folder(tmp_path, _BY_AGE + _CHILD + _ELDER))
    found = survey(_program(compilation), compilation.knowledge, Limits(run_s=0.0))
    assert {it.flaw for it in found.defects} == {Flaw.UNUSED}
    child, elder = (ProvisionId(it) for it in ("XX2021/一-2a", "XX2021/一-2b"))
    assert NotDecided((child, elder), None, "run_time") in found.open


def test_what_is_acknowledged_is_not_told_of(tmp_path: Path) -> None:
    compilation = _compiled(small_folder(tmp_path, _CHILD + _CHILD.replace("一-2a", "二-1a")))
    program = _program(compilation)
    (found,) = (it for it in find_defects(program) if it.flaw is Flaw.DUPLICATE)
    located, rules = by_id(compilation.located), index(program)
    assert [it.code for it in findings([found], located, rules)] == [codes.DUPLICATE]
    assert findings([replace(found, acknowledged="看过")], located, rules) == ()


def test_the_same_is_found_whatever_the_order_of_sets(tmp_path: Path) -> None:
    root = small_folder(tmp_path, _BY_AGE + _CHILD + _ELDER)
    script = (
        "import sys, pathlib\n"
        "from doudi.compiler.pipeline import compile_rules\n"
        "from doudi.compiler.conflicts.defects.find import survey\n"
        "it = compile_rules(pathlib.Path(sys.argv[1]))\n"
        "print(survey(it.program, it.knowledge))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script, str(root)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert b"gap" in next(iter(said))


def _compiled(root: Path) -> Compilation:
    compilation = compile_rules(root)
    assert [it.headline.zh for it in compilation.errors] == []
    return compilation


def _program(compilation: Compilation) -> Program:
    assert compilation.program is not None
    return compilation.program


def _surveyed(tmp_path: Path, rules: str = "", **files: str) -> tuple[Program, tuple[Defect, ...]]:
    """Without the words of the small vocabulary that these rules have no need of."""
    compilation = _compiled(small_folder(tmp_path, rules, **files))
    program = _program(compilation)
    found = find_defects(program, compilation.knowledge)
    return program, tuple(it for it in found if it.flaw is not Flaw.UNUSED)


def _of(flaw: Flaw, tmp_path: Path, rules: str = "", **files: str) -> list[Defect]:
    return [it for it in _surveyed(tmp_path, rules, **files)[1] if it.flaw is flaw]


def _truths(found: Defect, program: Program, provisions: Sequence[str]) -> list[Truth]:
    assert found.witness is not None
    rules = index(program)
    run = run_of(found.witness, rules)
    node = node_of(EntityId("member"), 1, run)
    return [condition(rules.provisions[ProvisionId(it)], node, run) for it in provisions]
