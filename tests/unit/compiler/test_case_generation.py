"""Generated boundary cases: one thing apart, and the result turns there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import jsonschema
import pytest

from doudi.compiler.case_generation.document import Section, sections
from doudi.compiler.case_generation.find import find
from doudi.compiler.case_generation.writing import as_json, as_yaml
from doudi.compiler.cases.read import read_cases
from doudi.compiler.cases.run import CasesFile, run_cases
from doudi.compiler.command_line import schemas
from doudi.compiler.drafts.facts_tree import Tree
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.source import Source
from doudi.runtime.cli import main
from doudi.runtime.evaluation.index import index
from doudi.runtime.program.declarations import Program
from tests.support.small_folder import GRANT, MONTHLY, small_folder

HEAD = """\
条款 二-2 「测试」
  引自 二-2 「入户抽查比例不低于30%」
  出处 「测试用」
  对每名 {whom}
"""
GIVES = "  应当 给予 一次性补助\n"


def condition(*lines: str, whom: str = "成员", then: str = GIVES) -> str:
    return HEAD.format(whom=whom) + "".join(f"{it}\n" for it in lines) + then


def program_of(folder: Path, rules: str) -> Program:
    compilation = compile_rules(small_folder(folder, rules))
    assert compilation.program is not None, compilation.findings
    return compilation.program


def generated(folder: Path, rules: str) -> Section:
    program = program_of(folder, rules)
    made = index(program)
    (section,) = sections(find(made, "XX2021/二-2"), made)
    return section


def turned(section: Section) -> dict[str, tuple[object, object]]:
    """For each condition what is written on either side, of the facts that differ."""
    found: dict[str, tuple[object, object]] = {}
    for case in section.cases:
        for note in case.note.split("；"):
            number, _, about = note.partition("例只差")
            if not about:
                continue
            other = section.cases[int(number.removeprefix("与第")) - 1]
            one, two = dict(_leaves(case.facts)), dict(_leaves(other.facts))
            differ = [it for it in one | two if one.get(it) != two.get(it)]
            assert case.expect != other.expect, case.name
            assert len(differ) == 1, case.name
            applies = [it.expect[0]["applies"] for it in (case, other)]
            if applies[0] is True and applies[1] is not True:
                (fact,) = differ
                found[about.strip("「」")] = (one.get(fact), two.get(fact))
    return found


def _leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, object]]:
    match tree:
        case dict():
            for key, value in tree.items():
                yield from _leaves(value, f"{path}.{key}")
        case list():
            for number, value in enumerate(tree):
                yield from _leaves(value, f"{path}[{number}]")
        case _:
            yield path, str(tree)


def test_an_amount_turns_between_two_fen(tmp_path: Path) -> None:
    section = generated(
        tmp_path,
        condition(
            "  当 家庭月收入 < 620元/月",
            whom="家庭",
            then="  应当 满足 家庭月收入 >= 1元/月\n",
        ),
    )
    found = turned(section)
    assert found["家庭月收入低于620.00元"] == ("619.99", "620")
    test = [it for it in section.cases if "要求·" in it.name]
    assert [it.expect[1]["status"] for it in test] == ["已履行", "违反"]
    assert [dict(_leaves(it.facts))[".家庭.家庭月收入"] for it in test] == ["1", "0.99"]


def test_an_age_turns_between_two_years_and_a_day_between_two_days(tmp_path: Path) -> None:
    section = generated(tmp_path, condition("  当 年龄 >= 60", "   且 失业日期 <= 2021-02-28"))
    assert turned(section) == {
        "年龄不低于60": ("60", "59"),
        "失业日期不晚于2021-02-28": ("2021-02-28", "2021-03-01"),
    }


def test_each_of_a_list_is_shown_with_the_others_untrue(tmp_path: Path) -> None:
    section = generated(tmp_path, condition("  当 任一", "      - 失业", "      - 年龄 < 18"))
    assert turned(section) == {"失业": ("True", "False"), "年龄低于18": ("17", "18")}


def test_an_open_list_turns_to_judgement(tmp_path: Path) -> None:
    rules = condition("  当 任一", "      - 失业", "      - 困难人员", "      - 等")
    section = generated(tmp_path, rules)
    assert turned(section) == {"失业": ("True", "False"), "困难人员": ("True", "False")}
    assert {it.expect[0]["applies"] for it in section.cases[:3]} == {True, "酌定"}


def test_where_a_list_stays_open_one_who_is_ruled_out_is_shown_as_well(tmp_path: Path) -> None:
    rules = (
        condition("  当 困难人员")
        + """\
条款 一-2 「未参保失业人员」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  对每名 成员
  当 任一
      - 失业
      - 等
  应当 认定 困难人员
"""
    )
    section = generated(tmp_path, rules)
    (ended,) = [it for it in section.cases if it.name.endswith("条件不成立")]
    assert ended.expect[0]["applies"] is False
    assert dict(_leaves(ended.facts))[".家庭.成员[0].困难人员"] == "False"


def test_a_term_is_turned_by_what_it_is_derived_from(tmp_path: Path) -> None:
    rules = (
        condition("  当 困难人员")
        + """\
条款 一-2 「未参保失业人员」
  引自 一-2 「未参保失业人员可以给予一次性补助」
  对每名 成员
  当 失业
  应当 认定 困难人员
"""
    )
    assert turned(generated(tmp_path, rules)) == {"困难人员": ("True", "False")}
    section = generated(tmp_path / "again", rules)
    assert ".家庭.成员[0].失业" in dict(_leaves(section.cases[0].facts))


def test_an_aggregate_is_turned_through_one_member(tmp_path: Path) -> None:
    section = generated(
        tmp_path,
        condition(
            "  当 存在(成员, 年龄 >= 60)", whom="家庭", then="  应当 满足 家庭月收入 >= 0元/月\n"
        ),
    )
    ((about, sides),) = [it for it in turned(section).items() if "年龄" in it[0]]
    assert sides == ("60", "59"), about


def test_the_day_something_is_due_and_the_day_after(tmp_path: Path) -> None:
    rules = condition("  当 失业", then="  应当 完成 再就业日期\n  期限 失业日期 + 20日\n")
    section = generated(tmp_path, rules)
    last, after = [it for it in section.cases if "期限·" in it.name]
    assert [it.expect[1]["status"] for it in (last, after)] == ["已履行", "违反"]
    done = [dict(_leaves(it.facts))[".家庭.成员[0].再就业日期"] for it in (last, after)]
    assert done[0] == last.expect[1]["due"]
    assert date.fromisoformat(str(done[1])) - date.fromisoformat(str(done[0])) == timedelta(1)


def test_the_first_day_in_force_and_the_nearest_area_outside_are_shown(tmp_path: Path) -> None:
    section = generated(tmp_path, condition("  当 失业"))
    edges = {
        it.name.partition(" ")[2]: (it.as_of.isoformat(), it.facts["area"]) for it in section.cases
    }
    applies = [it.expect[0]["applies"] for it in section.cases]
    assert edges["施行前一日"][0] == "2021-02-03"
    assert edges["辖区外"][1] == "南京市"
    assert applies == [True, False, "不在施行期", "不在辖区"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("  当 年龄 < 18", "   且 年龄 < 60"), "「年龄低于60」：其余条件让它起作用时，它总成立"),
        (
            ("  当 失业", "   且 任一", "      - 失业", "      - 困难人员"),
            "「困难人员」：找不到由它起作用的情形",
        ),
    ],
)
def test_what_cannot_be_shown_is_named(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    section = generated(tmp_path, condition(*lines))
    assert [it for it in section.unshown if it.startswith(said)]


def test_a_provision_for_everybody_has_only_its_edges(tmp_path: Path) -> None:
    section = generated(tmp_path, condition())
    assert [it.expect[0]["applies"] for it in section.cases] == [True, "不在施行期", "不在辖区"]


def test_every_case_holds_when_it_is_read_again(tmp_path: Path) -> None:
    program = program_of(tmp_path, f"{MONTHLY}\n{GRANT}")
    made = index(program)
    text = as_yaml(sections(find(made), made))
    read = read_cases(Source("boundary.yaml", text))
    assert read.findings == ()
    file = CasesFile(PurePosixPath("boundary.yaml"), read.value)
    results = run_cases([file], program, tmp_path)
    assert len(results) > 8
    assert [it.findings for it in results if it.findings] == []
    assert as_yaml(sections(find(made), made)) == text


def test_nothing_to_show_is_still_a_cases_file(tmp_path: Path) -> None:
    del tmp_path
    assert read_cases(Source("boundary.yaml", as_yaml(()))).findings == ()
    assert json.loads(as_json(()))["provisions"] == []


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOUDI_LANG", "en")
    root = small_folder(tmp_path, f"{MONTHLY}\n{GRANT}")
    assert main(["lock", str(root)]) == 0
    return root


def test_the_command_writes_a_file_and_says_how_much_is_in_it(
    rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    out = tmp_path / "boundary.yaml"
    assert main(["cases", str(rules), "-o", str(out), "--provision", "XX2021/一-2"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert (
        shown.err
        == "doudi: 4 boundary cases; 0 points that no case shows, each named in the file\n"
    )
    assert len(read_cases(Source("boundary.yaml", out.read_text("utf-8"))).value) == 4


def test_the_json_of_cases_fits_its_schema(
    rules: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    assert main(["cases", str(rules), "--format", "json"]) == 0
    printed = json.loads(capfdbinary.readouterr().out)
    jsonschema.validate(printed, json.loads(schemas.cases()))
    assert [it["id"] for it in printed["provisions"]] == ["XX2021/一-1", "XX2021/一-2"]


def test_an_unknown_provision_is_exit_code_2_and_says_what_was_meant(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["cases", str(rules), "--provision", "XX2021/一-3"]) == 2
    assert "did you mean `XX2021/一-1`?" in capsys.readouterr().err
