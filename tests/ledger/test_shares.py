"""Percentages are whole, add up to exactly 100, and neither hide a sentence nor invent one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.compiler.ledger.shares import share, shares

COUNTS = st.lists(st.integers(0, 5000), min_size=1, max_size=7)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 1, 1), (34, 33, 33)),
        ((2, 1), (67, 33)),
        ((999, 1), (99, 1)),
        ((996, 1, 1, 1, 1), (96, 1, 1, 1, 1)),
        ((0, 5, 0), (0, 100, 0)),
        ((0, 0), (0, 0)),
    ],
)
def test_largest_remainder(counts: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert shares(counts) == expected


@given(COUNTS)
def test_shares_add_up_to_100_and_0_is_only_for_nothing(counts: list[int]) -> None:
    given_ = shares(counts)
    assert sum(given_) == (100 if any(counts) else 0)
    assert [it > 0 for it in given_] == [it > 0 for it in counts]


@given(COUNTS)
def test_more_sentences_never_have_the_smaller_share(counts: list[int]) -> None:
    pairs = sorted(zip(counts, shares(counts), strict=True))
    assert [it for _, it in pairs] == sorted(it for _, it in pairs)


@given(COUNTS)
def test_a_share_is_off_by_no_more_than_raising_the_smallest_to_1_takes(counts: list[int]) -> None:
    total = sum(counts)
    for count, part in zip(counts, shares(counts), strict=True):
        if total:
            assert abs(part - count * 100 / total) < len(counts)


def test_a_part_is_100_only_where_it_is_everything() -> None:
    assert (share(999, 1000), share(1, 1000)) == (99, 1)
    assert (share(7, 7), share(0, 7), share(0, 0)) == (100, 0, 0)
