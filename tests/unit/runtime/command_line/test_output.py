"""Where a command's result goes: whole, or not at all, and never over something that is no file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from doudi.runtime import cli
from doudi.runtime.command_line.output import deliver


def test_a_file_is_replaced_at_once_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "it"
    file.write_bytes(b"the old one")
    file.chmod(0o640)
    deliver(b"new", file)
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert [it.name for it in tmp_path.iterdir()] == ["it"]


def test_a_name_as_long_as_a_name_may_be_is_written(tmp_path: Path) -> None:
    deliver(b"new", tmp_path / ("x" * 255))
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(b"the old one")
    (tmp_path / "link").symlink_to(tmp_path / "it")
    deliver(b"new", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "it").read_bytes() == b"new"


def test_a_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    deliver(b"new", pipe)
    reader.join(10)
    assert got == [b"new"]
    assert pipe.is_fifo()


def test_what_cannot_be_written_is_named_as_the_user_did(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOUDI_LANG", "en")
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    for to, why in (
        ("nowhere/it", "there is no such file or folder"),
        ("file/it", "there is no such file or folder"),
        (".", "it is a folder"),
        ("x" * 300, "the name is too long"),
        ("circle", "its links lead round in a circle"),
    ):
        target = tmp_path / to
        assert cli.main(["schema", "-o", str(target)]) == 2
        assert capsys.readouterr().err == f"doudi: cannot read or write `{target}`: {why}\n"
    assert sorted(it.name for it in tmp_path.iterdir()) == ["circle", "file"]
