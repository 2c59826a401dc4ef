"""How often something is paid, for many subjects at once; only that tells for which month it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, TypeAlias, cast

import numpy as np

from doudi.runtime.columns import numbers
from doudi.runtime.columns.cells import NOBODY
from doudi.runtime.columns.columnar import plane_of
from doudi.runtime.columns.expressions import place_of, value
from doudi.runtime.columns.patterns import EVERYWHERE, Rows, at_rows, patterns, prevailing_apart
from doudi.runtime.columns.scene import Scene
from doudi.runtime.evaluation.facets import SaidPeriod, other_period
from doudi.runtime.population.planes import Mask, Numbers
from doudi.runtime.program.declarations import Period, Provision
from doudi.runtime.program.expressions import Expr
from doudi.runtime.program.ids import EntityId
from doudi.runtime.values import NotApplicable

Every: TypeAlias = Literal["once", "month", "year"] | None

_NEVER = np.zeros((), np.bool_)


def is_monthly(every: Every) -> bool:
    """Whether amounts are those of a month, and not those of the day."""
    return every not in (None, "once")


def every_of(
    provisions: Sequence[Provision], rows: Rows, size: int, entity: EntityId, scene: Scene
) -> Iterator[tuple[Rows, Every, int]]:
    """Among `rows` of the level: those for whom it is paid so often, and who clashes first there.

    What is given are places among those rows, with NOBODY where nobody clashes.
    """
    said = [(it, it.facets.period) for it in provisions if it.facets.period is not None]
    if len(said) < 2:  # noqa: PLR2004 - one cannot differ from itself
        yield EVERYWHERE, said[0][1].every if said else None, NOBODY
        return
    pairs = list(combinations(range(len(said)), 2))
    differ = [
        at_rows(_differ(said[one], said[other], entity, scene), rows, len(scene.levels[entity]))
        for one, other in pairs
    ]
    for these, told in patterns(differ, size):
        apart = {pair for pair, it in zip(pairs, told, strict=True) if it}
        left, clash = prevailing_apart("period", [it for it, _ in said], apart, scene.rules)
        first = said[left[0]][1].every if left else None
        yield these, first, scene.first_of(clash) if clash else NOBODY


def _differ(
    one: tuple[Provision, Period], other: tuple[Provision, Period], entity: EntityId, scene: Scene
) -> Mask:
    clauses = (SaidPeriod(it, None, None) for _, it in (one, other))
    if other_period(*clauses):
        return np.ones((), np.bool_)
    starts = _days_differ((one[0], one[1].start), (other[0], other[1].start), entity, scene)
    return starts | _days_differ((one[0], one[1].end), (other[0], other[1].end), entity, scene)


def _days_differ(
    one: tuple[Provision, Expr | None],
    other: tuple[Provision, Expr | None],
    entity: EntityId,
    scene: Scene,
) -> Mask:
    """Where both days are known and not the same."""
    days: list[Numbers] = []
    for provision, expr in (one, other):
        if expr is None:
            return _NEVER
        found = value(expr, place_of(provision, entity, scene), scene)
        if isinstance(found, NotApplicable):
            return _NEVER
        days.append(cast("Numbers", plane_of(found, scene.names)))
    left, right = numbers.all_aligned(days)
    known = (left.low == left.high) & (right.low == right.high)
    for it in days:
        known = known if it.absent is None else known & ~it.absent
    return np.asarray(known & (left.low != right.low))
