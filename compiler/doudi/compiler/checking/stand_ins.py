"""What can be saved of a declaration that does not parse: that its names are declared.

Takes the text of the piece; gives a declaration with its head alone. It is only ever
collected, never checked, so that one mistake is not followed by an "is not declared" at
every place that uses the name.
"""

from __future__ import annotations

import re
from typing import Final

from doudi.compiler.checking.pieces import DOCUMENT, PROVISIONS, Declared
from doudi.policy_dsl import ast
from doudi.policy_dsl.source import Span

_NAME: Final = r"[^\W\d]\w*"
_HEAD: Final = re.compile(rf"\w+[ \t\u3000]+(?P<zh>{_NAME})(?:[ \t]*[(（](?P<en>{_NAME})[)）])?")
_ITEM: Final = re.compile(
    rf"^[ \t\u3000]+-[ \t\u3000]*(?P<zh>{_NAME})(?:[ \t]*[(（](?P<en>{_NAME})[)）])?", re.MULTILINE
)
_NAMELESS: Final = {"PRECEDENCE", "AXIOM", "DISJOINT", "ACKNOWLEDGE", "PARTITION", ""}


def stand_in(it: Declared) -> ast.Declaration | None:
    """None where the declaration has no name to save."""
    piece, source = it.piece, it.file.source
    if piece.head is None or it.keyword in _NAMELESS or it.keyword in PROVISIONS:
        return None
    head = _HEAD.match(source.text, piece.head, piece.end)
    if head is None:
        return None

    def span(match: re.Match[str]) -> Span:
        return Span(source, match.start("zh"), match.end())

    name: ast.Arg = ast.Bilingual(head["zh"], head["en"], span(head))
    if it.keyword == DOCUMENT:
        name = ast.Name(head["zh"], Span(source, *head.span("zh")))
    items: tuple[ast.Item, ...] = ()
    if it.keyword == "CHOICE":
        items = tuple(
            ast.Item(ast.Bilingual(match["zh"], match["en"], span(match)), span=span(match))
            for match in _ITEM.finditer(source.text, head.end(), piece.end)
        )
    whole = Span(source, piece.head, piece.end)
    return ast.Declaration(it.keyword, (name,), (), items, span=whole)


def address_of(it: Declared) -> tuple[str, Span] | None:
    """The address a broken provision begins with, so that others may still refer to it."""
    text, piece = it.file.source.text, it.piece
    if piece.head is None or it.keyword not in PROVISIONS:
        return None
    head = re.compile(r"\w+[ \t\u3000]+(\S+)").match(text, piece.head, piece.end)
    return None if head is None else (head[1], Span(it.file.source, *head.span(1)))
