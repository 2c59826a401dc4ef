"""The page of a decision: all that the letter says, nothing that acts, folded so that it reads."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doudi.runtime.evaluation.decide import decide
from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.explain import explain
from doudi.runtime.explanation.html import html
from doudi.runtime.explanation.tree import (
    Block,
    Depth,
    Explanation,
    Heading,
    Lang,
    Line,
    Mark,
    Node,
    Quote,
    Table,
    Tone,
    Tree,
    texts,
)
from doudi.runtime.facts.read import case_from_python, read_case
from tests.support.sample_program import PROGRAM

_SAMPLE: Final = sorted((Path(__file__).parent / "sample").glob("*.yaml"))
_HASH: Final = "sha256:" + "0" * 64
_TAGS: Final = frozenset(
    {"html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer"}
    | {"h1", "h2", "h3", "p", "ol", "ul", "li", "a", "span", "div", "details", "summary"}
    | {"figure", "blockquote", "figcaption", "cite", "table", "thead", "tbody", "tr", "th", "td"}
)
_HOSTILE: Final = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</title></style></details></body>",
    "&lt;b&gt; &amp;amp;",
    "\u202eevil\u2066",
)


class _Page(HTMLParser):
    """A page read strictly: every tag is closed where it should be, every word is kept."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.folded: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    @property
    def text(self) -> str:
        return "".join(self.words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append("folded" if ("class", "folded") in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "folded")

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.words.append(data)
        if "folded" in self.open:
            self.folded.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


_words = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(_HOSTILE)
_nodes = st.recursive(
    st.builds(Node, _words, st.sampled_from(Mark)),
    lambda below: st.builds(
        Node, _words, st.sampled_from(Mark), st.lists(below, max_size=3).map(tuple)
    ),
    max_leaves=5,
)
_tables = st.integers(1, 3).flatmap(
    lambda wide: st.builds(Table, _row(wide), st.lists(_row(wide), max_size=2).map(tuple))
)
_blocks = (
    st.builds(Heading, st.sampled_from((2, 3)), _words, st.booleans())
    | st.builds(Line, _words, st.sampled_from(Tone))
    | st.builds(Quote, _words, _words)
    | st.builds(Tree, st.lists(_nodes, max_size=3).map(tuple))
    | _tables
)


def _row(wide: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(_words, min_size=wide, max_size=wide).map(tuple)


@settings(max_examples=80, deadline=None)
@given(st.lists(_blocks, max_size=8), st.sampled_from(("zh", "en")))
def test_whatever_a_letter_says_the_page_says_and_does_nothing(
    blocks: list[Block], lang: Lang
) -> None:
    page = _Page(html(Explanation(lang, "full", (Heading(1, "甲"), *blocks))))
    assert {tag for tag, _ in page.tags} <= _TAGS
    for block in blocks:
        quoted = (block.text,) if isinstance(block, Quote) else ()
        for said in (*texts(block), *quoted):
            assert visible(" ".join(said.split("\n"))) in page.text


@pytest.mark.parametrize("facts", _SAMPLE, ids=lambda it: it.stem)
@pytest.mark.parametrize("depth", ["verdict", "argument", "full"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_of_a_decision_is_whole(facts: Path, depth: Depth, lang: Lang) -> None:
    page = _Page(html(_letter(facts, depth, lang)))
    assert page.all("html") == [{"lang": "zh-Hans" if lang == "zh" else "en"}]
    assert len(page.all("h1")) == 1
    assert page.text.count(_HASH) == 1
    ids = [it["id"] for it in page.all("h2")]
    assert len(ids) == len(set(ids))
    assert {it["href"] for it in page.all("a")} <= {f"#{it}" for it in ids}
    assert [it["lang"] for it in page.all("figure")] == ["zh-Hans"] * len(page.all("figure"))


def test_nothing_is_loaded_and_no_style_but_its_own_is_let_in() -> None:
    page = html(_letter(_SAMPLE[0], "full", "zh"))
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    policy = next(
        it["content"] or ""
        for it in _Page(page).all("meta")
        if it.get("http-equiv") == "Content-Security-Policy"
    )
    assert style is not None
    own = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{own}'"]
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    assert not [it for _, it in _Page(page).tags if {"src", "style", "onclick"} & it.keys()]


def test_the_answer_stands_open_and_the_argument_is_folded() -> None:
    blocks = (
        Heading(1, "题"),
        Heading(2, "甲：应予"),
        Line("应当给予。", Tone.ANSWER),
        Quote("原文", "第1条"),
        Heading(3, "条件"),
        Tree((Node("满足", Mark.HOLDS),)),
        Heading(2, "乙：应予"),
        Heading(3, "金额"),
        Line("算法"),
        Heading(2, "逐条结果", folded=True),
        Line("全部"),
    )
    page = _Page(html(Explanation("zh", "full", blocks)))
    assert [it for it in page.folded if it.strip()] == ["条件", "✓", "满足", "金额", "算法", "全部"]
    assert page.all("details") == [{}, {}, {}]


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("自2021-02-10起", ["2021-02-10"]),
        ("2021-02 至 2021-08 每月1,240.00元", ["2021-02", "2021-08", "1,240.00元"]),
        ("最迟 2019-12-20 09:30 办结", ["2019-12-20 09:30"]),
        ("620.00 yuan per month", ["620.00 yuan"]),
        ("CQ2021 五(二)第2句", []),
    ],
)
def test_a_day_and_a_sum_stay_in_one_line(said: str, whole: list[str]) -> None:
    page = html(Explanation("zh", "verdict", (Heading(1, "题"), Line(said))))
    assert re.findall('<span class="whole">(.*?)</span>', page) == whole


def test_one_argument_alone_stands_open() -> None:
    blocks = (Heading(1, "题"), Heading(2, "甲"), Heading(3, "条件"), Line("满足"))
    assert _Page(html(Explanation("zh", "argument", blocks))).all("details") == [{"open": None}]


def test_many_sections_are_listed_first_and_few_are_not() -> None:
    def listed(count: int) -> list[dict[str, str | None]]:
        sections = (Heading(2, f"第{it}项") for it in range(count))
        return _Page(html(Explanation("zh", "verdict", (Heading(1, "题"), *sections)))).all("a")

    assert listed(3) == []
    assert [it["href"] for it in listed(4)] == ["#s0", "#s1", "#s2", "#s3"]


def test_a_mark_is_said_in_words_to_whoever_does_not_see_it() -> None:
    marks = (Mark.HOLDS, Mark.FAILS, Mark.UNKNOWN, Mark.JUDGEMENT)
    tree = Tree(tuple(Node("甲", it) for it in marks))
    page = _Page(html(Explanation("en", "argument", (Heading(1, "Title"), tree))))
    spoken = [it["aria-label"] for it in page.all("span") if it.get("role") == "img"]
    assert spoken == ["holds", "does not hold", "cannot be told", "for the office to judge"]
    legend = "Marks: ✓ holds, ✗ does not hold, ? cannot be told and ~ for the office to judge"
    assert legend in page.text


@pytest.mark.parametrize("hostile", _HOSTILE)
def test_what_is_written_in_the_facts_does_nothing(hostile: str) -> None:
    id_ = f"p{hostile}" if hostile.isprintable() else "p1"  # no other may be an id
    member = {"id": id_, "新冠确诊": {"value": True, "source": hostile}, "低保对象": True}
    facts = {"area": "重庆市", "as_of": "2021-02-15", "household": {"member": [member]}}
    case = case_from_python(facts, PROGRAM)
    page = _Page(html(explain(decide(PROGRAM, case), PROGRAM, "argument", "zh")))
    assert {tag for tag, _ in page.tags} <= _TAGS
    assert visible(hostile) in page.text
    assert "\u202e" not in page.text


def _letter(facts: Path, depth: Depth, lang: Lang) -> Explanation:
    decision = decide(PROGRAM, read_case(facts.read_bytes(), PROGRAM), bundle_hash=_HASH)
    return explain(decision, PROGRAM, depth, lang)
