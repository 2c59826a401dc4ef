"""`map.json`: from every character of a notice back to the raw file, as compact runs.

A run is [start in the notice, start in the raw text, length]: within it both go on one by one.
Schema `doudi-offsets/1`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

from doudi.compiler.ingest.reading.model import RawText

SCHEMA: Final = "doudi-offsets/1"


def runs(offsets: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for at, raw in enumerate(offsets):
        if found and found[-1][1] + found[-1][2] == raw:
            found[-1][2] += 1
        else:
            found.append([at, raw, 1])
    return found


def offsets_of(found: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """What `runs` was made from."""
    return tuple(chain.from_iterable(range(raw, raw + length) for _, raw, length in found))


def offsets_map(
    notice: str, offsets: Sequence[int], raw: RawText, original: bytes, original_name: str
) -> str:
    """Offsets count characters: of notice.txt, and of raw.txt as it was read."""
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "notice": {
            "file": "notice.txt",
            "characters": len(notice),
            "sha256": _sha256(notice.encode()),
        },
        "raw": {
            "file": "raw.txt",
            "characters": len(raw.text),
            "sha256": _sha256(original if original_name == "raw.txt" else raw.text.encode()),
        },
        "original": {
            "file": original_name,
            "format": raw.format,
            "encoding": raw.encoding or None,
            "sha256": _sha256(original),
        },
        "parts": [[it.start, it.end, dict(it.place)] for it in raw.parts],
        "runs": runs(offsets),
    }
    lines = [f"  {_compact(key)}: {_value(value)}" for key, value in whole.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n    " + ",\n    ".join(map(_compact, value)) + "\n  ]"
    return _compact(value)


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
