"""A rule file's text → its declarations, and everything that is wrong with its syntax.

Each piece is parsed by itself: an error stays in its declaration, several are found in one run,
and whoever keeps declarations by the text of their piece need never parse one again.
"""

from __future__ import annotations

from typing import Final

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing.errors import too_many
from doudi.policy_dsl.parsing.split import Piece, split
from doudi.policy_dsl.source import Source, Span

MOST: Final = 200  # mistakes reported in one file

__all__ = ["Piece", "parse", "parse_declaration", "parse_tail", "split"]


def parse(source: Source) -> Found[ast.File]:
    declarations: list[ast.Declaration] = []
    findings: list[Finding] = []
    comments: tuple[str | None, ...] = ()
    for piece in split(source):
        if len(findings) >= MOST:
            start = piece.start if piece.head is None else piece.head
            place = Span(source, start, min(start + 1, piece.end))
            findings.append(too_many(place, MOST))
            break
        if piece.head is None:
            tail = parse_tail(source, piece)
            comments = tail.value
            findings.extend(tail.findings)
            continue
        found = parse_declaration(source, piece)
        findings.extend(found.findings)
        if found.value is not None:
            declarations.append(found.value)
    return Found(ast.File(tuple(declarations), comments), tuple(findings))


def parse_declaration(source: Source, piece: Piece) -> Found[ast.Declaration | None]:
    """None when nothing of it can be used."""
    from doudi.policy_dsl.parsing.declaration import declaration  # noqa: PLC0415 loads lark

    return declaration(source, piece)


def parse_tail(source: Source, piece: Piece) -> Found[tuple[str | None, ...]]:
    """The comments after the last declaration."""
    from doudi.policy_dsl.parsing.declaration import tail  # noqa: PLC0415 loads lark

    return tail(source, piece)
