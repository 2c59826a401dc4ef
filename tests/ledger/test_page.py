"""The page: whole, alone, in both languages, and deaf to whatever a notice or a rule says."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from doudi.compiler.ledger.draw import draw
from doudi.compiler.ledger.model import Ledger
from doudi.compiler.pipeline import compile_rules
from doudi.policy_dsl.diagnostics.model import Lang
from tests.ledger.hostile_folder import CLOSING, IMAGE, SCRIPT, hostile_folder

_RULES = Path(__file__).parents[2] / "rules"
_VOID = {"meta", "input", "rect", "img", "br", "link"}
# Everything the page is made of. A script or a style is there once.
_TAGS = {
    "a",
    "article",
    "b",
    "body",
    "button",
    "div",
    "em",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "i",
    "input",
    "label",
    "legend",
    "li",
    "main",
    "meta",
    "p",
    "pre",
    "rect",
    "script",
    "section",
    "span",
    "style",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
}


class Page(HTMLParser):
    """What a browser would find: every tag with its attributes, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.inside: dict[str, list[str]] = {}
        self.classes: list[str] = []
        self.running_text: list[str] = []  # without the badges and notes that are ours
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
            self.classes.append((dict(attrs).get("class") or "").partition(" ")[0])

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)
        del self.classes[len(self.open) :]

    def handle_data(self, data: str) -> None:
        self.inside.setdefault(self.open[-1] if self.open else "", []).append(data)
        if "text" in self.classes and not {"badge", "note"} & set(self.classes):
            self.running_text.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value for _, it in self.tags if (value := it.get(name)) is not None]


@pytest.fixture(scope="module")
def project() -> Ledger:
    return compile_rules(_RULES).ledger


@pytest.fixture(scope="module")
def page(project: Ledger) -> Page:
    return Page(draw(project, "html", "zh"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Page:
    root = hostile_folder(tmp_path_factory.mktemp("hostile"))
    compilation = compile_rules(root)
    assert not compilation.broken
    return Page(draw(compilation.ledger, "html", "zh"))


def test_every_tag_is_closed_and_every_id_is_there_once(page: Page) -> None:
    assert (page.unbalanced, page.open) == ([], [])
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))


def test_every_link_leads_to_a_place_on_the_page(page: Page) -> None:
    ids = set(page.attributes("id"))
    links = page.attributes("href")
    assert links
    assert [it for it in links if not (it.startswith("#") and it[1:] in ids)] == []


def test_nothing_is_loaded_from_anywhere(page: Page) -> None:
    loading = {"src", "srcset", "action", "formaction", "data", "poster", "style"}
    assert [(tag, it) for tag, it in page.tags if loading & it.keys()] == []
    style = "".join(page.inside["style"])
    assert re.findall(r"url\(|@import|@font-face|https?:", style) == []


def test_only_the_page_s_own_style_and_script_may_run(page: Page) -> None:
    (policy,) = (
        it["content"] for _, it in page.tags if it.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    rules = dict(it.strip().split(" ", 1) for it in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag in ("style", "script"):
        inline = "".join(page.inside[tag]).encode()
        expected = b64encode(sha256(inline).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{expected}'"
    assert "unsafe" not in policy


def test_a_notice_s_whole_text_is_on_the_page_in_its_order(project: Ledger, page: Page) -> None:
    notices = [it.notice.source.text for it in project.documents]
    assert "".join(page.running_text).split() == "".join(notices).split()


def test_a_rule_and_its_sentence_are_linked_both_ways(project: Ledger, page: Page) -> None:
    links = set(page.attributes("href"))
    for document in project.documents:
        for it in document.sentences:
            for provision in it.provisions:
                assert f"#rule:{provision}" in links
                assert f"#{document.document}/{it.address}" in links


def test_what_a_notice_or_a_rule_says_is_text_and_never_a_tag(hostile: Page) -> None:
    assert {tag for tag, _ in hostile.tags} <= _TAGS
    assert [tag for tag, _ in hostile.tags].count("script") == 1
    assert [name for _, it in hostile.tags for name in it if name.startswith("on")] == []
    assert (hostile.unbalanced, hostile.open) == ([], [])


def test_what_a_notice_or_a_rule_says_is_shown_as_it_was_written(hostile: Page) -> None:
    text = "".join("".join(it) for it in hostile.inside.values())
    for words in (SCRIPT, IMAGE, CLOSING, "&lt;b&gt;&amp;amp;"):
        assert words in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_languages_are_in_the_page_and_the_one_asked_for_is_shown(
    project: Ledger, lang: Lang
) -> None:
    page = Page(draw(project, "html", lang))
    chosen = [it.get("id") for _, it in page.tags if it.get("name") == "lang" and "checked" in it]
    assert chosen == [f"lang-{lang}"]
    assert page.tags[0] == ("html", {"lang": "zh-Hans" if lang == "zh" else "en"})
    kinds = [it.get("class") for tag, it in page.tags if tag == "span"]
    assert kinds.count("zh") == kinds.count("en") > 0


def test_class_is_never_said_by_colour_alone(project: Ledger, page: Page) -> None:
    badges = [it for tag, it in page.tags if tag == "span" and "badge" in (it.get("class") or "")]
    assert len(badges) == len(list(project.sentences)) + 7
