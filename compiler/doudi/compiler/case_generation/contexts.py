"""The days and areas at which a target is looked at: where it is competent, and its edges.

Gives few: the first day in force, then days from which something it leans on changes; areas
with figures for its standards first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Final

from doudi.compiler.drafts.window import Window
from doudi.runtime.areas import COUNTRY
from doudi.runtime.evaluation.index import Index
from doudi.runtime.program.ids import AreaCode, StandardId

_DAYS: Final = 5
_AREAS: Final = 4
_MONTHS: Final = 15


def days_of(window: Window, rules: Index, *, monthly: bool) -> tuple[date, ...]:
    """`monthly`: what is looked at depends on the date itself."""
    starts = {it.force.start for it in rules.program.documents}
    starts |= {it.force.start for it in rules.program.provisions}
    starts |= {row.start for it in rules.program.standards for row in it.rows}
    later = sorted(it for it in starts if it > window.start and window.holds(it))
    found = [window.start, *_spread(later, _DAYS)]
    if monthly:
        first = window.start.year * 12 + window.start.month
        months = (date(it // 12, it % 12 + 1, 1) for it in range(first, first + _MONTHS))
        found += [it for it in months if window.holds(it)]
    return tuple(dict.fromkeys(found))


def areas_inside(
    area: AreaCode, seat: AreaCode, standards: Iterable[StandardId], rules: Index
) -> tuple[AreaCode, ...]:
    """Counties before provinces; those with a figure for a standard first."""
    tree = rules.tables.areas
    parents = {it.parent for it in rules.program.areas}
    leaves = [it.code for it in rules.program.areas if it.code not in parents]
    leaves.sort(key=lambda it: it.endswith("00"))  # 市辖区 is where nobody lives
    rows = [row.area for it in standards for row in rules.standards[it].rows]
    with_figure = [leaf for leaf in leaves if any(tree.within(leaf, it) for it in set(rows))]
    wanted = [*with_figure, *leaves, area]
    inside = (it for it in wanted if tree.within(it, area) and tree.within(it, seat))
    return tuple(_distant(dict.fromkeys(inside), rules, _AREAS))


def area_outside(area: AreaCode, rules: Index) -> AreaCode | None:
    """The nearest county that is not in an area; None for the whole country."""
    if area == COUNTRY:
        return None
    tree = rules.tables.areas
    parents = {it.parent for it in rules.program.areas}
    leaves = [it.code for it in rules.program.areas if it.code not in parents]
    for container in tree.up(area):
        for leaf in leaves:
            if tree.within(leaf, container) and not tree.within(leaf, area):
                return leaf
    return None


def _spread(days: list[date], most: int) -> list[date]:
    if len(days) <= most:
        return days
    return [days[it * (len(days) - 1) // (most - 1)] for it in range(most)]


def _distant(areas: Iterable[AreaCode], rules: Index, most: int) -> Iterator[AreaCode]:
    """One of each province or city before a second one of any."""
    tree = rules.tables.areas
    given = list(areas)
    seen: set[str] = set()
    first: list[AreaCode] = []
    for it in given:
        province = list(tree.up(it))[-2:][0]
        if province not in seen:
            seen.add(province)
            first.append(it)
    return islice(dict.fromkeys([*first, *given]), most)
