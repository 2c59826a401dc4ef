"""Forty decisions under the real rules, each as a letter that a citizen and a lawyer can read.

`letters/README.md` says what each of them shows.
"""

from __future__ import annotations

from typing import Final

import pytest

from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.text import text
from doudi.runtime.explanation.tree import Lang
from doudi.runtime.program.declarations import Program
from tests.support.golden import check_golden
from tests.support.letters import FOLDER, LETTERS, Letter, decided
from tests.support.real_rules import real_rules

_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")


@pytest.fixture(scope="module")
def program() -> Program:
    return real_rules().program


@pytest.mark.parametrize("letter", LETTERS, ids=lambda it: it.name)
@pytest.mark.parametrize("lang", _LANGS)
def test_the_letter_of_a_decision(letter: Letter, lang: Lang, program: Program) -> None:
    written = text(explain(decided(letter, program), program, letter.depth, lang))
    check_golden(FOLDER / f"{letter.name}.{lang}.txt", written)


def test_every_file_of_facts_has_its_letter_and_the_record_names_it() -> None:
    names = sorted(it.stem for it in FOLDER.glob("*.yaml"))
    assert names == sorted(it.name for it in LETTERS)
    record = (FOLDER / "README.md").read_text("utf-8")
    assert [it for it in names if f"`{it}`" not in record] == []
