"""Look-ups of two neighbours at once say what a look-up of each says."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doudi.runtime.columns.places import places

FEW, MANY = 16, 17  # the most that are paired, and more than that
LONG = 1 << 12


def table(many: int, of: type[np.generic]) -> npt.NDArray[Any]:
    return (np.arange(many, dtype=np.int64) ** 3 - 7).astype(of)


@given(
    size=st.sampled_from((0, 1, LONG - 1, LONG, LONG + 1)),
    many=st.sampled_from((1, 2, FEW, MANY, 256)),
    of=st.sampled_from((np.uint8, np.int32, np.int64)),
    seed=st.integers(0, 9),
)
def test_each_subject_gets_what_stands_at_its_place(
    size: int, many: int, of: type[np.generic], seed: int
) -> None:
    at = np.random.default_rng(seed).integers(0, many, size).astype(np.uint8)
    its = table(many, of)
    assert places(at, many).of(its).tolist() == [its[it] for it in at.tolist()]


@pytest.mark.parametrize("size", [3, LONG])
def test_a_place_that_is_not_in_the_table_is_its_last_and_its_neighbours_get_theirs(
    size: int,
) -> None:
    """Of households that a tape is not for anything may come."""
    at = np.zeros(size, np.uint8)
    at[1] = 255
    its = table(2, np.int64)
    assert places(at, 2).of(its).tolist() == [its[0], its[1], *[its[0]] * (size - 2)]


def test_places_that_lie_apart_in_memory_are_looked_up_all_the_same() -> None:
    at = np.tile(np.arange(8, dtype=np.uint8), LONG)[::3]
    its = table(8, np.int64)
    assert (places(at, 8).of(its) == its[at]).all()
