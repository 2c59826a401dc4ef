"""A tape for an epoch: every scheme that can be on it."""

from __future__ import annotations

from collections.abc import Collection

from doudi.runtime.columns.scene import Scene
from doudi.runtime.columns.tape.bounds import bounds
from doudi.runtime.columns.tape.code import Result, Tape
from doudi.runtime.columns.tape.lower_schemes import result
from doudi.runtime.columns.tape.lowering import Lowering
from doudi.runtime.columns.tape.needed import needed
from doudi.runtime.columns.tape.writing import NoTapeError, Writing
from doudi.runtime.program.ids import FactId, SchemeId


def written(
    schemes: Collection[SchemeId],
    scene: Scene,
    *,
    open_: bool = False,
    absent: Collection[FactId] = (),
    reasons: bool = True,
) -> Tape:
    """For chunks with the columns of this scene, and no larger numbers.

    `open_`: in which something may be unknown; `absent`: of what it may be not applicable;
    `reasons`: whether it is to say which part of a condition failed.
    """
    tape = Writing(open_)
    its = Lowering(scene, tape, bounds(scene), absent, reasons)
    results: list[Result] = []
    for scheme in schemes:
        if scene.rules.schemes[scheme].entity in scene.levels:
            try:
                results.append(result(scheme, its))
            except NoTapeError:
                continue
    whole = Tape(
        columns=tuple(tape.columns.values()),
        steps=tuple(tape.steps),
        tables=tuple(tape.tables),
        results=tuple(results),
        positive=tuple(tape.positive),
        registers=tape.registers,
    )
    return needed(whole)
