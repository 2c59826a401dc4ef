"""The documents that a letter names: in full the first time, then by their id; all at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.explanation.tree import Block, Heading, Line, Node, Quote, Table, Tree, texts
from doudi.runtime.explanation.wording import say
from doudi.runtime.facts.kept import kept
from doudi.runtime.program.declarations import Document

_TITLE = "《"  # without it no text names one
_CLOSE = tuple("（，。、；：,.;:")  # what follows an id without a blank


@dataclass(frozen=True, slots=True)
class Named:
    """Blocks in which every document is named in full but once.

    `text`: all that they say, each text once, in the order in which it comes up, and in lines;
    but for what they quote.
    """

    blocks: tuple[Block, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Title:
    """`again`: how it stands where it is given again, with the document's number and a blank."""

    document: Document
    text: str
    again: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Naming:
    """`seen`: the documents named so far; `said`: what was said so far.

    `without`: nodes, by id, that were read and under which none is named.
    """

    titles: Sequence[_Title]
    seen: set[str]
    said: dict[str, None] = field(default_factory=dict)
    without: set[int] = field(default_factory=set)


def named_once(blocks: Iterable[Block], names: Lexicon, known: Iterable[str] = ()) -> Named:
    """The same blocks; a title that was given in full before gives way to its document's id.

    `known`: ids of the documents that the reader has seen named.
    """
    naming = _Naming(_titles(names.documents), set(known))
    kept_blocks = tuple(blocks)  # as long as their nodes are told apart by their ids
    shortened = tuple([_shortened(it, naming) for it in kept_blocks])
    return Named(shortened, "\n".join(naming.said))


@kept
def _titles(documents: Mapping[str, Document]) -> tuple[_Title, ...]:
    """Long ones first, for one may hold another."""
    return tuple(_title(it) for it in sorted(documents.values(), key=lambda it: -len(it.title)))


def _title(it: Document) -> _Title:
    text = f"《{it.title}》"
    number = rf"(?:（{re.escape(it.number)}）)?" if it.number else ""
    return _Title(it, text, re.compile(rf"{re.escape(text)}{number} ?"))


def cited(text: str, names: Lexicon) -> Iterator[Block]:
    """`CQ2021：《…》（文号）` for each document that a text names, as it comes up."""
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
        case Tree(nodes=nodes):
            return Tree(_shortened_nodes(nodes, naming))
        case Line(text=text, tone=tone):
            short = _short(text, naming)
            return block if short is text else Line(short, tone)
        case Quote(text=text, clause=clause):
            short = _short(clause, naming)
            return block if short is clause else Quote(text, short)
        case Heading() | Table():
            naming.said.update(dict.fromkeys(texts(block)))
            return block
        case _:
            assert_never(block)


def _shortened_nodes(nodes: tuple[Node, ...], naming: _Naming) -> tuple[Node, ...]:
    """The same nodes where nothing in them is to be shortened; then each is read but once."""
    read = naming.without
    new: list[Node] | None = None
    for at, node in enumerate(nodes):
        if id(node) in read:
            continue
        text, below = _short(node.text, naming), node.children
        children = _shortened_nodes(below, naming) if below else below
        if text is not node.text or children is not below:
            new = [*nodes] if new is None else new
            new[at] = Node(text, node.mark, children)
        elif _TITLE not in text and (not below or read.issuperset(map(id, below))):
            read.add(id(node))
    return nodes if new is None else tuple(new)


def _short(text: str, naming: _Naming) -> str:
    """The same text where it names no document, or names it for the first time."""
    if _TITLE in text:
        for it in naming.titles:
            if it.text in text:
                text = _again(text, it, naming)
    naming.said[text] = None
    return text


def _again(text: str, title: _Title, naming: _Naming) -> str:
    document, head, full, tail = title.document, "", "", text
    if document.id not in naming.seen:
        naming.seen.add(document.id)
        head, full, tail = text.partition(title.text)
    first, *rest = title.again.split(tail)
    return head + full + first + "".join(_id(document, after) + after for after in rest)


def _id(it: Document, after: str) -> str:
    return it.id if after.startswith(_CLOSE) or not after else f"{it.id} "
