"""The documents that a letter names: in full the first time, then by their id; all at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from doudi.runtime.explanation.lexicon import Lexicon
from doudi.runtime.explanation.punctuation import aside, pair
from doudi.runtime.explanation.tree import Block, Heading, Line, Node, Quote, Table, Tree, texts
from doudi.runtime.explanation.wording import say
from doudi.runtime.program.declarations import Document

_CLOSE = tuple("（，。、；：,.;:")  # what follows an id without a blank


def named_once(blocks: Iterable[Block], names: Lexicon, known: Iterable[str] = ()) -> list[Block]:
    """The same blocks; a title that was given in full before gives way to its document's id.

    `known`: ids of the documents that the reader has seen named.
    """
    seen = set(known)
    longest = sorted(names.documents.values(), key=lambda it: -len(it.title))
    return [_shortened(it, longest, seen) for it in blocks]


def cited(blocks: Sequence[Block], names: Lexicon) -> Iterator[Block]:
    """`CQ2021：《…》（文号）` for each document that the letter names, as it comes up."""
    said = "\n".join(text for block in blocks for text in texts(block))
    found = [(at, it) for it in names.documents.values() if (at := _first(it, said)) is not None]
    if found:
        yield Heading(2, say("documents", names.lang))
        yield Tree(tuple(Node(_entry(it, names)) for _, it in sorted(found, key=lambda at: at[0])))


def _entry(it: Document, names: Lexicon) -> str:
    return pair(it.id, aside(f"《{it.title}》", it.number, names.lang), names.lang)


def _first(it: Document, said: str) -> int | None:
    places = [said.find(f"《{it.title}》")]
    mention = re.search(rf"(?<![A-Za-z0-9]){it.id}(?![A-Za-z0-9])", said)
    places += [mention.start()] if mention else []
    return min((at for at in places if at >= 0), default=None)


def _shortened(block: Block, documents: Sequence[Document], seen: set[str]) -> Block:
    match block:
        case Line(text=text):
            return replace(block, text=_short(text, documents, seen))
        case Quote(clause=clause):
            return replace(block, clause=_short(clause, documents, seen))
        case Tree(nodes=nodes):
            return Tree(tuple(_shortened_node(it, documents, seen) for it in nodes))
        case Heading() | Table():
            return block


def _shortened_node(node: Node, documents: Sequence[Document], seen: set[str]) -> Node:
    text = _short(node.text, documents, seen)
    return replace(
        node,
        text=text,
        children=tuple(_shortened_node(it, documents, seen) for it in node.children),
    )


def _short(text: str, documents: Sequence[Document], seen: set[str]) -> str:
    for it in documents:
        title = f"《{it.title}》"
        if title not in text:
            continue
        head, full, tail = "", "", text
        if it.id not in seen:
            seen.add(it.id)
            head, full, tail = text.partition(title)
        number = rf"(?:（{re.escape(it.number)}）)?" if it.number else ""
        again = re.compile(rf"{re.escape(title)}{number} ?")
        first, *rest = again.split(tail)
        text = head + full + first + "".join(_id(it, after) + after for after in rest)
    return text


def _id(it: Document, after: str) -> str:
    return it.id if after.startswith(_CLOSE) or not after else f"{it.id} "
