"""`doudi explain`: the page of a code, by number or name, and a hint for a slip."""

from __future__ import annotations

import pytest

from doudi.policy_dsl.diagnostics import codes
from doudi.runtime import cli


@pytest.mark.parametrize("word", ["P0205", "p0205", "unknown-name", "UNKNOWN_NAME", "unknown name"])
def test_a_page_is_found_by_number_and_by_name(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", word, "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("# P0205 unknown-name\n\n## What it means\n")


def test_the_page_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "P0205", "--lang", "zh"]) == 0
    assert "## 什么意思" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("unknwon-name", "did you mean `unknown-name`?"),
        ("P02055", "did you mean `P0205`?"),
        ("nonsense", "there is no code `nonsense`;"),
    ],
)
def test_a_slip_is_wrong_usage_with_a_hint(
    word: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["explain", word, "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [code.id for code in codes.ALL]
