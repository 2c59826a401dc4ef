"""The project's own tables hold together and say what their sources say."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from doudi.compiler.tables.areas import read_areas
from doudi.compiler.tables.calendar import read_calendar
from doudi.compiler.tables.standards import read_standard
from doudi.policy_dsl.source import Source
from doudi.runtime.program.declarations import Area, Calendar, StandardRow
from doudi.runtime.program.ids import AreaCode, OptionId, StandardId

RULES = Path(__file__).parents[2] / "rules"
HUKOU = (("urban", "rural"),)
SUPPORT = (("in_institution", "at_home"),)
STANDARDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "dibao": HUKOU,
    "dibao_class": (("class_one", "class_two", "class_three", "class_four"),),
    "dibao_guide": HUKOU,
    "destitution": HUKOU,
    "destitution_guide": HUKOU,
    "destitution_care": (("self_caring", "partly_dependent", "fully_dependent"),),
    "disability_living": (),
    "disability_nursing": (("grade_one", "grade_two"),),
    "orphan": SUPPORT,
    "unattended_child": SUPPORT,
}


def source(path: Path) -> Source:
    return Source(path.name, path.read_text("utf-8"))


@cache
def areas() -> dict[str, Area]:
    found = read_areas(source(RULES / "areas.yaml"))
    assert found.findings == ()
    return {it.code: it for it in found.value}


@cache
def calendar() -> Calendar:
    found = read_calendar(source(RULES / "calendar.yaml"))
    assert found.findings == ()
    return found.value


@cache
def rows(name: str) -> tuple[StandardRow, ...]:
    found = read_standard(
        source(RULES / "standards" / f"{name}.yaml"),
        StandardId(f"{name}_standard"),
        [[OptionId(it) for it in options] for options in STANDARDS[name]],
        {AreaCode(it) for it in areas()},
    )
    assert found.findings == ()
    return found.value


def on(name: str, area: str, day: date, *options: str) -> StandardRow | None:
    return next(
        (
            it
            for it in rows(name)
            if (it.area, it.options) == (area, options)
            and it.start <= day
            and (it.end is None or day <= it.end)
        ),
        None,
    )


def test_every_file_of_standards_is_read_here() -> None:
    assert {it.stem for it in (RULES / "standards").glob("*.yaml")} == set(STANDARDS)


@pytest.mark.parametrize("name", STANDARDS)
def test_every_amount_names_its_document_and_source(name: str) -> None:
    assert rows(name)
    for it in rows(name):
        assert it.document
        assert it.source.startswith("http") or it.amount is None


def test_provinces_lie_in_the_country_and_counties_in_their_city() -> None:
    table = areas()
    assert table["620000"].parent == "000000"
    assert (table["620602"].name, table["620602"].parent) == ("凉州区", "620600")
    assert (table["500105"].name, table["500105"].parent) == ("江北区", "500000")


def test_weekends_and_holidays_are_told_apart_over_eleven_years() -> None:
    table = calendar()
    assert table.years == tuple(range(2016, 2027))
    assert len(table.spring_festivals) == len(table.years)
    assert date(2021, 2, 7) in table.work
    assert date(2021, 2, 11) in table.off


def test_spring_festival_falls_inside_its_holiday() -> None:
    table = calendar()
    for day in table.spring_festivals:
        around = {day + timedelta(it) for it in range(-1, 4)}
        assert around & set(table.off), day


@pytest.mark.parametrize(
    ("day", "fen"),
    [(date(2021, 2, 15), 62000), (date(2021, 8, 31), 62000), (date(2021, 9, 1), 63600)],
)
def test_the_urban_standard_of_chongqing_changes_in_september_2021(day: date, fen: int) -> None:
    row = on("dibao", "500000", day, "urban")
    assert row is not None
    assert row.amount == fen


@pytest.mark.parametrize("name", ["dibao", "destitution", "orphan"])
def test_the_shiyan_figures_of_2019_are_unknown_and_name_the_notice(name: str) -> None:
    for option in STANDARDS[name][0]:
        row = on(name, "420300", date(2019, 12, 1), option)
        assert row is not None
        assert row.amount is None
        assert "关于调整全市城乡社会救助保障标准的通知" in row.document


@pytest.mark.parametrize("option", ["urban", "rural"])
def test_no_provincial_level_stands_in_for_a_wuwei_standard(option: str) -> None:
    row = on("dibao", "620600", date(2021, 2, 15), option)
    assert row is not None
    assert row.amount is None
    assert on("dibao", "620000", date(2021, 2, 15), option) is None
    assert on("dibao_guide", "620000", date(2021, 2, 15), option) is not None
