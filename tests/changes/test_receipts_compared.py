"""Receipts of past decisions, decided again by the rules they were made by and by the new ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from doudi.runtime.cli import main
from tests.support.small_folder import small_folder
from tests.support.two_versions import GRANTED, person

_RAISED = GRANTED.replace("可以 给予", "应当 给予")
_ELDER = GRANTED.replace("  对每名", "  出处 「示例」\n  对每名").replace(
    "失业\n  可", "失业 且 年龄 >= 60\n  可"
)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOUDI_LANG", "en")
    monkeypatch.setenv("DOUDI_CACHE", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three bundles, and facts of one who is out of work and one who is not."""
    made = tmp_path_factory.mktemp("made")
    for name, rules in (("first", _ELDER), ("old", GRANTED), ("new", _RAISED)):
        root = str(small_folder(made / name, rules))
        assert main(["build", root, "-o", str(made / f"{name}.doudi"), "--no-cache"]) == 0
    for name, unemployed in (("out", True), ("in", False)):
        facts = json.dumps(person(失业=unemployed, 年龄=40), ensure_ascii=False)
        (made / f"{name}.json").write_text(facts, "utf-8")
    return made


def _receipt(folder: Path, to: Path, facts: str, bundle: str, *more: str) -> Path:
    argv = ["receipt", str(folder / f"{facts}.json"), "--bundle", str(folder / f"{bundle}.doudi")]
    assert main([*argv, *more, "-o", str(to)]) == 0
    return to


def _compared(folder: Path, receipts: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    bundles = (str(folder / "old.doudi"), str(folder / "new.doudi"))
    main(["diff", *bundles, "--receipts", str(receipts), "--format", "json"])
    return json.loads(capsys.readouterr().out)["receipts"]


def _outcomes(changed: Any) -> list[tuple[str, str, list[str]]]:
    return [
        (
            it["old"]["outcome"],
            it["new"]["outcome"],
            [key["id"] for each in it["explained"] for c in each["causes"] for key in c["changes"]],
        )
        for it in changed["differences"]
    ]


def test_of_past_decisions_those_that_would_change_are_listed_with_the_clause(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _receipt(folder, tmp_path / "1.json", "out", "old")
    _receipt(folder, tmp_path / "2.json", "in", "old")
    found = _compared(folder, tmp_path, capsys)
    (changed,) = found["changed"]
    assert changed["name"] == str(tmp_path / "1.json")
    assert _outcomes(changed) == [("may_be_granted", "granted", ["XX2021/一-2"])]
    assert found["unchanged"] == [str(tmp_path / "2.json")]


def test_a_receipt_is_compared_by_the_bundle_inside_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was made before the old rules: what was told then is what may change."""
    _receipt(folder, tmp_path / "1.json", "out", "first")
    (changed,) = _compared(folder, tmp_path, capsys)["changed"]
    assert _outcomes(changed) == [("not_met", "granted", ["XX2021/一-2"])]


def test_only_what_the_receipt_was_asked_for_can_change(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _receipt(folder, tmp_path / "1.json", "out", "old", "--scheme", "生活补助")
    assert _compared(folder, tmp_path, capsys)["unchanged"] == [str(tmp_path / "1.json")]


def test_a_receipt_without_its_bundle_needs_the_old_rules_to_be_that(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _receipt(folder, tmp_path / "1.json", "out", "old", "--without-bundle")
    _receipt(folder, tmp_path / "2.json", "out", "first", "--without-bundle")
    found = _compared(folder, tmp_path, capsys)
    assert [it["name"] for it in found["changed"]] == [str(tmp_path / "1.json")]
    (unread,) = found["unread"]
    assert unread["name"] == str(tmp_path / "2.json")
    assert "it holds no bundle" in unread["why"]["en"]


def test_a_receipt_that_was_touched_is_no_past_decision(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _receipt(folder, tmp_path / "1.json", "out", "old")
    path.write_bytes(path.read_bytes().replace(b'"as_of":"2021-06-01"', b'"as_of":"2021-06-02"'))
    (tmp_path / "facts.json").write_text("{}", "utf-8")
    found = _compared(folder, tmp_path, capsys)
    assert [Path(it["name"]).name for it in found["unread"]] == ["1.json", "facts.json"]
    assert "does not match its hash" in found["unread"][0]["why"]["en"]
    assert found["changed"] == []
