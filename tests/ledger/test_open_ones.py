"""The sentences that nobody has accounted for yet: their list may only get shorter.

`open.txt` is shortened by `make golden`, which never adds a line to it.
"""

from __future__ import annotations

import os
from pathlib import Path

from doudi.compiler.pipeline import compile_rules

_RULES = Path(__file__).parents[2] / "rules"
_LIST = Path(__file__).with_name("open.txt")


def open_ones() -> list[str]:
    return [
        f"{document.document}/{it.address}"
        for document in compile_rules(_RULES).ledger.documents
        for it in document.sentences
        if it.sentence_class == "open"
    ]


def listed() -> list[str]:
    return [it for it in _LIST.read_text("utf-8").splitlines() if it and not it.startswith("#")]


def test_the_open_sentences_are_those_of_the_list_and_no_others() -> None:
    """One that is not listed: account for it. One that is done: `make golden` takes it out."""
    now = open_ones()
    if os.environ.get("DOUDI_GOLDEN") == "write":
        _write([it for it in listed() if it in now])
    assert {"newly open": sorted(set(now) - set(listed()))} == {"newly open": []}
    assert {"no longer open": sorted(set(listed()) - set(now))} == {"no longer open": []}


def test_no_address_is_listed_twice() -> None:
    assert len(listed()) == len(set(listed()))


def _write(addresses: list[str]) -> None:
    head = [it for it in _LIST.read_text("utf-8").splitlines() if it.startswith("#")]
    _LIST.write_text("\n".join((*head, *addresses)) + "\n", "utf-8")
