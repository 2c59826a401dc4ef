"""One piece of a rule file → its declaration and everything wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lark import Token
from lark.exceptions import UnexpectedToken

from doudi.policy_dsl import ast
from doudi.policy_dsl.ast.walk import expressions, operands
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.keywords import KEYWORDS, Role
from doudi.policy_dsl.parsing import syntax_errors
from doudi.policy_dsl.parsing.characters import deceptive
from doudi.policy_dsl.parsing.comments import attach, paragraphs
from doudi.policy_dsl.parsing.expected import role
from doudi.policy_dsl.parsing.lalr import parse_tokens
from doudi.policy_dsl.parsing.lex import lex
from doudi.policy_dsl.parsing.recovery import parse_what_can_be, without
from doudi.policy_dsl.parsing.split import Piece
from doudi.policy_dsl.parsing.syntax_errors import span_of
from doudi.policy_dsl.parsing.token_errors import in_tokens
from doudi.policy_dsl.source import Source

# How deeply an expression may be nested: with a few calls for each level, every phase that
# follows the tree down stays far from the end of Python's stack.
DEEPEST: Final = 60
MOST_OPERATORS: Final = 5000  # in one declaration; a longer one was written to exhaust somebody

_DECLARATIONS: Final = [
    spelling for it in KEYWORDS if it.role is Role.DECLARATION for spelling in (it.zh, it.en)
]


def declaration(source: Source, piece: Piece) -> Found[ast.Declaration | None]:
    findings = list(deceptive(source, piece.start, piece.end))
    lexed = lex(source.text, piece.start, piece.end)
    tokens = lexed.tokens
    if tokens and tokens[0].start_pos != piece.head:
        findings.append(syntax_errors.before_any_declaration(span_of(source, tokens[0])))
        tokens = [it for it in tokens if (it.start_pos or 0) >= (piece.head or piece.end)]
    if not tokens:
        return Found(None, tuple(findings))
    if role(tokens[0].type) is not Role.DECLARATION:
        findings.extend(_no_declaration(source, tokens[0], findings))
        return Found(None, tuple(findings))
    if lexed.nesting > MOST_OPERATORS:
        span = span_of(source, tokens[0])
        findings.append(syntax_errors.too_many_operators(span, MOST_OPERATORS))
        return Found(None, tuple(findings))
    damaged = False
    if lexed.odd or lexed.deepest is not None:
        odd = in_tokens(source, lexed)
        findings.extend(odd.findings)
        kept = without(source, tokens, odd.value)
        damaged = len(kept) < len(tokens)
        if not kept or kept[0] is not tokens[0]:
            return Found(None, tuple(findings))
        tokens = kept
    parsed: ast.Declaration | UnexpectedToken | None = parse_tokens(source, tokens)
    if isinstance(parsed, UnexpectedToken) or damaged:
        recovered = parse_what_can_be(source, tokens, damaged=damaged)
        findings.extend(recovered.findings)
        parsed = recovered.value
    if parsed is None:
        return Found(None, tuple(findings))
    if lexed.nesting > DEEPEST and (deep := _too_deep(parsed)):
        return Found(None, (*findings, deep))
    return Found(attach(parsed, lexed.comments) if lexed.comments else parsed, tuple(findings))


def tail(source: Source, piece: Piece) -> Found[tuple[str | None, ...]]:
    """What follows the last declaration; all of a file that has none."""
    lexed = lex(source.text, piece.start, piece.end)
    findings = list(deceptive(source, piece.start, piece.end))
    if lexed.tokens and not findings:
        findings.append(syntax_errors.before_any_declaration(span_of(source, lexed.tokens[0])))
    return Found(paragraphs(source, lexed.comments), tuple(findings))


def _no_declaration(source: Source, head: Token, known: list[Finding]) -> Iterator[Finding]:
    span = span_of(source, head)
    if any(it.primary.span.start <= span.start < it.primary.span.end for it in known):
        return
    if role(head.type) is Role.CLAUSE or head.type in {"_AND", "_AND_LINE", "BULLET"}:
        yield syntax_errors.not_indented(span)
    else:
        yield syntax_errors.unknown_declaration(span, suggest(head.value, _DECLARATIONS))


def _too_deep(parsed: ast.Declaration) -> Finding | None:
    todo = [(it, 1) for it in expressions(parsed)]
    while todo:
        expr, depth = todo.pop()
        if depth > DEEPEST:
            return syntax_errors.too_deep(expr.span, DEEPEST)
        todo.extend((it, depth + 1) for it in operands(expr))
    return None
