"""From which day to which a provision is in force."""

from __future__ import annotations

from datetime import date, timedelta

from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Provision


def days_in_force(provision: Provision, rules: Index) -> tuple[date, date | None]:
    """First and last day, its own and its document's; a repeal ends them the day before it.

    None: no end. Where the last is before the first there is no such day.
    """
    document = rules.documents[provision.document]
    forces = (document.force, provision.force)
    ends = [it.end for it in forces if it.end is not None]
    repeals = [rules.repealed.get(it) for it in (document.id, provision.id)]
    ends += [it - timedelta(days=1) for it in repeals if it is not None]
    return max(it.start for it in forces), min(ends, default=None)
