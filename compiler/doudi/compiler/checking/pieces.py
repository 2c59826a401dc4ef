"""The declarations of every file, still as text: where each stands, and its first keyword."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from doudi.compiler.ruleset.find import RuleFile
from doudi.policy_dsl.keywords import BY_SPELLING
from doudi.policy_dsl.parsing.split import Piece, split

# What is kept between runs, because there are many of them and they see one another only
# through the interface.
PROVISIONS: Final = frozenset({"PROVISION", "SENTENCE"})
DOCUMENT: Final = "DOCUMENT"

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Declared:
    """`keyword` is a token, or "" where the text begins with no keyword (or is no declaration)."""

    file: RuleFile
    piece: Piece
    keyword: str

    @property
    def text(self) -> str:
        return self.file.source.text[self.piece.start : self.piece.end]


def declared(files: Iterable[RuleFile]) -> Iterator[Declared]:
    for file in files:
        for piece in split(file.source):
            yield Declared(file, piece, _keyword(file, piece))


def _keyword(file: RuleFile, piece: Piece) -> str:
    if piece.head is None:
        return ""
    word = _WORD.match(file.source.text, piece.head, piece.end)
    keyword = BY_SPELLING.get(word[0]) if word else None
    return keyword.token if keyword else ""
