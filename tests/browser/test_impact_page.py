"""The page of an impact in a real browser: on a telephone, on a desk and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from doudi.compiler.impact.outline import outline
from doudi.compiler.impact.page import page
from doudi.compiler.impact.report import Impact
from doudi.policy_dsl.diagnostics.model import Lang
from tests.impact.small_population import small_impact
from tests.support.chromium import Chromium, chromium, found

pytestmark = pytest.mark.browser

_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_MEASURED: Final = """(() => {
  const wide = document.documentElement.clientWidth;
  const seen = (it) => it.checkVisibility() && it.getBoundingClientRect().width > 0;
  const bars = [...document.querySelectorAll("svg.plot [class]")].filter(seen);
  return {
    "sideways": document.documentElement.scrollWidth - wide,
    "plots": [...document.querySelectorAll("svg.plot")].map((it) => it.dataset.plot),
    "grey bars": bars.filter((it) => getComputedStyle(it).fill === "rgb(0, 0, 0)").length,
    "cut labels": [...document.querySelectorAll("svg.plot text")].filter((it) => {
      const own = it.getBoundingClientRect(), all = it.ownerSVGElement.getBoundingClientRect();
      return own.left < all.left - 1 || own.right > all.right + 1;
    }).map((it) => it.textContent),
  };
})()"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Impact:
    return small_impact(tmp_path_factory.mktemp("impact"))


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    path = found()
    if path is None:
        pytest.skip("no Chromium here; `make test-browser` installs one where apt-get can")
    with chromium(path, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.mark.parametrize("lang", _LANGS)
def test_the_drawings_are_seen_in_their_colours_and_nothing_sticks_out(
    measured: Impact, lang: Lang, tab: Chromium, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(measured, lang), "utf-8")
    for width in (360, 1280):
        tab.open(file, width=width)
        assert tab.look(_MEASURED) == {
            "sideways": 0,
            "plots": ["schemes", "causes", "money", "areas"],
            "grey bars": 0,
            "cut labels": [],
        }
        assert tab.complaints == []


def test_every_number_is_on_paper(measured: Impact, tab: Chromium, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page(measured, "en"), "utf-8")
    tab.open(file)
    printed = PdfReader(BytesIO(tab.print()))
    words = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in printed.pages))
    for sheet in outline(measured, "en").sheets:
        assert sheet.title in words
        for row in sheet.rows:
            assert " ".join(it for it in row.cells if it) in words
