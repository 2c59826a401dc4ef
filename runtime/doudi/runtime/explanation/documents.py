"""The documents that a letter names: in full the first time, then by their id; all at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.explanation.tree import Block, Heading, Line, Node, Quote, Table, Tree, said
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.declarations import Document

_TITLE = "《"  # without it no text names one
_CLOSE = tuple("（，。、；：,.;:")  # what follows an id without a blank


@dataclass(frozen=True, slots=True)
class _Naming:
    """`seen`: the documents named so far; `without`: nodes, by id, under which none is named."""

    documents: Sequence[Document]
    seen: set[str]
    without: set[int]


def named_once(blocks: Iterable[Block], names: Lexicon, known: Iterable[str] = ()) -> list[Block]:
    """The same blocks; a title that was given in full before gives way to its document's id.

    `known`: ids of the documents that the reader has seen named.
    """
    longest = sorted(names.documents.values(), key=lambda it: -len(it.title))
    naming = _Naming(longest, set(known), set())
    return [_shortened(it, naming) for it in blocks]


def cited(blocks: Sequence[Block], names: Lexicon) -> Iterator[Block]:
    """`CQ2021：《…》（文号）` for each document that the letter names, as it comes up."""
    text = said(blocks)
    found = [(at, it) for it in names.documents.values() if (at := _first(it, text)) is not None]
    if found:
        yield Heading(2, say("documents", names.lang))
        yield Tree(tuple(Node(_entry(it, names)) for _, it in sorted(found, key=lambda at: at[0])))


def _entry(it: Document, names: Lexicon) -> str:
    return pair(it.id, aside(f"《{it.title}》", it.number, names.lang), names.lang)


def _first(it: Document, text: str) -> int | None:
    places = (text.find(f"《{it.title}》"), _mention(it.id, text))
    return min((at for at in places if at >= 0), default=None)


def _mention(id_: str, text: str) -> int:
    """Where an id stands that is no part of another word; -1 where it does not."""
    at = text.find(id_)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(id_) : at + len(id_) + 1]
        if not any(it.isascii() and it.isalnum() for it in around):
            return at
        at = text.find(id_, at + 1)
    return -1


def _shortened(block: Block, naming: _Naming) -> Block:
    match block:
        case Line(text=text) if _TITLE in text:
            return replace(block, text=_short(text, naming))
        case Quote(clause=clause) if _TITLE in clause:
            return replace(block, clause=_short(clause, naming))
        case Tree(nodes=nodes):
            return Tree(tuple(_shortened_node(it, naming) for it in nodes))
        case Heading() | Line() | Quote() | Table():
            return block
        case _:
            assert_never(block)


def _shortened_node(node: Node, naming: _Naming) -> Node:
    if _names_none(node, naming):
        return node
    text = _short(node.text, naming)
    return Node(text, node.mark, tuple(_shortened_node(it, naming) for it in node.children))


def _names_none(node: Node, naming: _Naming) -> bool:
    """Whether a node can stay as it is, and its id is its own as long as it is remembered."""
    if id(node) in naming.without:
        return True
    if _TITLE in node.text:
        return False
    for it in node.children:
        if not _names_none(it, naming):
            return False
    naming.without.add(id(node))
    return True


def _short(text: str, naming: _Naming) -> str:
    for it in naming.documents:
        title = f"《{it.title}》"
        if title not in text:
            continue
        head, full, tail = "", "", text
        if it.id not in naming.seen:
            naming.seen.add(it.id)
            head, full, tail = text.partition(title)
        number = rf"(?:（{re.escape(it.number)}）)?" if it.number else ""
        again = re.compile(rf"{re.escape(title)}{number} ?")
        first, *rest = again.split(tail)
        text = head + full + first + "".join(_id(it, after) + after for after in rest)
    return text


def _id(it: Document, after: str) -> str:
    return it.id if after.startswith(_CLOSE) or not after else f"{it.id} "
