"""A tape for an epoch: every scheme that can be on it."""

from __future__ import annotations

from collections.abc import Collection

from doudi.runtime.columns.numbers import measured
from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.code import Result, Tape
from doudi.runtime.columns.tape.lower import Lowering
from doudi.runtime.columns.tape.lower_schemes import result
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.population.planes import Numbers, Plane
from doudi.runtime.program.ids import FactId, SchemeId
from doudi.runtime.program.types import Quantity

_ROOM = 16  # times the largest number of the first chunk; larger ones are not for its tape
_MONEY, _OTHERS = 10**9, 1 << 14  # what there is room for in any case, fen or whatever else


def written(schemes: Collection[SchemeId], scene: Scene, *, open_: bool = False) -> Tape:
    """For chunks with the columns of this scene, and no larger numbers.

    `open_`: in which something may be unknown.
    """
    tape = Writing(open_)
    its = Lowering(scene, tape, _bounds(scene))
    results: list[Result] = []
    for scheme in schemes:
        if scene.rules.schemes[scheme].entity in scene.levels:
            try:
                results.append(result(scheme, its))
            except NoTapeError:
                continue
    return Tape(
        columns=tuple(tape.columns.values()),
        steps=tuple(tape.steps),
        tables=tuple(tape.tables),
        results=tuple(results),
        positive=tuple(tape.positive),
        registers=tape.registers,
    )


def _bounds(scene: Scene) -> dict[FactId, int]:
    return {
        fact: _bound(fact, plane, scene)
        for level in scene.levels.values()
        for fact, plane in level.facts.items()
    }


def _bound(fact: FactId, plane: Plane, scene: Scene) -> int:
    if not isinstance(plane, Numbers):
        return 1
    type_ = scene.rules.facts[fact].type
    least = _MONEY if isinstance(type_, Quantity) and type_.yuan else _OTHERS
    return max(measured(plane).bound * _ROOM, least)
