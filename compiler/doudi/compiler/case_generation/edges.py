"""The edges of a provision's time and area: the same case just inside and just outside.

Takes a provision; gives the day before it is in force and the first day, the last day and the
day after, and the nearest area that it does not reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from doudi.compiler.case_generation.contexts import area_outside
from doudi.compiler.case_generation.goals import Constants, Goal, Place, Search, SpentError, Want
from doudi.compiler.case_generation.target import Judge
from doudi.compiler.drafts.draft import Draft, seen_from
from doudi.compiler.drafts.window import window_of
from doudi.runtime.program.declarations import Provision

_LIMIT: Final = 2_000
_LONGEST: Final = date(2200, 12, 31)

EdgeKind = Literal["start", "end", "area", "condition"]


@dataclass(frozen=True, slots=True)
class Edge:
    """In force at `inside`, where its condition holds; at `outside` it is not, or does not."""

    provision: Provision
    kind: EdgeKind
    inside: Draft
    outside: Draft


@dataclass(frozen=True, slots=True)
class NoEdge:
    """No case was found in which the provision applies on that day or there."""

    provision: Provision
    kind: EdgeKind


def edges_of(
    provision: Provision, contexts: list[Draft], constants: Constants, judge: Judge
) -> Iterator[Edge | NoEdge]:
    window = window_of(provision, judge.rules)
    if window is None or not contexts:
        return
    yield _edge(provision, "start", contexts, constants, judge, window.start, -1)
    if window.end is not None and window.end < _LONGEST:
        yield _edge(provision, "end", contexts, constants, judge, window.end, 1)
    outside = area_outside(provision.area, judge.rules)
    if outside is not None:
        inside = _applies(provision, contexts, constants, judge)
        if inside is None:
            yield NoEdge(provision, "area")
        else:
            yield Edge(provision, "area", inside, replace(inside, area=outside))


def _edge(
    provision: Provision,
    kind: EdgeKind,
    contexts: list[Draft],
    constants: Constants,
    judge: Judge,
    day: date,
    away: int,
) -> Edge | NoEdge:
    def beside(draft: Draft) -> Draft:
        return replace(draft, as_of=day + timedelta(days=away))

    on_day = [replace(it, as_of=day) for it in contexts]
    inside = _applies(provision, on_day, constants, judge, moved=beside)
    return (
        NoEdge(provision, kind) if inside is None else Edge(provision, kind, inside, beside(inside))
    )


def end_of_condition(
    provision: Provision, contexts: list[Draft], constants: Constants, judge: Judge
) -> Edge | None:
    """Where no pair leaves a condition plainly false, a case that does: what is ruled out."""
    inside = _applies(provision, contexts, constants, judge)
    outside = _applies(provision, contexts, constants, judge, "false")
    if inside is None or outside is None:
        return None
    return Edge(provision, "condition", inside, outside)


def _applies(
    provision: Provision,
    contexts: list[Draft],
    constants: Constants,
    judge: Judge,
    want: Want = "true",
    moved: Callable[[Draft], Draft] = lambda it: it,
) -> Draft | None:
    """A case that could be, and could be where it is `moved` to."""
    at = Place(seen_from(provision.entity, 1, judge.rules), provision)
    for context in dict.fromkeys((it.as_of, it.area) for it in contexts):
        draft = replace(contexts[0], as_of=context[0], area=context[1])
        if provision.condition is None:
            return draft
        search = Search(judge, constants, judge.asked + _LIMIT)
        goal = Goal(provision.condition, want, at)
        try:
            found = search.meet(goal, draft)
            return next(it for it in found if judge.possible(it) and judge.possible(moved(it)))
        except StopIteration:
            continue
        except SpentError:
            continue
    return None
