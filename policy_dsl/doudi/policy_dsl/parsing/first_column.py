"""What stands in the first column and begins no declaration."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lark import Token

from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.diagnostics.suggest import suggest
from doudi.policy_dsl.keywords import KEYWORDS, Role
from doudi.policy_dsl.parsing import syntax_errors
from doudi.policy_dsl.parsing.expected import role
from doudi.policy_dsl.parsing.recovery import MOST
from doudi.policy_dsl.parsing.syntax_errors import span_of
from doudi.policy_dsl.source import Source

_STRAY: Final = re.compile(r"^[^\s#]", re.MULTILINE)
_DECLARATIONS: Final = [
    spelling for it in KEYWORDS if it.role is Role.DECLARATION for spelling in (it.zh, it.en)
]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The tokens that belong to the declaration, and what is wrong with the others."""

    tokens: list[Token]
    findings: tuple[Finding, ...] = ()


def sort_out(source: Source, tokens: list[Token], head: int, end: int) -> Sorted:
    """A clause that is not indented still counts; a misspelt declaration ends this one."""
    strays = {it.start() for it in _STRAY.finditer(source.text, head + 1, end)}
    if not strays:
        return Sorted(tokens)
    found = [(i, it) for i, it in enumerate(tokens) if it.start_pos in strays]
    ends = next((i for i, it in found if not _of_a_clause(it)), len(tokens))
    reported = islice((it for _, it in found if not _is_bad(it)), MOST)
    return Sorted(tokens[:ends], tuple(_finding(source, it) for it in reported))


def before_the_first(source: Source, tokens: list[Token], start: int, end: int) -> Sorted:
    """What stands before the first declaration belongs to none."""
    if not tokens:
        return Sorted([])
    strays = {it.start() for it in _STRAY.finditer(source.text, start, end)}
    reported = [it for it in tokens if it.start_pos in strays and not _is_bad(it)]
    if not reported:
        first = span_of(source, tokens[0])
        return Sorted([], (syntax_errors.before_any_declaration(first),))
    return Sorted([], tuple(_finding(source, it) for it in reported[:MOST]))


def _finding(source: Source, token: Token) -> Finding:
    span = span_of(source, token)
    if _of_a_clause(token):
        return syntax_errors.not_indented(span)
    return syntax_errors.unknown_declaration(span, suggest(token.value, _DECLARATIONS))


def _of_a_clause(token: Token) -> bool:
    clause = role(token.type) is Role.CLAUSE
    return clause or token.type in {"_AND", "_AND_LINE", "BULLET"} or _is_bad(token)


def _is_bad(token: Token) -> bool:
    return token.type in {"BAD", "UNCLOSED"}
