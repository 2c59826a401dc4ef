"""Dated amounts for many subjects: a figure for every combination of options, in every epoch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import cast

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    plane_of,
)
from doudi.runtime.columns.regimes import Reading
from doudi.runtime.columns.scene import Place, Scene
from doudi.runtime.evaluation.evaluate import standard_value
from doudi.runtime.evaluation.scope import Run
from doudi.runtime.population.layout import HOUSEHOLD
from doudi.runtime.population.planes import Symbols
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import OptionId
from doudi.runtime.values import UNKNOWN_SYMBOL, NotApplicable, Symbol, Truth, Value


def standard(expr: ir.Standard, args: Sequence[Columnar], place: Place, scene: Scene) -> Columnar:
    """`args`: what its figures are looked up by."""
    at: npt.NDArray[np.int64] = np.zeros((), np.int64)
    for arg, options in zip(args, _choices(expr, scene), strict=True):
        at = at * (len(options) + 1) + _option(arg, options, scene.names)
    return scene.said(figures(expr, place, scene), place.entity, at)


def figures(expr: ir.Standard, place: Place, scene: Scene) -> Reading:
    """Of each epoch those of all combinations of options, the unknown one among them."""
    kinds: list[list[Value]] = [
        [*map(Symbol, options), UNKNOWN_SYMBOL] for options in _choices(expr, scene)
    ]
    every, known = [[*these] for these in product(*kinds)], scene.all_epochs.figures

    def ask(run: Run) -> tuple[Value, ...]:
        scope = place.in_epoch(run)
        key = (expr.id, run.case.area, scope.on)
        if key not in known:
            known[key] = tuple(standard_value(expr, these, scope)[0] for these in every)
        return known[key]

    return scene.regime.read((expr.id, place.monthly), ask)


def month_is_day(expr: ir.Standard, scene: Scene) -> bool:
    """Whether in every epoch its figures for the month are those for the day."""
    day, month = (
        figures(expr, Place(HOUSEHOLD, monthly=it, issued=None), scene).ask for it in (False, True)
    )

    def ask(run: Run) -> tuple[Value]:
        return (Truth.TRUE if day(run) == month(run) else Truth.FALSE,)

    found = scene.regime.read((expr.id, "month is day"), ask)
    return not found.differs and found.said[0] == (Truth.TRUE,)


def _choices(expr: ir.Standard, scene: Scene) -> list[Sequence[OptionId]]:
    rules = scene.rules
    return [rules.options[it] for it in rules.standards[expr.id].by]


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
