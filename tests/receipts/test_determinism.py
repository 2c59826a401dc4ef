"""Decisions with their traces are the same bytes under any hash seed, time zone and locale."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.receipts.determinism import ALL, Made, made

_FEW = (ALL[0], ALL[9], ALL[16], ALL[-1])


def _alike(found: Sequence[Made]) -> bool:
    first, *others = found
    return all(it.hashes == first.hashes for it in others)


def test_a_few_decisions_hash_alike_in_surroundings_that_differ_in_everything() -> None:
    assert len({it.seed for it in _FEW}) == 4
    assert len({it.zone for it in _FEW}) == 3
    assert len({it.locale for it in _FEW}) == 2
    found = list(made(150, _FEW))
    assert all(it.decisions >= 150 for it in found)
    assert _alike(found)


@pytest.mark.nightly
def test_thousands_of_decisions_hash_alike_in_thirty_surroundings() -> None:
    assert len(ALL) == 30
    found = list(made(1000, ALL, jobs=2))
    assert all(it.decisions >= 1000 for it in found)
    assert _alike(found)
