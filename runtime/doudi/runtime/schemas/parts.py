"""Schemas that other parts of doudi publish.

A part names a function that gives a schema's text in the entry-point group
`doudi.schemas`, under the schema's name; the runtime knows none of them.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Final

GROUP: Final = "doudi.schemas"


def of_other_parts() -> dict[str, EntryPoint]:
    return {it.name: it for it in sorted(entry_points(group=GROUP))}
