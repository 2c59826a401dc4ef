"""The argument of a decision as a Mermaid flowchart: outcome ◂ provisions ◂ conditions ◂ facts.

Takes a decision with its full trace and the program it was made with. Each outcome is a
subgraph of its own; what is said twice in it is one box. What made no difference is left
out as in the letter; the verdict leaves out clauses that fail beside one that holds, and of
many outcomes those that are no more than a no.
Duties are not drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from doudi.runtime.decision import Decision
from doudi.runtime.explanation import lexicon as names_of
from doudi.runtime.explanation.columns import visible, wrap
from doudi.runtime.explanation.contradictions import contradicted
from doudi.runtime.explanation.explain import in_order, told_in_brief
from doudi.runtime.explanation.outcomes import sections
from doudi.runtime.explanation.subject_matter import Matter
from doudi.runtime.explanation.text import MARKS
from doudi.runtime.explanation.tree import (
    Block,
    Depth,
    Heading,
    Lang,
    Line,
    Mark,
    Node,
    Tone,
    Tree,
)
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.declarations import Program

MOST_EDGES: Final = 500  # Mermaid draws no more, unless it is configured to:
MOST_CHARACTERS: Final = 50_000  # https://mermaid.js.org/config/schema-docs/config.html

_HEAD: Final = """\
---
title: {title}
config:
  flowchart:
    wrappingWidth: 400
---
flowchart RL
"""
_COLUMNS: Final = 36  # of a line in a box: narrower than Mermaid would break it by itself
# What acts in a label of Mermaid's or in the page that it is drawn in; `fa:fa-…` is a picture.
_ACTS: Final = re.compile(r'["#%&<>`\\$]|:(?=fa-)')
_NOTHING: Final = "#160;"  # an empty label would be a mistake
_COLOURS: Final = {
    Mark.HOLDS: "#00805c",
    Mark.FAILS: "#c0392b",
    Mark.UNKNOWN: "#c98a00",
    Mark.JUDGEMENT: "#8e44ad",
}


@dataclass(slots=True)
class _Chart:
    """Lines so far; of the present section the boxes, by all of a node and by what it says."""

    lang: Lang
    lines: list[str] = field(default_factory=list)
    boxes: int = 0
    drawn: dict[Node, str] = field(default_factory=dict)
    named: dict[tuple[str, Mark], str] = field(default_factory=dict)
    arrows: set[tuple[str, str]] = field(default_factory=set)


def mermaid(
    decision: Decision, program: Program, depth: Depth = "verdict", lang: Lang = "zh"
) -> str:
    names = names_of.lexicon(program, lang)
    covered = in_order(decision.outcomes, names)
    brief = told_in_brief(len(covered), depth)
    argued: Depth = "full" if depth == "full" else "argument"
    parts = [
        list(contradicted(decision.contradictions, names)),
        *(
            list(sections([Matter(it, decision.trace, names)], argued))
            for it in covered
            if it.outcome not in brief
        ),
    ]
    chart = _Chart(lang)
    for at, part in enumerate(filter(None, parts)):
        _part(f"s{at}", part, chart, everything=depth != "verdict")
    left_out = sum(it.outcome in brief for it in covered)
    if left_out:
        _box(say("not_drawn", lang, count=left_out), ("[", "]"), Mark.NONE, chart)
    if not chart.boxes:
        _box(say("nothing_drawn", lang), ("[", "]"), Mark.NONE, chart)
    classes = [f"  classDef {it} stroke:{of},stroke-width:2px" for it, of in _COLOURS.items()]
    area = names_of.area(names, decision.area)
    title = say("title", lang, area=area, date=decision.as_of)
    quoted = json.dumps(visible(title), ensure_ascii=False)
    head = _HEAD.format(title=quoted).splitlines()
    return "\n".join([*head, *chart.lines, *classes]) + "\n"


def too_large(drawn: str) -> bool:
    """Whether a program that draws Mermaid as it comes would refuse this."""
    return drawn.count(" --> ") > MOST_EDGES or len(drawn) > MOST_CHARACTERS


def _part(name: str, section: Iterable[Block], chart: _Chart, *, everything: bool) -> None:
    """A section of the letter: its answer, or what is to be done, and every tree under it."""
    chart.drawn, chart.named = {}, {}
    answer = ""
    roots: list[Node] = []
    for block in section:
        match block:
            case Heading(level=2, text=text):
                title = _quoted([visible(text)])  # a frame's title has but one line
                chart.lines += [f"  subgraph {name}[{title}]", "    direction RL"]
            case Line(text=text, tone=Tone.ANSWER | Tone.MISSING) if not answer:
                answer = _box(text, ("([", "])"), Mark.NONE, chart)
            case Tree(nodes=nodes):
                roots += nodes
            case _:
                pass
    for node in roots if everything else _deciding(roots):
        _support(node, answer, chart, ("[", "]"))
    chart.lines.append("  end")


def _deciding(roots: Sequence[Node]) -> list[Node]:
    """Without clauses that fail, where another holds or is open."""
    failing = all(it.mark in (Mark.FAILS, Mark.NONE) for it in roots)
    return [it for it in roots if failing or it.mark is not Mark.FAILS]


def _support(node: Node, of: str, chart: _Chart, shape: tuple[str, str]) -> None:
    """A box for a node, an arrow to what it supports, and the same for all below it."""
    known = _known(node, chart)
    box = known or _box(node.text, shape, node.mark, chart)
    if (box, of) not in chart.arrows:
        chart.arrows.add((box, of))
        chart.lines.append(f"    {box} --> {of}")
    if known is not None:
        return
    if node.mark is not Mark.NONE:  # what is merely left out is not the same thing twice
        chart.drawn[node] = box
        chart.named.setdefault((node.text, node.mark), box)
    for child in node.children:
        _support(child, box, chart, ("{{", "}}") if child.children else ("(", ")"))


def _known(node: Node, chart: _Chart) -> str | None:
    above = say("see_above", chart.lang)
    if node.text.endswith(above):
        return chart.named.get((node.text.removesuffix(above), node.mark))
    return chart.drawn.get(node)


def _box(text: str, shape: tuple[str, str], mark: Mark, chart: _Chart) -> str:
    name = f"n{chart.boxes}"
    chart.boxes += 1
    sign = MARKS[mark] if mark is not Mark.NONE else ""
    coloured = f":::{mark}" if mark in _COLOURS else ""
    left, right = shape
    chart.lines.append(f"    {name}{left}{_label(sign + text)}{right}{coloured}")
    return name


def _label(text: str) -> str:
    """In lines that a box can hold."""
    return _quoted(piece for line in wrap(visible(text), _COLUMNS) for piece in _cut(line))


def _quoted(lines: Iterable[str]) -> str:
    """In quotation marks; no character of it is Mermaid's."""
    said = "<br/>".join(_ACTS.sub(lambda it: f"#{ord(it[0])};", it) for it in lines)
    return f'"{said or _NOTHING}"'


def _cut(line: str) -> Iterator[str]:
    """A word without an end, such as an address of the web, in pieces."""
    for at in range(0, len(line), _COLUMNS):
        yield line[at : at + _COLUMNS]
