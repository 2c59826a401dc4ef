"""One declaration's text → its tokens and its comments.

Words become tokens through the keyword table, so the grammar is free of both languages. What
depends on where one stands is settled here, not in the grammar: an address after 条款, a `-`
that begins a line, a 且 that begins a line of conditions, `/人` right behind 元.
Nothing is refused here: a character that begins no token becomes a BAD token, an open quote and
the rest of its line an UNCLOSED one, and what is suspicious is set aside in `odd`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, cast

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

_NESTING: Final = {"PLUS", "MINUS", "TIMES", "DIVIDED", "COMPARE", "NOT", "LPAR"}
_SUSPECTS: Final = {"BAD", "UNCLOSED", "NUMBER", "VERSION_NUMBER", "REFERENCE", "ADDRESS"}

MOST_BRACKETS: Final = (
    40  # brackets inside one another; nobody can read more, and no later phase must
)
LONGEST_NUMBER: Final = 20

_ADDRESS_CHARACTERS: Final = r"[\w.·•・▶→()（）\-－]"
_TOKEN: Final = re.compile(
    rf"""
      (?P<BLANK>[ \t\r\n\u3000]+)
    | (?P<COMMENT>\#[^\n]*)
    | (?P<REFERENCE>[A-Z]+[0-9]{{4}}[A-Z]?[/／]{_ADDRESS_CHARACTERS}+)
    | (?P<NAME>(?:[^\W\d]|[\u2e80-\u2fdf])[\w\u2e80-\u2fdf]*)
    | (?P<DATE>[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}(?![0-9]))
    | (?P<VERSION_NUMBER>[0-9]+(?:\.[0-9]+){{2,}})
    | (?P<NUMBER>[0-9]+(?:\.[0-9]+)?)
    | (?P<STRING>「[^「」\n]*」|"(?:[^"\\\n]|\\["\\])*")
    | (?P<UNCLOSED>[「"][^\n]*)
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
_NUMERAL: Final = "[一二三四五六七八九十百]+"
_ADDRESS_SHAPE: Final = re.compile(
    rf"(?:〇|末|未核|{_NUMERAL}|[0-9]+)"
    rf"(?:[(（]{_NUMERAL}[)）]|[·•・](?:{_NUMERAL}是|[0-9]+)|[▶→][0-9]+)*"
    r"(?:[-－][0-9]{1,4})?[a-z]?"
)
_ODD_WORD: Final = re.compile(r"[^\Wa-zA-Z0-9_〇々\u3400-\u4dbf\u4e00-\u9fff]|[\u2e80-\u2fdf]")
_LONGEST_ADDRESS: Final = 60
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
    """The tokens, the comments, and what is suspicious about the tokens.

    `odd` are those something may be wrong with, `nesting` is at least as much as expressions are
    nested, `deepest` is the first bracket that is one too many.
    """

    tokens: list[Token]
    comments: list[Comment]
    odd: list[Token]
    nesting: int
    deepest: Token | None


def lex(text: str, start: int, end: int) -> Lexed:
    """Offsets of tokens and comments are those of `text`."""
    tokens, comments = _scan(text, start, end)
    odd = [it for it in tokens if it.type in _SUSPECTS and _is_odd(it)]
    if _ODD_WORD.search(text, start, end):
        odd.extend(it for it in tokens if it.type == "NAME" and _ODD_WORD.search(it))
    nesting = sum(it.type in _NESTING for it in tokens)
    deepest = _too_deep(tokens) if nesting > MOST_BRACKETS else None
    return Lexed(tokens, comments, odd, nesting, deepest)


def _scan(text: str, start: int, end: int) -> tuple[list[Token], list[Comment]]:
    tokens: list[Token] = []
    comments: list[Comment] = []
    position = start
    line_begins = True  # nothing but blanks so far on this line
    depth = 0
    in_conditions = False
    last, last_end = "", -1
    while position < end:
        if (expected := _EXPECTS.get(last)) and (
            token := _argument(text, position, end, *expected)
        ):
            tokens.append(token)
            position = token.end_pos or end
            last, line_begins = "", False
            continue
        last = last if last in _UNITS else ""
        match = cast(re.Match[str], _TOKEN.match(text, position, end))  # BAD and BLANK take all
        kind, value = match.lastgroup or "BAD", match.group()
        begin, position = position, match.end()
        if kind == "BLANK":
            line_begins = line_begins or "\n" in value
            continue
        if kind == "COMMENT":
            comments.append(Comment(value[1:].strip(), begin, position, line_begins))
            continue
        if kind == "NAME":
            kind = _TYPES.get(value, kind)
            if kind in _STARTS_CLAUSE and kind != "MEANS":
                if line_begins and kind != "WHEN":
                    depth = 0  # a bracket left open is a mistake of the clause before
                in_conditions = kind in {"WHEN", "THEN"} if depth == 0 else in_conditions
            elif kind == "_AND" and line_begins and in_conditions and depth == 0:
                kind = "_AND_LINE"
        elif kind == "LPAR":
            depth += 1
        elif kind == "RPAR":
            depth = max(depth - 1, 0)
        elif kind == "MINUS" and line_begins and depth == 0:
            kind = "BULLET"
        elif kind == "DIVIDED" and last and begin == last_end:
            kind, position = _per(text, begin, end) or (kind, position)
        tokens.append(Token(kind, text[begin:position], begin, end_pos=position))
        line_begins = False
        last, last_end = kind, position
    return tokens, comments


def _per(text: str, begin: int, end: int) -> tuple[str, int] | None:
    """`/人` right behind a unit: which token, and where it ends."""
    word = _PER_WORD.match(text, begin, end)
    per = _PER.get(_TYPES.get(word[1], "")) if word else None
    return (per, word.end()) if word and per else None


def _argument(
    text: str, position: int, end: int, kind: str, pattern: re.Pattern[str]
) -> Token | None:
    blanks = _BLANKS.match(text, position, end)
    begin = blanks.end() if blanks else position
    match = pattern.match(text, begin, end)
    if match is None or match.group() in _TYPES:
        return None
    return Token(kind, match.group(), begin, end_pos=match.end())


def _is_odd(token: Token) -> bool:
    match token.type:
        case "NUMBER" | "VERSION_NUMBER":
            return len(token) > LONGEST_NUMBER
        case "ADDRESS":
            return not _is_address(token)
        case "REFERENCE":
            return not _is_address(re.split("[/／]", token, maxsplit=1)[1])
        case _:
            return True


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS_SHAPE.fullmatch(text) is not None


def _too_deep(tokens: list[Token]) -> Token | None:
    depth = 0
    for token in tokens:
        if token.type == "LPAR":
            depth += 1
            if depth > MOST_BRACKETS:
                return token
        elif token.type == "RPAR":
            depth -= 1
        elif token.type in _STARTS_CLAUSE and token.type != "WHEN":
            depth = 0
    return None
