"""Canonical JSON: one value, one sequence of bytes, whatever the machine.

Keys are sorted, there are no spaces, text is UTF-8 and not escaped. Values are
what JSON has without binary floating point: a float is refused, exact numbers
that are no whole numbers are written as strings by whoever encodes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"


def canonical(value: Json) -> bytes:
    """The canonical bytes, without a newline at the end."""
    _refuse_floats(value)
    return dumps(value)


def dumps(value: object) -> bytes:
    """As `canonical`, for a value that is known to hold no float."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(data: bytes) -> str:
    """The hash that bundles and decisions are known by."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _refuse_floats(value: object) -> None:
    waiting = [value]
    while waiting:
        match waiting.pop():
            case float():
                message = "a binary floating-point number has no canonical form"
                raise TypeError(message)
            case dict() as mapping:
                waiting.extend(mapping.values())
            case list() | tuple() as items:
                waiting.extend(items)
            case _:
                pass
