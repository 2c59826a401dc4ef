"""What many subjects' values of one fact, term or expression are: planes of a chunk.

The values of `doudi.runtime.values`, side by side. A plane that nothing unknown or not applicable
stands in says so by what it leaves out (`high is low`, `absent is None`), so that the common case
costs nothing. Nobody writes to a plane that has been read: it may be the table's own memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.uint8]
Mask: TypeAlias = npt.NDArray[np.bool_]
Integers: TypeAlias = npt.NDArray[np.int64]
Indices: TypeAlias = npt.NDArray[np.int32]
Options: TypeAlias = npt.NDArray[np.int8 | np.int32]

# Of truths without judgement `and` is &, and `or` is |; with it, `and` is the smaller code.
FALSE: Final = 0
UNKNOWN: Final = 1
JUDGEMENT: Final = 2
TRUE: Final = 3

# Open ends; every number is held well within them (`LARGEST`), and what goes beyond is refused.
OPEN_LOW: Final = -(1 << 62)
OPEN_HIGH: Final = 1 << 62
LARGEST: Final = 10**15

UNKNOWN_SYMBOL: Final = -1


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """`code`: FALSE, UNKNOWN, JUDGEMENT or TRUE; `absent`: where it is not applicable, if anywhere.

    Where `absent`, the code is FALSE: a condition that is not applicable is false. `open` and
    `judged`: whether UNKNOWN and JUDGEMENT may stand in it; without them two values are enough.
    """

    code: Codes
    absent: Mask | None = None
    open: bool = True
    judged: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Intervals of whole run-time numbers (fen, ordinals, minutes), divided by `per`.

    `per`: 1 or more; the same for all, or for each its own. `high is low` where all are exact.
    Where `absent`, the ends mean nothing. No end that is not open is larger than `bound`, either
    way.
    """

    low: Integers
    high: Integers
    per: int | Integers = 1
    absent: Mask | None = None
    bound: int = LARGEST


@dataclass(frozen=True, slots=True, eq=False)
class Symbols:
    """Options by their place in their choice, areas by their code as a number; -1 is unknown.

    A column of few options is of bytes.
    """

    code: Options
    absent: Mask | None = None


Plane: TypeAlias = Truths | Numbers | Symbols
