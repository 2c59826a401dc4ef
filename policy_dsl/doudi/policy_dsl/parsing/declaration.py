"""One piece of a rule file → its declaration and everything wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from lark.exceptions import UnexpectedToken

from doudi.policy_dsl import ast
from doudi.policy_dsl.ast.walk import expressions, operands
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.keywords import Role
from doudi.policy_dsl.parsing import syntax_errors
from doudi.policy_dsl.parsing.characters import deceptive
from doudi.policy_dsl.parsing.comments import attach, paragraphs
from doudi.policy_dsl.parsing.errors import and_or_mixed
from doudi.policy_dsl.parsing.expected import role
from doudi.policy_dsl.parsing.first_column import before_the_first, sort_out
from doudi.policy_dsl.parsing.lalr import parse_tokens
from doudi.policy_dsl.parsing.lex import lex
from doudi.policy_dsl.parsing.recovery import MOST, parse_what_can_be, without
from doudi.policy_dsl.parsing.split import Piece
from doudi.policy_dsl.parsing.syntax_errors import span_of
from doudi.policy_dsl.parsing.token_errors import in_tokens
from doudi.policy_dsl.source import Source

# How deeply an expression may be nested: with a few calls for each level, every phase that
# follows the tree down stays far from the end of Python's stack.
DEEPEST: Final = 60
MOST_OPERATORS: Final = 5000  # in one declaration; a longer one was written to exhaust somebody


def declaration(source: Source, piece: Piece) -> Found[ast.Declaration | None]:
    head = piece.end if piece.head is None else piece.head
    lexed = lex(source.text, piece.start, piece.end)
    findings = list(islice(deceptive(source, piece.start, piece.end), MOST))
    own = [it for it in lexed.tokens if (it.start_pos or 0) >= head]
    if len(own) < len(lexed.tokens):
        others = lexed.tokens[: len(lexed.tokens) - len(own)]
        findings.extend(before_the_first(source, others, piece.start, head).findings)
    sorted_out = sort_out(source, own, head, piece.end)
    findings.extend(sorted_out.findings)
    tokens = sorted_out.tokens
    if not tokens or role(tokens[0].type) is not Role.DECLARATION:
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
    if any(it.type == "_OR" for it in tokens):
        findings.extend(_mixed(parsed))
    return Found(attach(parsed, lexed.comments) if lexed.comments else parsed, tuple(findings))


def tail(source: Source, piece: Piece) -> Found[tuple[str | None, ...]]:
    """What follows the last declaration; all of a file that has none."""
    lexed = lex(source.text, piece.start, piece.end)
    findings = list(islice(deceptive(source, piece.start, piece.end), MOST))
    if not findings:
        lost = before_the_first(source, lexed.tokens, piece.start, piece.end)
        findings.extend(lost.findings)
    return Found(paragraphs(source, lexed.comments), tuple(findings))


def _mixed(parsed: ast.Declaration) -> Iterator[Finding]:
    """A 且 beside a 或 without brackets: two people would read it in two ways."""
    todo = list(expressions(parsed))
    while todo:
        expr = todo.pop()
        todo.extend(operands(expr))
        if isinstance(expr, ast.Or):
            for it in expr.operands:
                if isinstance(it, ast.And) and it.span.start == it.operands[0].span.start:
                    yield and_or_mixed(it.span)


def _too_deep(parsed: ast.Declaration) -> Finding | None:
    todo = [(it, 1) for it in expressions(parsed)]
    while todo:
        expr, depth = todo.pop()
        if depth > DEEPEST:
            return syntax_errors.too_deep(expr.span, DEEPEST)
        todo.extend((it, depth + 1) for it in operands(expr))
    return None
