"""Numbers as bars: drawn by matplotlib, given as SVG that stands in a page as it is.

Text stays text, in the fonts of the reader; colours are those of the page's style, light or dark.
The page's policy admits no style but its own, so that everything is said by attributes. The same
numbers give the same bytes.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from doudi.policy_dsl.diagnostics.width import visible
from doudi.runtime.explanation.columns import width, wrap

_FONTS: Final = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "DejaVu Sans",
)
_LOOK: Final[Any] = {
    "svg.fonttype": "none",
    "font.family": list(_FONTS),
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "x",
    "ytick.left": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}
# Colours that nobody draws with, each standing for one of the page's style.
_INK: Final = "#010203"
_SOFT: Final = "#040506"
_LINE: Final = "#070809"
_OF_THE_PAGE: Final = {_INK: "var(--ink)", _SOFT: "var(--soft)", _LINE: "var(--line)"}
_WIDE: Final = 820  # in points: the whole drawing
_LABEL_COLUMNS: Final = 40  # of a terminal: where a label breaks
_COLUMN: Final = 5.6  # points of such a column
_LINE_HEIGHT: Final = 14
_BAR: Final = 16
_GAP: Final = 12
_FOOT: Final = 30
_HEAD: Final = 24
_BETWEEN: Final = 60
_PER_INCH: Final = 72

_STYLE: Final = re.compile(r' style="([^"]*)"')
_GROUP_ID: Final = re.compile(r'<g id="[^"]*"')


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one colour, a number for each label. `tone`: a class of the page's style."""

    name: str
    tone: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Bars on one axis: `right` of nought and `left` of it, each series after the one before."""

    title: str
    right: tuple[Series, ...]
    left: tuple[Series, ...] = ()
    scale: int = 1  # what is drawn is a number divided by it, as fen are shown in yuan


def bars(name: str, labels: Sequence[str], panels: Sequence[Panel]) -> str:
    """A line of bars for each label, in panels side by side. `name`: its own in the page."""
    lines = [wrap(visible(it), _LABEL_COLUMNS) for it in labels]
    heights = [max(_BAR, len(it) * _LINE_HEIGHT) + _GAP for it in lines]
    tall = sum(heights) + _FOOT + _HEAD
    every = (it.tone for panel in panels for it in (*panel.right, *panel.left))
    tones = tuple(dict.fromkeys(every))
    with mpl.rc_context({**_LOOK, "svg.hashsalt": name}), _quiet():
        figure = Figure(figsize=(_WIDE / _PER_INCH, tall / _PER_INCH))
        margin = 16 + max((width(it) for some in lines for it in some), default=0) * _COLUMN
        each = (_WIDE - margin - 24 - _BETWEEN * (len(panels) - 1)) / len(panels)
        for at, panel in enumerate(panels):
            left = margin + at * (each + _BETWEEN)
            place = (left / _WIDE, _FOOT / tall, each / _WIDE, sum(heights) / tall)
            axes = figure.add_axes(place)
            _draw(axes, panel, heights, tones)
            _label(axes, lines if at == 0 else [[] for _ in lines], heights)
        drawn = io.StringIO()
        figure.savefig(
            drawn,
            format="svg",
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    return _for_a_page(drawn.getvalue(), name, tones)


def _draw(axes: Axes, panel: Panel, heights: Sequence[int], tones: Sequence[str]) -> None:
    centres = [sum(heights[:at]) + height / 2 for at, height in enumerate(heights)]
    for sign, series in ((1, panel.right), (-1, panel.left)):
        ends = [0.0] * len(heights)
        for it in series:
            wide = [sign * number / panel.scale for number in it.numbers]
            axes.barh(centres, wide, _BAR, ends, color=_standing_in(it.tone, tones))
            ends = [end + each for end, each in zip(ends, wide, strict=True)]
    axes.axvline(0, color=_SOFT, linewidth=1)
    axes.set_ylim(sum(heights), 0)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{abs(round(x)):,}"))
    axes.tick_params("x", colors=_SOFT, length=0, labelsize=9)
    axes.grid(visible=True, axis="x", color=_LINE, linewidth=0.7)
    axes.spines["bottom"].set_visible(False)
    axes.set_title(panel.title, loc="left", fontsize=10, color=_INK, parse_math=False)


def _label(axes: Axes, lines: Sequence[Sequence[str]], heights: Sequence[int]) -> None:
    axes.set_yticks([])
    for at, (some, height) in enumerate(zip(lines, heights, strict=True)):
        middle = sum(heights[:at]) + height / 2
        for line, text in enumerate(some):
            axes.annotate(
                text,
                (0, middle + (line - (len(some) - 1) / 2) * _LINE_HEIGHT),
                (-8, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                ha="right",
                va="center_baseline",
                color=_INK,
                parse_math=False,
                annotation_clip=False,
            )


def _standing_in(tone: str, tones: Sequence[str]) -> str:
    """A colour that nobody draws with, for a class of the page's style."""
    return f"#0a0b{tones.index(tone) + 16:02x}"


def _for_a_page(svg: str, name: str, tones: Sequence[str]) -> str:
    """Only the drawing, with attributes for styles and the page's colours for its own."""
    found = svg[svg.index("<svg") :]
    found = re.sub(r"<style.*?</style>", "", found, flags=re.DOTALL)
    found = _STYLE.sub(_attributes, found)
    found = _GROUP_ID.sub("<g", found)
    for tone in tones:
        found = found.replace(f'fill="{_standing_in(tone, tones)}"', f'class="{tone}"')
    for drawn, own in _OF_THE_PAGE.items():
        found = found.replace(drawn, own)
    return found.replace("<svg ", f'<svg class="plot" aria-hidden="true" data-plot="{name}" ', 1)


def _attributes(style: re.Match[str]) -> str:
    return "".join(
        f' {key}="{value}"'
        for key, value in _declarations(style[1])
        if key != "font-family"  # the page's own
    )


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    for it in style.split(";"):
        key, _, value = it.partition(":")
        if key.strip():
            yield key.strip(), value.strip()


@contextmanager
def _quiet() -> Iterator[None]:
    """A font that is not here is no matter: the reader's is taken."""
    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")
            yield
    finally:
        log.setLevel(before)
