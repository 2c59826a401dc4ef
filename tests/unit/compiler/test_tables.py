"""Areas, calendar and standards: what is read, and each thing that can be wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from doudi.compiler.tables.areas import read_areas
from doudi.compiler.tables.calendar import read_calendar
from doudi.compiler.tables.standards import read_standard
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.source import Source
from doudi.runtime.program.declarations import Area, StandardRow
from doudi.runtime.program.ids import AreaCode, OptionId, StandardId

ROW = """\
  - areas: ["500000"]
    options: [urban]
    start: 2020-09-01
    end: 2021-08-31
    amount: 620
    document: 通知
    source: 网站
"""


def areas(lines: str) -> Found[tuple[Area, ...]]:
    return read_areas(Source("areas.yaml", f"source: 表\nareas:\n{lines}"))


def standard(
    rows: str, by: Sequence[Sequence[str]] = (("urban", "rural"),)
) -> Found[tuple[StandardRow, ...]]:
    return read_standard(
        Source("dibao.yaml", f"standard: dibao_standard\nrows:\n{rows}"),
        StandardId("dibao_standard"),
        [[OptionId(it) for it in options] for options in by],
        {AreaCode("000000"), AreaCode("500000"), AreaCode("500106")},
    )


def said(findings: Sequence[Finding]) -> list[tuple[int, str]]:
    return [(it.primary.span.line, it.code.id) for it in findings]


def test_areas_come_with_their_parents_in_the_order_of_codes() -> None:
    found = areas(
        '  - {code: "500000", name: 重庆市, parent: "000000"}\n  - {code: "000000", name: 全国}\n'
    )
    assert found.findings == ()
    assert [(it.code, it.parent) for it in found.value] == [("000000", None), ("500000", "000000")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{code: "50000", name: 甲, parent: "000000"}', "P0710"),
        ('{code: "000000", name: 甲}', "P0710"),
        ('{code: "500000", name: 甲}', "P0710"),
        ('{code: "500000", name: 甲, parent: "510000"}', "P0710"),
        ('{code: "500000", name: 甲, parent: "500000"}', "P0710"),
        ('{code: "500000", parent: "000000"}', "P0705"),
    ],
)
def test_an_area_that_does_not_fit_is_left_out(line: str, code: str) -> None:
    found = areas(f'  - {{code: "000000", name: 全国}}\n  - {line}\n')
    assert said(found.findings) == [(4, code)]
    assert [it.code for it in found.value] == ["000000"]


def test_two_areas_inside_each_other_are_both_found() -> None:
    found = areas(
        '  - {code: "500000", name: 甲, parent: "510000"}\n'
        '  - {code: "510000", name: 乙, parent: "500000"}\n'
    )
    assert [it.code.id for it in found.findings] == ["P0710", "P0710"]
    assert found.value == ()


def calendar_findings(year: str) -> list[tuple[int, str]]:
    return said(read_calendar(Source("calendar.yaml", f"source: 表\nyears:\n{year}")).findings)


YEAR = """\
  - year: 2021
    spring_festival: 2021-02-12
    off: [2021-02-11]
    work: [2021-02-07]
"""


def test_a_calendar_is_read_year_by_year() -> None:
    found = read_calendar(Source("calendar.yaml", f"source: 表\nyears:\n{YEAR}"))
    assert found.findings == ()
    assert found.value.years == (2021,)
    assert found.value.off == (date(2021, 2, 11),)
    assert found.value.work == (date(2021, 2, 7),)
    assert found.value.spring_festivals == (date(2021, 2, 12),)


@pytest.mark.parametrize(
    ("right", "wrong", "said_of_it"),
    [
        ("off: [2021-02-11]", "off: [2021-02-13]", (5, "P0715")),
        ("off: [2021-02-11]", "off: [2020-02-11]", (5, "P0715")),
        ("off: [2021-02-11]", "off: [2021-02-11, 2021-02-11]", (5, "P0715")),
        ("off: [2021-02-11]", "off: [2021-02-31]", (5, "P0707")),
        ("work: [2021-02-07]", "work: [2021-02-08]", (6, "P0715")),
        ("2021-02-12", "2021-03-12", (4, "P0715")),
        ("year: 2021", "year: 21", (3, "P0715")),
    ],
)
def test_a_day_that_does_not_fit_is_found(
    right: str, wrong: str, said_of_it: tuple[int, str]
) -> None:
    assert calendar_findings(YEAR.replace(right, wrong)) == [said_of_it]


def test_a_year_stands_once() -> None:
    assert calendar_findings(YEAR + YEAR) == [(7, "P0715")]


def test_rows_are_in_fen_and_one_for_each_area() -> None:
    row = ROW.replace('["500000"]', '["500106", "500000"]').replace("620", "620.5")
    found = standard(row)
    assert found.findings == ()
    assert [(it.area, it.amount) for it in found.value] == [("500000", 62050), ("500106", 62050)]


def test_an_amount_that_is_not_known_is_none_and_never_zero() -> None:
    (row,) = standard(ROW.replace("620", "null").replace("2021-08-31", "null")).value
    assert (row.amount, row.end, row.document) == (None, None, "通知")


@pytest.mark.parametrize(
    ("right", "wrong", "said_of_it"),
    [
        ('"500000"', '"599999"', (3, "P0709")),
        ("[urban]", "[town]", (4, "P0711")),
        ("[urban]", "[]", (4, "P0711")),
        ("2020-09-01", "2022-09-01", (6, "P0714")),
        ("2020-09-01", "2020-09-31", (5, "P0707")),
        ("620", "620.125", (7, "P0708")),
        ("620", "-620", (7, "P0708")),
        ("620", "NaN", (7, "P0708")),
        ("620", "约620", (7, "P0708")),
        ("    source: 网站\n", "", (3, "P0705")),
        ("source: 网站", "source: [网站]", (9, "P0706")),
    ],
)
def test_a_row_that_does_not_fit_is_left_out(
    right: str, wrong: str, said_of_it: tuple[int, str]
) -> None:
    found = standard(ROW.replace(right, wrong))
    assert said(found.findings) == [said_of_it]
    assert found.value == ()


def test_two_amounts_for_one_day_are_found() -> None:
    later = ROW.replace("2021-08-31", "2022-08-31").replace("2020-09-01", "2021-08-31")
    assert said(standard(ROW + later).findings) == [(10, "P0712")]


def test_a_row_without_an_end_leaves_no_room_for_a_later_one() -> None:
    later = ROW.replace("2020-09-01", "2030-01-01").replace("2021-08-31", "null")
    assert said(standard(ROW.replace("2021-08-31", "null") + later).findings) == [(10, "P0712")]


def test_other_areas_and_options_do_not_overlap() -> None:
    other = ROW.replace("500000", "500106") + ROW.replace("urban", "rural")
    assert standard(ROW + other).findings == ()


def test_a_hole_is_a_warning_that_says_from_when_to_when() -> None:
    later = ROW.replace("2021-08-31", "2022-08-31").replace("2020-09-01", "2021-11-01")
    (finding,) = standard(ROW + later).findings
    assert finding.code.id == "P0713"
    assert "2021-09-01 to 2021-10-31" in finding.headline.en


def test_a_file_for_another_standard_is_found() -> None:
    found = read_standard(
        Source("x.yaml", "standard: orphan_standard\nrows: []\n"),
        StandardId("dibao_standard"),
        [],
        (),
    )
    assert said(found.findings) == [(1, "P0706")]
