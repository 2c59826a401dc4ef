"""The page of an impact: what may stand in it, and that it says the numbers of the rest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from doudi.compiler.impact.outline import outline
from doudi.compiler.impact.page import page
from doudi.compiler.impact.report import Impact
from doudi.policy_dsl.diagnostics.model import Lang
from tests.impact.small_population import small_impact

_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
# Would act in a page, in a formula of matplotlib's, or in a file name of it.
_HOSTILE: Final = "<script>alert(1)</script> $\\frac{1}{2}$ & %s"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Impact:
    return small_impact(tmp_path_factory.mktemp("page"))


@pytest.mark.parametrize("lang", _LANGS)
def test_the_page_has_every_number_of_the_outline(found: Impact, lang: Lang) -> None:
    whole = page(found, lang)
    for sheet in outline(found, lang).sheets:
        (section,) = re.findall(rf'<section id="{sheet.about}">.*?</section>', whole, re.DOTALL)
        cells = re.findall(r"<td>(.*?)</td>", section)
        rows = (*sheet.rows, *((sheet.total,) if sheet.total else ()))
        assert cells == [cell for row in rows for cell in row.cells]


def test_bars_are_as_long_as_their_numbers(found: Impact) -> None:
    """Four gained answers and two lost ones, one unit of the axis each."""
    (drawing,) = re.findall(
        r'<svg class="plot"[^>]*data-plot="schemes".*?</svg>', page(found, "zh"), re.DOTALL
    )
    wide = {
        tone: max(
            _width(it) for it in re.findall(rf'<path d="([^"]*)"[^>]*class="{tone}"', drawing)
        )
        for tone in ("gained", "lost", "more", "less")
    }
    assert wide["gained"] == pytest.approx(4 * wide["more"], rel=1e-3)
    assert wide["lost"] == pytest.approx(2 * wide["more"], rel=1e-3)
    assert wide["less"] == pytest.approx(wide["more"], rel=1e-3)


def _width(path: str) -> float:
    ends = [float(it) for it in re.findall(r"[ML] ([-\d.]+) ", path)]
    return max(ends) - min(ends)


def test_nothing_in_the_page_comes_from_elsewhere_or_needs_more_than_its_own_style(
    found: Impact,
) -> None:
    whole = page(found, "zh")
    assert re.findall(r"<script|<link|<img|<style.*<style|@import|@font-face", whole) == []
    assert re.findall(r' style="', whole) == []
    assert set(re.findall(r"https?://[^\s\"']+", whole)) <= {
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/2000/svg",
    }


def test_the_same_population_gives_the_same_bytes(found: Impact) -> None:
    assert page(found, "en") == page(found, "en")


def test_what_a_clause_is_called_does_not_act(tmp_path: Path) -> None:
    whole = page(small_impact(tmp_path, title=_HOSTILE), "zh")
    assert "<script>" not in whole
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $\\frac{1}{2}$ &amp; %s" in whole
    for drawing in re.findall(r'<svg class="plot".*?</svg>', whole, re.DOTALL):
        ET.fromstring(drawing)  # noqa: S314 - our own; to see that it is well-formed
