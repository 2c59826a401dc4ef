"""From even chances to values: the inverse of what is assumed, in whole numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from doudi.runtime.population.planes import Integers, Mask
from doudi.runtime.sampling.distributions import THOUSAND, Spread
from doudi.runtime.sampling.streams import CHANCES


def within(chances: Integers, thousandths: int) -> Mask:
    return np.asarray(chances < thousandths * CHANCES // THOUSAND)


def enlarged(chances: Integers, thousandths: int) -> Integers:
    """Those within so many thousandths, over the whole range again."""
    return chances * THOUSAND // thousandths


def picked(chances: Integers, values: Sequence[int], weights: Sequence[int]) -> Integers:
    """One of the values, each as often as it weighs."""
    upto = np.cumsum(np.array(weights, np.int64)) * CHANCES // sum(weights)
    return np.array(values, np.int64)[np.searchsorted(upto, chances, side="right")]


def spread(chances: Integers, over: Spread) -> Integers:
    shares = np.array([share for share, _ in over.quantiles], np.int64) * CHANCES // THOUSAND
    numbers = np.array([number for _, number in over.quantiles], np.int64)
    at = np.searchsorted(shares, chances, side="right") - 1
    rise = numbers[at + 1] - numbers[at]
    # One number more than the rise, so that the last is met as often as those before it.
    numbered = (chances - shares[at]) * (rise + 1) // (shares[at + 1] - shares[at])
    return np.asarray(numbers[at] + numbered)
