"""Facts ▸ letter: each case of a folder as a person reads it, in both languages.

The programs are in tests/support; the letters stand beside their facts.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from doudi.runtime.bundle.write import hash_of
from doudi.runtime.decision import Decision
from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.markdown import markdown
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Depth, Lang
from doudi.runtime.facts.read import read_case
from tests.support.golden import check_golden
from tests.support.sample_program import PROGRAM

_CASES: Final = sorted((Path(__file__).parent / "sample").glob("*.yaml"))
_HASH: Final = hash_of(PROGRAM)
_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")


@pytest.mark.parametrize("facts", _CASES, ids=lambda it: it.stem)
@pytest.mark.parametrize("depth", ["verdict", "argument"])
@pytest.mark.parametrize("lang", _LANGS)
def test_a_decision_reads_like_a_letter(facts: Path, depth: Depth, lang: Lang) -> None:
    letter = text(explain(_decided(facts), PROGRAM, depth, lang))
    check_golden(facts.with_suffix(f".{depth}.{lang}.txt"), letter)


@pytest.mark.parametrize("lang", _LANGS)
def test_the_full_trace_names_also_what_did_not_apply(lang: Lang) -> None:
    facts = _CASES[-1]
    letter = text(explain(_decided(facts), PROGRAM, "full", lang))
    check_golden(facts.with_suffix(f".full.{lang}.txt"), letter)


@pytest.mark.parametrize("lang", _LANGS)
def test_markdown_says_the_same(lang: Lang) -> None:
    facts = _CASES[0]
    letter = markdown(explain(_decided(facts), PROGRAM, "argument", lang))
    check_golden(facts.with_suffix(f".argument.{lang}.md"), letter)


def _decided(facts: Path) -> Decision:
    case = read_case(facts.read_bytes(), PROGRAM)
    return decide(PROGRAM, case, bundle_hash=_HASH)
