"""Random numbers by name: the same seed, block and name give the same numbers, on every machine.

Every fact of every block has a stream of its own, so that a longer sample begins with the shorter
one, and a fact that the rules gain changes no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np

from doudi.runtime.population.planes import Integers

CHANCES: Final = 1 << 32  # a chance is evenly one of these, from 0
_KEY_BYTES: Final = 16  # of a Philox key


@dataclass(frozen=True, slots=True)
class Streams:
    """`block`: which stretch of households."""

    seed: int
    block: int

    def chances(self, name: str, number: int) -> Integers:
        said = f"{self.seed}/{self.block}/{name}".encode()
        key = int.from_bytes(blake2b(said, digest_size=_KEY_BYTES).digest())
        # The raw numbers: numpy promises that these stay the same from version to version.
        raw = np.random.Philox(key=key).random_raw((number + 1) // 2)
        return raw.astype("<u8").view("<u4")[:number].astype(np.int64)
