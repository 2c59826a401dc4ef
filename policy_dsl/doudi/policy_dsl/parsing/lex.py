"""One declaration's text → its tokens and its comments.

Words become tokens through the keyword table, so the grammar is free of both languages. What
depends on where one stands is settled here, not in the grammar: an address after 条款, a `-`
that begins a line, a 且 that begins a line of conditions, `/人` right behind 元.
Nothing is refused here: a character that begins no token becomes a BAD token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lark import Token

from doudi.policy_dsl.keywords import KEYWORDS, Role

# Tokens that carry no information of their own; lark drops what begins with `_`.
_SILENT: Final = {"AND", "OR", "IN", "WITHIN", "ONWARDS", "ONLY_WITHIN"}

_TYPES: Final[dict[str, str]] = {
    spelling: f"_{it.token}" if it.token in _SILENT else it.token
    for it in KEYWORDS
    for spelling in (it.zh, it.en)
}
_STARTS_CLAUSE: Final = {it.token for it in KEYWORDS if it.role is Role.CLAUSE}
_UNITS: Final = {"YUAN", "TEN_THOUSAND", "PERSON", "PER_PERSON", "PER_MONTH_UNIT", "PER_YEAR"}
_PER: Final = {"PERSON": "PER_PERSON", "MONTH": "PER_MONTH_UNIT", "YEAR": "PER_YEAR"}

_ADDRESS_CHARACTERS: Final = r"[\w.·•・▶→()（）\-－]"
_TOKEN: Final = re.compile(
    rf"""
      (?P<BLANK>[ \t\r\n\u3000]+)
    | (?P<COMMENT>\#[^\n]*)
    | (?P<REFERENCE>[A-Z]+[0-9]{{4}}[A-Z]?[/／]{_ADDRESS_CHARACTERS}+)
    | (?P<NAME>[^\W\d]\w*)
    | (?P<DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))
    | (?P<VERSION_NUMBER>[0-9]+(?:\.[0-9]+){{2,}})
    | (?P<NUMBER>[0-9]+(?:\.[0-9]+)?)
    | (?P<STRING>「[^「」\n]*」|"(?:[^"\\\n]|\\["\\])*")
    | (?P<LPAR>[(（])
    | (?P<RPAR>[)）])
    | (?P<_COMMA>[,，、])
    | (?P<COMPARE>[<＜>＞!][=＝]|[=＝≠<＜≤>＞≥])
    | (?P<PLUS>[+＋])
    | (?P<MINUS>[-－−])
    | (?P<TIMES>[*＊×])
    | (?P<DIVIDED>[/／÷])
    | (?P<PERCENT>[%％])
    | (?P<BAD>.)
    """,
    re.VERBOSE,
)
_ADDRESS: Final = re.compile(rf"{_ADDRESS_CHARACTERS}+")
_FILENAME: Final = re.compile(r"[\w./\\:~-]+")
_PER_WORD: Final = re.compile(r"[/／]([^\W\d]\w*)")
_BLANKS: Final = re.compile(r"[ \t\r\n\u3000]*")

_EXPECTS: Final[dict[str, tuple[str, re.Pattern[str]]]] = {
    "PROVISION": ("ADDRESS", _ADDRESS),
    "SENTENCE": ("ADDRESS", _ADDRESS),
    "CITES": ("ADDRESS", _ADDRESS),
    "NOTICE": ("FILENAME", _FILENAME),
    "DATA": ("FILENAME", _FILENAME),
}


@dataclass(frozen=True, slots=True)
class Comment:
    """`# …`: its text without `#`, where it is, and whether it has the line to itself."""

    text: str
    start: int
    end: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Lexed:
    tokens: list[Token]
    comments: list[Comment]


def lex(text: str, start: int, end: int) -> Lexed:
    """Offsets of tokens and comments are those of `text`."""
    tokens: list[Token] = []
    comments: list[Comment] = []
    append = tokens.append
    position = start
    line_begins = True  # nothing but blanks so far on this line
    depth = 0
    in_conditions = False
    last = ""
    last_end = -1
    while position < end:
        if expected := _EXPECTS.get(last):
            token = _argument(text, position, end, *expected)
            last = ""
            if token is not None:
                append(token)
                position = token.end_pos or end
                line_begins = False
                continue
        match = _TOKEN.match(text, position, end)
        if match is None:  # a line break inside BAD cannot be: BLANK takes it
            break
        kind = match.lastgroup or "BAD"
        value = match.group()
        begin, position = position, match.end()
        if kind == "BLANK":
            line_begins = line_begins or "\n" in value
            continue
        if kind == "COMMENT":
            comments.append(Comment(value[1:].strip(), begin, position, line_begins))
            continue
        if kind == "NAME":
            kind = _TYPES.get(value, kind)
            if kind in _STARTS_CLAUSE:
                if depth == 0 and kind != "MEANS":
                    in_conditions = kind in {"WHEN", "THEN"}
            elif kind == "_AND" and line_begins and in_conditions and depth == 0:
                kind = "_AND_LINE"
        elif kind == "LPAR":
            depth += 1
        elif kind == "RPAR":
            depth -= 1
        elif kind == "MINUS" and line_begins and depth <= 0:
            kind = "BULLET"
        elif (
            kind == "DIVIDED"
            and last in _UNITS
            and begin == last_end
            and (word := _PER_WORD.match(text, begin, end))
            and (per := _PER.get(_TYPES.get(word[1], "")))
        ):
            kind, value, position = per, word[0], word.end()
        append(Token(kind, value, begin, end_pos=position))
        line_begins = False
        last, last_end = kind, position
    return Lexed(tokens, comments)


def _argument(
    text: str, position: int, end: int, kind: str, pattern: re.Pattern[str]
) -> Token | None:
    blanks = _BLANKS.match(text, position, end)
    begin = blanks.end() if blanks else position
    match = pattern.match(text, begin, end)
    if match is None or match.group() in _TYPES:
        return None
    return Token(kind, match.group(), begin, end_pos=match.end())
