"""docs/howto/read-a-decision.md says what there is, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from doudi.runtime.commands.decide import DEPTHS, FORMATS
from doudi.runtime.decision import Outcome
from doudi.runtime.explanation.mermaid import MOST_CHARACTERS, MOST_EDGES
from doudi.runtime.explanation.text import MARKS
from doudi.runtime.explanation.wording import OUTCOME, SENTENCES
from doudi.runtime.schemas.publish import published

_PAGE: Final = (Path(__file__).parents[2] / "docs/howto/read-a-decision.md").read_text("utf-8")


def test_the_page_lists_the_nine_answers_in_the_words_of_the_letter() -> None:
    listed = [tuple(row[:3]) for row in _rows("The nine answers")]
    assert listed == [(f"`{it.value}`", *OUTCOME[it]) for it in Outcome]


def test_the_page_lists_every_depth() -> None:
    assert [row[0].strip("`") for row in _rows("Read a decision")] == list(DEPTHS)


def test_the_page_lists_every_format() -> None:
    assert [row[0].strip("`") for row in _rows("Formats")] == list(FORMATS)


def test_the_page_says_how_much_mermaid_draws() -> None:
    assert f"{MOST_EDGES} arrows and {MOST_CHARACTERS:,} characters" in " ".join(_PAGE.split())


def test_the_page_names_every_origin_in_the_words_of_the_letter() -> None:
    origins = "".join(row[1] for row in _rows("Where a number comes from"))
    for zh, en in (SENTENCES[it] for it in ("from_case", "tables")):
        assert (zh in origins, en in origins) == (True, True)


def test_the_page_lists_every_mark() -> None:
    assert {row[0] for row in _rows("Marks in the argument")} == {
        it.strip() for it in MARKS.values()
    }


def test_the_page_lists_every_key_of_the_decision() -> None:
    keys = {name for row in _rows("For programs") for name in re.findall(r"`(\w+)`", row[0])}
    assert keys | {"schema"} == set(published("decision")["properties"])


def _rows(heading: str) -> list[list[str]]:
    section = re.split(r"(?m)^#+ ", _PAGE.partition(f"# {heading}\n")[2])[0]
    lines = [it for it in section.splitlines() if it.startswith("|")]
    return [[cell.strip() for cell in it.strip("|").split("|")] for it in lines[2:]]
