"""Golden texts: what a person is to read, kept in the repository and reviewed as a diff.

`make golden` (DOUDI_GOLDEN=write) writes them anew; nobody edits one by hand.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

HEAD = "# 由 make golden 写成，有变动请审阅差异 · written by `make golden`; review the diff\n"


def check_golden(path: Path, actual: str) -> None:
    whole = HEAD + actual
    if os.environ.get("DOUDI_GOLDEN") == "write":
        path.write_text(whole, "utf-8")
        return
    if not path.exists():
        pytest.fail(f"{path.name} is missing; `make golden` writes it", pytrace=False)
    assert whole.splitlines() == path.read_text("utf-8").splitlines()
