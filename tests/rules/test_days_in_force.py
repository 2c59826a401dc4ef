"""The days on which a provision is said to be in force are those on which it is decided by."""

from __future__ import annotations

from datetime import date, timedelta

from doudi.runtime.evaluation.force import days_in_force
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.declarations import Provision
from tests.support.real_rules import Rules

_DAY = timedelta(days=1)


def _speaks(provision: Provision, on: date, rules: Index) -> bool:
    return rules.competent(provision, on, provision.area) != "date"


def test_a_provision_speaks_from_its_first_day_on_and_not_before(rules: Rules) -> None:
    for it in rules.program.provisions:
        first, last = days_in_force(it, rules.index)
        assert not _speaks(it, first - _DAY, rules.index)
        assert _speaks(it, first, rules.index) is (last is None or first <= last)


def test_a_provision_speaks_to_its_last_day_and_not_after(rules: Rules) -> None:
    ended = {it: last for it in rules.program.provisions if (last := _last(it, rules.index))}
    assert len(ended) > len({it.document for it in ended}) > 1
    for it, last in ended.items():
        assert not _speaks(it, last + _DAY, rules.index)
        assert _speaks(it, last, rules.index) is (days_in_force(it, rules.index)[0] <= last)


def _last(provision: Provision, rules: Index) -> date | None:
    return days_in_force(provision, rules)[1]
