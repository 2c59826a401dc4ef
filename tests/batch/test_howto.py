"""docs/howto/decide-a-county.md, done as it says: what it shows is what comes out."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.cli import main

_ROOT: Final = Path(__file__).parents[2]
_PAGE: Final = (_ROOT / "docs/howto/decide-a-county.md").read_text("utf-8")
_FENCE: Final = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def test_the_page_shows_what_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(_ROOT / "rules", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOUDI_LANG", "zh")
    for kind, text in _FENCE.findall(_PAGE):
        match kind:
            case "sh":
                capsys.readouterr()
                for line in text.splitlines():
                    assert (line, main(shlex.split(line)[1:])) == (line, 0)
                out = capsys.readouterr().out
            case "python":
                exec(compile(text, "decide-a-county.md", "exec"), {})  # noqa: S102 - our own page
            case _:
                assert _shape(text) in _shape(out)
    assert "最低生活保障金" in out


def _shape(text: str) -> str:
    """Without its numbers, which change with the rules."""
    return re.sub(r" *[0-9,]+", "#", text)
