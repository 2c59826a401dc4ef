"""The bundle's format: names and limits that writing and reading share.

    {"format":"doudi-bundle/2","hash":"sha256:…","program":{…}}

One canonical JSON object and a newline. `hash` is of the canonical bytes of `program`.
"""

from __future__ import annotations

from typing import Final

FAMILY: Final = "doudi-bundle/"
VERSION: Final = 2
FORMAT: Final = f"{FAMILY}{VERSION}"
MAX_BYTES: Final = 64_000_000
MAX_DEPTH: Final = 256
