"""Analysts' cases: what is compared, how a difference is said, and which file is no cases file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath
from random import Random

import pytest

from doudi.compiler.cases.read import read_cases
from doudi.compiler.cases.run import CasesFile, Result, read_all, run_cases, unreached
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.source import Source
from doudi.runtime.program.declarations import Program
from doudi.runtime.program.expressions import Fact, Op
from doudi.runtime.program.knowledge import Axiom
from tests.support.small_folder import GRANT, MONTHLY, small_folder

DUTY = """\
条款 二-2 「入户抽查」
  引自 二-2 「入户抽查比例不低于30%」
  对每名 家庭
  当 家庭月收入 > 0元/月
  应当 满足 家庭月收入 >= 100元/月 × 30%
  出处 「测试用」
"""
CASE = """\
- name: 失业的困难人员
  as_of: 2021-03-01
  facts:
    area: 重庆市
    household:
      户别: 城镇
      家庭月收入: 20
      member:
        - {id: p1, 失业: true, 困难人员: true, 再就业日期: 不适用}
        - {id: p2, 失业: false}
  expect:
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    root = small_folder(tmp_path_factory.mktemp("cases"), f"{MONTHLY}\n{GRANT}\n{DUTY}")
    compilation = compile_rules(root)
    assert compilation.program is not None, compilation.findings
    return compilation.program


def run(program: Program, *expect: str, case: str = CASE, root: Path = Path()) -> Result:
    text = case + "".join(f"    - {{{it}}}\n" for it in expect)
    read = read_cases(Source("cases.yaml", text))
    assert read.findings == ()
    (result,) = run_cases([CasesFile(PurePosixPath("cases.yaml"), read.value)], program, root)
    return result


def headlines(result: Result) -> list[str]:
    return [it.headline.en for it in result.findings]


@pytest.mark.parametrize(
    "expect",
    [
        "scheme: 一次性补助, subject: p1, outcome: 可予, by: [XX2021/一-2]",
        "scheme: one_off, subject: p1, outcome: may_be_granted, not_by: [XX2021/一-1]",
        "scheme: 生活补助, subject: p1, outcome: granted, amount: 1240.00",
        "scheme: 生活补助, subject: p1, amount: [1240, 1240]",
        "scheme: 一次性补助, subject: p2, outcome: not_met, by: XX2021/一-2",
        "duty: XX2021/二-2, status: breached",
        "duty: XX2021/二-2, subject: household, status: 违反",
        "term: 困难人员, subject: p1, value: true",
        "term: person_in_need, subject: p1, value: 是",
        "term: 困难人员, subject: p2, value: unknown",
        "provision: XX2021/一-2, subject: p1, applies: true",
        "provision: XX2021/一-2, subject: p2, applies: 否",
        "provision: XX2021/一-1, subject: p2, applies: false",
        "provision: XX2021/二-2, applies: 是",
    ],
)
def test_what_comes_out_as_expected_passes(program: Program, expect: str) -> None:
    assert headlines(run(program, expect)) == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        (
            "scheme: 一次性补助, subject: p1, outcome: granted",
            "`one_off` of `p1`: expected `granted`, got `may_be_granted`",
        ),
        (
            "scheme: 一次性补助, subject: p1, by: [XX2021/一-1]",
            "`one_off` of `p1`: `XX2021/一-1` should decide",
        ),
        (
            "scheme: 一次性补助, subject: p1, not_by: [XX2021/一-2]",
            "`one_off` of `p1`: `XX2021/一-2` should not decide",
        ),
        (
            "scheme: 生活补助, subject: p1, amount: 1240.01",
            "`allowance` of `p1`: expected `1240.01 yuan`, got `1240.00 yuan`",
        ),
        (
            "scheme: 生活补助, subject: p1, amount: unknown",
            "`allowance` of `p1`: expected `unknown`, got `1240.00 yuan`",
        ),
        (
            "scheme: 生活补助, subject: p1, place: [户籍地]",
            "`allowance` of `p1`: expected `place_of_hukou`, got `none`",
        ),
        (
            "scheme: 生活补助, subject: p1, due: 2021-03-02",
            "`allowance` of `p1`: expected `2021-03-02`, got `none`",
        ),
        (
            "duty: XX2021/二-2, status: met",
            "`XX2021/二-2` for `household`: expected `met`, got `breached`",
        ),
        (
            "term: 困难人员, subject: p1, value: false",
            "`person_in_need` of `p1`: expected `false`, got `true`",
        ),
        (
            "provision: XX2021/一-2, subject: p2, applies: not_in_force",
            "`XX2021/一-2` for `p2`: expected `not_in_force`, got `false`",
        ),
        ("scheme: 一次性补贴, subject: p1", "there is no scheme `一次性补贴`"),
        ("scheme: 一次性补助, subject: p9", "there is no subject `p9`"),
        ("scheme: 一次性补助", "it does not say whom it is about"),
        ("scheme: 一次性补助, subject: p1, by: [XX2021/九]", "there is no provision `XX2021/九`"),
        ("term: 没有的用语, subject: p1, value: true", "there is no term `没有的用语`"),
    ],
)
def test_what_does_not_is_said_like_prose(program: Program, expect: str, said: str) -> None:
    assert headlines(run(program, expect)) == [said]


def test_a_difference_is_shown_where_the_expectation_is_written(program: Program) -> None:
    (finding,) = run(program, "scheme: 一次性补助, subject: p1, outcome: granted").findings
    assert (finding.primary.span.text, finding.primary.span.line) == ("granted", 12)
    assert [it.span.text for it in finding.related] == ["失业的困难人员"]


def test_an_undetermined_outcome_says_what_is_still_needed(program: Program) -> None:
    case = CASE.replace("失业: true, ", "")
    result = run(program, "scheme: 一次性补助, subject: p1, outcome: 可予", case=case)
    assert result.findings[0].help is not None
    assert "`unemployed` (p1)" in result.findings[0].help.en


def test_wrong_facts_are_shown_where_they_are_written(program: Program) -> None:
    case = CASE.replace("失业: false", "失业: 三")
    (finding,) = run(program, "scheme: 一次性补助, subject: p1", case=case).findings
    assert (finding.code.id, finding.primary.span.line) == ("P0904", 10)


def test_a_case_whose_facts_cannot_all_be_so_fails_even_if_the_right_thing_comes_out(
    program: Program,
) -> None:
    out_of_work = next(it for it in program.facts if it.id == "unemployed")
    nobody = Axiom(
        "人人有工作", out_of_work.entity, None, Op("not", (Fact(out_of_work.id),)), ("书",)
    )
    told = replace(program, axioms=(nobody,))
    expect = "scheme: 一次性补助, subject: p1, outcome: 可予"
    assert run(program, expect).passed
    (finding,) = run(told, expect).findings
    assert finding.code.id == "P0904"
    assert finding.headline.en == (
        "the facts of the case contradict themselves: member p1: 人人有工作"
    )
    assert finding.help is not None
    assert finding.help.zh == "核对并改正：失业为「是」；来源：书"


def test_a_case_without_a_date_is_told_so(program: Program) -> None:
    case = CASE.replace("  as_of: 2021-03-01\n", "")
    (finding,) = run(program, "scheme: 一次性补助, subject: p1", case=case).findings
    assert finding.headline.en == "the case does not say its date"


def test_facts_may_stand_in_a_file_beside(program: Program, tmp_path: Path) -> None:
    facts = '{"area": "重庆市", "household": {"member": [{"id": "p1", "失业": true}]}}'
    (tmp_path / "facts.json").write_text(facts, "utf-8")
    head = "- name: 甲\n  as_of: 2021-03-01\n  facts_file: facts.json\n  expect:\n"
    result = run(
        program, "scheme: 一次性补助, subject: p1, outcome: 可予", case=head, root=tmp_path
    )
    assert headlines(result) == []


@pytest.mark.parametrize("name", ["../facts.json", "/etc/passwd", "nowhere.json"])
def test_a_facts_file_that_is_not_inside_is_a_finding(
    program: Program, tmp_path: Path, name: str
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "facts.json").write_text("{}", "utf-8")
    head = f"- name: 甲\n  as_of: 2021-03-01\n  facts_file: {name}\n  expect:\n"
    result = run(program, "scheme: 一次性补助", case=head, root=tmp_path / "rules")
    assert [it.primary.span.text for it in result.findings] == [name]


def test_provisions_that_no_case_reaches_are_listed(program: Program) -> None:
    only_p2 = CASE.replace("失业: true", "失业: false")
    result = run(program, "scheme: 一次性补助, subject: p1, outcome: not_met", case=only_p2)
    assert unreached(program, [result]) == ("XX2021/一-1", "XX2021/一-2")


MALFORMED = [
    "失业",
    "name: 不是列表",
    "- 失业",
    "- {name: 甲}",
    "- {name: 甲, facts: {}, expect: []}",
    "- {name: 甲, facts: {}, facts_file: x.json, expect: [{scheme: 甲}]}",
    "- {name: 甲, facts: [], expect: [{scheme: 甲}]}",
    "- {name: 甲, facts: {}, expect: [{}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, duty: 乙}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, outcome: 大概}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, amount: -1}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, amount: 1.001}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, amount: [1, 2, 3]}]}",
    "- {name: 甲, facts: {}, expect: [{scheme: 甲, due: 2021-02-30}]}",
    "- {name: 甲, as_of: 昨天, facts: {}, expect: [{scheme: 甲}]}",
    "- {name: 甲, fact: {}, expect: [{scheme: 甲}]}",
    "a: &a [1]\nb: [*a, *a]",
    "- !!python/object/apply:os.system [ls]",
    "- {name: 甲\n",
    "--- 1\n--- 2\n",
    "[" * 5000,
    "- " * 3000 + "x",
    "{a: " * 3000,
    "- name: \x00",
]


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: re.sub(r"\W+", " ", text)[:40])
def test_what_is_no_case_is_a_finding(text: str) -> None:
    found = read_cases(Source("cases.yaml", text))
    assert found.findings != ()
    assert found.value == ()


def test_a_key_said_twice_is_a_finding() -> None:
    text = "- {name: 甲, name: 乙, facts: {}, expect: [{scheme: 甲}]}"
    assert [it.primary.span.text for it in read_cases(Source("cases.yaml", text)).findings] == [
        "name"
    ]


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 30)]
    text = "a0: &a0 [x]\n" + "\n".join(levels)
    assert read_cases(Source("cases.yaml", text)).findings != ()


def test_a_case_with_a_mistake_does_not_hide_the_others() -> None:
    good = "- {name: 好, facts: {area: 全国}, expect: [{scheme: 甲}]}\n"
    found = read_cases(Source("cases.yaml", "- {name: 坏}\n" + good))
    assert [it.name.text for it in found.value] == ["好"]
    assert found.findings != ()


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "more").mkdir()
    (tmp_path / "more/cases.yaml").write_text("- {name: 坏}\n", "utf-8")
    found = read_all(tmp_path)
    assert {Path(it.primary.span.source.name).parent.name for it in found.findings} == {
        tmp_path.name,
        "more",
    }


PIECES = ["", "{", "]", ": ", "\n- ", "&a", "*a", "'", "９", "\t"]


@pytest.mark.parametrize("seed", range(40))
def test_mutated_cases_give_findings_and_never_an_exception(program: Program, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same texts in every run
    text = CASE + "    - {scheme: 一次性补助, subject: p1, outcome: 可予, by: [XX2021/一-2]}\n"
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(text))
        cut = at + random.randrange(4)
        text = text[:at] + random.choice(PIECES) + text[cut:]
    read = read_cases(Source("cases.yaml", text))
    for it in run_cases([CasesFile(PurePosixPath("cases.yaml"), read.value)], program, Path()):
        assert it.passed == (it.findings == ())
