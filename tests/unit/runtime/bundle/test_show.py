"""`doudi show` says what is in a bundle, or why it cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from doudi.runtime import cli
from doudi.runtime.bundle.write import hash_of, write
from tests.unit.runtime.sample_program import PROGRAM


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "rules.bundle"
    path.write_bytes(write(PROGRAM))
    return path


def test_show_lists_documents_schemes_and_standards(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["show", str(bundle), "--lang", "en"]) == 0
    assert (
        capsys.readouterr().out
        == f"""\
bundle {hash_of(PROGRAM)}
1 documents, 2 provisions, 1 schemes, 1 standards, 9 facts, 1 terms, 4 entities, 2 choices, \
1 authorities, 2 ranks, 7 areas, 1 axioms, 1 disjoints

documents
  CQ2021  1.0.0  关于进一步做好困难群众基本生活保障有关工作的通知
      渝府办发〔2021〕10号, in force 2021-02-04 to no stated end, 2 provisions
      meaning sha256:00

schemes
  temporary_relief (临时救助金)

standards
  dibao_standard (低保标准): 1 rows, 1 with a figure
"""
    )


def test_show_speaks_chinese(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", str(bundle), "--lang", "zh"]) == 0
    assert "低保标准（dibao_standard）：1 行，其中 1 行有数额" in capsys.readouterr().out


def test_show_gives_json_with_a_version_in_it(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["show", str(bundle), "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["schema"] == "doudi-show/1"
    assert shown["hash"] == hash_of(PROGRAM)
    assert shown["counts"]["provisions"] == 2
    (document,) = shown["documents"]
    assert document["version"] == "1.0.0"
    assert document["in_force_to"] is None


def test_show_refuses_a_touched_bundle(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle.write_bytes(bundle.read_bytes().replace(b"62000", b"62001"))
    assert cli.main(["show", str(bundle), "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("doudi: the bundle's content does not match its `hash`")


def test_show_names_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["show", str(tmp_path / "none"), "--lang", "en"]) == 2
    assert "cannot be opened" in capsys.readouterr().err
