"""Where an ingest writes: a new folder at once, an old one when told to, nobody's work."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doudi.runtime import cli

TEXT = (
    "关于发放生活补助的通知\n某发〔2021〕3号\n各乡镇人民政府：\n一、范围\n"
    "对低保对象,按低保标准2倍按月发放。\n某县民政局\n2021年2月4日\n"
)
FILES = {"raw.txt", "notice.yaml", "notice.txt", "map.json", "rules.policy"}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "found.txt"
    path.write_text(TEXT, "utf-8")
    return path


def ingest(raw: Path, *argv: str) -> int:
    return cli.main(["ingest", str(raw), "-o", str(raw.parent / "a/new"), "--lang", "en", *argv])


def test_a_new_folder_has_all_files_and_nothing_is_left_beside_it(raw: Path) -> None:
    assert ingest(raw) == 0
    assert {it.name for it in (raw.parent / "a/new").iterdir()} == FILES
    assert [it.name for it in (raw.parent / "a").iterdir()] == ["new"]
    assert (raw.parent / "a/new/raw.txt").read_bytes() == raw.read_bytes()


def test_a_folder_with_files_is_refused_and_stays_as_it_was(
    raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = raw.parent / "a/new"
    folder.mkdir(parents=True)
    (folder / "mine.md").write_text("x", "utf-8")
    assert ingest(raw) == 2
    assert "--force" in capsys.readouterr().err
    assert [it.name for it in folder.iterdir()] == ["mine.md"]


def test_an_empty_folder_may_be_filled(raw: Path) -> None:
    (raw.parent / "a/new").mkdir(parents=True)
    assert ingest(raw) == 0


def test_a_file_in_the_place_of_the_folder_is_refused(raw: Path) -> None:
    (raw.parent / "a").mkdir()
    (raw.parent / "a/new").write_text("x", "utf-8")
    assert ingest(raw, "--force") == 2
    assert (raw.parent / "a/new").read_text("utf-8") == "x"


def test_force_replaces_what_ingest_writes_and_nothing_else(raw: Path) -> None:
    assert ingest(raw) == 0
    folder = raw.parent / "a/new"
    (folder / "mine.md").write_text("x", "utf-8")
    (folder / "notice.txt").write_text("x", "utf-8")
    (folder / "rules.policy").write_text("", "utf-8")
    assert ingest(raw, "--force") == 0
    assert "低保标准2倍" in (folder / "notice.txt").read_text("utf-8")
    assert "条文 一-1 待办" in (folder / "rules.policy").read_text("utf-8")
    assert (folder / "mine.md").read_text("utf-8") == "x"


@pytest.mark.parametrize("work", ["条款 一-1 「补助」\n  不执行 「x」\n", "条文 一-1 宣示 「x」\n"])
def test_a_rule_file_somebody_worked_on_is_never_replaced(
    work: str, raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest(raw) == 0
    rules = raw.parent / "a/new/rules.policy"
    rules.write_text(work, "utf-8")
    assert ingest(raw, "--force") == 0
    assert rules.read_text("utf-8") == work
    assert "not replaced: rules.policy" in capsys.readouterr().out


def test_a_failure_while_writing_leaves_no_folder(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    assert ingest(raw) == 2
    assert list((raw.parent / "a").iterdir()) == []


def test_a_failure_while_replacing_leaves_each_file_whole(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ingest(raw) == 0
    folder = raw.parent / "a/new"
    before = {it.name: it.read_bytes() for it in folder.iterdir()}
    raw.write_text(TEXT.replace("2倍", "3倍"), "utf-8")

    def fails(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    assert ingest(raw, "--force") == 2
    assert {it.name: it.read_bytes() for it in folder.iterdir()} == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_place_that_may_not_be_written_is_said(raw: Path) -> None:
    (raw.parent / "a").mkdir(mode=0o500)
    assert ingest(raw) == 2


def test_steps_that_cannot_be_read_write_nothing(
    raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = raw.parent / "steps.yaml"
    steps.write_text("steps:\n  - polish\n", "utf-8")
    assert ingest(raw, "--steps", str(steps)) == 1
    assert "P0704" in capsys.readouterr().out
    assert not (raw.parent / "a").exists()
    assert ingest(raw, "--steps", str(raw.parent / "none.yaml")) == 2


def test_a_step_that_finds_nothing_is_a_finding(
    raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = raw.parent / "steps.yaml"
    steps.write_text("steps:\n  - drop_ruby\n", "utf-8")
    assert ingest(raw, "--steps", str(steps)) == 1
    assert "P0406" in capsys.readouterr().out


def test_a_name_that_no_document_can_have_is_said(raw: Path) -> None:
    assert ingest(raw, "--document", "通知") == 2
    assert ingest(raw, "--document", "GS2021") == 0
    assert "文件 GS2021 " in (raw.parent / "a/new/rules.policy").read_text("utf-8")


def test_what_is_printed_for_programs_keeps_its_published_schema(
    raw: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest(raw, "--format", "json") == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.validate(printed, schema("ingest", capsys))
    assert set(printed["written"]) == FILES
    assert printed["metadata"]["number"] == {"value": "某发〔2021〕3号", "where": "number"}
    (sentence,) = [it for it in printed["sentences"] if it["address"] == "一-1"]
    found = {(it["kind"], it["words"]) for it in sentence["recognised"]}
    assert found >= {("multiple", "2倍"), ("deadline", "按月"), ("group", "低保对象")}


def test_the_map_keeps_its_published_schema(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest(raw) == 0
    capsys.readouterr()
    map_ = json.loads((raw.parent / "a/new/map.json").read_bytes())
    jsonschema.validate(map_, schema("offsets", capsys))


def test_the_same_file_gives_the_same_bytes(raw: Path) -> None:
    argv = ["ingest", str(raw), "-o"]
    assert cli.main([*argv, str(raw.parent / "one")]) == 0
    assert cli.main([*argv, str(raw.parent / "two"), "--lang", "en"]) == 0
    for name in FILES:
        one, two = (raw.parent / it / name for it in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def schema(name: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert cli.main(["schema", "--of", name]) == 0
    found = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found
