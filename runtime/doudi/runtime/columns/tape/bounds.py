"""How large the numbers are that a tape has room for."""

from __future__ import annotations

from typing import Final

from doudi.runtime.columns.numbers import measured
from doudi.runtime.columns.scene import Scene
from doudi.runtime.population.planes import Numbers, Plane
from doudi.runtime.program.ids import FactId
from doudi.runtime.program.types import Quantity

_TIMES: Final = 4  # the largest of the first chunk; who has more is not for its tape
_MONEY: Final = 10**9  # in any case, in fen
_OTHERS: Final = 1 << 8


def bounds(scene: Scene) -> dict[FactId, int]:
    """Of every column that there is; of those that hold no numbers 1."""
    return {
        fact: _bound(fact, plane, scene)
        for level in scene.levels.values()
        for fact, plane in level.facts.items()
    }


def room_for(plane: Numbers, least: int = _OTHERS) -> int:
    return max(measured(plane).bound * _TIMES, least)


def _bound(fact: FactId, plane: Plane, scene: Scene) -> int:
    if not isinstance(plane, Numbers):
        return 1
    type_ = scene.rules.facts[fact].type
    return room_for(plane, _MONEY if isinstance(type_, Quantity) and type_.yuan else _OTHERS)
