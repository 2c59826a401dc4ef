"""Same bundle and facts, same bytes: under any hash seed, time zone or locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.bundle.write import write
from tests.support.sample_program import PROGRAM

_FACTS: Final = Path(__file__).parent / "sample" / "patient.yaml"
_SURROUNDINGS: Final[tuple[dict[str, str], ...]] = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "America/Los_Angeles", "LANG": "en_US.UTF-8"},
    {"PYTHONHASHSEED": "random", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8"},
)


@pytest.mark.parametrize(
    "asked",
    [
        ("--format", "json", "--depth", "full"),
        ("--format", "text", "--depth", "full", "--lang", "zh"),
        ("--format", "markdown", "--depth", "argument", "--lang", "en"),
        ("--format", "html", "--depth", "full", "--lang", "zh"),
        ("--format", "mermaid", "--depth", "full", "--lang", "en"),
    ],
    ids=" ".join,
)
def test_surroundings_leave_no_mark_on_a_decision(asked: tuple[str, ...], tmp_path: Path) -> None:
    bundle = tmp_path / "sample.doudi"
    bundle.write_bytes(write(PROGRAM))
    command = [sys.executable, "-m", "doudi.runtime.cli", "decide", str(_FACTS)]
    command += ["--bundle", str(bundle), *asked]
    said = {_run(command, around) for around in _SURROUNDINGS}
    assert len(said) == 1
    assert len(said.pop()) > 1000


def _run(command: list[str], around: dict[str, str]) -> bytes:
    kept = {it: os.environ[it] for it in ("PATH", "PYTHONPATH", "HOME") if it in os.environ}
    done = subprocess.run(command, env={**kept, **around}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
