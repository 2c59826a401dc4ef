"""On which days a provision is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doudi.runtime.evaluation.force import days_in_force
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
    start, end = days_in_force(provision, rules)
    return None if end is not None and end < start else Window(start, end)
