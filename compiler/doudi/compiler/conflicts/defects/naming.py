"""The ids of defects: the same as long as the texts that they are about are."""

from __future__ import annotations

from hashlib import blake2b

from doudi.compiler.conflicts.ids import BYTES, finding_id
from doudi.compiler.conflicts.model import Flaw
from doudi.runtime.canonical import dumps
from doudi.runtime.program.declarations import Provision


def provision_id(flaw: Flaw, *provisions: Provision, what: str = "") -> str:
    """`what`: tells two defects of the same provisions apart."""
    return finding_id(f"{flaw}:{what}" if what else flaw, provisions)


def word_id(flaw: Flaw, *words: str) -> str:
    """Of what is no provision: its names alone."""
    return blake2b(dumps([flaw, *words]), digest_size=BYTES).hexdigest()
