"""Characters that deceive the eye: invisible ones, ones that turn text around, look-alikes.

The first two are refused everywhere, comments and texts included; look-alikes in names, where two
names that look the same would be two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from doudi.policy_dsl.diagnostics.model import Finding
from doudi.policy_dsl.parsing import errors
from doudi.policy_dsl.source import Source, Span

_DECEPTIVE: Final = re.compile(
    "(?P<direction>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
    "|[\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e0fff]+"
    "|\r(?!\n)"
)
_PLAIN: Final = re.compile("[A-Za-z0-9_〇々\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]*")

# Letters of other scripts that are drawn like Latin ones; NFKC leaves these alone.
_LATIN: Final = str.maketrans(
    "АВЕКМНОРСТУХавеорсухіјѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορϲⅼı",
    "ABEKMHOPCTYXaBeopcyxijsdqwhABEZHIKMNOPTYXavopcli",
)


def deceptive(source: Source, start: int, end: int) -> Iterator[Finding]:
    for match in _DECEPTIVE.finditer(source.text, start, end):
        span = Span(source, match.start(), match.end())
        name = described(match.group()[0])
        if match.lastgroup == "direction":
            yield errors.direction_control(span, name)
        else:
            yield errors.invisible(span, name)


def is_deceptive(character: str) -> bool:
    return _DECEPTIVE.match(character) is not None


def is_plain(word: str) -> bool:
    return _PLAIN.fullmatch(word) is not None


def look_alike(span: Span) -> Finding:
    """For a word that is not plain."""
    word = span.text
    plain = _PLAIN.match(word)
    odd = word[plain.end() if plain else 0]
    meant = unicodedata.normalize("NFKC", word).translate(_LATIN)
    return errors.look_alike(
        span, word, described(odd), meant if is_plain(meant) and meant else None
    )


def described(character: str) -> str:
    """`U+202E RIGHT-TO-LEFT OVERRIDE`, which stays readable whatever the character does."""
    name = unicodedata.name(character, "")
    visible = f"{character} " if character.isprintable() and not character.isspace() else ""
    return f"{visible}U+{ord(character):04X} {name}".rstrip()
