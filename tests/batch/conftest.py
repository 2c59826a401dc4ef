"""The command for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.homes import Doudi


@pytest.fixture
def doudi(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doudi:
    return Doudi(tmp_path, capsys)
