"""The receipt's format: names and limits that writing and reading share.

    {"hash":"sha256:…","receipt":{…},"schema":"doudi-receipt/1","signature":{…}}

One canonical JSON object and a newline. `hash` is of the canonical bytes of `receipt`;
`signature` is there where somebody signed, and is of the schema and the hash.
"""

from __future__ import annotations

import re
from typing import Final

from doudi.runtime.bundle import format as bundle_format

FAMILY: Final = "doudi-receipt/"
VERSION: Final = 1
SCHEMA: Final = "doudi-receipt/1"
MAX_BYTES: Final = 32_000_000  # the rules of this project and a household have less than one
MAX_DEPTH: Final = bundle_format.MAX_DEPTH + 1

HASH: Final = re.compile(r"sha256:[0-9a-f]{64}")


def frame(stated: str, body: bytes, signature: bytes | None) -> bytes:
    """The file around the canonical bytes of what it proves."""
    signed = b"" if signature is None else b',"signature":' + signature
    head = f'{{"hash":"{stated}","receipt":'.encode()
    return head + body + f',"schema":"{SCHEMA}"'.encode() + signed + b"}\n"


def signed_bytes(stated: str) -> bytes:
    """What a signature is of: never taken for another document's."""
    return f"{SCHEMA} {stated}".encode()
