"""A declaration with mistakes → everything wrong with it, and what of it can still be used.

The clause with the mistake is taken out and the rest parsed again, until it parses.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from lark import Token
from lark.exceptions import UnexpectedToken

from doudi.policy_dsl import ast
from doudi.policy_dsl.diagnostics import codes
from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.keywords import Role
from doudi.policy_dsl.parsing.diagnose import begins_line, diagnose
from doudi.policy_dsl.parsing.expected import allows_another_clause, role
from doudi.policy_dsl.parsing.lalr import parse_tokens
from doudi.policy_dsl.source import Source

MOST: Final = 20  # mistakes reported in one declaration


def parse_what_can_be(
    source: Source, tokens: list[Token], *, damaged: bool
) -> Found[ast.Declaration | None]:
    """`damaged`: tokens have been taken out already."""
    findings: list[Finding] = []
    while len(findings) < MOST:
        parsed = parse_tokens(source, tokens)
        if not isinstance(parsed, UnexpectedToken):
            damaged = damaged or bool(findings)
            return Found(replace(parsed, damaged=True) if damaged else parsed, tuple(findings))
        at = _index(tokens, parsed.token)
        accepted = set(parsed.accepts or parsed.expected)
        starts = clause_starts(source, tokens)
        before = max((it for it in starts if it < max(at, 1)), default=0)
        finding = diagnose(source, tokens, at, before, accepted)
        findings.append(finding)
        complete = allows_another_clause(accepted)
        # What stands in the middle of a line casts doubt on the clause that it stands in.
        apart = at == len(tokens) or at in starts or begins_line(source, tokens[at])
        begin = at if complete and (apart or before == 0) else before
        # A keyword taken for a name begins no clause of its own.
        with_it = complete or finding.code is codes.KEYWORD_AS_NAME
        following = at + 1 if with_it else max(at, begin + 1)
        end = next((it for it in starts if it >= following), len(tokens))
        if begin == 0:
            break
        tokens = tokens[:begin] + tokens[end:]
    return Found(None, tuple(findings))


def without(source: Source, tokens: list[Token], bad: list[Token]) -> list[Token]:
    """The tokens without the clauses that hold one of the bad ones."""
    spoilt = {id(it) for it in bad}
    bounds = [*clause_starts(source, tokens), len(tokens)]
    return [
        token
        for start, end in pairwise(bounds)
        if not any(id(it) in spoilt for it in tokens[start:end])
        for token in tokens[start:end]
    ]


def clause_starts(source: Source, tokens: list[Token]) -> list[int]:
    """Where the head and each clause begin."""
    starts = [0]
    depth = 0
    for index, token in enumerate(tokens):
        if token.type == "LPAR":
            depth += 1
        elif token.type == "RPAR":
            depth = max(depth - 1, 0)
        elif (
            index
            and role(token.type) is Role.CLAUSE
            and not (token.type == "MEANS" and tokens[starts[-1]].type == "DEFINE")
            and (depth == 0 or begins_line(source, token))
        ):
            starts.append(index)
            depth = 0
    return starts


def _index(tokens: list[Token], token: Token) -> int:
    return next((i for i, it in enumerate(tokens) if it is token), len(tokens))
