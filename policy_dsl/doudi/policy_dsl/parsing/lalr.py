"""Tokens of one declaration → its tree. The only place that runs lark.

Reading the grammar takes lark a moment, so it is done once, when the first text is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Final, cast

from lark import Lark, Token
from lark.common import LexerConf
from lark.exceptions import UnexpectedToken
from lark.lexer import Lexer

from doudi.policy_dsl import ast
from doudi.policy_dsl.parsing.build import Builder
from doudi.policy_dsl.source import Source

_TERMINAL: Final = re.compile(r"\b_?[A-Z][A-Z_]+\b")
_REMARK: Final = re.compile(r"//.*")

# lark keeps the builder it was made with, and the builder knows one source at a time.
_ONE_AT_A_TIME: Final = Lock()


class _Given(Lexer):
    """The tokens exist already; lark wants a lexer all the same."""

    def __init__(self, lexer_conf: LexerConf) -> None:
        pass

    def lex(self, tokens: list[Token]) -> Iterator[Token]:  # type: ignore[override]
        return iter(tokens)


@cache
def _parser() -> tuple[Lark, Builder]:
    folder = files("doudi.policy_dsl.grammar")
    grammar = "".join(
        (folder / name).read_text("utf-8") for name in ("policy.lark", "expressions.lark")
    )
    terminals = sorted(set(_TERMINAL.findall(_REMARK.sub("", grammar))))
    builder = Builder()
    lark = Lark(
        f"{grammar}\n%declare {' '.join(terminals)}\n",
        parser="lalr",
        lexer=_Given,
        transformer=builder,
    )
    return lark, builder


def parse_tokens(source: Source, tokens: list[Token]) -> ast.Declaration | UnexpectedToken:
    """The declaration, or the token that cannot stand where it stands."""
    with _ONE_AT_A_TIME:
        lark, builder = _parser()
        builder.source = source
        try:
            return cast(ast.Declaration, lark.parse(tokens))
        except UnexpectedToken as unexpected:
            return unexpected
