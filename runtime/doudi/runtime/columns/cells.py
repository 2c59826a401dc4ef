"""What one scheme comes to for all of its subjects in a chunk: the answer, in columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.look_ups import in_use, looked_up
from doudi.runtime.columns.places import Places, Wide, places
from doudi.runtime.decision import Outcome
from doudi.runtime.population.planes import OPEN_HIGH, OPEN_LOW, Codes, Indices, Integers
from doudi.runtime.program.ids import EntityId, SchemeId

Number = TypeVar("Number", bound=np.generic)
Unsettled: TypeAlias = Callable[["CellsByKind"], tuple[Codes, Indices]]

OUTCOMES: Final = tuple(Outcome)
STATUSES: Final = ("none", "exact", "range", "unknown", "left_to")  # of amounts
NOBODY: Final = -1
_RANGE, _UNKNOWN = STATUSES.index("range"), STATUSES.index("unknown")
_UNDETERMINED = OUTCOMES.index(Outcome.UNDETERMINED)


class Cells(Protocol):
    """For each subject, in the order of its level.

    `outcome`, `status`: places in OUTCOMES and STATUSES. `low`, `high`: fen, OPEN_LOW and
    OPEN_HIGH where there is no such end. `provision`: the one that decided, by its place in the
    program, or NOBODY; `condition`: which of its parts, from 1, or 0; `missing`: the place of a
    name in `Answers.names`, or NOBODY. What these say is in docs/language/columns.md.
    """

    @property
    def scheme(self) -> SchemeId: ...
    @property
    def entity(self) -> EntityId: ...
    @property
    def outcome(self) -> Codes: ...
    @property
    def status(self) -> Codes: ...
    @property
    def low(self) -> Integers: ...
    @property
    def high(self) -> Integers: ...
    @property
    def provision(self) -> Indices: ...
    @property
    def condition(self) -> Codes: ...
    @property
    def missing(self) -> Indices: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True, eq=False)
class CellsInFull:
    """Every column as it is."""

    scheme: SchemeId
    entity: EntityId
    outcome: Codes
    status: Codes
    low: Integers
    high: Integers
    provision: Indices
    condition: Codes
    missing: Indices

    def __len__(self) -> int:
        return len(self.outcome)


@dataclass(frozen=True, eq=False)
class Kinds:
    """The different cells of a scheme, as columns of their own.

    `condition`: 1 where the first condition that failed is to be told, else 0. `worked_out`: which
    of the amounts worked out for each subject is its amount, from 1; 0 where the ends stand here.
    """

    outcome: Codes
    status: Codes
    low: Integers
    high: Integers
    provision: Indices
    condition: Codes
    worked_out: Codes

    @cached_property
    def exact(self) -> bool:
        """Whether every amount that stands here has both ends alike."""
        nothing = (self.low == OPEN_LOW) & (self.high == OPEN_HIGH)
        return bool((nothing | (self.low == self.high)).all())


@dataclass(frozen=True, eq=False)
class CellsByKind:
    """Of which kind each subject's cell is; columns are made when they are asked for, and kept.

    `amounts`: ends worked out for each subject; `parts`: how many parts of the condition hold
    before one that does not, None where it has but one. `told`: outcomes and the low ends of
    exact amounts, where these are there already and `amounts` are not. `unsettled`: gives the
    condition and what is missing, also where something is open; None where nobody asks for those.
    """

    scheme: SchemeId
    entity: EntityId
    kind: Codes | Wide
    kinds: Kinds
    amounts: tuple[tuple[Integers, Integers], ...] = ()
    parts: Codes | None = None
    told: tuple[Codes, Integers] | None = None
    unsettled: Unsettled | None = None

    def __len__(self) -> int:
        return len(self.kind)

    @cached_property
    def outcome(self) -> Codes:
        return self.each(self.kinds.outcome) if self.told is None else self.told[0]

    @cached_property
    def status(self) -> Codes:
        found = self.each(self.kinds.status)
        if all(low is high for low, high in self.amounts):
            return found
        low, high = self.low, self.high
        ranged = np.where(low == OPEN_LOW, np.uint8(_UNKNOWN), np.uint8(_RANGE))
        here = (self._worked_out > 0) & (low != high)
        return np.where(here, ranged, found)

    @cached_property
    def low(self) -> Integers:
        if self.told is not None:
            return self.told[1]
        return self._ends(self.kinds.low, [low for low, _ in self.amounts])

    @cached_property
    def high(self) -> Integers:
        if exact(self):
            return np.where(self.low == OPEN_LOW, OPEN_HIGH, self.low)
        return self._ends(self.kinds.high, [high for _, high in self.amounts])

    @cached_property
    def provision(self) -> Indices:
        return self.each(self.kinds.provision)

    @cached_property
    def condition(self) -> Codes:
        return self.failed if self._unsettled is None else self._unsettled[0]

    @cached_property
    def failed(self) -> Codes:
        """The first part of a condition that is not met, from 1; else 0."""
        found = self.each(self.kinds.condition)
        return found if self.parts is None else found * (self.parts + np.uint8(1))

    @cached_property
    def missing(self) -> Indices:
        if self._unsettled is not None:
            return self._unsettled[1]
        return np.broadcast_to(np.array(NOBODY, np.int32), len(self.kind))

    @cached_property
    def _unsettled(self) -> tuple[Codes, Indices] | None:
        if self.unsettled is None or _UNDETERMINED not in self.kinds.outcome:
            return None
        return self.unsettled(self)

    def _ends(self, of_kinds: Integers, amounts: Sequence[Integers]) -> Integers:
        which = self.kinds.worked_out
        found = self.each(np.where(which > 0, 0, of_kinds))
        for number, its in enumerate(amounts, 1):
            here = self.each(-(which == number).astype(np.int64))  # all bits or none
            np.bitwise_or(found, np.bitwise_and(here, its, out=here), out=found)
        return found

    @cached_property
    def _worked_out(self) -> Codes:
        """Which of the amounts is each subject's, from 1, or 0."""
        return self.each(self.kinds.worked_out)

    def each(self, of_kinds: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Of each subject what is said of its kind."""
        return looked_up(of_kinds, self.kind) if in_use() else self._places.of(of_kinds)

    @cached_property
    def _places(self) -> Places:
        return places(self.kind, len(self.kinds.outcome))


@dataclass(frozen=True, eq=False)
class CellsTogether:
    """Those of several selections, each with the places where its subjects stand among `size`.

    The last one stays; columns are made when they are asked for, and kept.
    """

    parts: Sequence[tuple[npt.NDArray[np.intp] | slice, Cells]]
    size: int

    def __len__(self) -> int:
        return self.size

    @property
    def scheme(self) -> SchemeId:
        return self.parts[0][1].scheme

    @property
    def entity(self) -> EntityId:
        return self.parts[0][1].entity

    @cached_property
    def outcome(self) -> Codes:
        return self._whole(lambda it: it.outcome)

    @cached_property
    def status(self) -> Codes:
        return self._whole(lambda it: it.status)

    @cached_property
    def low(self) -> Integers:
        return self._whole(lambda it: it.low)

    @cached_property
    def high(self) -> Integers:
        return self._whole(lambda it: it.high)

    @cached_property
    def provision(self) -> Indices:
        return self._whole(lambda it: it.provision)

    @cached_property
    def condition(self) -> Codes:
        return self._whole(lambda it: it.condition)

    @cached_property
    def missing(self) -> Indices:
        return self._whole(lambda it: it.missing)

    def _whole(self, column: Callable[[Cells], npt.NDArray[Number]]) -> npt.NDArray[Number]:
        found = np.empty(self.size, column(self.parts[0][1]).dtype)
        for rows, cells in self.parts:
            found[rows] = column(cells)
        return found


def exact(cells: Cells) -> bool:
    """Whether it is known beforehand that every amount that there is has both ends alike."""
    match cells:
        case CellsByKind():
            return cells.kinds.exact and all(low is high for low, high in cells.amounts)
        case CellsTogether():
            return all(exact(it) for _, it in cells.parts)
        case _:
            return False


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """All schemes for a chunk. `names`: ids of facts, terms, standards and kinds of subjects."""

    cells: Mapping[SchemeId, Cells]
    names: tuple[str, ...]
