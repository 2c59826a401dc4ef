"""The pages of ingest's codes show raw texts: the first gives the code, the second does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doudi.compiler.ingest.ingest import Incoming, ingest
from doudi.compiler.ingest.reading.model import RawText

PAGES = Path(__file__).parents[2] / "policy_dsl/doudi/policy_dsl/diagnostics/pages"
_FENCE = re.compile(r"```text raw\.txt\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("code", ["P1001", "P1002", "P1003", "P1004"])
def test_the_example_gives_the_code_and_the_better_one_does_not(code: str, lang: str) -> None:
    wrong, right = _FENCE.findall((PAGES / lang / f"{code}.md").read_text("utf-8"))
    assert code in said_of(wrong)
    assert said_of(right) == set()


def said_of(text: str) -> set[str]:
    made = ingest(Incoming(text.encode(), RawText(text, "text"), Path("new")))
    return {it.code.id for it in made.findings}
