"""The little that every run needs of a provision that has not changed, as text and back.

Written compactly, for it is read ten thousand times before anything is said. What comes
back was written here (its checksum was right), so its shape is not doubted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from doudi.compiler.model.checked import Checked, Place, Target, Use
from doudi.compiler.model.interface import Kind


@dataclass(frozen=True, slots=True)
class Summary:
    """`start` is that of the declaration in its piece; `meaning` is "" where it has none."""

    checked: Checked
    start: int
    meaning: str


_KINDS = {it.value: it for it in Kind}


def to_text(summary: Summary) -> str:
    checked = summary.checked
    return json.dumps(
        [
            checked.id,
            summary.start,
            summary.meaning,
            [*checked.head],
            [[it.kind.value, it.id, it.role, *it.place] for it in checked.uses],
            [[it.document, it.address, it.role, *it.place] for it in checked.targets],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_text(text: str) -> Summary:
    id_, begin, meaning, head, uses, targets = json.loads(text)
    checked = Checked(
        id_,
        None,
        Place(*head),
        tuple(
            Use(_KINDS[kind], name, role, Place(start, end))
            for kind, name, role, start, end in uses
        ),
        tuple(
            Target(document, address, role, Place(start, end))
            for document, address, role, start, end in targets
        ),
    )
    return Summary(checked, begin, meaning)
