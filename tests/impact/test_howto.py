"""docs/howto/see-what-a-change-does.md, done as it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pyarrow.parquet as pq
import pytest

from doudi.runtime.cli import main

_ROOT: Final = Path(__file__).parents[2]
_PAGE: Final = (_ROOT / "docs/howto/see-what-a-change-does.md").read_text("utf-8")
_FENCE: Final = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("rows", ["2000", pytest.param("300000", marks=pytest.mark.nightly)])
def test_the_commands_of_the_page_do_what_it_says(
    rows: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(_ROOT / "rules", tmp_path / "rules")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOUDI_LANG", "zh")
    fences = _FENCE.findall(_PAGE)
    shell = "".join(text for kind, text in fences if kind == "sh").replace(" 2000 ", f" {rows} ")
    commands = shell.splitlines()
    *_, diff, page, row = (shlex.split(it)[1:] for it in commands)
    for it in commands[:3]:
        assert main(shlex.split(it)[1:]) == 0
    capfd.readouterr()
    assert main(diff) == 1
    out = capfd.readouterr().out
    assert all(text in out for kind, text in fences if kind == "text")
    assert "新增 MCA2022/三-1b 「就地过年困难群众加大临时救助力度」" in out
    assert main(page) == 1
    cells = pq.read_table("cells.parquet").to_pylist()
    assert f"<td>{len(cells):,}</td>" in Path("impact.html").read_text("utf-8")
    helped = {it["cause"] for it in cells if it["scheme"] == "temporary_relief"}
    assert "MCA2022/三-1b" in helped
    assert main(row) == 0
