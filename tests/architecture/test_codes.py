"""Code, page, example and use stand or fall together."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Code

_ROOT = Path(__file__).parents[2]
_PAGES = _ROOT / "policy_dsl/doudi/policy_dsl/diagnostics/pages"
_HEADINGS = {
    "zh": ["什么意思", "为什么要紧", "例子", "改成", "参见"],
    "en": ["What it means", "Why it matters", "Example", "Instead", "See also"],
}
# What no text on a page can show: its tests are elsewhere.
_WITHOUT_EXAMPLE: dict[str, str] = {
    "P0121": "a page is UTF-8 itself",
    "P0122": "a page is no larger than a screen",
    "P0123": "it is about the file system",
    "P0124": "as P0122",
    "P0999": "it is about doudi",
    "P1102": "it is about time and memory; see test_conflicts_command.py",
    "P1103": "everything the language can say is analysed; as P1102",
    **{f"P100{n}": "it is about a raw text; see tests/ingest/test_pages.py" for n in range(1, 6)},
}

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])
EVERY = pytest.mark.parametrize("code", codes.ALL, ids=lambda code: code.id)


def test_codes_are_unique_and_well_formed() -> None:
    assert [it for it, n in Counter(c.id for c in codes.ALL).items() if n > 1] == []
    assert [it for it, n in Counter(c.name for c in codes.ALL).items() if n > 1] == []
    for code in codes.ALL:
        assert re.fullmatch(r"P(0[1-9]|1[01])\d\d", code.id), code
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code.name), code


def test_every_constant_is_in_the_list() -> None:
    declared = {it for it in vars(codes).values() if isinstance(it, Code)}
    assert declared == set(codes.ALL)


@LANGS
def test_every_code_has_a_page_and_every_page_a_code(lang: str) -> None:
    assert {p.stem for p in (_PAGES / lang).glob("*.md")} == {c.id for c in codes.ALL}


@LANGS
@EVERY
def test_a_page_has_the_five_parts_in_order(code: Code, lang: str) -> None:
    lines = _page(code, lang).splitlines()
    assert lines[0] == f"# {code.id} {code.name}"
    assert [it[3:] for it in lines if it.startswith("## ")] == _HEADINGS[lang]


@LANGS
@EVERY
def test_a_page_shows_its_own_code(code: Code, lang: str) -> None:
    shown = re.search(rf"# error(?: below)?: \[{code.id}\]", _page(code, lang)) is not None
    assert shown or code.id in _WITHOUT_EXAMPLE


@EVERY
def test_both_pages_have_the_same_example(code: Code) -> None:
    def promised(lang: str) -> Counter[str]:
        return Counter(re.findall(r"# error(?: below)?: \[(\w+)\]", _page(code, lang)))

    assert promised("zh") == promised("en")


@EVERY
def test_every_code_is_used(code: Code) -> None:
    names = [name for name, value in vars(codes).items() if value is code]
    source = "\n".join(p.read_text("utf-8") for p in _ROOT.glob("*/doudi/**/*.py"))
    assert any(re.search(rf"\bcodes\.{name}\b", source) for name in names), names


@EVERY
def test_titles_read_alone(code: Code) -> None:
    for text in (code.title.zh, code.title.en):
        assert text
        assert not text.endswith((".", "。"))
        assert "\n" not in text
    assert code.title.en[0].islower() or code.title.en.split()[0].isupper()


def _page(code: Code, lang: str) -> str:
    return (_PAGES / lang / f"{code.id}.md").read_text("utf-8")
