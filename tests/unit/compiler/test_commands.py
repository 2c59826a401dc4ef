"""The compiler's commands as a person meets them: exit codes, streams, files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from doudi.compiler.command_line import schemas
from doudi.compiler.commands import load_rules
from doudi.runtime.bundle.read import read
from doudi.runtime.cli import main
from doudi.runtime.rules import RulesError
from tests.support.looked_at import look_at_everything
from tests.support.small_folder import GRANT, MONTHLY, small_folder

CASES = """\
- name: 失业的困难人员
  as_of: 2021-03-01
  facts: {area: 重庆市, household: {member: [{id: p1, 失业: true}]}}
  expect:
    - {scheme: 一次性补助, subject: p1, outcome: 可予, by: [XX2021/一-2]}
"""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOUDI_LANG", "en")
    root = small_folder(tmp_path, f"{MONTHLY}\n{GRANT}", notice__cases_yaml=CASES)
    look_at_everything(root)
    assert main(["lock", str(root)]) == 0
    return root


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_clean_folder_is_exit_code_0_and_nothing_on_stdout(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["check", str(rules)]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "doudi: nothing is wrong\n"


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_finding_is_exit_code_1_in_every_format(
    rules: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(rules / "notice/rules.policy", "当 失业\n  可以", "当 失夜\n  可以")
    assert main(["check", str(rules), "--format", form]) == 1
    out = capsys.readouterr().out
    assert "失夜" in out
    if form in {"json", "sarif"}:
        json.loads(out)


@pytest.mark.parametrize(
    "command", ["check", "ledger", "conflicts", "build", "test", "graph", "lock"]
)
def test_a_folder_without_rules_is_exit_code_2_and_one_sentence(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = ["-o", str(tmp_path / "x")] if command == "build" else []
    for folder in (tmp_path / "nowhere", tmp_path):
        assert main([command, str(folder), *output]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert len(shown.err.splitlines()) == 1


def test_a_bundle_is_written_whole(rules: Path, tmp_path: Path) -> None:
    assert main(["build", str(rules), "-o", str(tmp_path / "a.doudi")]) == 0
    assert main(["build", str(rules), "-o", str(tmp_path / "b.doudi"), "--no-cache"]) == 0
    data = (tmp_path / "a.doudi").read_bytes()
    assert [it.id for it in read(data).provisions] == ["XX2021/一-1", "XX2021/一-2"]
    assert (tmp_path / "b.doudi").read_bytes() == data


def test_rules_with_an_error_leave_the_old_bundle_alone(rules: Path, tmp_path: Path) -> None:
    bundle = tmp_path / "a.doudi"
    bundle.write_bytes(b"the old one")
    edit(rules / "notice/rules.policy", "2倍", "3倍")
    assert main(["build", str(rules), "-o", str(bundle)]) == 1
    assert bundle.read_bytes() == b"the old one"
    assert sorted(it.name for it in tmp_path.iterdir()) == [".doudi-cache", "a.doudi", "rules"]


def test_the_bundle_may_go_to_stdout(
    rules: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["build", str(rules), "-o", "-"]) == 0
    assert read(capfdbinary.readouterr().out).documents[0].id == "XX2021"


def test_cases_that_pass_are_exit_code_0_and_say_what_no_case_reaches(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["test", str(rules)]) == 0
    assert capsys.readouterr().out == (
        "all 1 cases passed\n"
        "1 of 2 provisions decided, 0 with a case where they do not apply\n"
        "no case reaches:\n  XX2021/一-1\n"
        "no case where it does not apply:\n  XX2021/一-1\n  XX2021/一-2\n"
    )


def test_a_case_on_either_side_of_every_provision_is_what_strict_asks_for(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["test", str(rules), "--strict"]) == 1
    cases = rules / "notice/cases.yaml"
    both = "失业: true, 困难人员: true}, {id: p2, 失业: false}"
    cases.write_text(CASES.replace("失业: true}", both), "utf-8")
    capsys.readouterr()
    assert main(["test", str(rules), "--strict"]) == 0
    shown = "2 of 2 provisions decided, 2 with a case where they do not apply\n"
    assert capsys.readouterr().out.endswith(shown)


def test_a_case_that_fails_is_exit_code_1(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(rules / "notice/cases.yaml", "可予", "应予")
    assert main(["test", str(rules)]) == 1
    out = capsys.readouterr().out
    assert "expected `granted`, got `may_be_granted`" in out
    assert "1 of 1 cases failed" in out


def test_a_broken_cases_file_is_exit_code_1(rules: Path) -> None:
    (rules / "notice/cases.yaml").write_text("- {name: 甲}\n", "utf-8")
    assert main(["test", str(rules)]) == 1


@pytest.mark.parametrize("only", [[], ["--only", "困难"], ["--only", "没有这样的"]])
def test_the_json_of_test_fits_its_schema(
    rules: Path, only: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(rules / "notice/cases.yaml", "可予", "应予")
    capsys.readouterr()
    main(["test", str(rules), "--format", "json", *only])
    jsonschema.validate(json.loads(capsys.readouterr().out), json.loads(schemas.test()))


def test_the_json_of_graph_fits_its_schema(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["graph", str(rules), "--format", "json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    jsonschema.validate(whole, json.loads(schemas.graph()))
    assert main(["graph", str(rules), "--format", "json", "--of", "失业", "--depth", "1"]) == 0
    part = json.loads(capsys.readouterr().out)
    assert 0 < len(part["nodes"]) < len(whole["nodes"])


def test_a_graph_of_an_unknown_name_is_exit_code_2_and_says_what_was_meant(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["graph", str(rules), "--of", "一次性补贴"]) == 2
    assert "did you mean `一次性补助`?" in capsys.readouterr().err


@pytest.mark.parametrize(
    "question", [["--uses", "失业"], ["--needs", "XX2021/一-2"], ["--moves", "低保标准"]]
)
def test_the_json_of_a_question_fits_the_schema_and_says_what_was_asked(
    rules: Path, question: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["graph", str(rules), *question, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    jsonschema.validate(answer, json.loads(schemas.graph()))
    assert answer["question"]["asked"] == question[0].removeprefix("--")
    for form in ("text", "graphml", "mermaid", "dot", "svg"):
        assert main(["graph", str(rules), *question, "--format", form]) == 0
        assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--uses", "失业", "--of", "失业"], "only one of --of --uses"),
        (["--depth", "1"], "--depth goes with"),
        (["--of", "失业", "--depth", "-1"], "--depth goes with"),
        (["--moves", "失业"], "no standard is called `失业`"),
        (["--needs", "XX2021/一2"], "did you mean `XX2021/一-2`?"),
        (["--moves", "dibao_standart"], "did you mean `dibao_standard`?"),
        (["--document", "XX2012"], "no document is called `XX2012`"),
    ],
)
def test_a_question_that_cannot_be_asked_is_exit_code_2_and_says_why(
    rules: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["graph", str(rules), *words]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_picture_leads_from_its_own_folder_to_the_rules(rules: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    out = tmp_path / "docs/graph.svg"
    assert main(["graph", str(rules), "--format", "svg", "-o", str(out)]) == 0
    links = re.findall(r'href="([^"]+)#L\d+"', out.read_text("utf-8"))
    assert links
    assert all((out.parent / unquote(it)).is_file() for it in links)


def test_a_picture_that_nobody_could_read_is_not_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOUDI_LANG", "en")
    project = str(Path(__file__).parents[3] / "rules")
    words = ["graph", project, "--no-cache", "--of", "低保标准", "--format", "svg"]
    assert main([*words, "--depth", "9"]) == 2
    assert "more than 60 are not legible" in capsys.readouterr().err
    assert main(words) == 0
    shown = capsys.readouterr()
    assert "steps away" in shown.err
    assert shown.out.startswith("<svg ")


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html"])
def test_the_ledger_goes_to_stdout_or_whole_into_a_file(
    rules: Path, tmp_path: Path, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    assert main(["ledger", str(rules), "--format", form]) == 0
    printed = capfdbinary.readouterr().out
    assert "未参保失业人员".encode() in printed
    file = tmp_path / "ledger"
    assert main(["ledger", str(rules), "--format", form, "-o", str(file)]) == 0
    assert file.read_bytes() == printed
    assert capfdbinary.readouterr().out == b""


def test_a_ledger_of_one_document_has_that_one(
    rules: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    capfdbinary.readouterr()
    assert main(["ledger", str(rules), "--format", "json", "--document", "XX2021"]) == 0
    assert [it["id"] for it in json.loads(capfdbinary.readouterr().out)["documents"]] == ["XX2021"]


def test_a_ledger_of_an_unknown_document_is_exit_code_2_and_says_what_was_meant(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["ledger", str(rules), "--document", "XX2012"]) == 2
    shown = capsys.readouterr()
    assert "did you mean `XX2021`?" in shown.err
    assert shown.out == ""


def test_open_sentences_are_no_error_and_broken_rules_are(
    rules: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", str(rules)]) == 0
    assert "2 sentences are open:\n  XX2021/二-1\n  XX2021/二-2\n" in capfd.readouterr().out
    edit(rules / "notice/rules.policy", "当 失业\n  可以", "当 失夜\n  可以")
    assert main(["ledger", str(rules)]) == 1
    shown = capfd.readouterr()
    assert "3 sentences are open:" in shown.out
    assert "the ledger may lack something" in shown.err


def test_a_ledger_that_cannot_be_written_is_exit_code_2(rules: Path, tmp_path: Path) -> None:
    assert main(["ledger", str(rules), "-o", str(tmp_path / "no/such/folder/x")]) == 2


def test_a_locked_version_keeps_its_meaning(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    locked = (rules / "versions.lock").read_bytes()
    edit(rules / "notice/rules.policy", "可以 给予", "应当 给予")
    assert main(["check", str(rules)]) == 1
    assert "P0601" in capsys.readouterr().out
    assert main(["lock", str(rules)]) == 1
    assert (rules / "versions.lock").read_bytes() == locked
    edit(rules / "notice/rules.policy", "版本 1.0.0", "版本 1.1.0")
    assert main(["lock", str(rules)]) == 0
    assert (rules / "versions.lock").read_bytes().startswith(locked.rstrip(b"\n")[:200])
    assert main(["check", str(rules)]) == 0


def test_a_broken_lock_is_not_written_over(rules: Path) -> None:
    (rules / "versions.lock").write_text("<<<<<<< ours\n", "utf-8")
    assert main(["lock", str(rules)]) == 1
    assert (rules / "versions.lock").read_text("utf-8") == "<<<<<<< ours\n"


def test_the_cache_stands_beside_the_rules_unless_told_otherwise(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (tmp_path / ".doudi-cache").is_dir()
    monkeypatch.setenv("DOUDI_CACHE", str(tmp_path / "elsewhere"))
    main(["check", str(rules)])
    assert (tmp_path / "elsewhere").is_dir()
    monkeypatch.setenv("DOUDI_CACHE", "")
    monkeypatch.chdir(tmp_path)
    main(["check", str(rules)])
    assert sorted(it.name for it in tmp_path.iterdir()) == [".doudi-cache", "elsewhere", "rules"]


@pytest.mark.parametrize(
    "command", ["check", "ledger", "conflicts", "build", "test", "graph", "lock"]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_has_an_example_in_either_language(
    command: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--help", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert f"doudi {command}" in out
    assert ("例如" in out) is (lang == "zh")


def test_a_folder_is_loaded_for_the_runtime_with_its_warnings_kept_quiet(rules: Path) -> None:
    (rules / "versions.lock").unlink()
    assert load_rules(rules, "en").documents[0].id == "XX2021"


def test_a_folder_with_errors_is_refused_with_all_of_them_in_both_languages(rules: Path) -> None:
    edit(rules / "notice/rules.policy", "当 失业", "当 失夜")
    with pytest.raises(RulesError) as refused:
        load_rules(rules, "en")
    assert refused.value.findings
    assert refused.value.en.count("`失夜` is not declared") == 2
    assert refused.value.zh.count("`失夜` 没有声明") == 2
