"""docs/howto/interview.md shows an interview as it was had."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]


def test_the_interview_of_the_page_is_one_that_was_had() -> None:
    page = (_ROOT / "docs/howto/interview.md").read_text("utf-8")
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    transcript = _ROOT / "tests/inquiry/transcripts/patient.zh.txt"
    assert shown in transcript.read_text("utf-8")
