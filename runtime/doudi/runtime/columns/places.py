"""What stands in a table at each place, by NumPy.

In small tables two neighbours are looked up at once, which halves the time: their two bytes are one
number of 16 bits, and a table of pairs says what both come to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.population.planes import Codes

Table = npt.NDArray[Any]
Wide = npt.NDArray[np.uint16]

_FEW: Final = 16  # places; a table of pairs has 256 times as many
_LONG: Final = 1 << 12  # subjects for whom it is worth to make one
_KEPT: Final = 256  # tables of pairs, of some 30 KB each


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """`at`: as NumPy wants places; from anything else they would be made anew by each look-up.

    `paired`: whether they are of pairs, and then `last` is of the one that is left over.
    """

    size: int
    at: npt.NDArray[np.intp]
    paired: bool
    last: Codes | Wide

    def of(self, table: Table) -> Table:
        """What the table says at each place. Places that are not in it are at its end."""
        if not self.paired:
            return table.take(self.at, mode="clip")
        pairs = _pairs(table.tobytes(), table.dtype)
        found = np.empty(self.size + self.size % 2, table.dtype)
        whole = found[: self.size - self.size % 2].view(pairs.dtype)
        pairs.take(self.at, out=whole, mode="clip")
        found[self.size - len(self.last) : self.size] = table.take(self.last, mode="clip")
        return found[: self.size]


def places(at: Codes | Wide, many: int) -> Places:
    """`many`: places that there are in the tables."""
    size = len(at)
    paired = at.dtype == np.uint8 and many <= _FEW and size >= _LONG and at.flags.c_contiguous
    # One that is in no table, of a household that is refused, would spoil what its neighbour gets.
    if not paired or at.max() >= many:
        return Places(size, at.astype(np.intp), paired=False, last=at[:0])
    even = size - size % 2
    return Places(size, at[:even].view(np.uint16).astype(np.intp), paired=True, last=at[even:])


@lru_cache(_KEPT)
def _pairs(table: bytes, of: np.dtype[Any]) -> Table:
    """For each two bytes, as this machine puts them into a number, what both come to."""
    its = np.frombuffer(table, of)
    two = np.arange(256 * len(its), dtype=np.uint16).view(np.uint8).reshape(-1, 2)
    return its.take(two, mode="clip").view(np.dtype((np.void, 2 * of.itemsize))).ravel()
