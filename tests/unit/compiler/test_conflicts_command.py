"""`doudi conflicts`, and what `doudi check` says of conflicts: exit codes, streams, files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doudi.compiler.command_line import progress, schemas
from doudi.compiler.commands import views
from doudi.compiler.conflicts import acknowledge
from doudi.compiler.conflicts.model import Class, ConflictLedger, Counts, Kind
from doudi.compiler.model.checked import Checked, Located, Place
from doudi.compiler.model.knowledge import Acknowledgement
from doudi.policy_dsl.diagnostics.model import Message
from doudi.policy_dsl.source import Source
from doudi.runtime.cli import main
from doudi.runtime.program.ids import ProvisionId
from tests.support.clashing_folder import clashing_folder

Captured = pytest.CaptureFixture[str]

# Which of two facts is larger only the solver can tell.
_BY_TWO_FACTS = """\
条款 二-1 「再就业的补助900元」
  出处 「示例」
  对每名 成员
  当 再就业日期 > 失业日期
  应当 给予 一次性补助
  金额 900元
  一次性
"""
_NONE = ConflictLedger((), (), (), Counts())


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOUDI_LANG", "en")


def printed(capsys: Captured, *argv: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["conflicts", *argv, "--format", "json"])
    whole = json.loads(capsys.readouterr().out)
    jsonschema.validate(whole, json.loads(schemas.conflicts()))
    return code, whole


def test_an_open_conflict_is_exit_code_1_and_shown_with_its_household(
    tmp_path: Path, capsys: Captured
) -> None:
    rules = str(clashing_folder(tmp_path))
    code, whole = printed(capsys, rules)
    assert code == 1
    found = {it["kind"]: it for it in whole["conflicts"]}
    amount = found["amount"]
    assert (amount["class"], amount["outcome"], amount["winner"]) == ("open", "needs_ruling", None)
    assert amount["provisions"] == ["XX2021/一-2", "YY2019/1"]
    (member,) = amount["witness"]["facts"]["家庭"]["成员"]
    assert (member["失业"], member["年龄"] >= 60) == (True, True)
    assert amount["eve"]["in_force"] == ["YY2019/1"]


def test_a_declared_priority_is_exit_code_0(tmp_path: Path, capsys: Captured) -> None:
    code, whole = printed(capsys, str(clashing_folder(tmp_path, declared=True)))
    assert code == 0
    assert {it["class"] for it in whole["conflicts"]} == {"declared"}


def test_what_is_acknowledged_is_exit_code_0_and_says_the_reason(
    tmp_path: Path, capsys: Captured
) -> None:
    _, whole = printed(capsys, str(clashing_folder(tmp_path / "before")))
    open_ = [it["id"] for it in whole["conflicts"] if it["class"] == "open"]
    more = "".join(f"\n确认 「{it} 两件新旧不一」\n  理由 「已请示」\n" for it in open_)
    code, whole = printed(capsys, str(clashing_folder(tmp_path / "after", more)))
    assert code == 0
    assert {it["acknowledged"] for it in whole["conflicts"] if it["class"] == "open"} == {"已请示"}
    assert whole["totals"]["open"] == 0


def test_an_acknowledgement_does_not_outlive_the_text(tmp_path: Path, capsys: Captured) -> None:
    _, whole = printed(capsys, str(clashing_folder(tmp_path / "before")))
    open_ = [it["id"] for it in whole["conflicts"] if it["class"] == "open"]
    more = "".join(f"\n确认 「{it}」\n  理由 「已请示」\n" for it in open_)
    rules = clashing_folder(tmp_path / "after", more)
    own = rules / "notice/rules.policy"
    own.write_text(own.read_text("utf-8").replace("年龄 >= 60", "年龄 >= 65"), "utf-8")
    code, whole = printed(capsys, str(rules))
    assert code == 1
    assert whole["totals"]["acknowledged"] == 0
    assert main(["check", str(rules)]) == 1
    assert "P1104" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (["--class", "open"], {"amount"}),
        (["--class", "open", "--class", "stronger", "--kind", "amount"], {"amount"}),
        (["--class", "later"], set()),
        (["--kind", "place"], set()),
        (["--of", "YY2019", "--class", "open"], {"amount"}),
        (["--of", "一次性补助", "--kind", "amount"], {"amount"}),
        (["--of", "one_off", "--kind", "amount"], {"amount"}),
        (["--of", "XX2021/一-2", "--kind", "amount"], {"amount"}),
        (["--of", "生活补助"], set()),
    ],
    ids=" ".join,
)
def test_what_is_asked_for_is_what_is_shown(
    tmp_path: Path, asked: list[str], kinds: set[str], capsys: Captured
) -> None:
    code, whole = printed(capsys, str(clashing_folder(tmp_path)), *asked)
    assert {it["kind"] for it in whole["conflicts"]} == kinds
    assert code == (1 if kinds else 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--jobs", "0"], "--jobs is 1 or more"),
        (["--time-limit", "0"], "--time-limit is more than 0 seconds"),
        (["--time-limit", "nan"], "--time-limit is more than 0 seconds"),
        (["--class", "worse"], "`worse` is no choice for --class"),
        (["--of", "YY2018"], "is called `YY2018`; did you mean `YY2019`?"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2_and_one_sentence(
    tmp_path: Path, wrong: list[str], said: str, capsys: Captured
) -> None:
    assert main(["conflicts", str(clashing_folder(tmp_path)), *wrong]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err.splitlines()[0]


def test_a_folder_without_rules_is_exit_code_2(tmp_path: Path, capsys: Captured) -> None:
    assert main(["conflicts", str(tmp_path)]) == 2
    assert capsys.readouterr().out == ""


def test_rules_with_an_error_are_not_looked_at(tmp_path: Path, capsys: Captured) -> None:
    assert main(["conflicts", str(clashing_folder(tmp_path, "条款 坏\n"))]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.splitlines()[-1].startswith("doudi: the rules have errors; no conflict")


def test_axioms_that_contradict_one_another_are_said_and_not_taken_for_no_conflicts(
    tmp_path: Path, capsys: Captured
) -> None:
    axioms = "\n".join(
        f"公理 「{name}」\n  对每名 成员\n  则 年龄 {sign} 60\n"
        for name, sign in (("都不满六十", "<"), ("都满六十", ">="))
    )
    rules = str(clashing_folder(tmp_path, f"\n{axioms}"))
    assert main(["conflicts", rules]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "P1106" in shown.err
    assert "都不满六十" in shown.err
    assert "都满六十" in shown.err
    assert main(["check", rules]) == 1
    out = capsys.readouterr().out
    assert "P1106" in out
    assert "P1101" not in out


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_it_goes_to_a_file_and_is_the_same_every_time(
    tmp_path: Path, form: str, capsys: Captured
) -> None:
    rules = str(clashing_folder(tmp_path))
    written = []
    for name, more in (("a", ["--no-cache"]), ("b", ["--no-cache", "--jobs", "2"])):
        to = tmp_path / name
        assert main(["conflicts", rules, "--format", form, "-o", str(to), *more]) == 1
        written.append(to.read_bytes())
    assert capsys.readouterr().out == ""
    assert written[0] == written[1]
    assert main(["conflicts", rules, "--format", form, "--no-cache"]) == 1
    assert capsys.readouterr().out.encode() == written[0]


def test_what_was_not_reached_in_time_is_named_and_is_exit_code_1(
    tmp_path: Path, capsys: Captured
) -> None:
    rules = str(clashing_folder(tmp_path, declared=True))
    code, whole = printed(capsys, rules, "--no-cache", "--time-limit", "0.000001")
    assert code == 1
    assert {it["why"] for it in whole["not_decided"]} == {"run_time"}


def test_differences_between_areas_are_shown_where_they_are_asked_for(
    tmp_path: Path, capsys: Captured
) -> None:
    rules = str(clashing_folder(tmp_path))
    assert printed(capsys, rules)[1]["differences"] is None
    assert printed(capsys, rules, "--across-areas")[1]["differences"] == []


def test_check_points_at_the_later_of_two_and_says_what_to_do(
    tmp_path: Path, capsys: Captured
) -> None:
    rules = clashing_folder(tmp_path)
    assert main(["check", str(rules), "--lang", "zh"]) == 1
    out = capsys.readouterr().out
    (finding,) = [it for it in out.split("\n\n") if "[P1101]" in it]
    assert "一次性补助的金额，`XX2021/一-2` 与 `YY2019/1` 不一致" in finding
    assert re.search(r"--> .*notice/rules\.policy:", finding)
    assert re.search(r"::: .*older/rules\.policy:", finding)
    assert "失业：是" in finding
    assert re.search(r"确认 「[0-9a-f]{8}」", finding)


def test_check_says_nothing_of_what_is_resolved(tmp_path: Path, capsys: Captured) -> None:
    main(["check", str(clashing_folder(tmp_path, declared=True))])
    assert "P1101" not in capsys.readouterr().out


def test_an_acknowledgement_that_names_two_provisions_is_told_the_id(
    tmp_path: Path, capsys: Captured
) -> None:
    more = "\n确认 XX2021/一-2, YY2019/1\n  理由 「已请示」\n"
    rules = str(clashing_folder(tmp_path, more))
    _, whole = printed(capsys, rules)
    main(["check", rules])
    (finding,) = [it for it in capsys.readouterr().out.split("\n\n") if "[P1105]" in it]
    ids = [it["id"] for it in whole["conflicts"]]
    assert (f'acknowledge "{ids[0]}"' in finding) == (len(ids) == 1)


@pytest.mark.parametrize(
    ("statement", "ids"),
    [
        ("3f9a1c2e", ("3f9a1c2e",)),
        ("3f9a1c2e，两县不同", ("3f9a1c2e",)),
        ("3f9a1c2e 与 00aa11bb", ("3f9a1c2e", "00aa11bb")),
        ("两县不同", ()),
        ("3f9a1c2e0", ()),
        ("某发〔2021〕12号", ()),
    ],
)
def test_an_id_may_stand_among_other_words(statement: str, ids: tuple[str, ...]) -> None:
    assert acknowledge.ids_in(statement) == ids
    value = Acknowledgement(statement, (ProvisionId("A/1"),), "看过")
    source = Source("x.policy", f"确认 「{statement}」")
    located = Located(Checked("", value, Place(0, 2)), source, 0)
    found = acknowledge.acknowledged(_NONE, (), (), [located]).findings
    assert [it.code.id for it in found] == (["P1104"] * len(ids) or ["P1105"])


def test_without_the_solver_check_says_so_and_goes_on(tmp_path: Path) -> None:
    script = "import sys; sys.modules['z3'] = None; from doudi.runtime.cli import main; main()"
    for command, out in (("check", "P0602"), ("conflicts", "")):
        rules = clashing_folder(tmp_path / command, f"\n{_BY_TWO_FACTS}")
        argv = [sys.executable, "-c", script, command, str(rules)]
        ran = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert out in ran.stdout
        assert "P11" not in ran.stdout
        assert "`z3`" in ran.stderr
        assert "doudi[compiler]" in ran.stderr
        assert "Traceback" not in ran.stderr


def test_the_choices_of_the_command_line_are_those_of_the_model() -> None:
    assert tuple(Class) == views.CLASSES
    assert tuple(Kind) == views.KINDS


def test_progress_is_a_bar_with_an_estimate_once_there_is_something_to_go_by() -> None:
    what = Message("核对冲突", "looking")
    assert progress.line(what, "zh", 0, 10, 0.0) == f"核对冲突 {'░' * 24} 0/10"
    assert progress.line(what, "en", 5, 10, 0.5) == f"looking {'█' * 12}{'░' * 12} 5/10"
    assert progress.line(what, "zh", 5, 10, 8.0).endswith(" 5/10 约剩 8 秒")
    assert progress.line(what, "en", 1, 10, 60.0).endswith(" 1/10 about 9 min left")
    assert progress.line(what, "en", 0, 0, 9.0) == f"looking {'█' * 24} 0/0"


def test_progress_goes_to_a_terminal_and_to_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    ticks = iter(range(100))
    with progress.progress(Message("核对", "looking"), "en", lambda: next(ticks)) as report:
        assert report is None
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress.progress(Message("核对", "looking"), "en", lambda: next(ticks)) as report:
        assert report is not None
        report(1, 2)
    said = capsys.readouterr().err
    assert "1/2" in said
    assert said.endswith("\r\x1b[K")
