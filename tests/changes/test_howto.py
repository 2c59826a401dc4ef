"""docs/howto/compare-two-versions.md, done as it says: what it shows is what comes out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.cli import main

_ROOT: Final = Path(__file__).parents[2]
_PAGE: Final = (_ROOT / "docs/howto/compare-two-versions.md").read_text("utf-8")
_FENCE: Final = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_COUPLE: Final = """\
as_of: 2022-02-08
area: 兰州市城关区
household:
  低保家庭: 是
  member:
    - {id: 老李, 年龄: 62, 特困人员: 否, 残疾种类: 无残疾}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules, a case, and the edit that the page speaks of, made between its commands."""
    place = tmp_path_factory.mktemp("howto")
    shutil.copytree(_ROOT / "rules", place / "rules")
    (place / "cases").mkdir()
    (place / "cases/old-couple.yaml").write_text(_COUPLE, "utf-8")
    return place


def test_the_page_shows_what_comes_out(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(place)
    monkeypatch.setenv("DOUDI_LANG", "zh")
    fences = _FENCE.findall(_PAGE)
    shell = "".join(text for kind, text in fences if kind == "sh")
    build, diff, build_without, diff_without, _ = (it.split()[1:] for it in shell.splitlines())
    assert main(build) == 0
    edited = place / "rules/national/mca-2022-01/rules.policy"
    before = edited.read_text("utf-8")
    edited.write_text(before.replace("任一(年龄 ≥ 60,", "任一(年龄 ≥ 65,"), "utf-8")
    capsys.readouterr()
    assert main(diff) == 1
    out = capsys.readouterr().out
    for shown in (text for kind, text in fences if kind == "text"):
        assert shown in out
    edited.write_text(before, "utf-8")
    assert main(build_without) == 0
    assert main(diff_without) == 1
    assert "新增 MCA2022/一-2" in (place / "impact.md").read_text("utf-8")
