"""Every finding on the real rules was looked at by a person, and found to be none of our making.

What a reader should take from it: docs/review/conflicts.yaml has an entry for each conflict and for
each difference between areas, of the same texts and the same class as they are found today.
docs/review/README.md says what to do when this fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
import yaml

from doudi.compiler.conflicts import wording
from doudi.compiler.conflicts.in_words import matter_in_words
from doudi.compiler.conflicts.model import AreaDifference, ConflictLedger
from doudi.runtime.explanation.lexicon import Lexicon, lexicon
from tests.support.real_rules import Rules

REVIEW: Final = Path(__file__).parents[2] / "docs/review/conflicts.yaml"
REAL, BY_DESIGN = "属实", "本就如此"


@dataclass(frozen=True)
class Entry:
    """`between`: two provisions, or two areas; `class_`: empty for a difference between areas."""

    id: str
    matter: str
    between: tuple[str, ...]
    class_: str
    verdict: str
    note: str


@dataclass(frozen=True)
class Record:
    conflicts: tuple[Entry, ...]
    differences: tuple[Entry, ...]


@pytest.fixture(scope="module")
def record() -> Record:
    read = yaml.safe_load(REVIEW.read_text("utf-8"))
    return Record(
        tuple(
            Entry(
                it["id"],
                it["matter"],
                tuple(it["provisions"]),
                it["class"],
                it["verdict"],
                it["note"],
            )
            for it in read["conflicts"]
        ),
        tuple(
            Entry(it["id"], it["matter"], tuple(it["areas"]), "", it["verdict"], it["note"])
            for it in read["differences"]
        ),
    )


@pytest.fixture(scope="module")
def names(rules: Rules) -> Lexicon:
    return lexicon(rules.program, "zh")


def test_every_conflict_was_reviewed_as_it_is_found_today(
    record: Record, ledger: ConflictLedger, names: Lexicon
) -> None:
    found = {
        it.id: (
            matter_in_words(it.matter, names),
            it.provisions,
            wording.CLASS[it.class_].in_("zh"),
        )
        for it in ledger.conflicts
    }
    assert {it.id: (it.matter, it.between, it.class_) for it in record.conflicts} == found


def test_every_difference_between_areas_was_reviewed_as_it_is_found_today(
    record: Record, differences: tuple[AreaDifference, ...], rules: Rules, names: Lexicon
) -> None:
    areas = {it.code: it.name for it in rules.program.areas}
    found = {
        it.id: (matter_in_words(it.matter, names), tuple(areas[code] for code in it.areas))
        for it in differences
    }
    assert {it.id: (it.matter, it.between) for it in record.differences} == found


def test_no_entry_stands_twice(record: Record) -> None:
    ids = [it.id for it in (*record.conflicts, *record.differences)]
    assert sorted(set(ids)) == sorted(ids)


def test_none_was_found_to_be_false_and_each_says_why(record: Record) -> None:
    for it in (*record.conflicts, *record.differences):
        assert it.verdict in (REAL, BY_DESIGN), it.id
        assert it.note.endswith("。"), it.id


def test_what_the_text_itself_excepts_is_no_tension_and_what_is_open_is_one(
    record: Record, ledger: ConflictLedger
) -> None:
    documents = {it.id: {id_.split("/")[0] for id_ in it.provisions} for it in ledger.conflicts}
    for it in record.conflicts:
        if it.class_ == "未决":
            assert it.verdict == REAL, it.id
        if it.class_ == "例外" and len(documents[it.id]) == 1:
            assert it.verdict == BY_DESIGN, it.id
