"""A token that cannot stand where it stands → the finding that helps its author most.

Takes what was read and what could have come instead. The commonest mistakes have words of their
own; the rest is told what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lark import Token

from doudi.policy_dsl.diagnostics.model import Finding, Message
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.keywords import BY_TOKEN, KEYWORDS, Role
from doudi.policy_dsl.parsing import errors, syntax_errors
from doudi.policy_dsl.parsing.everyday_words import (
    act_without_norm,
    behind_a_number,
    instead_of,
    run_together,
)
from doudi.policy_dsl.parsing.expected import allows_another_clause, bare, clauses, phrase, role
from doudi.policy_dsl.parsing.syntax_errors import span_of
from doudi.policy_dsl.source import Source

_ENDS_COMPARISON: Final = {"_AND", "_OR", "_AND_LINE", "_COMMA", "BULLET"}
_BEGIN: Final = ("子句以这些词开头：", "a clause begins with one of ")
_AFTER_NUMBER: Final = {"月": "个月", "month": "months"}
_UNITS: Final = [s for it in KEYWORDS if it.role is Role.UNIT for s in (it.zh, it.en)]


def diagnose(
    source: Source, tokens: list[Token], at: int, clause: int, accepted: set[str]
) -> Finding:
    """What is wrong with the token at this index, or with the end if that is the index.

    `clause` is where the clause around it begins.
    """
    last = tokens[max(at - 1, 0)]
    if accepted == {"ADDRESS"}:
        return errors.missing_address(span_of(source, last), last.type)
    open_brackets = _unmatched(tokens, clause, at)
    complete = allows_another_clause(accepted)
    ends_here = at == len(tokens) or role(tokens[at].type) in {Role.CLAUSE, Role.DECLARATION}
    if ends_here and not complete:
        if open_brackets:
            opening = span_of(source, open_brackets[-1])
            return syntax_errors.unclosed_bracket(opening, span_of(source, last))
        if at < len(tokens) and _wants_name(accepted) and _same_line(source, last, tokens[at]):
            return syntax_errors.keyword_as_name(span_of(source, tokens[at]), bare(tokens[at].type))
        head = span_of(source, tokens[clause])
        return syntax_errors.incomplete(head, span_of(source, last), phrase(accepted))
    if at == len(tokens):
        return syntax_errors.incomplete(
            span_of(source, tokens[clause]), span_of(source, last), phrase(accepted)
        )
    return _of_token(source, tokens, at, clause, accepted)


def _of_token(
    source: Source, tokens: list[Token], at: int, clause: int, accepted: set[str]
) -> Finding:
    token, declaration = tokens[at], tokens[0]
    span = span_of(source, token)
    complete = allows_another_clause(accepted)
    match role(token.type):
        case Role.DECLARATION:
            return syntax_errors.indented(span)
        case Role.CLAUSE if complete:
            return syntax_errors.clause_out_of_place(span, declaration, clauses(accepted))
        case Role.UNIT if tokens[at - 1].type == "NUMBER":
            return syntax_errors.unknown_unit(span, _AFTER_NUMBER.get(token.value))
        case Role() if _wants_name(accepted):
            return syntax_errors.keyword_as_name(span, bare(token.type))
        case _:
            pass
    match token.type:
        case "BULLET":
            return syntax_errors.stray_item(span)
        case "RPAR" if not _unmatched(tokens, clause, at):
            return syntax_errors.stray_bracket(span)
        case "COMPARE" if first := _comparison_before(tokens, clause, at):
            return syntax_errors.chained_comparison(span_of(source, first), span)
        case "NAME" if tokens[at - 1].type == "NUMBER" and _same_line(
            source, tokens[at - 1], token
        ):
            return syntax_errors.unknown_unit(
                span, suggest(token.value, _UNITS), behind_a_number(token.value)
            )
        case "NAME" if complete and begins_line(source, token):
            near = suggest(token.value, _spellings(accepted, Role.CLAUSE))
            together = run_together(token.value, accepted)
            if together and near and token.value.startswith(near):
                near = None
            known = together or Message(
                *(f"{it}{said}" for it, said in zip(_BEGIN, clauses(accepted), strict=True))
            )
            return syntax_errors.unknown_clause(span, declaration, near, known)
        case "NAME":
            near = instead_of(token.value, accepted) or suggest(token.value, _spellings(accepted))
            return syntax_errors.unexpected(span, phrase(accepted), near)
        case _:
            advice = act_without_norm(token.type) if complete else None
            return syntax_errors.unexpected(span, phrase(accepted), None, advice)


def begins_line(source: Source, token: Token) -> bool:
    start = token.start_pos or 0
    line = source.text.rfind("\n", 0, start) + 1
    return not source.text[line:start].strip()


def _same_line(source: Source, first: Token, second: Token) -> bool:
    return "\n" not in source.text[first.end_pos : second.start_pos]


def _wants_name(accepted: set[str]) -> bool:
    """A name and nothing like an expression."""
    return "NAME" in accepted and "NOT" not in accepted


def _spellings(accepted: set[str], only: Role | None = None) -> Iterator[str]:
    for token in accepted:
        if (word := BY_TOKEN.get(bare(token))) and only in {None, word.role}:
            yield from (word.zh, word.en)


def _unmatched(tokens: list[Token], start: int, end: int) -> list[Token]:
    """The opening brackets that are still open."""
    opened: list[Token] = []
    for token in tokens[start:end]:
        if token.type == "LPAR":
            opened.append(token)
        elif token.type == "RPAR" and opened:
            opened.pop()
    return opened


def _comparison_before(tokens: list[Token], clause: int, at: int) -> Token | None:
    depth = 0
    for token in reversed(tokens[clause:at]):
        depth += {"RPAR": 1, "LPAR": -1}.get(token.type, 0)
        if depth < 0 or (depth == 0 and token.type in _ENDS_COMPARISON):
            return None
        if depth == 0 and token.type == "COMPARE":
            return token
    return None
