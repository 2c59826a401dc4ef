"""One piece of a rule file → its declaration."""

from __future__ import annotations

from lark.exceptions import UnexpectedToken

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing import syntax_errors
from doudi.policy_dsl.parsing.comments import attach, paragraphs
from doudi.policy_dsl.parsing.lalr import parse_tokens
from doudi.policy_dsl.parsing.lex import lex
from doudi.policy_dsl.parsing.split import Piece
from doudi.policy_dsl.source import Source


def declaration(source: Source, piece: Piece) -> Found[ast.Declaration | None]:
    lexed = lex(source.text, piece.start, piece.end)
    parsed = parse_tokens(source, lexed.tokens)
    if isinstance(parsed, UnexpectedToken):
        return Found(None, (syntax_errors.unexpected(source, parsed),))
    return Found(attach(parsed, lexed.comments) if lexed.comments else parsed)


def tail(source: Source, piece: Piece) -> Found[tuple[str | None, ...]]:
    lexed = lex(source.text, piece.start, piece.end)
    findings: list[Finding] = []
    return Found(paragraphs(source, lexed.comments), tuple(findings))
