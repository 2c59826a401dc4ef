"""What became of a sentence that no provision encodes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from doudi.runtime.program.ids import DocumentId

LedgerClass: TypeAlias = Literal[
    "delegated", "discretionary", "procedural", "exhortation", "damaged", "open"
]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    document: DocumentId
    address: str
    sentence_class: LedgerClass
    reason: str
