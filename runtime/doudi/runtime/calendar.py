"""Chinese working days (调休) and Spring Festivals, from the bundle's dated table.

Days are proleptic ordinals. Outside the years of the table the answer is None:
not known, never a guess.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from doudi.runtime.program.declarations import Calendar


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Every working day of the covered years in order, year by year without a gap."""

    first: int  # the first covered day
    last: int  # the last covered day
    days: tuple[int, ...]
    festivals: dict[int, int]

    def shift(self, day: int, count: int) -> int | None:
        """The `count`-th working day after `day` (before it, if negative); 0 is the day itself.

        The day itself need not be in the table where all that are counted are.
        """
        if not self.first - (count > 0) <= day <= self.last + (count < 0):
            return None
        if count == 0:
            return day
        at = (
            bisect_right(self.days, day) + count - 1
            if count > 0
            else bisect_left(self.days, day) + count
        )
        return self.days[at] if 0 <= at < len(self.days) else None

    def spring_festival(self, year: int) -> int | None:
        return self.festivals.get(year)


def working_calendar(table: Calendar) -> WorkingCalendar:
    """The longest run of years from the table's first one on, so that no gap is stepped over."""
    festivals = {it.year: it.toordinal() for it in table.spring_festivals}
    if not table.years:
        return WorkingCalendar(1, 0, (), festivals)
    first_year = min(table.years)
    last_year = first_year
    while last_year + 1 in table.years:
        last_year += 1
    first, last = date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    off = {it.toordinal() for it in table.off}
    work = {it.toordinal() for it in table.work}
    days = tuple(
        day
        for day in range(first, last + 1)
        if day in work or (day not in off and (day + 6) % 7 < 5)  # noqa: PLR2004 — ordinal 1 was a Monday
    )
    return WorkingCalendar(first, last, days, festivals)
