"""An explanation before it has a format: headings, lines, quotes, trees and tables.

`explain` makes it from a decision; text, Markdown, HTML and JSON are drawn from it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias, assert_never

Lang: TypeAlias = Literal["zh", "en"]
Depth: TypeAlias = Literal["verdict", "argument", "full"]


class Mark(StrEnum):
    """How a node of the argument came out."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"
    JUDGEMENT = "judgement"
    NONE = "none"

    __hash__ = str.__hash__


class Tone(StrEnum):
    """What a line is for; a renderer may set it apart, and never drops it."""

    PLAIN = "plain"
    ANSWER = "answer"
    ASSUMED = "assumed"
    MISSING = "missing"
    QUIET = "quiet"

    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Heading:
    """`folded`: what follows is for whoever checks everything; a page may show it on demand."""

    level: Literal[1, 2, 3]
    text: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a notice, verbatim, and where it stands; empty where no text is carried."""

    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Node:
    text: str
    mark: Mark = Mark.NONE
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Table:
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Line | Quote | Tree | Table


@dataclass(frozen=True, slots=True)
class Explanation:
    """`rules`: the hash of the bundle it was made with, empty where there is none."""

    lang: Lang
    depth: Depth
    blocks: tuple[Block, ...]
    rules: str = ""


def texts(block: Block) -> Iterator[str]:
    """Everything that a block says, but for what it quotes."""
    match block:
        case Heading(text=text) | Line(text=text):
            yield text
        case Quote(clause=clause):
            yield clause
        case Tree(nodes=nodes):
            for node in nodes:
                yield from _said(node)
        case Table(head=head, rows=rows):
            for row in (head, *rows):
                yield from row
        case _:
            assert_never(block)


def _said(node: Node) -> Iterator[str]:
    yield node.text
    for child in node.children:
        yield from _said(child)
