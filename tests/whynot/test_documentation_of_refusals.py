"""docs/howto/explain-a-refusal.md: its commands are run, and print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import pytest

from tests.inquiry.terminal import bundle_of, doudi
from tests.support.real_rules import Rules

_ROOT: Final = Path(__file__).parents[2]
_PAGE: Final = (_ROOT / "docs/howto/explain-a-refusal.md").read_text("utf-8")


def test_every_command_of_the_page_prints_what_stands_under_it(
    rules: Rules, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(_ROOT)
    bundle = bundle_of(rules.program, tmp_path)
    printed = ""
    shown = 0
    for language, text in re.findall(r"```(sh|text)\n(.*?)```", _PAGE, re.DOTALL):
        if language == "sh":
            _, *words = shlex.split(text)
            said = doudi(*words, "--bundle", bundle)
            assert (said.code, said.talk) == (0, "")
            printed = said.data
        else:
            assert text in printed
            shown += 1
    assert shown == 4
