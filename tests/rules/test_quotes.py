"""No quote of any rule file can change by one character unseen."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from doudi.compiler.notices.notice import Notice, read_notice
from doudi.compiler.notices.quotes import Cited, fold, verify
from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.parse import parse
from doudi.policy_dsl.parsing.read import read_source
from doudi.policy_dsl.source import Source, Span

RULES = Path(__file__).parents[2] / "rules"
FOLDERS = sorted(it.parent for it in RULES.rglob("notice.txt"))
PLACES = 12  # in each quote; the first character and the last are always among them
OTHERS = "不可二倍月县的，（"


class Quote(NamedTuple):
    address: ast.Address
    string: ast.String

    def cited(self) -> Cited:
        return Cited(self.address.text, self.string.text, self.address.span, self.string.span)

    def changed(self, at: int, char: str) -> Cited:
        """The same citation in a file whose quote has another character there."""
        text, span = self.string.span.source.text, self.string.span
        place = span.start + 1 + at
        source = Source("rules.policy", text[:place] + char + text[place + 1 :])
        words = self.string.text[:at] + char + self.string.text[at + 1 :]
        return Cited(
            self.address.text,
            words,
            Span(source, self.address.span.start, self.address.span.end),
            Span(source, span.start, span.end),
        )


def quotes(folder: Path) -> Iterator[Quote]:
    for path in sorted(folder.glob("*.policy")):
        source = read_source(path).value
        assert source is not None
        for declaration in parse(source).value.declarations:
            for clause in declaration.clauses:
                match clause:
                    case ast.Clause(
                        keyword="CITES", args=(ast.Address() as address, ast.String() as string)
                    ):
                        yield Quote(address, string)
                    case _:
                        pass


def notice(folder: Path) -> Notice:
    read = read_notice(folder / "notice.txt").value
    assert read is not None
    return read


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda it: it.name)
def test_every_quote_stands_at_its_address(folder: Path) -> None:
    text = notice(folder)
    wrong = [
        f"{it.string.span.line}: {finding.headline.en}"
        for it in quotes(folder)
        for finding in verify(it.cited(), text).findings
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda it: it.name)
def test_one_character_changed_in_any_quote_is_found_at_its_place(folder: Path) -> None:
    text = notice(folder)
    chosen = random.Random(folder.name)  # noqa: S311 - the same places in every run
    missed: list[str] = []
    for it in quotes(folder):
        words = it.string.text
        places = {0, len(words) - 1, *chosen.sample(range(len(words)), min(PLACES, len(words)))}
        for at in sorted(places):
            char = next(other for other in OTHERS if fold(other) != fold(words[at]))
            cited = it.changed(at, char)
            found = verify(cited, text)
            (finding,) = found.findings
            place = finding.primary.span
            if found.value is not None or place.start != cited.quote_span.start + 1 + at:
                missed.append(f"{it.string.span.line}: `{words[at]}` to `{char}`")
    assert missed == []
