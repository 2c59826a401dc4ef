"""The pages on facts and bundles do what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from doudi.runtime.bundle.write import write
from doudi.runtime.evaluation.contradictions import contradictions
from doudi.runtime.evaluation.index import index
from doudi.runtime.evaluation.scope import start
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.lexicon import lexicon
from doudi.runtime.explanation.text import text as text_of
from doudi.runtime.explanation.tree import Explanation
from doudi.runtime.facts.errors import FactsError
from doudi.runtime.facts.model import Case
from doudi.runtime.facts.read import Kind, read_case
from tests.unit.runtime.sample_program import PROGRAM

_DOCS = Path(__file__).parents[4] / "docs"
_FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def _examples() -> Iterator[Any]:
    """Each JSON or YAML block, with what the text block right below it says."""
    page = (_DOCS / "language/facts.md").read_text("utf-8")
    for block, following in pairwise([*_FENCE.finditer(page), None]):
        if block is None or block[1] not in {"json", "yaml"}:
            continue
        below = following is not None and following.start() == block.end() + 1
        said = following[2] if below and following is not None else ""
        line = page.count("\n", 0, block.start()) + 1
        yield pytest.param(block[1], block[2], said, id=f"facts.md:{line}")


@pytest.mark.parametrize(("kind", "text", "said"), list(_examples()))
def test_an_example_is_read_or_refused_or_contradicts_itself_as_it_says(
    kind: str, text: str, said: str
) -> None:
    try:
        case = read_case(text.encode(), PROGRAM, cast("Kind", kind))
    except FactsError as error:
        found = error.in_("en") + "\n"
    else:
        found = _contradictions(case)
    assert found == said


def _contradictions(case: Case) -> str:
    """The section of the letter that says so; nothing where the facts can all be so."""
    run = start(index(PROGRAM), case, case.as_of or date(2021, 2, 15))
    blocks = tuple(contradicted(contradictions(run), lexicon(PROGRAM, "en")))
    return text_of(Explanation("en", "verdict", blocks, "")) if blocks else ""


def test_the_page_on_bundles_shows_python_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (_DOCS / "howto/read-a-bundle.md").read_text("utf-8")
    (script,) = (text for language, text in _FENCE.findall(page) if language == "python")
    (tmp_path / "rules.bundle").write_bytes(write(PROGRAM))
    monkeypatch.chdir(tmp_path)
    exec(compile(script, "read-a-bundle.md", "exec"), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out.startswith("temporary_relief p1 ")
