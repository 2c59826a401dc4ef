"""The part of the program that one provision or ledger entry is, as text and back."""

from __future__ import annotations

import json
from typing import Final, TypeAlias

from doudi.compiler.model.ledger import LedgerEntry
from doudi.runtime.bundle.decode import decoder
from doudi.runtime.bundle.encode import encoder
from doudi.runtime.bundle.misfit import Misfit
from doudi.runtime.canonical import dumps
from doudi.runtime.program.declarations import Provision

Part: TypeAlias = Provision | LedgerEntry

_ENCODE: Final = encoder(Part)
_DECODE: Final = decoder(Part)


def to_text(part: Part) -> str:
    return dumps(_ENCODE(part)).decode()


def from_text(text: str) -> Part | None:
    """None where the text is not what `to_text` writes: whoever kept it starts over."""
    try:
        part: Part = _DECODE(json.loads(text))
    except (ValueError, RecursionError, Misfit):
        return None
    return part
