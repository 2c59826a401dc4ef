"""Tokens that are wrong in themselves, wherever they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lark import Token

from doudi.policy_dsl.diagnostics.model import Finding, Found
from doudi.policy_dsl.parsing import errors, syntax_errors
from doudi.policy_dsl.parsing.characters import described, is_deceptive, is_plain, look_alike
from doudi.policy_dsl.parsing.lex import LONGEST_NUMBER, MOST_BRACKETS, Lexed
from doudi.policy_dsl.parsing.recovery import MOST
from doudi.policy_dsl.parsing.syntax_errors import span_of
from doudi.policy_dsl.source import Source, Span

_HINTS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys("“”‘’『』'", ('文字放在「」或 "" 里', 'put the text inside 「」 or "…"')),
    **dict.fromkeys(
        "。；;", ("每个子句写一行，末尾不用标点", "one clause on a line, without a full stop")
    ),
    **dict.fromkeys("：:", ("关键词后面空一格即可", "a blank behind the keyword is enough")),
    **dict.fromkeys("[]【】{}｛｝［］〔〕", ("括号用 ( )", "brackets are ( )")),
    **dict.fromkeys("&", ("写 `且`", "write `and`")),
    **dict.fromkeys("|", ("写 `或`", "write `or`")),
    **dict.fromkeys("!！", ("写 `非`；不等于写 `≠` 或 `!=`", "write `not`; unequal is `!=`")),
    **dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f", ("换成普通的空格", "use a plain blank")),
}


def in_tokens(source: Source, lexed: Lexed) -> Found[list[Token]]:
    """The tokens that no clause can be parsed with, and what is wrong with all the odd ones."""
    spoilt = [it for it in lexed.odd if it.type != "NAME"]
    findings = list(islice(_findings(source, lexed.odd), MOST))
    if lexed.deepest is not None:
        spoilt.append(lexed.deepest)
        findings.append(syntax_errors.too_deep(span_of(source, lexed.deepest), MOST_BRACKETS))
    return Found(spoilt, tuple(findings))


def _findings(source: Source, odd: list[Token]) -> Iterator[Finding]:
    run_end = -1
    for token in odd:
        span = span_of(source, token)
        match token.type:
            case "NAME":
                if not is_plain(token.value):
                    yield look_alike(span)
            case "NUMBER" | "VERSION_NUMBER":
                yield errors.number_too_long(span, LONGEST_NUMBER)
            case "ADDRESS" | "REFERENCE":
                yield errors.bad_address(span)
            case "UNCLOSED":
                yield _unclosed(span)
            case _:
                # A run of such characters is one mistake, not many.
                if span.start != run_end and not is_deceptive(token.value):
                    yield _bad_character(span)
                run_end = span.end


def _unclosed(span: Span) -> Finding:
    text = span.text.rstrip()
    if text[0] == "「":
        nested = "「" in text[1:] and "」" in text
        return errors.nested_quote(span) if nested else errors.unclosed_string(span, "」")
    return errors.bad_escape(span) if text.count('"') > 1 else errors.unclosed_string(span, '"')


def _bad_character(span: Span) -> Finding:
    character = span.text
    meant = unicodedata.normalize("NFKC", character)
    if meant != character and meant.isascii() and meant.isalnum():
        return errors.look_alike(span, character, described(character), meant)
    return errors.unknown_character(span, described(character), _HINTS.get(character))
