"""docs/howto/add-a-notice.md, done as it says: its files laid where it says, its commands run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/howto/add-a-notice.md").read_text("utf-8")
FOLDER = "rules/chongqing/example-2021"
_FENCE = re.compile(r"```(\w+) ?(\S*)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each command printed, and the draft as it was before it was worked on."""
    place = tmp_path_factory.mktemp("howto")
    shutil.copytree(ROOT / "rules", place / "rules")
    printed: dict[str, str] = {}
    for language, name, text in _FENCE.findall(PAGE):
        if language != "sh":
            if name.endswith("rules.policy"):
                printed["draft"] = (place / name).read_text("utf-8")
            (place / name).write_text(text, "utf-8")
            continue
        for command in text.splitlines():
            printed[command] = run(command, place)
    printed["notice.txt"] = (place / FOLDER / "notice.txt").read_text("utf-8")
    printed["files"] = " ".join(sorted(it.name for it in (place / FOLDER).iterdir()))
    return printed


def run(command: str, place: Path) -> str:
    word, *argv = command.split()
    assert word == "doudi"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "doudi"), *argv],
        cwd=place,
        env=os.environ | {"DOUDI_LANG": "en", "PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


def commands() -> Iterator[str]:
    for language, _, text in _FENCE.findall(PAGE):
        if language == "sh":
            yield from text.splitlines()


def test_the_page_has_its_commands_in_the_order_of_the_work(done: dict[str, str]) -> None:
    assert [it.split()[1] for it in commands()] == [
        *("ingest", "ingest", "lock", "check", "test", "ledger")
    ]
    assert set(commands()) < set(done)


def test_the_page_names_every_file_that_is_written(done: dict[str, str]) -> None:
    listed = re.findall(r"^\| `([\w.]+)` \|", PAGE, re.MULTILINE)
    assert sorted([*listed, "cases.yaml", "words.policy"]) == done["files"].split()


def test_the_draft_has_the_two_places_to_fill_that_the_page_names(done: dict[str, str]) -> None:
    assert re.findall("# 待填：(\\w+)", done["draft"]) == ["发文机关", "施行"]
    for sentence in ("〇-1", "一-1", "一-2", "二-1"):
        assert f"条文 {sentence} 待办" in done["draft"]


def test_the_page_quotes_the_text_as_it_comes_out(done: dict[str, str]) -> None:
    assert "对低保对象，按每人600元发放一次性取暖补贴。" in done["notice.txt"]


def test_in_the_end_the_cases_pass_and_nothing_is_open(done: dict[str, str]) -> None:
    assert "3 cases passed" in done["doudi test rules --only 示例取暖补贴"]
    ledger = done["doudi ledger rules --document EX2021"]
    classes = dict(re.findall(r"^  (\S+-[0-9]+) +(\w+)", ledger, re.MULTILINE))
    assert classes == {
        "〇-1": "exhortation",
        "一-1": "encoded",
        "一-2": "encoded",
        "二-1": "exhortation",
    }
