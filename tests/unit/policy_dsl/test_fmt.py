"""`doudi fmt`: what becomes of files, streams and mistakes."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from doudi.runtime.cli import main

PLAIN = """实体 家庭(household)

事实 户别(hukou)
  属于 家庭
  类型 户籍类别
"""
ENGLISH = """entity household(家庭)

fact hukou(户别)
  of household
  type hukou_kind
"""
LOOSE = PLAIN.replace("  类型", "      类型").replace("\n\n", "\n")
KINDS = "选项 户籍类别(hukou_kind)\n  - 城镇(urban)\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A rule set: a shared vocabulary and one file that uses it."""
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "kinds.policy").write_text(KINDS, "utf-8")
    (tmp_path / "rules.policy").write_text(LOOSE, "utf-8")
    return tmp_path


def test_a_folder_is_laid_out(rules: Path) -> None:
    assert main(["fmt", str(rules)]) == 0
    assert (rules / "rules.policy").read_text("utf-8") == PLAIN
    assert (rules / "vocabulary" / "kinds.policy").read_text("utf-8") == KINDS


def test_check_changes_nothing_and_says_what_would_change(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", str(rules), "--check"]) == 1
    assert (rules / "rules.policy").read_text("utf-8") == LOOSE
    said = capsys.readouterr().err
    assert "rules.policy" in said
    assert "kinds.policy" not in said


def test_check_of_what_is_laid_out_is_clean(rules: Path) -> None:
    main(["fmt", str(rules)])
    assert main(["fmt", str(rules), "--check"]) == 0


def test_diff_shows_the_change_and_makes_none(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", str(rules), "--diff"]) == 1
    assert "\n+  类型 户籍类别\n" in capsys.readouterr().out
    assert (rules / "rules.policy").read_text("utf-8") == LOOSE


def test_names_of_the_whole_rule_set_are_translated_and_come_back(rules: Path) -> None:
    path = rules / "rules.policy"
    assert main(["fmt", str(path), "--lang", "en"]) == 0
    assert path.read_text("utf-8") == ENGLISH
    assert main(["fmt", str(path), "--lang", "zh"]) == 0
    assert path.read_text("utf-8") == PLAIN


def test_without_a_language_the_file_keeps_its_own(rules: Path) -> None:
    path = rules / "rules.policy"
    path.write_text(ENGLISH.replace("\n\n", "\n"), "utf-8")
    assert main(["fmt", str(path)]) == 0
    assert path.read_text("utf-8") == ENGLISH


def test_a_file_with_mistakes_is_left_alone_and_the_others_are_not(
    rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "事实 年龄(age)\n      类形 整数\n"
    (rules / "wrong.policy").write_text(wrong, "utf-8")
    assert main(["fmt", str(rules)]) == 1
    assert (rules / "wrong.policy").read_text("utf-8") == wrong
    assert (rules / "rules.policy").read_text("utf-8") == PLAIN
    assert "P0108" in capsys.readouterr().err


def test_a_name_that_the_other_language_reserves_is_not_written(rules: Path) -> None:
    path = rules / "rules.policy"
    text = PLAIN.replace("hukou", "amount") + "\n用语 甲(a)\n  指 户别\n"
    path.write_text(text, "utf-8")
    assert main(["fmt", str(path), "--lang", "en"]) == 1
    assert path.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_is_exit_code_2(rules: Path) -> None:
    assert main(["fmt", str(rules / "missing.policy")]) == 2


def test_standard_input_goes_to_standard_output(
    rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(rules)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LOOSE.encode())))
    assert main(["fmt", "-", "--lang", "en"]) == 0
    assert capsys.readouterr().out == ENGLISH


def test_the_file_keeps_its_mode_and_leaves_nothing_beside_it(rules: Path) -> None:
    path = rules / "rules.policy"
    path.chmod(0o640)
    before = {it.name for it in rules.iterdir()}
    main(["fmt", str(path)])
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert {it.name for it in rules.iterdir()} == before
