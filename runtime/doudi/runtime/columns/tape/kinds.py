"""The kinds of cells that a scheme's keys come to: each decided once, when it first occurs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.cells import Kinds
from doudi.runtime.columns.look_ups import looked_up
from doudi.runtime.columns.places import Wide
from doudi.runtime.columns.tape.code import Kind, Result
from doudi.runtime.population.planes import Codes, Mask

Keys = npt.NDArray[Any]

_FEW: Final = 256  # keys that are all decided beforehand, so that a key is its kind
_UNMET: Final = np.iinfo(np.uint16).max


@dataclass(slots=True, eq=False)
class Met:
    """The kinds met so far. `place`: of each key its kind, or _UNMET; None where a key is its kind.

    `refused`: kinds that are not for the tape; `refuses`: whether there are any.
    """

    result: Result
    place: Wide | None
    found: list[Kind | None] = field(default_factory=list)
    kinds: Kinds = field(init=False)
    refused: Mask = field(init=False)
    refuses: bool = field(init=False)

    def __post_init__(self) -> None:
        self._add(() if self.place is not None else range(self.result.keys))

    def kind(self, keys: Keys) -> Codes | Wide:
        """The kind of each key; those not met before are decided."""
        if self.place is None:
            return keys
        found = looked_up(self.place, keys)
        if found.max(initial=0) == _UNMET:
            self._add(np.unique(keys[found == _UNMET]).tolist())
            found = looked_up(self.place, keys)
        return found

    def _add(self, keys: Iterable[int]) -> None:
        for key in keys:
            if self.place is not None:
                self.place[key] = len(self.found)
            self.found.append(self.result.kind_of(key))
        self.kinds = _kinds([it or _REFUSED for it in self.found])
        self.refused = np.array([it is None for it in self.found], np.bool_)
        self.refuses = None in self.found


def kinds_met(result: Result, *, beforehand: bool) -> Met:
    """`beforehand`: whether all keys are decided now, if they are few."""
    few = beforehand and result.keys <= _FEW
    return Met(result, None if few else np.full(result.keys, _UNMET, np.uint16))


_REFUSED: Final = Kind(0, 0, 0, 0, 0, not_met=False, worked_out=0)


def _kinds(of: list[Kind]) -> Kinds:
    return Kinds(
        outcome=np.array([it.outcome for it in of], np.uint8),
        status=np.array([it.status for it in of], np.uint8),
        low=np.array([it.low for it in of], np.int64),
        high=np.array([it.high for it in of], np.int64),
        provision=np.array([it.provision for it in of], np.int32),
        condition=np.array([it.not_met for it in of], np.uint8),
        worked_out=np.array([it.worked_out for it in of], np.uint8),
    )
