"""The id of a finding: the same as long as the texts that it is about are."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from doudi.compiler.versions.meaning import provision_meaning
from doudi.runtime.canonical import dumps
from doudi.runtime.program.declarations import Provision

BYTES = 4


def finding_id(kind: str, provisions: Sequence[Provision]) -> str:
    """Eight hexadecimal digits of the kind, and of what each provision means and quotes."""
    texts = [[it.id, provision_meaning(it), [c.quote for c in it.citations]] for it in provisions]
    return blake2b(dumps([kind, texts]), digest_size=BYTES).hexdigest()
