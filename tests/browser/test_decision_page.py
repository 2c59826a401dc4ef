"""The pages of forty decisions in a real browser: on a telephone, on a desk and on paper.

Chromium lays each page out and prints it; what it shows and prints is held against the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.html import html
from doudi.runtime.explanation.tree import Explanation, Heading, Lang, Quote, texts
from doudi.runtime.program.declarations import Program
from tests.support.chromium import Chromium, chromium, found
from tests.support.letters import LETTERS, Letter, decided
from tests.support.real_rules import real_rules

pytestmark = pytest.mark.browser

_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_A4: Final = (595, 842)  # in points
_PAGE_NUMBER: Final = re.compile(r"^\s*\d+ / \d+\s*")
# Signs that one glyph of a font stands for, so that paper does not tell which of them was meant.
_ALIKE: Final = re.compile(
    "[\u2e80-\u2eff戶户民母见贝角页风飞食马鸟鱼麦黄齐龙龟车长门韦青西卤虎–‒]"
)

# With all that is folded away unfolded: what stands beyond the window, and what is cut off.
_MEASURED: Final = """(() => {
  document.querySelectorAll("details").forEach((it) => { it.open = true; });
  const wide = document.documentElement.clientWidth;
  const named = (it) => `${it.tagName}.${it.className} ${it.textContent.slice(0, 40)}`;
  const all = [...document.querySelectorAll("body *")];
  return {
    "sideways": document.documentElement.scrollWidth - wide,
    "beyond": all.filter((it) => it.getBoundingClientRect().right > wide + 1).map(named),
    "cut": all.filter((it) => it.clientWidth && (it.scrollWidth > it.clientWidth + 1
      || (it.scrollHeight > it.clientHeight + 1 && getComputedStyle(it).overflowY !== "visible")
    )).map(named),
    "unseen": all.filter((it) => it.matches("p, li, td, th, h1, h2, h3, blockquote")
      && !it.checkVisibility()).map(named),
  };
})()"""


@pytest.fixture(scope="module")
def program() -> Program:
    return real_rules().program


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    path = found()
    if path is None:
        pytest.skip("no Chromium here; `make test-browser` installs one where apt-get can")
    with chromium(path, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.mark.parametrize("letter", LETTERS, ids=lambda it: it.name)
@pytest.mark.parametrize("lang", _LANGS)
def test_a_page_fits_every_window_and_is_printed_whole(
    letter: Letter, lang: Lang, program: Program, tab: Chromium, tmp_path: Path
) -> None:
    explained = explain(decided(letter, program), program, letter.depth, lang)
    page = _written(explained, tmp_path)
    for width in (360, 1280):
        tab.open(page, width=width)
        assert tab.look(_MEASURED) == {"sideways": 0, "beyond": [], "cut": [], "unseen": []}
        assert tab.complaints == []
    tab.open(page)  # folded again
    printed = PdfReader(BytesIO(tab.print()))
    for sheet in printed.pages:
        assert tuple(round(it) for it in sheet.mediabox[2:]) == _A4
    sheets = [_PAGE_NUMBER.sub("", it.extract_text()) for it in printed.pages]
    on_paper = _plain("".join(sheets))
    assert [it for it in _all(explained) if _plain(visible(it)) not in on_paper] == []
    headings = {_plain(it.text) for it in explained.blocks if isinstance(it, Heading)}
    lasts = {_plain(it.strip().splitlines()[-1]) for it in sheets[:-1]}
    assert not lasts & headings


def test_a_page_is_dark_where_the_reader_wants_it_dark(
    program: Program, tab: Chromium, tmp_path: Path
) -> None:
    page = _written(explain(decided(LETTERS[0], program), program, "verdict", "zh"), tmp_path)
    lightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"
    seen = {}
    for dark in (False, True):
        tab.open(page, dark=dark)
        seen[dark] = int(tab.look(lightness))
    assert seen[True] < 64
    assert seen[False] > 192


def test_what_is_folded_unfolds_at_a_click_without_any_script(
    program: Program, tab: Chromium, tmp_path: Path
) -> None:
    household = replace(next(it for it in LETTERS if not it.schemes), depth="argument")
    page = _written(explain(decided(household, program), program, "argument", "zh"), tmp_path)
    tab.open(page)
    seen = "document.querySelector('.folded').checkVisibility()"
    assert tab.look(seen) is False
    tab.look("document.querySelector('summary').click()")
    assert tab.look(seen) is True
    assert tab.look("document.scripts.length") == 0


def _written(explained: Explanation, folder: Path) -> Path:
    page = folder / "page.html"
    page.write_text(html(explained), "utf-8")
    return page


def _all(explained: Explanation) -> Iterator[str]:
    for block in explained.blocks:
        yield from texts(block)
        if isinstance(block, Quote):
            yield block.text


def _plain(words: str) -> str:
    """Without what a printer changes: blanks, line breaks and signs that look alike."""
    return _ALIKE.sub("", re.sub(r"\s+", "", unicodedata.normalize("NFKC", words)))
