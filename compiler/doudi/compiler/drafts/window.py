"""On which days a provision is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Provision


@dataclass(frozen=True, slots=True)
class Window:
    """Both ends included; `end` None: no end."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


def window_of(provision: Provision, rules: Index) -> Window | None:
    """The days on which a provision is in force; None if there is none."""
    document = rules.documents[provision.document]
    forces = (document.force, provision.force)
    ends = [it.end for it in forces if it.end is not None]
    for target in (document.id, provision.id):
        repealed = rules.repealed.get(target)
        if repealed is not None:
            ends.append(repealed - timedelta(days=1))
    start, end = max(it.start for it in forces), min(ends, default=None)
    return None if end is not None and end < start else Window(start, end)
