"""docs/language/sampling.md says what is assumed, and the table of the assumptions is all of it."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.evaluation.index import Index
from doudi.runtime.sampling.assumptions import ASSUMED, assumptions
from doudi.runtime.sampling.in_words import in_words, name_of
from tests.inquiry.terminal import doudi

_PAGE: Final = Path(__file__).parents[2] / "docs/language/sampling.md"
_HEAD: Final = "| of | assumed | | 假定 |\n| --- | --- | --- | --- |\n"


def test_its_commands_do_what_it_says(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (fence,) = re.findall(r"```sh\n(.*?)```", _PAGE.read_text("utf-8"), re.DOTALL)
    for line in fence.splitlines():
        _, *words = shlex.split(line)
        said = doudi(*words, "--bundle", bundle)
        assert (said.code, said.talk) == (0, "")
    assert sorted(it.name for it in tmp_path.iterdir()) == ["answers", "homes.parquet"]


def test_the_page_says_what_is_assumed_of_every_fact(rules: Index) -> None:
    """`make golden` writes the table anew; the diff is to be reviewed."""
    rows = [
        f"| `{it.name}` | {in_words(it, rules, 'en')} "
        f"| {name_of(it.name, rules, 'zh')} | {in_words(it, rules, 'zh')} |\n"
        for it in assumptions(rules)
    ]
    prose, _, table = _PAGE.read_text("utf-8").partition(_HEAD)
    if os.environ.get("DOUDI_GOLDEN") == "write":
        _PAGE.write_text(prose + _HEAD + "".join(rows), "utf-8")
        return
    assert table.splitlines(keepends=True) == rows


def test_every_assumption_is_of_these_rules_with_all_of_its_cases(rules: Index) -> None:
    """A fact, an option or a condition that was misspelt would be left out in silence."""
    drawn = {it.name: it for it in assumptions(rules)}
    assert [it.name for it in ASSUMED if drawn.get(it.name) != it] == []
