"""An explanation as one HTML page: no network, no font, no script, the same bytes every time.

What answers stands open; the argument under it, and what only an auditor reads, is folded
away and is printed all the same. The page's policy admits its own style by its hash and
nothing else, so that nothing in a fact or a rule could act even if it were not escaped.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Final, assert_never

from doudi.runtime.explanation.columns import visible
from doudi.runtime.explanation.lexicon import listed
from doudi.runtime.explanation.text import MARKS
from doudi.runtime.explanation.tree import (
    Block,
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
)
from doudi.runtime.explanation.wording import MARK, say, word

_STYLE: Final = Path(__file__).with_name("page.css")
_TAG: Final = {"zh": "zh-Hans", "en": "en"}
_NOTICES: Final = "zh-Hans"  # whatever the page is in, a notice is quoted in its own language
# A day with its hour, a month or a sum is not broken at the end of a line.
_WHOLE: Final = re.compile(
    r"(?<![\w-])\d{4}-\d{2}(?:-\d{2}(?: \d{2}:\d{2})?)?(?![\w-])"
    r"|(?<![\w.,])\d[\d,]*\.\d{2}(?:元| yuan)",
    re.ASCII,
)
_MANY: Final = 4  # sections that a reader wants listed


@dataclass(slots=True)
class _Section:
    heading: Heading
    blocks: list[Block] = field(default_factory=list)


def html(explanation: Explanation) -> str:
    lang = explanation.lang
    style = _STYLE.read_text("utf-8")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    top, sections = _sections(explanation.blocks)
    title = next((it.text for it in top if isinstance(it, Heading)), "")
    if explanation.rules and explanation.depth == "verdict":  # where no line has named it
        top.append(Line(say("rules", lang, hash=explanation.rules), Tone.QUIET))
    alone = len([it for it in sections if _argued(it)]) == 1
    return f"""<!doctype html>
<html lang="{_TAG[lang]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(visible(title))}</title>
<style>{style}</style>
</head>
<body>
<header>
{_blocks(top, lang)}{_contents(sections, lang)}</header>
<main>
{"".join(_section(at, it, lang, unfolded=alone) for at, it in enumerate(sections))}</main>
{_legend(explanation)}</body>
</html>
"""


def _hash(inline: str) -> str:
    return f"sha256-{b64encode(sha256(inline.encode()).digest()).decode()}"


def _text(words: str) -> str:
    """No character of what somebody wrote acts, in the page or on its direction."""
    return _WHOLE.sub(
        r'<span class="whole">\g<0></span>', escape(visible(" ".join(words.split("\n"))))
    )


def _sections(blocks: Iterable[Block]) -> tuple[list[Block], list[_Section]]:
    """What stands above the first heading of the second level, and what under each of them."""
    top: list[Block] = []
    sections: list[_Section] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:  # noqa: PLR2004 - a level, not a size
            sections.append(_Section(block))
        else:
            (sections[-1].blocks if sections else top).append(block)
    return top, sections


def _contents(sections: Sequence[_Section], lang: Lang) -> str:
    if len(sections) < _MANY:
        return ""
    links = "".join(
        f'<li><a href="#s{at}">{_text(it.heading.text)}</a></li>\n'
        for at, it in enumerate(sections)
    )
    name = say("contents", lang)
    return f'<nav aria-label="{name}">\n<p>{name}</p>\n<ol>\n{links}</ol>\n</nav>\n'


def _section(at: int, section: _Section, lang: Lang, *, unfolded: bool) -> str:
    heading = f'<h2 id="s{at}">{_text(section.heading.text)}</h2>'
    if section.heading.folded:
        body = _folded(heading, section.blocks, lang, unfolded=False)
        return f"<section>\n{body}</section>\n"
    argued = _argued(section)
    said = section.blocks[: len(section.blocks) - len(argued)]
    body = _blocks(said, lang)
    if argued:
        heads = [it.text for it in argued if isinstance(it, Heading)]
        summary = _text(say("argued", lang, list=listed(heads, lang)))
        body += _folded(summary, argued, lang, unfolded=unfolded)
    return f"<section>\n{heading}\n{body}</section>\n"


def _argued(section: _Section) -> list[Block]:
    said = list(takewhile(lambda it: not isinstance(it, Heading), section.blocks))
    return section.blocks[len(said) :]


def _folded(summary: str, blocks: Iterable[Block], lang: Lang, *, unfolded: bool) -> str:
    """What is folded stands beside its handle: so a sheet of style alone opens it on paper."""
    handle = f"<details{' open' if unfolded else ''}><summary>{summary}</summary></details>"
    return f'{handle}\n<div class="folded">\n{_blocks(blocks, lang)}</div>\n'


def _blocks(blocks: Iterable[Block], lang: Lang) -> str:
    return "".join(f"{_block(it, lang)}\n" for it in blocks)


def _block(block: Block, lang: Lang) -> str:
    match block:
        case Heading(level=level, text=text):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Line(text=text, tone=tone):
            return f'<p class="{tone}">{_text(text)}</p>'
        case Quote(text="", clause=clause):
            return f"<figure><figcaption><cite>{_text(clause)}</cite></figcaption></figure>"
        case Quote(text=text, clause=clause):
            return (
                f'<figure lang="{_NOTICES}"><blockquote><p>「{_text(text)}」</p></blockquote>'
                f"<figcaption>—— <cite>{_text(clause)}</cite></figcaption></figure>"
            )
        case Tree(nodes=nodes):
            return _list(nodes, lang)
        case Table(head=head, rows=rows):
            return _table(head, rows)
        case _:
            assert_never(block)


def _list(nodes: Sequence[Node], lang: Lang) -> str:
    return f'<ul class="tree">\n{"".join(_node(it, lang) for it in nodes)}</ul>'


def _node(node: Node, lang: Lang) -> str:
    children = f"\n{_list(node.children, lang)}" if node.children else ""
    return (
        f'<li class="{node.mark}">{_mark(node.mark, lang)}'
        f"<span>{_text(node.text)}</span>{children}</li>\n"
    )


def _mark(mark: Mark, lang: Lang) -> str:
    """A sign; whoever hears the page hears what it says."""
    said = word(MARK, mark, lang)
    spoken = f'role="img" aria-label="{said}" title="{said}"' if said else 'aria-hidden="true"'
    return f'<span class="mark" {spoken}>{MARKS[mark].strip()}</span>'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{_text(it)}</th>' for it in head)
    body = "".join(f"<tr>{''.join(f'<td>{_text(it)}</td>' for it in row)}</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"


def _legend(explanation: Explanation) -> str:
    """What the marks say, where there are any."""
    lang = explanation.lang
    trees = (it.nodes for it in explanation.blocks if isinstance(it, Tree))
    used = {it for nodes in trees for it in _marks(nodes)} - {Mark.NONE}
    if not used:
        return ""
    told = [f"{MARKS[it].strip()} {word(MARK, it, lang)}" for it in Mark if it in used]
    return f"<footer><p>{say('marks', lang, list=listed(told, lang))}</p></footer>\n"


def _marks(nodes: Iterable[Node]) -> Iterator[Mark]:
    for node in nodes:
        yield node.mark
        yield from _marks(node.children)
