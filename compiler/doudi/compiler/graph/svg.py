"""The picture as SVG that needs nothing else: no program, no font, no script.

Takes the picture and how to write a link to a place in a rule file; gives the file's text.
Every row is a link to its declaration, every line says on hovering which clause it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from doudi.compiler.graph import wording
from doudi.compiler.graph.layout import HEAD, ROW, Laid, Placed, Way, lay
from doudi.compiler.graph.model import NodeKind
from doudi.compiler.graph.picture import Box, Picture, Row, Tone
from doudi.policy_dsl.diagnostics.model import Lang, Message
from doudi.policy_dsl.diagnostics.width import display_width, visible
from doudi.policy_dsl.source import Span

_COLUMN: Final = 6.9  # half a Chinese character of 13 px, with a little air
_WIDEST: Final = 46  # columns of text in a row
_MARGIN: Final = 24.0
_TOP: Final = 84.0

_TONES: Final = {
    Tone.USES: Message("用到", "uses"),
    Tone.MAKES: Message("由其给予、认定", "granted, defined by"),
    Tone.SHAPES: Message("由其补充", "shaped by"),
    Tone.OVERRIDES: Message("排除、例外、优先、废止", "excludes, overrides, repeals"),
    Tone.CITES: Message("贯彻、按照、提及", "implements, incorporates, mentions"),
}
_STYLE: Final = """\
svg{background:#fff;color:#1f2328;font:13px/1 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",\
"Noto Sans",system-ui,sans-serif}
text{fill:#1f2328}.title{font-size:18px;font-weight:600}.small{font-size:12px;fill:#59636e}
.head{font-weight:600}.box{fill:#fff;stroke:#8c959f}a:hover text{text-decoration:underline}
.chosen{fill:#fff3b0}.document .bar{fill:#dbe9fb}.provision .bar{fill:#dbe9fb}
.scheme .bar{fill:#d7f0dc}.term .bar{fill:#ece2fb}.fact .bar{fill:#eceef0}
.standard .bar{fill:#fbe7cd}.cited .bar{fill:#fff}.cited .box{stroke-dasharray:4 3}
.way{fill:none;stroke-width:1.3;stroke-opacity:.65}.way:hover{stroke-width:3.5;stroke-opacity:1}
.uses{stroke:#7d8590}.makes{stroke:#1a7f37}.shapes{stroke:#8250df}.overrides{stroke:#cf222e}
.cites{stroke:#0969da;stroke-dasharray:5 3}
.tip{stroke:none;fill-opacity:.9}.tip.uses{fill:#7d8590}.tip.makes{fill:#1a7f37}
.tip.shapes{fill:#8250df}.tip.overrides{fill:#cf222e}.tip.cites{fill:#0969da}
@media (prefers-color-scheme:dark){svg{background:#0d1117}text{fill:#e6edf3}.small{fill:#9198a1}
.box{fill:#0d1117;stroke:#656c76}.chosen{fill:#5c4a00}.document .bar,.provision .bar{fill:#173358}
.scheme .bar{fill:#123d1f}.term .bar{fill:#382560}.fact .bar{fill:#2a3038}
.standard .bar{fill:#553411}.cited .bar{fill:#0d1117}.uses{stroke:#848d97}.makes{stroke:#3fb950}
.shapes{stroke:#ab7df8}.overrides{stroke:#f85149}.cites{stroke:#4493f8}
.tip.uses{fill:#848d97}.tip.makes{fill:#3fb950}.tip.shapes{fill:#ab7df8}
.tip.overrides{fill:#f85149}.tip.cites{fill:#4493f8}}
"""

Href = Callable[[Span], str]


def as_svg(picture: Picture, href: Href, lang: Lang) -> str:
    laid = lay(picture, {it.key: _width(it) for it in picture.boxes})
    legend = list(_legend(picture, lang))
    wide = max(laid.width, _text_width(picture.title) * 1.5, 680.0) + 2 * _MARGIN
    high = laid.height + _TOP + _MARGIN
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}" height="{_n(high)}" '
            f'viewBox="0 0 {_n(wide)} {_n(high)}" lang="{lang}" role="img">'
        ),
        f"<title>{escape(visible(picture.title))}</title>",
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="{_n(_MARGIN)}" y="34">{escape(visible(picture.title))}</text>',
        *legend,
        f'<g transform="translate({_n(_MARGIN)} {_n(_TOP)})">',
        *(_drawn_way(it) for it in laid.ways),
        *_drawn_boxes(laid, href),
        "</g>",
        "</svg>",
    ]
    return "\n".join(drawn) + "\n"


def _drawn_boxes(laid: Laid, href: Href) -> Iterator[str]:
    for placed in laid.boxes:
        box = placed.box
        yield f'<g class="{box.kind.value}">'
        yield f'<rect class="box" {_rectangle(placed, 0, placed.height)} rx="4"/>'
        chosen = " chosen" if box.chosen else ""
        yield f'<rect class="bar{chosen}" {_rectangle(placed, 1, HEAD - 2)} rx="3"/>'
        yield _text(placed, 0, HEAD, box, href)
        for number, row in enumerate(box.rows):
            top = HEAD + ROW * number
            if row.chosen:
                yield f'<rect class="chosen" {_rectangle(placed, top + 1, ROW - 2)}/>'
            yield _text(placed, top, ROW, row, href)
        yield "</g>"


def _rectangle(placed: Placed, top: float, height: float) -> str:
    inset = 0 if top == 0 else 1
    return (
        f'x="{_n(placed.x + inset)}" y="{_n(placed.y + top)}" '
        f'width="{_n(placed.width - 2 * inset)}" height="{_n(height)}"'
    )


def _text(placed: Placed, top: float, height: float, it: Box | Row, href: Href) -> str:
    written = it.title if isinstance(it, Box) else it.text
    head = ' class="head"' if isinstance(it, Box) else ""
    text = (
        f'<text{head} x="{_n(placed.x + 10)}" y="{_n(placed.y + top + height / 2 + 4.5)}">'
        f"{escape(cut(written, _WIDEST))}<title>{escape(_lines(it.tip))}</title></text>"
    )
    if it.place is None:
        return text
    return f"<a href={quoteattr(href(it.place))}>{text}</a>"


def _drawn_way(way: Way) -> str:
    tone = way.link.tone.value
    weight = min(1.3 + (way.link.count - 1) * 0.12, 5.0)
    heavy = f' style="stroke-width:{_n(weight)}"' if way.link.count > 1 else ""
    x, y = way.points[-1]
    back = 1 if way.points[-2][0] < x else -1
    tip = f"M{_n(x)} {_n(y)}l{_n(-7 * back)} -3.5v7z"
    said = escape(_lines(way.link.tip))
    return (
        f'<g><path class="way {tone}"{heavy} d="{_curve(way)}"><title>{said}</title></path>'
        f'<path class="tip {tone}" d="{tip}"/></g>'
    )


def _curve(way: Way) -> str:
    start, *_ = way.points
    if way.beside:
        (x0, y0), (x1, _), (x2, y2) = way.points
        return f"M{_n(x0)} {_n(y0)}C{_n(x1)} {_n(y0)} {_n(x1)} {_n(y2)} {_n(x2)} {_n(y2)}"
    drawn = [f"M{_n(start[0])} {_n(start[1])}"]
    for (x0, y0), (x1, y1) in pairwise(way.points):
        half = (x1 - x0) / 2
        drawn.append(f"C{_n(x0 + half)} {_n(y0)} {_n(x1 - half)} {_n(y1)} {_n(x1)} {_n(y1)}")
    return "".join(drawn)


def _legend(picture: Picture, lang: Lang) -> Iterator[str]:
    x = _MARGIN
    used = {it.tone for it in picture.links}
    for tone in Tone:
        if tone not in used:
            continue
        words = _TONES[tone].in_(lang)
        yield (
            f'<path class="way {tone.value}" d="M{_n(x)} 58h26"/>'
            f'<path class="tip {tone.value}" d="M{_n(x + 32)} 58l-7 -3.5v7z"/>'
            f'<text class="small" x="{_n(x + 38)}" y="62">{escape(words)}</text>'
        )
        x += 38 + _text_width(words) + 22
    if any(it.count > 1 for it in picture.links):
        words = Message("线越粗，依赖越多", "the thicker, the more").in_(lang)
        yield (
            f'<path class="way uses" style="stroke-width:4" d="M{_n(x)} 58h26"/>'
            f'<text class="small" x="{_n(x + 34)}" y="62">{escape(words)}</text>'
        )
        x += 34 + _text_width(words) + 22
    kinds = wording.KINDS[NodeKind.CITED].in_(lang)
    if any(it.kind is NodeKind.CITED for it in picture.boxes):
        yield (
            f'<g class="cited"><rect class="box" x="{_n(x)}" y="51" width="26" height="14" rx="3"/>'
            f'</g><text class="small" x="{_n(x + 34)}" y="62">{escape(kinds)}</text>'
        )


def _lines(tip: str) -> str:
    return "\n".join(visible(it) for it in tip.split("\n"))


def cut(text: str, columns: int) -> str:
    """At most so many columns; what is left out is an ellipsis."""
    shown = visible(text)
    if display_width(text) <= columns:
        return shown
    end = len(text)
    while display_width(text[:end]) > columns - 1:
        end -= 1
    return visible(text[:end]) + "…"


def _width(box: Box) -> float:
    texts = [cut(box.title, _WIDEST), *(cut(it.text, _WIDEST) for it in box.rows)]
    return max(_text_width(it) for it in texts) + 20


def _text_width(text: str) -> float:
    return display_width(text) * _COLUMN


def _n(number: float) -> str:
    """A number as short as it can be, so that a picture is the same to the byte everywhere."""
    return f"{number:.1f}".removesuffix(".0")
