"""docs/howto/verify-a-decision.md: its commands run as they stand, one after the other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import pytest
import yaml

from doudi.runtime.bundle.write import write
from doudi.runtime.cli import main
from doudi.runtime.receipt.format import MAX_BYTES, MAX_DEPTH
from tests.receipts.made import FACTS
from tests.unit.runtime.sample_program import PROGRAM

_DOCS: Final = Path(__file__).parents[2] / "docs"
_PAGE: Final = (_DOCS / "howto/verify-a-decision.md").read_text("utf-8")
_REFERENCE: Final = (_DOCS / "language/receipts.md").read_text("utf-8")
_COMMANDS: Final = [
    line
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", _PAGE)
    for line in block.splitlines()
    if line.startswith("doudi ")
]


def test_every_command_of_the_page_succeeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules.doudi").write_bytes(write(PROGRAM))
    Path("home.yaml").write_text(yaml.safe_dump({"as_of": "2021-02-15", **FACTS}), "utf-8")
    Path("pseudonyms.key").write_bytes(bytes(32))
    for line in _COMMANDS:
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr()
    assert len(_COMMANDS) == 6


def test_the_limits_are_those_of_the_format() -> None:
    assert f"at most {MAX_BYTES // 1_000_000} MB and {MAX_DEPTH} levels" in _REFERENCE
