"""The notices themselves: whether each fits what was declared of it, whoever quotes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from doudi.compiler.cache.store import Entry
from doudi.compiler.checking.homes import Home, Text
from doudi.policy_dsl.diagnostics.model import Finding, Found


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cache is to remember, and what of it was of use."""

    new: Mapping[bytes, Entry]
    used: frozenset[bytes]


def check_notices(homes: Iterable[Home], remembered: Mapping[bytes, str] | None) -> Found[Kept]:
    """A notice that was clean before, byte for byte, is not even read again."""
    found: list[Finding] = []
    new: dict[bytes, Entry] = {}
    used: set[bytes] = set()
    texts: dict[str, Text] = {str(it.text.path): it.text for it in homes if it.text is not None}
    for text in texts.values():
        if remembered is not None and text.key in remembered:
            used.add(text.key)
            continue
        found.extend(text.read.findings)
        if remembered is not None and not text.read.findings:
            new[text.key] = Entry("notice", "")
    return Found(Kept(new, frozenset(used)), tuple(found))
