"""Keys of the cache: everything that the result for a declaration depends on, as one hash.

The tool's own text is part of every key, so that no release, and no edit of the
compiler itself, can be answered with what another one found.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

_PACKAGES = (
    "doudi.policy_dsl",
    "doudi.compiler",
    "doudi.runtime.program",
    "doudi.runtime.bundle",
    "doudi.runtime.operators",
    "doudi.runtime.evaluation",
)
_CODE = (".py", ".lark")


def key(environment: bytes, text: str) -> bytes:
    return sha256(environment + text.encode("utf-8", "surrogatepass")).digest()


def environment(*parts: str | bytes) -> bytes:
    """The hash of what surrounds a declaration. Each part is told apart from the next."""
    whole = sha256(tool_fingerprint())
    for part in parts:
        octets = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(octets).to_bytes(8, "big"))
        whole.update(octets)
    return whole.digest()


@cache
def tool_fingerprint() -> bytes:
    whole = sha256()
    for package in _PACKAGES:
        for path, octets in sorted(_code(files(package), package)):
            whole.update(path.encode())
            whole.update(len(octets).to_bytes(8, "big"))
            whole.update(octets)
    return whole.digest()


def _code(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for it in folder.iterdir():
        if it.is_dir():
            found.extend(_code(it, f"{path}/{it.name}"))
        elif it.name.endswith(_CODE):
            found.append((f"{path}/{it.name}", it.read_bytes()))
    return found
