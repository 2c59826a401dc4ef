"""What is promised comes out, and nobody who tries everything finds less or nearer."""

from __future__ import annotations

import pytest

from tests.support.real_rules import Rules
from tests.whynot.run import Tally, tally


def test_no_plain_search_finds_a_smaller_change_or_a_nearer_one(rules: Rules) -> None:
    found = tally(60, 7, rules.index)
    assert found.wrong == []
    assert _with_a_change(found) > 5


@pytest.mark.nightly
def test_nor_does_it_for_two_thousand_refusals(rules: Rules) -> None:
    found = tally(2000, 1, rules.index)
    assert found.wrong == []
    assert _with_a_change(found) > 300


def _with_a_change(found: Tally) -> int:
    return sum(many for what, many in found.counts.items() if what.endswith("facts"))
