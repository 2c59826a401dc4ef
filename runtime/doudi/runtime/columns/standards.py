"""Dated amounts for many subjects: a figure for every combination of options, looked up once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import cast

import numpy as np
import numpy.typing as npt

from doudi.runtime.columns.columnar import (
    Columnar,
    Symbolism,
    gathered,
    is_plane,
    plane_of,
    taken,
    told,
)
from doudi.runtime.evaluation.evaluate import standard_value
from doudi.runtime.evaluation.scope import Scope
from doudi.runtime.population.planes import Symbols
from doudi.runtime.program import expressions as ir
from doudi.runtime.program.ids import OptionId
from doudi.runtime.values import UNKNOWN_SYMBOL, NotApplicable, Symbol, Value


def standard(
    expr: ir.Standard, args: Sequence[Columnar], scope: Scope, names: Symbolism
) -> Columnar:
    if not any(is_plane(it) for it in args):
        return standard_value(expr, list(cast("Sequence[Value]", args)), scope)[0]
    rules = scope.run.index
    choices = [rules.options[it] for it in rules.standards[expr.id].by]
    at: npt.NDArray[np.int64] = np.zeros((), np.int64)
    for arg, options in zip(args, choices, strict=True):
        at = at * (len(options) + 1) + _option(arg, options, names)
    kinds: list[list[Value]] = [[*map(Symbol, options), UNKNOWN_SYMBOL] for options in choices]
    every = product(*kinds)
    figures = [standard_value(expr, [*these], scope)[0] for these in every]
    return told(taken(gathered(figures, names), at))


def _option(arg: Columnar, options: Sequence[OptionId], names: Symbolism) -> npt.NDArray[np.int64]:
    """Its place among the options; behind them what is unknown or not applicable."""
    last = len(options)
    if isinstance(arg, NotApplicable):
        return np.array(last)
    plane = cast("Symbols", plane_of(arg, names))
    numbers = np.array([names.number[it] for it in options])
    first = int(numbers.min())
    table = np.full(int(numbers.max()) - first + 2, last)
    table[numbers - first] = np.arange(last)
    within = (plane.code >= first) & (plane.code - first < len(table))
    found = table[np.where(within, plane.code - first, len(table) - 1)]
    return found if plane.absent is None else np.where(plane.absent, last, found)
