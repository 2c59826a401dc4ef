"""How a day came about: `受理日之后20个工作日（受理日为2021-02-10）`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from doudi.runtime.decision import Schedule
from doudi.runtime.explanation import findings
from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.phrases import phrase
from doudi.runtime.explanation.punctuation import aside, commas, pair, semicolons
from doudi.runtime.explanation.units import type_of
from doudi.runtime.explanation.wording import say
from doudi.runtime.program import expressions as ex
from doudi.runtime.program.ids import ProvisionId
from doudi.runtime.program.types import Date
from doudi.runtime.trace import DayStep, Step, SubjectKey, Trace
from doudi.runtime.values import Interval

Facet = Literal["due", "start", "end"]


def came_about(
    facet: Facet,
    on: date,
    ids: Iterable[ProvisionId],
    key: SubjectKey,
    trace: Trace,
    names: Lexicon,
) -> str:
    """What these provisions counted the day from, empty where they name the day itself."""
    spoken = set(ids)
    ways = (
        _way(it.step, names)
        for it in trace.days
        if it.facet == facet and it.provision in spoken and it.subject == key and _is(it, on, names)
    )
    return semicolons(ways, names.lang)


def paid_from_to(
    schedule: Schedule,
    ids: Iterable[ProvisionId],
    key: SubjectKey,
    trace: Trace,
    names: Lexicon,
) -> str:
    """When payment starts and when it ends, with what each day was counted from."""
    ids = tuple(ids)
    ends: tuple[tuple[Facet, date | None], ...] = (
        ("start", schedule.start),
        ("end", schedule.end),
    )
    said = []
    for facet, on in ends:
        way = came_about(facet, on, ids, key, trace, names) if on is not None else ""
        if way:
            said.append(pair(say(f"paid_{facet}", names.lang, date=on), way, names.lang))
    return semicolons(said, names.lang)


def _is(it: DayStep, on: date, names: Lexicon) -> bool:
    """Whether a step came to that day; of a moment, which no schedule has, whether it is known."""
    value = it.step.value
    if not isinstance(value, Interval) or not value.exact:
        return False
    return value.low == on.toordinal() or not isinstance(type_of(it.step.expr, names), Date)


def _way(step: Step, names: Lexicon) -> str:
    evidence = commas((findings.known(it, names) for it in _leaves(step)), names.lang)
    if isinstance(step.expr, ex.Op):
        return aside(phrase(step.expr, names), evidence, names.lang)
    return evidence


def _leaves(step: Step) -> Iterator[Step]:
    if isinstance(step.expr, ex.Special):
        yield step
    elif step.parts and isinstance(step.expr, ex.Op):
        for part in step.parts:
            yield from _leaves(part)
    else:
        yield from findings.leaves(step)
