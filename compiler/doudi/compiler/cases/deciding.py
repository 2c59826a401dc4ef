"""The provisions that an outcome rests on; which ones depends on what the outcome is."""

from __future__ import annotations

from doudi.runtime.decision import Outcome, SchemeOutcome
from doudi.runtime.program.ids import ProvisionId


def deciding_provisions(it: SchemeOutcome) -> tuple[ProvisionId, ...]:
    """Those that only add an amount, a period or a place to a grant are among them."""
    match it.outcome:
        case Outcome.NOT_MET:
            given: tuple[ProvisionId, ...] = it.failed
        case Outcome.EXCLUDED:
            given = it.barred_by
        case Outcome.UNDETERMINED:
            given = (*it.undetermined, *it.provisions)
        case Outcome.NEEDS_RULING:
            clashing = (id_ for clash in it.clashes for id_ in clash.provisions)
            given = (*it.provisions, *it.barred_by, *clashing)
        case _:
            schedule = () if it.schedule is None else it.schedule.provisions
            places = (place.provision for place in it.places)
            given = (*it.provisions, *it.judgement, *it.amount.provisions, *schedule, *places)
    return tuple(sorted(set(given)))
