"""`doudi diff`: exit codes, streams, formats, and what cannot be compared."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final, get_args

import jsonschema
import pytest

from doudi.compiler.changes.answers import Aspect
from doudi.compiler.changes.as_text import as_text
from doudi.compiler.changes.causes import Way
from doudi.compiler.changes.declared import Kind
from doudi.compiler.changes.equivalence import Why
from doudi.compiler.changes.parts import Part
from doudi.compiler.changes.report import report
from doudi.compiler.command_line import schemas
from doudi.compiler.proof.limits import Limits
from doudi.runtime.bundle.read import load
from doudi.runtime.cli import main
from tests.support.small_folder import small_folder
from tests.support.two_versions import GRANTED, compared, person, version

Captured = pytest.CaptureFixture[str]

_RAISED: Final = GRANTED.replace("可以 给予", "应当 给予")
_LISTED: Final = """\
- name: 失业的
  as_of: 2021-06-01
  facts: {area: 沙坪坝区, household: {member: [{id: p, 失业: true}]}}
  expect: [{scheme: 一次性补助, outcome: 可予}]
- name: 没有说结果的
  facts: {area: 沙坪坝区}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOUDI_LANG", "en")
    monkeypatch.setenv("DOUDI_CACHE", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    folder = tmp_path_factory.mktemp("built")
    for name, rules in (("old", GRANTED), ("new", _RAISED)):
        root = str(small_folder(folder / name, rules))
        assert main(["build", root, "-o", str(folder / f"{name}.doudi"), "--no-cache"]) == 0
    return str(folder / "old.doudi"), str(folder / "new.doudi")


def _cases(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, unemployed in (("a", True), ("b", False)):
        facts = json.dumps(person(失业=unemployed), ensure_ascii=False)
        (folder / f"{name}.json").write_text(facts, "utf-8")
    return folder


def _printed(capsys: Captured, *argv: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["diff", *argv, "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    jsonschema.validate(whole, json.loads(schemas.diff()))
    return code, whole


def test_the_schema_knows_every_word_of_the_model() -> None:
    words = json.loads(schemas.diff())["$defs"]
    assert words["key"]["properties"]["kind"]["enum"] == list(Kind)
    assert set(words["part"]["properties"]["part"]["enum"]) == set(Part)
    assert words["difference"]["properties"]["aspects"]["items"]["enum"] == list(Aspect)
    cause = words["explained"]["properties"]["causes"]["items"]["properties"]
    assert cause["way"]["enum"] == list(Way)
    (undecided,) = (it for it in words["verdict"]["oneOf"] if "why" in it["properties"])
    assert undecided["properties"]["why"]["enum"] == list(get_args(Why))


def test_equal_bundles_differ_in_nothing_and_are_exit_code_0(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    code, whole = _printed(capsys, built[0], built[0], "--cases", str(_cases(tmp_path / "c")))
    assert (code, whole["same"], whole["changes"]) == (0, True, [])
    assert whole["cases"]["totals"] | {"unchanged": 2} == whole["cases"]["totals"]


def test_what_changes_is_exit_code_1_and_keeps_its_schema(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    code, whole = _printed(capsys, *built, "--cases", str(_cases(tmp_path / "c")))
    assert (code, whole["same"]) == (1, False)
    changes = {it["id"]: it for it in whole["changes"]}
    assert [it["part"] for it in changes["XX2021/一-2"]["parts"]] == ["norm"]
    assert changes["XX2021"]["same_version"] is True
    (case,) = whole["cases"]["changed"]
    (difference,) = case["differences"]
    assert (difference["old"]["outcome"], difference["new"]["outcome"]) == (
        "may_be_granted",
        "granted",
    )
    (explained,) = difference["explained"]
    assert explained["causes"] == [
        {"way": "undone", "changes": [{"kind": "provision", "id": "XX2021/一-2"}]}
    ]


def test_a_folder_is_as_good_as_a_bundle_though_its_version_is_not_raised_yet(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    root = small_folder(tmp_path, GRANTED)
    assert main(["lock", str(root)]) == 0
    own = root / "notice/rules.policy"
    own.write_text(own.read_text("utf-8").replace("可以 给予", "应当 给予"), "utf-8")
    code, whole = _printed(capsys, built[0], str(root))
    assert code == 1
    assert {it["id"] for it in whole["changes"]} == {"XX2021", "XX2021/一-2"}


def test_everything_that_was_given_is_changed_unchanged_or_said_to_be_unread(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    folder = _cases(tmp_path / "c")
    (folder / "cases.yaml").write_text(_LISTED, "utf-8")
    (folder / "broken.yaml").write_text("area: [", "utf-8")
    (folder / "nowhere.yaml").write_text("as_of: 2021-06-01\narea: 沙平坝区\n", "utf-8")
    (folder / "never.yaml").write_text("area: 沙坪坝区\n", "utf-8")
    os.mkfifo(folder / "pipe.json")
    code, whole = _printed(capsys, *built, "--cases", str(folder))
    cases = whole["cases"]
    assert code == 1
    assert {Path(it["name"]).name for it in cases["changed"]} == {"a.json", "cases.yaml: 失业的"}
    assert [Path(it).name for it in cases["unchanged"]] == ["b.json"]
    why = {Path(it["name"]).name: it["why"]["en"] for it in cases["unread"]}
    assert why.keys() == {"broken.yaml", "nowhere.yaml", "never.yaml", "cases.yaml", "pipe.json"}
    assert "did you mean" in why["nowhere.yaml"]
    assert why["never.yaml"] == "it does not say its date"
    assert why["pipe.json"] == "it is no file"
    totals = cases["totals"]
    assert totals["given"] == totals["changed"] + totals["unchanged"] + totals["unread"]


def test_a_file_that_is_named_twice_is_one_case(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    folder = _cases(tmp_path / "c")
    (tmp_path / "link.json").symlink_to(folder / "a.json")
    named = (str(folder), str(folder / "a.json"), str(tmp_path / "link.json"))
    _, whole = _printed(capsys, *built, *(part for it in named for part in ("--cases", it)))
    assert whole["cases"]["totals"]["given"] == 2


def test_in_a_folder_of_rules_only_lists_of_cases_are_cases(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    root = small_folder(tmp_path, GRANTED, notice__cases_yaml=_LISTED)
    _, whole = _printed(capsys, *built, "--cases", str(root))
    assert [it["name"] for it in whole["cases"]["changed"]] == [f"{root}/notice/cases.yaml: 失业的"]


@pytest.mark.parametrize(
    ("old", "new", "more", "said"),
    [
        ("{missing}", "{new}", [], "the old rules: the bundle"),
        ("{old}", "{broken}", [], "the new rules: this is no bundle"),
        ("{old}", "{newer}", [], "upgrade doudi"),
        ("{old}", "{empty}", [], "the new rules: there is no rule file"),
        ("-", "-", [], "only one of the two can come from standard input"),
        ("{old}", "{new}", ["--cases", "{missing}"], "there is no file or folder"),
        ("{old}", "{new}", ["--receipts", "{missing}"], "there is no file or folder"),
        ("{old}", "{new}", ["--time-limit", "0"], "--time-limit is more than 0 seconds"),
        ("{old}", "{new}", ["--format", "html"], "`--format html` goes with `--population`"),
    ],
)
def test_what_cannot_be_compared_is_exit_code_2_and_one_sentence(
    old: str,
    new: str,
    more: list[str],
    said: str,
    built: tuple[str, str],
    tmp_path: Path,
    capsys: Captured,
) -> None:
    (tmp_path / "broken").write_text("{}", "utf-8")
    (tmp_path / "newer").write_text('{"format":"doudi-bundle/99"}', "utf-8")
    (tmp_path / "empty").mkdir()
    there = {it: str(tmp_path / it) for it in ("missing", "broken", "newer", "empty")}
    words = [it.format(old=built[0], new=built[1], **there) for it in (old, new, *more)]
    assert main(["diff", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err.splitlines()[0]


def test_a_folder_with_errors_is_exit_code_2_and_the_errors_are_shown(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    assert main(["diff", built[0], str(small_folder(tmp_path, "条款 坏\n"))]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "P0" in shown.err
    assert shown.err.splitlines()[-1] == (
        "doudi: the new rules: they have errors; nothing was compared"
    )


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_it_goes_to_a_file_and_is_the_same_every_time(
    form: str, built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    argv = ["diff", *built, "--cases", str(_cases(tmp_path / "c")), "--format", form]
    written = []
    for name in ("one", "two"):
        to = tmp_path / name
        assert main([*argv, "-o", str(to)]) == 1
        written.append(to.read_bytes())
    assert capsys.readouterr().out == ""
    assert written[0] == written[1]
    assert main(argv) == 1
    assert capsys.readouterr().out.encode() == written[0]


def test_the_text_says_what_changed_for_whom_by_what_and_how_many(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    main(["diff", *built, "--cases", str(_cases(tmp_path / "c")), "--lang", "zh"])
    out = capsys.readouterr().out
    assert "  ~ XX2021《关于困难人员生活补助的通知》1.0.0：含义变了，版本没有变\n" in out
    assert "    力度\n      旧：可以\n      新：应当\n" in out
    assert "    一次性补助 · 成员 p：可予 → 应予\n" in out
    assert "      起因：改写 XX2021/一-2（不这样改，结果照旧）\n" in out
    assert "案例：2 个，结果不变 1，有变 1（其中仍不给予、只是理由不同的 0），读不了 0\n" in out


def test_where_there_is_room_old_and_new_stand_side_by_side(built: tuple[str, str]) -> None:
    found = report(load(built[0]), load(built[1]), None, Limits())
    lines = as_text(found, "zh", 120).splitlines()
    assert [it.split() for it in lines if "│" in it] == [["旧", "│", "新"], ["可以", "│", "应当"]]


def test_figures_are_told_in_yuan_old_and_new_added_and_gone(tmp_path: Path) -> None:
    where = "document: 甲, source: 甲"
    row = f'  - {{{{areas: ["500000"], options: [{{}}], start: {{}}, amount: {{}}, {where}}}}}\n'
    head = "standard: dibao_standard\nrows:\n"
    both = [("urban", "2020-09-01", 700), ("rural", "2021-09-01", 500)]
    table = head + "".join(row.format(*it) for it in both)
    old = version(tmp_path / "old", GRANTED)
    new = version(tmp_path / "new", GRANTED, standards__dibao_yaml=table)
    out = as_text(report(old, new, None, Limits()), "zh")
    assert "    数额\n      旧：620.00元/人/月\n      新：700.00元/人/月\n" in out
    assert "+ 标准的一行 低保标准，农村，重庆市 2021-09-01 起：新增，500.00元/人/月\n" in out
    assert "− 标准的一行 低保标准，农村，重庆市 2020-09-01 起：删去，496.00元/人/月\n" in out


_OUT_OF_WORK: Final = """\
选项 责任主体类别(holder)
  - 就业服务机构(job_centre)
"""
_DUTY: Final = """\
条款 二-5 「登记为失业」
  出处 「示例」
  对每名 成员
  {} 满足 失业
  责任主体 就业服务机构
"""


def test_a_duty_is_told_by_whose_it_is_and_what_is_to_be_done(tmp_path: Path) -> None:
    old, new = (
        version(tmp_path / norm, _DUTY.format(norm), vocabulary__offices_policy=_OUT_OF_WORK)
        for norm in ("应当", "不得")
    )
    out = as_text(compared(old, new, person(失业=True)), "zh")
    assert "    就业服务机构不得：失业（登记为失业） [XX2021/二-5] · 成员 p：应当，已履行" in out
    assert "不得，已经违反\n" in out


def test_places_of_which_one_will_do_are_told_in_one(tmp_path: Path, capsys: Captured) -> None:
    only = """
条款 二-5 「在户籍地或者急难发生地办」
  出处 「示例」
  补充 一次性补助
  地点 限于 户籍地、急难发生地
"""
    old, new = (small_folder(tmp_path / it, GRANTED + of) for it, of in (("o", ""), ("n", only)))
    cases = str(_cases(tmp_path / "c"))
    assert main(["diff", str(old), str(new), "--cases", cases, "--lang", "zh"]) == 1
    assert "可予 → 可予，只能在户籍地或急难发生地\n" in capsys.readouterr().out


def test_nothing_of_a_rule_acts_on_a_terminal_or_as_markdown(
    built: tuple[str, str], tmp_path: Path, capsys: Captured
) -> None:
    folder = _cases(tmp_path / "c")
    (folder / "a.json").rename(folder / "a\x1b[31m|<b>.json")
    main(["diff", *built, "--cases", str(folder)])
    assert "\x1b" not in capsys.readouterr().out
    main(["diff", *built, "--cases", str(folder), "--format", "markdown"])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "<b>" not in out
