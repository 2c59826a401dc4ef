"""Canonical JSON: one value, one sequence of bytes, whatever the machine.

Keys are sorted, there are no spaces, text is UTF-8 and not escaped. Values are
what JSON has without binary floating point: a float is refused. A decimal is a
number only where the format says so, as in facts, and has one spelling; other exact
numbers that are no whole numbers are written as strings by whoever encodes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from typing import Final, TypeAlias

Json: TypeAlias = "str | int | Decimal | bool | Sequence[Json] | Mapping[str, Json] | None"

_EXACT: Final = Context(prec=1000)  # no number that was read has as many digits


def canonical(value: Json) -> bytes:
    """The canonical bytes, without a newline at the end."""
    return _written(value).encode() if _has_decimals(value) else dumps(value)


def dumps(value: object) -> bytes:
    """As `canonical`, for a value that is known to hold no float and no decimal."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def fingerprint(data: bytes) -> str:
    """The hash that bundles and decisions are known by."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _written(value: Json) -> str:
    """As `dumps`, which knows no decimals."""
    match value:
        case Decimal():
            return str(value.normalize(_EXACT))
        case dict():
            members = (f"{_written(key)}:{_written(value[key])}" for key in sorted(value))
            return f"{{{','.join(members)}}}"
        case list() | tuple():
            return f"[{','.join(map(_written, value))}]"
        case _:
            return dumps(value).decode()


def _has_decimals(value: Json) -> bool:
    found = False
    waiting: list[object] = [value]
    while waiting:
        match waiting.pop():
            case float():
                message = "a binary floating-point number has no canonical form"
                raise TypeError(message)
            case Decimal():
                found = True
            case dict() as mapping:
                waiting.extend(mapping.values())
            case list() | tuple() as items:
                waiting.extend(items)
            case _:
                pass
    return found
