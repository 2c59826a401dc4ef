"""The page on populations shows Python that runs, and tables of which it is told what comes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import read_case
from doudi.runtime.population.errors import PopulationError
from tests.population.households import read, rules
from tests.unit.runtime.sample_program import PROGRAM

PAGE: Final = Path(__file__).parents[2] / "docs/language/population.md"
_FENCE: Final = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def test_every_example_on_the_page_is_what_it_says() -> None:
    blocks = [(it[1], it[2]) for it in _FENCE.finditer(PAGE.read_text("utf-8"))]
    known: dict[str, Any] = {"rules": rules()}
    for (language, text), (below, expected) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language != "python":
            continue
        made: dict[str, Any] = {}
        exec(compile(text, PAGE.name, "exec"), known, made)  # noqa: S102 - our own page
        said, cases = _read({**known, **made}, alone="members" not in made)
        assert said == (expected if below == "text" else ""), text
        if below == "json":
            assert cases[0] == read_case(expected.encode(), PROGRAM, "json")
        if not said:  # what is refused is not read on
            known |= made
    assert known["case"].roots[0].id == "h1"


def _read(tables: dict[str, Any], *, alone: bool) -> tuple[str, list[Case]]:
    """What is said of the page's tables, or the households in them."""
    households = tables["households"]
    source = households if alone else {"household": households, "member": tables["members"]}
    try:
        return "", read(source)
    except PopulationError as error:
        return error.in_("en") + "\n", []
