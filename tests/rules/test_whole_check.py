"""`doudi check` over the project's rules: no quote and no number changes unseen.

All changes of a round are made in one copy of the rules, which is checked once; each has to
bring about its finding at its place.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from doudi.compiler.model.checked import Located
from doudi.compiler.notices.notice import read_notice
from doudi.compiler.notices.quotes import fold
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.source import Span
from doudi.runtime.program.declarations import Document, Provision
from doudi.runtime.program.ids import DocumentId

RULES = Path(__file__).parents[2] / "rules"
QUOTE_CODES = {"P0401", "P0402", "P0403", "P0409"}
NOTICES = {
    "GS2017": RULES / "gansu/go-2017-28",
    "WW2021": RULES / "gansu/wuwei/go-2021-10",
    "CQ2021": RULES / "chongqing/go-2021-02",
    "SY2019": RULES / "hubei/shiyan/winter-2019",
    "MCA2022": RULES / "national/mca-2022-01",
}
# A number that no notice states.
ODD = "98765"

Change = tuple[Span, str]


@cache
def provisions() -> tuple[Located, ...]:
    compilation = compile_rules(RULES)
    assert [it.headline.en for it in compilation.findings if it.code.severity == "error"] == []
    return tuple(
        it
        for it in compilation.provisions.located
        if isinstance(it.checked.value, Provision) and it.checked.quotes
    )


def test_every_provision_stands_at_an_address_of_its_notice() -> None:
    compilation = compile_rules(RULES)
    nowhere = []
    for document, folder in NOTICES.items():
        notice = read_notice(folder / "notice.txt").value
        assert notice is not None
        nowhere += [
            it.checked.id
            for it in compilation.provisions.located
            if it.checked.id.startswith(f"{document}/")
            and notice.outline.place(it.checked.id.partition("/")[2]) is None
        ]
    assert nowhere == []


def test_a_document_is_issued_on_the_day_its_notice_says() -> None:
    issued = {
        it.checked.value.id: it.checked.value
        for it in compile_rules(RULES).vocabulary.located
        if isinstance(it.checked.value, Document)
    }
    for document, folder in NOTICES.items():
        notice = read_notice(folder / "notice.txt").value
        assert notice is not None
        day = notice.declaration.metadata.issued
        if day:
            assert str(issued[DocumentId(document)].issued) == day
            year, month, number = (int(it) for it in day.split("-"))
            dated = f"{year}年{month}月{number}日"
            assert dated in [it.text for it in notice.declaration.lines]
        else:
            assert issued[DocumentId(document)].issued_assumed


def unseen(folder: Path, changes: Iterable[Change], codes: set[str]) -> list[str]:
    """The changes that no finding of these codes points at, after all are made."""
    shutil.copytree(RULES, folder)
    files: defaultdict[str, list[Change]] = defaultdict(list)
    for span, text in changes:
        files[span.source.name].append((span, text))
    for name, made in files.items():
        path = folder / Path(name).relative_to(RULES)
        text = made[0][0].source.text
        for span, new in sorted(made, key=lambda it: it[0].start, reverse=True):
            text = text[: span.start] + new + text[span.end :]
        path.write_text(text, "utf-8")
    pointed = {
        (str(Path(span.source.name).relative_to(folder)), span.line, span.text)
        for it in compile_rules(folder).findings
        if it.code.id in codes
        for span in (it.primary.span,)
    }
    return [
        f"{name}:{span.line} `{new}`"
        for span, new in changes
        for name in (str(Path(span.source.name).relative_to(RULES)),)
        if not any((name, span.line) == place[:2] and new in place[2] for place in pointed)
    ]


def changed_quotes(choose: Callable[[int], int]) -> list[Change]:
    changes: list[Change] = []
    for located in provisions():
        for quoted in located.checked.quotes:
            whole = located.span(quoted.quote_place)
            at = whole.start + 1 + choose(len(whole.text) - 2)
            span = Span(whole.source, at, at + 1)
            other = next(it for it in "鼎鑫，" if fold(it) != fold(span.text))
            changes.append((span, other))
    return changes


@pytest.mark.parametrize("place", ["first", "last", "some", "another"])
def test_one_character_changed_in_every_quote_is_found_in_every_quote(
    place: str, tmp_path: Path
) -> None:
    chosen = random.Random(place)  # noqa: S311 - the same places in every run
    choose: Callable[[int], int] = {"first": lambda _: 0, "last": lambda length: length - 1}.get(
        place, chosen.randrange
    )
    changes = changed_quotes(choose)
    assert len(changes) >= 60
    assert unseen(tmp_path / "rules", changes, QUOTE_CODES) == []


def test_a_number_that_stands_in_neither_quote_nor_source_is_found(tmp_path: Path) -> None:
    changes: list[Change] = []
    for located in provisions():
        value = located.checked.value
        assert isinstance(value, Provision)
        for number in () if value.sources else located.checked.numbers:
            span = located.span(number.place)
            figures = re.match(r"[0-9.]+(?![0-9.-])", span.text)
            if figures is not None:
                changes.append((Span(span.source, span.start, span.start + figures.end()), ODD))
    assert changes
    assert unseen(tmp_path / "rules", changes, {"P0404"}) == []
