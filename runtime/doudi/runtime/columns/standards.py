"""Dated amounts for many subjects: a figure for every combination of options, in every epoch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    plane_of,
)
from doudi.runtime.columns.figures import choices, figures
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.population.planes import Symbols
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import OptionId
from doudi.runtime.values import NotApplicable


def standard(expr: ir.Standard, args: Sequence[Columnar], place: Place, scene: Scene) -> Columnar:
    """`args`: what its figures are looked up by."""
    at: npt.NDArray[np.int64] = np.zeros((), np.int64)
    for arg, options in zip(args, choices(expr, scene), strict=True):
        at = at * (len(options) + 1) + _option(arg, options, scene.names)
    return scene.said(figures(expr, place, scene), place.entity, at)


def _option(arg: Columnar, options: Sequence[OptionId], names: Symbolism) -> npt.NDArray[np.int64]:
    """Its place among the options; behind them what is unknown or not applicable."""
    last = len(options)
    if isinstance(arg, NotApplicable):
        return np.array(last)
    plane = cast("Symbols", plane_of(arg, names))
    numbers = np.array([names.number[it] for it in options], np.int32)
    first = numbers.min()
    table = np.full(int(numbers.max() - first) + 2, last)
    table[numbers - first] = np.arange(last)
    beyond = np.uint32(len(table) - 1)  # whatever is below the first comes far above the last
    found = table[np.minimum((plane.code - first).view(np.uint32), beyond)]
    return found if plane.absent is None else np.where(plane.absent, last, found)
