"""`calendar.yaml`: the years for which working days and Spring Festival are known.

Takes the file's source; gives the calendar of the years that are right.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from doudi.compiler.data import fields
from doudi.compiler.data.yaml import Node, read_yaml
from doudi.compiler.tables import errors
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source, Span
from doudi.runtime.program.declarations import Calendar

_YEAR: Final = re.compile(r"[0-9]{4}")
_SATURDAY: Final = 5
# The lunar year begins with the second new moon after the winter solstice.
_FESTIVAL: Final = ((1, 21), (2, 21))

NO_CALENDAR: Final = Calendar((), (), (), (), "")


def read_calendar(source: Source) -> Found[Calendar]:
    parsed = read_yaml(source)
    found = list(parsed.findings)
    top = fields.entries(parsed.value, found, required=("source", "years"))
    if top is None:
        return Found(NO_CALENDAR, tuple(found))
    years: dict[int, Span] = {}
    off: set[date] = set()
    work: set[date] = set()
    festivals: set[date] = set()
    for node in fields.items(top["years"], found):
        values = fields.entries(node, found, required=("year", "spring_festival", "off", "work"))
        year = None if values is None else _year(values["year"], found)
        if values is None or year is None:
            continue
        if year in years:
            found.append(errors.year_twice(values["year"].span, year, years[year]))
            continue
        years[year] = values["year"].span
        off |= _days(values["off"], year, _not_off, found)
        work |= _days(values["work"], year, _not_work, found)
        festival = fields.day(values["spring_festival"], found)
        if festival is None:
            continue
        if _FESTIVAL[0] <= (festival.month, festival.day) <= _FESTIVAL[1] and festival.year == year:
            festivals.add(festival)
        else:
            found.append(errors.no_spring_festival(values["spring_festival"].span, festival))
    return Found(
        Calendar(
            tuple(sorted(years)),
            tuple(sorted(off)),
            tuple(sorted(work)),
            tuple(sorted(festivals)),
            " ".join((fields.text(top["source"], found) or "").split()),
        ),
        tuple(found),
    )


def _year(node: Node, found: list[Finding]) -> int | None:
    written = fields.text(node, found)
    if written is None:
        return None
    if _YEAR.fullmatch(written) and int(written) > 0:
        return int(written)
    found.append(errors.not_a_year(node.span, written))
    return None


def _days(
    node: Node,
    year: int,
    wrong: Callable[[Span, date], Finding | None],
    found: list[Finding],
) -> set[date]:
    days: set[date] = set()
    for item in fields.items(node, found):
        day = fields.day(item, found)
        if day is None:
            continue
        if day.year != year:
            found.append(errors.day_of_another_year(item.span, day, year))
        elif (finding := wrong(item.span, day)) is not None:
            found.append(finding)
        elif day in days:
            found.append(errors.day_twice(item.span, day))
        else:
            days.add(day)
    return days


def _not_off(span: Span, day: date) -> Finding | None:
    return errors.off_on_a_weekend(span, day) if day.weekday() >= _SATURDAY else None


def _not_work(span: Span, day: date) -> Finding | None:
    return errors.work_on_a_weekday(span, day) if day.weekday() < _SATURDAY else None
